"""Signs that have to hold when China stops: more stock, a longer stop, more plants that run."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from monazite.api import Run
from monazite.brief.planless import says_what_forces
from monazite.cases import Case
from monazite.cli.studies import without_plan
from monazite.findings.bottlenecks.conflict import TOLD_AT_MOST
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.parameters.named import Point
from monazite.runs.plan.contradicted import at_in_words
from monazite.strategy import (
    OWN,
    ForeignExportControl,
    Lever,
    Permit,
    Priority,
    Stockpile,
    SupplyLoss,
    World,
)

from ..shipped import india

pytestmark = pytest.mark.slow

GRADES = ("magnet_ndfeb_standard", "magnet_ndfeb_high_coercivity")


def lived(*, more: Sequence[Lever] = (), until: str | None = None) -> Solution:
    """The baseline in the stop of 2029, with more levers, or a stop that ends at another time."""
    study = india().study
    chosen, stop = study.strategies["as-now"], study.worlds["china-stop"]
    levers = tuple(
        lever.model_copy(update={"end": until}) if until and lever.title == "Full stop" else lever
        for lever in stop.levers
    )
    strategy = chosen.model_copy(update={"levers": (*chosen.levers, *more)})
    world = stop.model_copy(update={"levers": levers})
    return india().run_case(Case(strategy, world)).solution


def at(solution: Solution, key: str, year: int) -> float:
    """An indicator in one year."""
    return float(compute(solution, key)[solution.years.index(year)])


def reserve(tonnes: float) -> list[Lever]:
    """A public reserve of magnets, so many tonnes of either grade, full by 2028."""
    return [
        Stockpile.model_validate(
            {
                "kind": "stockpile",
                "material": material,
                "tonnes": tonnes,
                "by": "2028-01",
                "release": "on_shortage",
                "why": "A test asks.",
                "source": "study/estimate",
            }
        )
        for material in GRADES
    ]


@pytest.mark.parametrize("world", ["china-stop", "china-stop-2033"])
def test_what_is_told_of_a_stop_adds_up_to_the_need(world: str) -> None:
    """To a kilogram, whatever home finishes of its own magnets; and every flow has its unit.

    What is unmet is told as by the indicators, where users who had left come back in the stop too.
    """
    parts = ("withheld_from", "other_lanes", "home_plants", "stocks", "price_response", "shortage")
    for strategy in india().front_page:
        plan = india().run(strategy, world)
        for row in plan.stops().rows(named=True):
            told = sum(row[part] for part in parts)
            need = row["need"] + row["brought"]
            assert told == pytest.approx(need, abs=1e-3), (strategy, row)
            for key in ("price_response", "shortage", "shortage_value"):
                assert row[key] == at(plan.solution, key, row["year"]), (strategy, key)
        assert plan.flows()["unit"].str.starts_with("t").all()


@pytest.mark.parametrize(
    ("world", "year"),
    [("china-stop", 2029), ("china-stop-2033", 2033), ("china-licences-again", 2028)],
)
@pytest.mark.parametrize("strategy", ["as-now", "announced", "staged"])
def test_who_withholds_ships_nobody_more_of_it(strategy: str, world: str, year: int) -> None:
    """Not by a kilogram more than was to go before the news, on any lane of what is withheld."""
    run = india().run(strategy, world)
    stops = [
        lever
        for lever in india().study.worlds[world].levers
        if isinstance(lever, ForeignExportControl) and lever.starts.startswith(str(year))
    ]
    before = run.solution.outcome.before
    assert stops
    assert before is not None
    held = {lane.name for stop in stops for lane in stop.lanes_of(before.labels, *stop.materials)}
    for lane in sorted(held):
        was, sent = (
            float(plan["shipment"].sel(lane=lane, period=year))
            for plan in (before, run.solution.outcome)
        )
        assert sent <= was + 1e-3, lane


def test_more_stock_never_worsens_a_stop() -> None:
    """Every tonne in a reserve of magnets is one that users have in the stop, to a tenth."""
    solutions = [lived(more=reserve(tonnes)) for tonnes in (1.0, 150.0, 300.0)]
    short = [at(each, "unmet_demand", 2029) for each in solutions]
    lost = [at(each, "unmet_demand_value", 2029) for each in solutions]
    assert sorted(short, reverse=True) == short
    assert sorted(lost, reverse=True) == lost
    assert short[0] - short[2] == pytest.approx(2 * 299.0, rel=0.1)
    assert [at(each, "stock.magnet", 2028) for each in solutions][2] >= 600.0 - 1e-6


def test_a_longer_stop_costs_no_less() -> None:
    """Value lost from the stop on, over all the years it touches and the two after."""
    lost = []
    for until in ("2029-04", "2029-07", "2030-01", "2030-07"):
        solution = lived(until=until)
        values = compute(solution, "unmet_demand_value")
        years = np.array(solution.years)
        lost.append(float(values[(years >= 2029) & (years <= 2032)].sum()))
    assert sorted(lost) == lost, lost


def stopped(
    strategy: str, depth: float, until: str, start: str = "2033-01", foreseen: bool = False
) -> Solution:
    """A strategy in the stop of 2033 at another depth and at other times, foreseen or not."""
    study = india().study
    world = study.worlds["china-stop-2033"]
    other = {"share_withheld": depth, "start": start, "end": until, "foreseen": foreseen}
    levers = tuple(
        lever.model_copy(update=other) if lever.title == "Full stop" else lever
        for lever in world.levers
    )
    case = Case(study.strategies[strategy], world.model_copy(update={"levers": levers}))
    return india().run_case(case).solution


@pytest.mark.parametrize("strategy", ["as-now", "announced", "staged", "halt-only"])
def test_a_deeper_or_longer_stop_makes_nobody_at_home_richer(strategy: str) -> None:
    """From nothing to a year: unmet demand, value lost and home cost never fall by what shows.

    Home cost is that of the year and the three after, in which what was taken from a reserve is
    missing; it may fall by two thousandths, since pools meet the prices of imports once more when
    news comes. One per cent for a month is within half a per cent of no stop at all, and a stop
    that withholds nothing is none.
    """
    calm = india().run(strategy).solution
    path = [(0.01, 2), (0.1, 2), (0.5, 2), (0.9, 2), (0.9, 4), (0.9, 7)]
    stops = [stopped(strategy, depth, f"2033-{month:02d}") for depth, month in path]
    nothing = stopped(strategy, 0.0, "2033-07")
    assert at(nothing, "home_cost", 2033) == at(calm, "home_cost", 2033)
    years = [calm.years.index(year) for year in range(2033, 2037)]
    cost = [float(compute(plan, "home_cost")[years].sum()) for plan in (calm, *stops)]
    assert cost[1] == pytest.approx(cost[0], rel=0.005)
    assert all(more >= 0.998 * less for less, more in pairwise(cost)), cost
    for key in ("unmet_demand", "unmet_demand_value"):
        found = [at(plan, key, 2033) for plan in (calm, *stops)]
        assert found[1] == pytest.approx(found[0], rel=0.05), key
        assert all(more >= 0.98 * less for less, more in pairwise(found)), (key, found)


@pytest.mark.parametrize(
    ("strategy", "year", "foreseen"),
    [
        ("as-now", 2033, True),
        ("announced", 2033, True),
        ("staged", 2033, True),
        ("as-now", 2024, True),
        ("as-now", 2024, False),
    ],
)
def test_nor_does_one_that_is_foreseen_or_begins_in_the_first_year(
    strategy: str, year: int, foreseen: bool
) -> None:
    """The same of a stop that nobody is surprised by, or that finds no plan made before it.

    By usual trade alone 1 % for a month cost the world 130 million dollars and left home 3 million
    better off, and 90 % for a month left `announced` 40 t less short than no stop at all.
    """
    calm = india().run(strategy).solution
    path = [(0.01, 2), (0.1, 2), (0.5, 2), (0.9, 2), (0.9, 4), (0.9, 7)]
    stops = [
        stopped(strategy, depth, f"{year}-{month:02d}", f"{year}-01", foreseen)
        for depth, month in path
    ]
    years = [calm.years.index(each) for each in range(year, year + 4)]
    plans = (calm, *stops)
    cost, world = (
        [float(compute(plan, key)[years].sum()) for plan in plans]
        for key in ("home_cost", "world_cost")
    )
    assert cost[1] == pytest.approx(cost[0], rel=0.002)
    assert world[1] == pytest.approx(world[0], rel=0.0002)
    assert all(more >= 0.998 * less for less, more in pairwise(cost)), cost
    for key in ("unmet_demand", "unmet_demand_value"):
        found = [at(plan, key, year) for plan in plans]
        assert found[1] == pytest.approx(found[0], rel=0.05), key
        assert all(more >= 0.98 * less for less, more in pairwise(found)), (key, found)


@pytest.mark.parametrize("strategy", ["announced", "staged"])
def test_what_a_partner_saves_in_a_stop_is_the_price_of_its_last_user(strategy: str) -> None:
    """Of Japan's gain of 2033 all is price: its last user moves from one step of need to another.

    No tonne of which somebody there goes without changes by more than 75 of 16,000, and most of
    what users save its own makers lose. At 80 % in place of 90 % both plans end on one step.
    """
    plan, base = (india().run(one, "china-stop-2033").solution for one in (strategy, "as-now"))
    gain = -at(plan, "partner_loss.JPN", 2033)
    place = plan.years.index(2033)
    fell, served, brought = 0.0, 0.0, 0.0
    for grade in GRADES:
        used = float(plan.served((grade,), "JPN")[place])
        less = float((base.price(grade, "JPN") - plan.price(grade, "JPN"))[place])
        came = float(plan.shipped((grade,), destination="JPN")[place])
        fell, brought = fell + less * used, brought + less * came
        served += abs(used - float(base.served((grade,), "JPN")[place]))
    assert gain > 40e6
    assert fell == pytest.approx(gain, rel=0.03)
    assert served < 80
    assert brought < 0.5 * gain
    mild = [stopped(one, 0.8, "2033-07") for one in (strategy, "as-now")]
    assert abs(at(mild[0], "partner_loss.JPN", 2033)) < 1e6
    lasts = [float(one.price(GRADES[0], "JPN")[place]) for one in mild]
    assert lasts[0] == pytest.approx(lasts[1])


@pytest.mark.parametrize(("world", "year"), [("china-stop", 2029), ("china-stop-2033", 2033)])
def test_plants_that_run_help_by_about_what_they_make(world: str, year: int) -> None:
    """What a strategy makes more than the baseline in the stop is missing less.

    To a fifth of it where all of it is new plants: against a stop in 2033. As delivery is to be
    expected, nothing that is announced runs before 2030: in 2029 it helps nobody.
    """
    base = india().run("as-now", world).solution
    helped = {}
    for strategy in ("announced", "article"):
        # ranking uses is no plant: what it does is told by the test below
        plan = india().run_case(india().case(strategy, world).dropping(Priority)).solution
        more = at(plan, "output.magnet", year) - at(base, "output.magnet", year)
        less = at(base, "unmet_demand", year) - at(plan, "unmet_demand", year)
        helped[strategy] = (more, less)
    assert min(helped["article"]) > 10
    more, less = helped["announced"]
    if year < 2030:
        assert (more, less) == pytest.approx((0.0, 0.0), abs=1.0)
    else:
        assert more > 500
        assert less == pytest.approx(more, rel=0.2)


def test_who_ranks_uses_in_a_stop_moves_what_is_short() -> None:
    """`article` serves vehicles before turbines: turbines are short of what vehicles have.

    Lanes bring as much from the United States as without the ranking.
    """
    ranked = india().run("article", "china-stop-2033")
    free = india().run_case(ranked.case.dropping(Priority))
    lane = "magnet_ndfeb_high_coercivity:USA>IND"

    def told(one: Run) -> tuple[float, float, float]:
        year = one.solution.years.index(2033)
        wind, cars = (one.solution.unmet([Point(use, "IND")])[year] for use in ("wind", "ev_car"))
        bought = one.solution.outcome["shipment"].sel(lane=lane, period=2033)
        return float(bought), float(wind), float(cars)

    (less, turbines, vehicles), (more, before, short) = told(ranked), told(free)
    assert less == pytest.approx(more, rel=0.05)
    assert turbines > before + 300
    assert vehicles < short - 100


def test_a_reserve_alone_leaves_a_plan_in_a_stop_that_comes_late() -> None:
    """What the past carried over, held to the last digit, used to leave none."""
    study = india().study
    staged = study.strategies["staged"]
    kept = tuple(lever for lever in staged.levers if isinstance(lever, Stockpile))
    assert len(kept) == 2
    reserve = staged.model_copy(update={"name": "reserve", "levers": kept})
    run = india().run_case(Case(reserve, study.worlds["china-stop-2033"]))
    assert run.status == "optimal"
    bare = india().run("as-now", "china-stop-2033").solution
    assert at(run.solution, "shortage.total", 2033) < at(bare, "shortage.total", 2033) - 500


def test_what_a_stop_leaves_unsold_is_kept_and_not_used_up_at_any_price() -> None:
    """Oxide falls in a stop by what keeping it until the next year costs, and no further."""
    run = india().run("as-now", "china-stop")
    price = run.solution.price("oxide_ndpr", "CHN")
    kept = run.solution.stock(("oxide_ndpr",), "CHN")
    limit = float(run.parameters["stock_limit"].sel(store="oxide_ndpr@CHN"))
    stop = run.solution.years.index(2029)
    rate = float(run.parameters["discount_rate"])
    storage = float(run.parameters["storage_cost"].sel(store="oxide_ndpr@CHN"))
    assert 0 < kept[stop] < limit
    assert price[stop + 1] == pytest.approx((price[stop] + storage) * (1 + rate), rel=1e-3)
    assert price[stop] > 0.75 * price[stop - 1]


def standing_still(plant: str) -> World:
    """The usual world, in which a plant makes nothing in 2030 and nobody saw it coming."""
    usual = india().study.worlds[india().default_world]
    loss = SupplyLoss(
        kind="supply_loss",
        facility=[plant],
        share_lost=1.0,
        start="2030-01",
        end="2031-01",
        why="A court shuts it for a year.",
        source=OWN,
    )
    return usual.model_copy(update={"name": "still", "levers": (*usual.levers, loss)})


@pytest.mark.parametrize("plant", ["irel_oscom_cracking", "irel_oscom_mine"])
def test_a_plan_is_there_where_the_only_cracker_or_the_largest_mine_stands_still(
    plant: str,
) -> None:
    """Whoever is bound to run on what it makes is not; home makes less oxide then, not later."""
    study = india().study
    found = india().run_case(Case(study.strategies["announced"], standing_still(plant)))
    usual = india().run("announced").solution
    assert found.status == "optimal"
    key = "self_sufficiency.separation"
    assert at(found.solution, key, 2030) < at(usual, key, 2030) - 0.01
    assert at(found.solution, key, 2035) == pytest.approx(at(usual, key, 2035), abs=0.02)


def test_a_contradiction_of_many_years_is_told_on_a_screen() -> None:
    """Notch 0 of the cracking permit: of 130 rows what levers set comes first, then facts."""
    proposal = india().strategy("announced").change("Cracking of its monazite", tonnes_per_year=0)
    run = india().run(proposal)
    rows, conflict = run.records.conflict(), run.records.conflict_told()
    assert len(rows) > 100
    assert len(conflict.told) <= TOLD_AT_MOST
    cracking, mines, *others = conflict.told
    assert at_in_words(cracking) == "OSCOM monazite processing plant, 2031–2040, 2045, 2050"
    assert len(cracking.levers) == 2, "both that speak of its permit"
    assert (len(mines.titles), len(mines.levers)) == (3, 1)
    assert all(one.facts and not one.levers for one in others)
    assert others[0].rule == "output_at_least", "what has to be stands before what may be"
    told = sum(len(one.titles) * max(len(one.years), 1) for one in conflict.told)
    assert told + conflict.more == len(rows)
    lines = without_plan(run)
    assert len(lines) <= 2 * TOLD_AT_MOST + 3
    assert lines[-1] == f"  {conflict.more} more rules take part in it."


def test_a_permit_of_nothing_says_what_forces_the_cracker() -> None:
    """Both who separate its chloride are bound to run; a sentence says so before any balance."""
    shut = Permit(
        kind="permit",
        facility=["irel_oscom_cracking"],
        tonnes_per_year=0.0,
        start="2030-01",
        why="Shut.",
        source=OWN,
    )
    chosen = india().study.strategies["as-now"]
    strategy = chosen.model_copy(update={"name": "shut", "levers": (*chosen.levers, shut)})
    run = india().run_case(Case(strategy, india().study.worlds[india().default_world]))
    assert run.status == "infeasible"
    said = says_what_forces(run)
    assert said.startswith("What forces it: ")
    assert "Toyotsu Rare Earths India, Visakhapatnam has to make " in said
