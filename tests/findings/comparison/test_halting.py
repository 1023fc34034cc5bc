"""Why one halt builds and another does not, on the toy study by hand.

HALT, from 2025; the year before is 2024. Home digs 50 of 150 t ore and makes 25 of 75 t oxide, and
oxide is all it sells that holds any neodymium. Farland uses 65 t oxide, 15 of them from home.

    withheld  15 t a year. Farland digs 120 ore instead of 100: 60 t oxide instead of 50, so that
              10 of 15 are made elsewhere. Its users get 50 magnets as before.
    loss      15 t times the rise of oxide, 35,000 - 5,000: 450,000 a year, in both years.

A tonne more at the magnet plant, decided in 2025: the toy states no life, so that it makes 0.5 t in
2025 and 1 t in 2026, worth 0.5 / 1.1 + 1 / 1.21 = 1.2810 t at the 10 % it asks. Per kilogram:

    capital   10,000 / 1.2810 = 7,806.45 a tonne
    feed      0.5 x 3,000 = 1,500; running 2,500; cost 11,806.45
    sells     20,000 at home, 19,500 abroad; the gap is 11.80645 - 20 = -8.19355

so that cost does not stand in its way, but nobody may build.

As now oxide is at 4,000 and magnets at 5,000: 10/1.2810 + 2.5 + 2 - 5 = 7.30645 without the halt.

BOTH. Without the halt `build` sells no oxide either: nothing is withheld. The programme of 40 t
takes 20 t oxide with and without it. Magnets sell at 5,000; oxide costs p1 in 2025 and p2 in 2026,
of which a kilogram bears 0.5 x (0.5 p1 / 1.1 + p2 / 1.21) / 1.2810.

A HALT THAT BUILDS. Firms may add 100 t of presses a year, for 10 years at 10 %: 1,627.45 a tonne
and year. A tonne of magnets from them costs that, 2,500 and its oxide: with oxide at 4,000 more
than the 5,000 of an import, so that as now none is built. Under the halt the 10 t home lacks in
2025 fetch up to 20,000: 20 t are built, half of which run at first. They take 10 t oxide. Farland
makes 10 t oxide more in 2025 and, with 10 t magnets less to make, 5 in 2026.
"""

from dataclasses import replace

import pytest

from monazite.brief.sentences.halting import says_why
from monazite.findings.comparison import Halting, halting
from monazite.findings.money import next_tonnes, taken_on
from monazite.findings.solution import Solution
from monazite.model import Session, build_programme
from monazite.parameters import apply_edits, with_levers

from ..toy import BASE, STUDY, edit, outcome

FREE = {"halt": "as-now", "both": "build"}


def reading(strategy: str) -> Solution:
    return Solution(STUDY, outcome(strategy), outcome("as-now"), lambda: outcome(FREE[strategy]))


def found_of(solution: Solution) -> Halting:
    found = halting(solution)
    assert found is not None
    return found


def reading_now() -> Solution:
    return Solution(STUDY, outcome("as-now"))


def opened() -> Solution:
    """The halt where firms may add presses at home."""
    base = apply_edits(
        BASE,
        [
            edit("build_rate", "set", 100.0, facility="hom_magnets"),
            edit("lifetime", "set", 10.0, facility="hom_magnets"),
            edit("hurdle_rate", "set", 0.1, facility="hom_magnets"),
        ],
    )
    solver = Session(build_programme(base))
    limited, free = (
        solver.solve(with_levers(STUDY, base, name, "central")) for name in ("halt", "as-now")
    )
    return Solution(STUDY, limited, free, lambda: free)


class TestTheHalt:
    def test_shares_of_ore_and_of_what_is_limited(self) -> None:
        found = found_of(reading("halt"))
        assert (found.begins, found.before, found.materials) == (2025, 2024, ("oxide",))
        assert found.ore == pytest.approx(50 / 150)
        assert found.sold == pytest.approx(25 / 75)

    def test_who_needs_it_and_how_soon_they_do_without(self) -> None:
        found = found_of(reading("halt"))
        (farland,) = found.buyers
        assert farland.leans == pytest.approx(15 / 65)
        assert farland.withheld == pytest.approx({2025: 15.0, 2026: 15.0})
        assert farland.missed == pytest.approx({2025: 0.0, 2026: 0.0}, abs=1e-6)
        assert found.others_make == pytest.approx({2025: 10.0, 2026: 10.0})
        assert found.replaced == pytest.approx(10 / 15)
        assert (farland.first_loss, farland.does_without) == (2025, None)
        assert farland.loss == pytest.approx(450_000)

    def test_what_a_tonne_more_would_cost_and_fetch(self) -> None:
        found = found_of(reading("halt"))
        plant = found.nearest
        assert plant is not None
        made = 0.5 / 1.1 + 1 / 1.21
        assert (plant.facility, plant.decided, plant.half) == ("hom_magnets", 2025, 0.0)
        assert plant.capital == pytest.approx(10 / made)
        assert plant.feed == pytest.approx(1.5)
        assert plant.other == pytest.approx(2.5)
        assert plant.cost == pytest.approx(10 / made + 4)
        assert plant.sells == pytest.approx(20)
        assert plant.abroad == pytest.approx(19.5)
        assert found.gap == pytest.approx(10 / made + 4 - 20)
        assert found.free_gap == pytest.approx(10 / made + 4.5 - 5)

    def test_nobody_may_build_and_the_halt_brings_nothing(self) -> None:
        found = found_of(reading("halt"))
        assert (found.may_take, found.built_take, found.free_take) == (0.0, 0.0, 0.0)
        assert found.gain is None

    def test_its_sentences(self) -> None:
        solution = reading("halt")
        text = says_why(found_of(solution), solution, "Halt")
        for part in (
            "Under “Halt” the limit on exports from 2025 has no plant built that would not come "
            "without it, and brings no magnets.",
            "Homeland digs 33 % of the NdPr oxide in the world’s ore in 2024",
            "Farland had 23 % of what it takes of that from Homeland",
            "30 t NdPr oxide are withheld in 2025–2026; plants elsewhere make more, 67 % of that",
            "450,000 USD more in 2025, and still more than a tenth of that in 2026",
            "would cost 11.8 USD, 1.5 of it for what is held back, and fetch 20 at home",
            "fetch 8.19 USD more than it costs, and without the limit would fetch 7.31 USD less",
            "cost does not stand in the way, leave to build does",
        ):
            assert part in text


class TestBoth:
    def test_what_would_not_be_sold_is_not_withheld(self) -> None:
        found = found_of(reading("both"))
        assert found.replaced is None
        assert found.withheld == pytest.approx({2025: 0.0, 2026: 0.0}, abs=1e-6)
        assert [(one.region, one.first_loss) for one in found.buyers] == [("FOR", None)]

    def test_plants_come_with_and_without_it(self) -> None:
        found = found_of(reading("both"))
        assert (found.built_take, found.free_take) == pytest.approx((20.0, 20.0))

    def test_where_it_would_turn(self) -> None:
        solution = reading("both")
        found, oxide = found_of(solution), solution.price("oxide", "HOM")
        made = 0.5 / 1.1 + 1 / 1.21
        feed = 0.5 * (0.5 * oxide[1] / 1.1 + oxide[2] / 1.21) / made / 1000
        assert found.gap == pytest.approx(10 / made + 2.5 + feed - 5)
        assert "no cheaper feed alone turns it" in says_why(found, solution, "Halt and build")


class TestAHaltThatBuilds:
    def test_plants_come_for_the_halt_alone(self) -> None:
        solution = opened()
        found = found_of(solution)
        assert found.free_take == pytest.approx(0.0, abs=1e-6)
        assert found.built_take == pytest.approx(10.0)
        assert found.others_make == pytest.approx({2025: 10.0, 2026: 5.0})
        assert found.may_take == pytest.approx(100 * 0.5)
        assert found.gain == 2025
        text = says_why(found, solution, "Halt")
        assert "the limit on exports from 2025 brings plants that take" in text
        assert " of what is held back, and more magnets from 2025." in text
        assert "The limit turns it: without it a kilogram of magnets would fetch" in text
        assert "leave to build" not in text


class TestWhatIsOnlyMadeReadyFirst:
    """Nobody can add to separation, which takes ore: the plants that can grow take oxide."""

    def test_a_good_is_followed_to_the_plants_that_can_grow(self) -> None:
        solution = reading("halt")
        assert taken_on(solution, ["oxide"], 2025) == ("oxide",)
        assert taken_on(solution, ["ore"], 2025) == ("oxide",)
        assert taken_on(solution, ["ore", "oxide"], 2025) == ("oxide",)

    def test_a_good_nobody_can_grow_on_stays(self) -> None:
        assert taken_on(reading("halt"), ["magnet"], 2025) == ("magnet",)

    def test_a_plant_that_is_ordered_can_grow(self) -> None:
        parameters = outcome("halt").parameters
        ordered = parameters["programme"].copy()
        ordered.put(("hom_separation", 2025), 5.0)
        more = replace(outcome("halt"), parameters=parameters.replaced({"programme": ordered}, ()))
        assert taken_on(Solution(STUDY, more), ["ore"], 2025) == ("ore",)

    def test_what_the_plants_take_is_named(self) -> None:
        solution = opened()
        found = replace(found_of(solution), materials=("ore",))
        assert " of it for NdPr oxide, and fetch " in says_why(found, solution, "Halt")


def test_more_of_the_product_without_a_plant_of_its_own_is_an_odd_thing() -> None:
    solution = reading("halt")
    found = replace(found_of(solution), gain=2026)
    assert (
        "has no plant built that would not come without it, but brings more magnets from 2026."
    ) in says_why(found, solution, "Halt")


def test_plants_that_pay_anyhow_are_not_said_to_be_turned_by_the_limit() -> None:
    solution = opened()
    found = found_of(solution)
    free = tuple(replace(plant, gap=-1.0) for plant in found.free_plants)
    text = says_why(replace(found, free_plants=free), solution, "Halt")
    assert "Such plants pay without the limit too, and more of them come with it: without" in text
    assert "The limit turns it" not in text


def test_a_strategy_without_a_limit_has_no_page() -> None:
    assert halting(Solution(STUDY, outcome("build"), outcome("as-now"))) is None


def test_every_figure_is_a_row() -> None:
    rows = list(found_of(reading("halt")).conditions())
    assert list(dict.fromkeys(row.question for row in rows)) == [
        *("ore", "users", "cost", "capital", "time", "turning")
    ]
    told = {(row.measure, row.subject, row.year): row.value for row in rows}
    assert told["withheld", "FOR", 2026] == pytest.approx(15)
    assert told["sells", "hom_magnets", 2025] == pytest.approx(20)
    assert told["does_without", "FOR", None] is None
    units = {row.measure: row.unit for row in rows}
    assert units["withheld"] == "t NdPr oxide/yr"
    assert units["cost"] == "USD_2024/kg magnet"


def test_the_next_stage_of_ore_is_told_per_kilogram_of_what_it_gives() -> None:
    """Separation counts in ore. As now a tonne of oxide takes 2 t ore at 1,500 and 500 each: 4,000.

    That is what home sells it for; in Farland it is at 5,000. What a plant costs is not stated.
    """
    (plant,) = next_tonnes(reading_now(), ["ore"], 2025)
    assert (plant.facility, plant.product, plant.unit) == (
        *("hom_separation", "oxide", "USD_2024/kg oxide"),
    )
    assert (plant.feed, plant.other, plant.sells) == pytest.approx((3.0, 1.0, 4.0))
    assert plant.abroad == pytest.approx(5.0)
    assert plant.gap == pytest.approx(0.0, abs=1e-9)
    assert plant.takes == pytest.approx(0.625)
    assert not plant.priced


def test_a_limit_that_never_holds_has_no_page() -> None:
    """The same plan with and without: no slot is filled."""
    assert halting(Solution(STUDY, outcome("as-now"), None, lambda: outcome("as-now"))) is None
