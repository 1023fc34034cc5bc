"""Instruments at the same public money, on a toy whose magnet plant is open to investors."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from monazite.api import Run, StudyHandle, load
from monazite.core.errors import InvalidInput
from monazite.runs.questions.benched import about, alike
from monazite.runs.questions.measured import Units

from .copies import OPEN, open_plant

ENTRY = f"""{OPEN}  - kind: capital_subsidy
    title: Half of it
    facility: hom_magnets
    share: 0.5
    start: 2024-01
    why: Support that the bench takes out.
    source: toy/invented
"""


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The toy with a plant at home that investors may double, and a firm that may win support."""
    folder = open_plant(tmp_path_factory.mktemp("bench"))
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    return load(folder).run("entry")


def test_each_costs_what_it_may(entry: Run) -> None:
    """A plant of 30 t costs 3 crore. Two thirds of it are 2 crore, and so are 20 t of it.

    Investors come at a share of 0.668 and below it too, with all 30 t: 15 t in the first of two
    steps, 30 t in the two years after, 75 t in all. The state's 20 t make 10 and 20.
    """
    found = {one.instrument: one for one in entry.bench("2 crore INR", pairs=False).measured}
    assert set(found) == {
        "subsidy", "incentive", "guarantee", "cap_and_floor", "offtake", "duty", "stockpile",
        "public",
    }  # fmt: skip
    subsidy, public = found["subsidy"], found["public"]
    assert subsidy.spends
    assert public.spends
    assert subsidy.public == pytest.approx(2, rel=0.01)
    assert public.public == pytest.approx(2, rel=0.01)
    assert (subsidy.tonnes, public.tonnes) == pytest.approx((75, 30), rel=0.01)
    assert (subsidy.points, public.points) == pytest.approx((30, 20), rel=0.01)
    assert subsidy.per_tonne == pytest.approx(2 / 75, rel=0.01)
    assert found["stockpile"].tonnes == pytest.approx(0)
    assert not found["stockpile"].spends, "nobody keeps magnets here"


def test_the_picture_shows_what_each_brings_for_the_money_it_spends(entry: Run) -> None:
    """Of the plant's 75 t and 30 t for 2 crore each; none that cannot spend it, the most first."""
    found = entry.bench("2 crore INR")
    chart = found.plot()
    made = [dot for dot in chart.rows["dots"] if dot["column"] == 0]
    by_place = {(row["headings_above"], row["lines_above"]): row for row in chart.rows["names"]}
    told = {by_place[dot["headings_above"], dot["lines_above"]]["text"]: dot for dot in made}
    measured = {one.title: one for one in found.measured}
    assert told["Capital subsidy"]["value"] == pytest.approx(75 / 2, rel=0.01)
    assert told["Public plants"]["value"] == pytest.approx(30 / 2, rel=0.01)
    assert all(measured[title].spends for title in told)
    assert {title for title, one in measured.items() if one.spends and not one.is_pair} <= {*told}
    for pair in (False, True):
        values = [dot["value"] for title, dot in told.items() if measured[title].is_pair == pair]
        assert values == sorted(values, reverse=True)
    assert all(0 <= dot["share"] <= 1 for dot in chart.rows["dots"])
    assert chart.table().height == len(made)
    assert ("Not short in the stop" in chart.subtitle) == bool(found.stop)
    assert "INR_2024" not in chart.subtitle + chart.title


def test_what_cannot_cost_so_much_says_so(entry: Run) -> None:
    """All of the capital is 3 crore, so 10 cannot be spent; on 3.3 times the plant they can."""
    found = {one.instrument: one for one in entry.bench("10 crore INR", pairs=False).measured}
    assert not found["subsidy"].spends
    assert found["subsidy"].public == pytest.approx(3)
    assert found["public"].spends


def test_a_guarantee_costs_what_an_incentive_does_where_prices_are_known(entry: Run) -> None:
    """Two crore a year of either on 30 t; a guarantee that stands above the price by as much."""
    found = {one.instrument: one for one in entry.bench("2 crore INR", pairs=False).measured}
    assert found["guarantee"].spends
    assert found["guarantee"].public == pytest.approx(2, rel=0.1)
    assert found["guarantee"].tonnes == pytest.approx(found["incentive"].tonnes, rel=0.05)
    # prices stay below the floor, so that a cap takes nothing and a purchase costs what it is above
    for name in ("cap_and_floor", "offtake"):
        assert found[name].spends
        assert found[name].public == pytest.approx(found["guarantee"].public, rel=1e-6)
        assert found[name].tonnes == pytest.approx(found["guarantee"].tonnes, rel=1e-6)


DEAR = """title: Dear magnets
extends: central
why: A price nobody sees coming.
levers:
  - kind: price_path
    title: Magnets abroad
    from: FOR
    materials: [magnet]
    change: 5 USD/kg
    start: 2025-01
    foreseen: false
    why: Invented, to move the price.
    source: toy/invented
"""


@pytest.fixture(scope="module")
def priced(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same with a world in which magnets cost twice as much."""
    folder = open_plant(tmp_path_factory.mktemp("priced"))
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    (folder / "worlds" / "dear.yaml").write_text(DEAR, encoding="utf-8")
    return load(folder).run("entry")


def test_without_chances_money_is_of_one_world_and_that_is_said(priced: Run) -> None:
    """What each takes elsewhere, at the size it has, stands beside it."""
    found = priced.bench("2 crore INR", pairs=False)
    assert found.chances == ()
    assert {one.world for one in found.elsewhere} == {"dear"}
    told = about(found, priced.solution.study, 2026, Units("crore rupees", "magnets"))
    assert "Money is that of the world “Nothing happens” alone" in told
    there = {one.instrument: one for one in found.elsewhere}
    # a plant of the state costs what it costs; what follows the price pays nothing above it
    assert there["public"].spent == pytest.approx(2, rel=0.02)
    assert there["guarantee"].spent == pytest.approx(0, abs=1e-6)


def test_with_chances_each_is_sized_to_what_is_expected(priced: Run) -> None:
    """One time in two magnets cost 10 dollars in place of 5, and 60 t are guaranteed a price g.

    60 t cost 6,000 dollars a dollar, of which 100,000 are a crore, so that the mean of g - 5 and
    g - 10 is 2 crore at 10.83 dollars: 3.5 crore in one world, and 0.5 in the other.
    """
    found = priced.bench("2 crore INR", pairs=False, chances={"dear": 0.5})
    assert [(one.world, one.chance) for one in found.chances] == [("central", 0.5), ("dear", 0.5)]
    there = {one.instrument: one for one in found.elsewhere}
    for one in found.spending:
        if one.duties == pytest.approx(0) and one.instrument in ("guarantee", "public"):
            assert one.spent == pytest.approx(2, rel=0.1)
    told = about(found, priced.solution.study, 2026, Units("crore rupees", "magnets"))
    assert "expected over “Nothing happens” (50 of 100) and “Dear magnets” (50 of 100)" in told
    alone = {one.instrument: one for one in priced.bench("2 crore INR", pairs=False).measured}
    size = {one.instrument: float(one.size.partition(" ")[0]) for one in found.measured}
    assert float(alone["guarantee"].size.partition(" ")[0]) == pytest.approx(5 + 2 / 0.6, rel=0.01)
    assert size["guarantee"] == pytest.approx((2 * 2 / 0.6 + 15) / 2, rel=0.01)
    assert there["guarantee"].spent == pytest.approx(0.5, rel=0.05)


@pytest.mark.parametrize(
    ("chances", "text"),
    [
        ({"moon": 0.5}, "there is no world 'moon'"),
        ({"central": 0.5}, "is the world that is asked about"),
        ({"dear": 1.5}, "no chance of 'dear'"),
        ({"dear": 0.7, "control": 0.7}, "come to 1.4 together"),
    ],
)
def test_chances_that_are_none(priced: Run, chances: dict[str, float], text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        priced.bench("2 crore INR", chances=chances)


def test_why_rows_are_the_same_is_read_off_them(priced: Run, tmp_path: Path) -> None:
    """Magnets at 10 dollars lie below the cap; at 25 a cap and floor takes what is above it."""
    assert "So it is in “Dear magnets”" in alike(
        priced.bench("2 crore INR", pairs=False), Units("crore rupees", "magnets"), str
    )
    folder = shutil.copytree(priced.solution.study.path, tmp_path / "dearer")
    (folder / "worlds" / "dear.yaml").write_text(DEAR.replace(": 5 ", ": 20 "), encoding="utf-8")
    found = load(folder).run("entry").bench("2 crore INR", pairs=False)
    units = Units("crore rupees", "magnets")
    told = alike(found, units, lambda value: f"{value:.1f}")
    assert told.startswith("“Price guarantee”, “Cap and floor” and “Offtake” come to the same")
    assert "“Dear magnets” sets them apart" in told
    assert "-9.0 for Cap and floor" in told
    moved = replace(found, measured=tuple(
        replace(one, public=9.0) if one.instrument == "offtake" else one for one in found.measured
    ))  # fmt: skip
    assert "Offtake" not in alike(moved, units, str).partition(":")[0]
    alone = replace(found, measured=tuple(
        one for one in found.measured if one.instrument != "offtake"
        and one.instrument != "cap_and_floor"
    ))  # fmt: skip
    assert alike(alone, units, str) == ""


def test_a_duty_is_paid_by_users(entry: Run) -> None:
    duty = {one.instrument: one for one in entry.bench("2 crore INR", pairs=False).measured}["duty"]
    assert duty.public == pytest.approx(0)
    assert duty.home is not None
    assert duty.home > 0
    # 50 t still arrive in 2025 and in 2026, at 5,000 dollars a tonne, and a crore is 100,000
    rate = float(duty.size.partition(" ")[0]) / 100
    assert duty.duties == pytest.approx(rate * 100 * 5_000 / 100_000, rel=0.01)


KEPT = (
    "costs:magnet-storage#1,,magnet,HOM,,2024,value,2500,,,USD_2024/t magnet/yr,toy/invented,B,\n"
)


def test_a_stockpile_costs_what_is_bought_and_what_keeping_it_takes(tmp_path: Path) -> None:
    """Users want 100 t of magnets at 5,000 dollars, half of which a year of keeping one costs.

    Held in 2025 and 2026 a tonne costs 10,000, so that 2 crore, at 100,000 a crore, keep 20 t.
    """
    folder = open_plant(tmp_path)
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    for file, row in (
        ("chain/stocks.csv", "magnet,HOM,,{costs:magnet-storage},,yes\n"),
        ("evidence/costs.csv", KEPT),
    ):
        with (folder / file).open("a", encoding="utf-8") as opened:
            opened.write(row)
    found = load(folder).run("entry").bench("2 crore INR", pairs=False).measured
    stock = next(one for one in found if one.instrument == "stockpile")
    assert stock.spends
    assert stock.public == pytest.approx(2, rel=0.01)
    tonnes = float(stock.size.partition(" ")[0]) / 365 * 100
    assert tonnes == pytest.approx(20, rel=0.01)


def test_what_is_spent_for_each_is_told_where_something_is_brought(entry: Run) -> None:
    found = {one.instrument: one for one in entry.bench("2 crore INR", pairs=False).measured}
    public, stock = found["public"], found["stockpile"]
    assert public.duties == pytest.approx(0), "there is no duty to pay less of"
    assert public.per_point == pytest.approx(2 / 20, rel=0.01)
    assert public.per_short == pytest.approx(2 / 10, rel=0.01)
    assert (stock.per_tonne, stock.per_point, stock.per_short) == (None, None, None)


def test_pairs_spend_the_same_money_together(entry: Run) -> None:
    bench = entry.bench("2 crore INR")
    pair = next(one for one in bench.measured if one.instrument == "incentive+public")
    assert pair.spends
    assert pair.public == pytest.approx(2, rel=0.02)
    for one in bench.measured:
        assert one.spent is not None
        assert one.spends == (abs(one.spent - 2) <= 0.1 * 2), one.title
    assert pair.title == "Output incentive and Public plants"
    assert "cap_and_floor+public" in {one.instrument for one in bench.measured}
    per_tonne = {"incentive", "guarantee", "cap_and_floor", "offtake"}
    assert not any(
        set(one.instrument.split("+")) <= per_tonne and "+" in one.instrument
        for one in bench.measured
    ), "a winner has one of them at a time"
    assert not any(
        "stockpile" in one.instrument and "+" in one.instrument for one in bench.measured
    )


def test_where_one_of_a_pair_is_as_large_as_it_can_be_the_other_makes_up_the_rest(
    entry: Run,
) -> None:
    """All of the capital is 3 crore, so that of 8 the state's plants take 5, of half of it 4."""
    bench = entry.bench("8 crore INR")
    found = {one.instrument: one for one in bench.measured}
    pair = found["subsidy+public"]
    assert not found["subsidy"].spends
    assert pair.spends
    assert pair.public == pytest.approx(8, rel=0.02)
    assert pair.size.startswith("100 % of the capital; 1.6")


def test_a_stop_is_avoided_as_far_as_home_makes_magnets(entry: Run) -> None:
    """The world of the stop is found by itself; it takes half of what arrives for a year."""
    bench = entry.bench("2 crore INR", pairs=False)
    assert bench.stop == "control"
    short = {one.instrument: one.short for one in bench.measured}
    assert short["public"] == pytest.approx(10, rel=0.01)
    assert short["stockpile"] == pytest.approx(0)


def test_the_strategys_own_support_is_taken_out(entry: Run) -> None:
    """Held against itself without support: what it pays does not come on top."""
    assert [lever.kind for lever in entry.case.strategy.levers] == [
        "private_entry",
        "capital_subsidy",
    ]
    small = {one.instrument: one for one in entry.bench("1 crore INR", pairs=False).measured}
    assert small["public"].public == pytest.approx(1, rel=0.02)


def test_a_strategy_that_opens_no_plant(toy: StudyHandle) -> None:
    with pytest.raises(InvalidInput, match="opens no plant to investors"):
        toy.run("build").bench("2 crore INR")


@pytest.mark.parametrize(
    ("budget", "text"),
    [
        ("2", "does not say of which currency"),
        ("0 crore INR", "no sum of money to spend"),
        ("2 INR/kg", "no sum of money to spend"),
    ],
)
def test_money_that_is_none(entry: Run, budget: str, text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        entry.bench(budget)


def test_a_stop_that_is_not_there(entry: Run) -> None:
    with pytest.raises(InvalidInput, match="there is no world 'moon'"):
        entry.bench("2 crore INR", stop="moon")


def test_plants_that_are_open_without_a_limit(entry: Run) -> None:
    """Ten times two hundred million tonnes is no number to calculate with; a part of it is."""
    handle = load(entry.solution.study.path)
    much = handle.strategy("entry").change("A second magnet plant", tonnes_per_year=2e8)
    found = handle.run(much).bench("2 crore INR", pairs=False).measured
    public = next(one for one in found if one.instrument == "public")
    assert public.spends
    assert public.tonnes == pytest.approx(30, rel=0.01)
