"""Instruments at the same public money, on a toy whose magnet plant is open to investors."""

from pathlib import Path

import pytest

from monazite.api import Run, StudyHandle, load
from monazite.core.errors import InvalidInput

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
