"""Which way the answer on India moves when a cause moves: duties, permits and halts of exports.

Signs of what helps makers to enter stand in test_india_entry.py, those of a stop in
test_india_crises.py.
"""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from monazite.api import Run, StudyHandle
from monazite.core.edit import Edit
from monazite.findings.account.ladder import makers
from monazite.findings.solution import Solution
from monazite.model import Outcome

from .. import shipped

pytestmark = pytest.mark.slow

WORLD = "expected-delivery"
MAGNETS = ("magnet_ndfeb_standard", "magnet_ndfeb_high_coercivity")
PERMITTED = ("irel_oscom_mine", "irel_manavalakurichi", "irel_chavara", "irel_oscom_cracking")


@cache
def india() -> StudyHandle:
    return shipped.handle("india")


def edit(parameter: str, operation: str, value: float, **where: object) -> Edit:
    """An edit that a test makes."""
    return Edit(parameter, where, operation, value, "A test asks.", "test")  # type: ignore[arg-type]


def outcome(run: Run, *edits: Edit) -> Outcome:
    """What a run comes to with edits behind its levers."""
    return run.worker.solve(run.case.with_edits(edits)).outcome


def sintered(outcome: Outcome, strategy: str) -> float:
    """Magnets made at home in all reported years, those coated afterwards counted once, t."""
    plants = makers(india().run(strategy, WORLD).solution, "magnet")
    made = outcome["activity"].sel(facility=plants, period=list(outcome.labels.years))
    return float(made.sum())


@pytest.mark.parametrize("strategy", ["as-now", "announced", "staged"])
def test_a_higher_duty_on_magnets_never_makes_fewer_at_home(strategy: str) -> None:
    """From no duty to three times the present one, on every lane magnets come by."""
    run = india().run(strategy, WORLD)
    duties = run.parameters["duty"]
    lanes = [
        str(lane)
        for lane in duties.coords["lane"].values
        if str(lane).startswith(MAGNETS) and str(lane).endswith(">IND")
    ]
    assert float(duties.sel(lane=lanes).max()) > 0.05
    made = [
        sintered(outcome(run, edit("duty", "multiply", factor, lane=tuple(lanes))), strategy)
        for factor in (0.0, 1.0, 2.0, 3.0)
    ]
    assert all(more >= less - 1.0 for less, more in pairwise(made)), made
    if strategy != "as-now":
        assert made[-1] > made[0] + 1_000.0, made


@pytest.mark.parametrize("strategy", ["as-now", "halt-only", "article", "announced", "staged"])
def test_a_larger_permit_never_raises_what_the_plan_costs(strategy: str) -> None:
    """At the stage in which it becomes known, where both plans have the same past.

    Later stages hold what came before to what was decided in ignorance, which may have been wrong.
    """
    worker, case = india().worker, india().run(strategy, WORLD).case
    known = int(india().study.settings.decided[:4])
    at = next(n for n, stage in enumerate(worker.staged(case)) if stage.opens >= known)
    costs = []
    for factor in (1.0, 1.25, 1.5, 2.0):
        larger = case.with_edits([edit("permit", "multiply", factor, facility=PERMITTED)])
        costs.append(worker.solve(larger).outcomes[at].objective)
    assert all(larger <= smaller + 1e-9 * abs(smaller) for smaller, larger in pairwise(costs)), (
        costs
    )


MINES = ("irel_oscom_mine", "irel_manavalakurichi", "irel_chavara", "irel_kanyakumari")
"""Mines of the state company."""


def monazite(outcome: Outcome) -> float:
    """Indian monazite dug in all reported years, t."""
    labels = outcome.labels
    mines = [
        name for name in labels.facilities if labels.facility_recipe[name] == "mine_monazite_ind"
    ]
    return float(outcome["activity"].sel(facility=mines, period=list(labels.years)).sum())


@pytest.mark.parametrize("mine", MINES)
@pytest.mark.parametrize("strategy", ["announced", "staged", "as-now"])
def test_a_mine_that_gets_cheaper_never_gives_less_ore(strategy: str, mine: str) -> None:
    """Whichever of the state company's it is, by 2 to 30 %: it owns the dearer ones as well.

    Of all mines together: what one digs more may be what another of the same owner digs less.
    """
    run = india().run(strategy, WORLD)
    usual = monazite(run.solution.outcome)
    for factor in (0.98, 0.9, 0.7):
        cheaper = outcome(run, edit("operating_cost", "multiply", factor, facility=mine))
        assert cheaper.unsettled == ()
        assert monazite(cheaper) >= usual - 1e-3, factor


@pytest.mark.parametrize("rate", [200.0, 1_000.0, 2_000.0])
def test_a_royalty_on_some_mines_lies_between_none_and_one_on_all(rate: float) -> None:
    """On three of the company's four mines it shut them, since the toll was that of the fourth."""
    run = india().run("announced", WORLD)
    some, every = (
        monazite(outcome(run, edit("levy", "set", rate, facility=mines)))
        for mines in (MINES[:3], MINES)
    )
    assert every - 1e-3 <= some <= monazite(run.solution.outcome) + 1e-3


def test_mines_that_cost_the_same_move_nobody_to_count_again() -> None:
    """In no plan of the front page do pools count from another plant than their cheapest."""
    for strategy in ("as-now", "halt-only", "article", "announced"):
        plan = india().run(strategy, WORLD).solution.outcome
        assert not plan.parameters["transfer_cost"].values.any()


@pytest.mark.parametrize("world", [WORLD, "central", "high-price", "two-prices", "china-stop"])
@pytest.mark.parametrize("strategy", ["as-now", "announced", "staged"])
def test_the_more_oxide_may_go_to_japan_the_more_of_it_goes(strategy: str, world: str) -> None:
    """And the more ore is dug for it, while makers at home keep most of what they take.

    It sold abroad first, up to its limit: 378 t in 2035 where 400 might go, and 5 where 500 might.
    """
    usual = india().run(strategy, world)
    sent, dug = [0.0], [monazite(usual.solution.outcome)]
    for tonnes in (100, 200, 400, 800):
        sales = {
            "kind": "state_sales",
            "title": "Oxide for Japan",
            "material": "oxide_ndpr",
            "ownership_account": "state",
            "to": ["JPN"],
            "tonnes_per_year": tonnes,
            "start": "2027-01",
            "why": "A test asks.",
            "source": "own",
        }
        run = india().run(india().strategy(strategy).with_lever(sales), world)
        plan = run.solution.outcome
        assert plan.unsettled == ()
        years = list(plan.labels.years)
        lane = "oxide_ndpr:IND.state>JPN"
        sent.append(float(plan["shipment"].sel(lane=lane, period=years).sum()))
        dug.append(monazite(plan))
        if tonnes == 400 and world == WORLD and strategy != "as-now":
            late = plan["shipment"].sel(lane=lane, period=2035)
            assert float(late) < 20.0
    assert all(more >= less - 1e-6 for less, more in pairwise(sent)), sent
    assert all(more >= less - 1e-6 for less, more in pairwise(dug)), dug


def delivered(solution: Solution, material: str, partner: str) -> np.ndarray:
    """What home sends a partner of a material by all its lanes, t/yr."""
    rows = solution.places.lanes((material,), solution.home, partner)
    return np.asarray(solution.reported("shipment")[rows].sum(axis=0))


@pytest.mark.parametrize("world", [WORLD, "all-deliver", "high-price"])
@pytest.mark.parametrize(
    ("halting", "without"), [("halt-only", "as-now"), ("article", "build-only")]
)
def test_a_halt_never_helps_the_partner_it_aims_at(halting: str, without: str, world: str) -> None:
    """Tonnes Japan no longer gets times what replacing each costs more, summed up to any year.

    The product is taken with its sign: a halt that made oxide cheaper in Japan would be seen.
    """
    plan, base = (india().run(name, world).solution for name in (halting, without))
    fewer = delivered(base, "oxide_ndpr", "JPN") - delivered(plan, "oxide_ndpr", "JPN")
    dearer = plan.price("oxide_ndpr", "JPN") - base.price("oxide_ndpr", "JPN")
    lost = fewer * dearer
    assert fewer.sum() > 1_000.0
    # up to each year and not in it: a price that rises a year sooner is lower in the next
    at_stake = (fewer.clip(0.0) * base.price("oxide_ndpr", "JPN")).cumsum()
    assert (lost.cumsum() >= -1e-3 * at_stake - 1.0).all(), lost
