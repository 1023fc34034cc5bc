"""What a stock of the state costs once it is bought, by hand: who keeps it, and who pays."""

import pytest

from monazite.api import Run
from monazite.findings.costs import outlay_items, spent_at_home, spent_by_all
from monazite.findings.costs.costs import storage_and_disposal
from monazite.findings.costs.outlay import STATE, held_for_targets
from monazite.findings.indicators import compute
from monazite.findings.money import outlay_until, payments
from monazite.findings.solution import Solution

from ... import shipped
from ..by_hand import written
from ..indicators.test_indicators_by_hand import equal
from .test_money_over_years import CRORE, pooled

KEEPING = "keeping public stocks"


def reserve() -> Solution:
    """20, 30 and 50 t of oxide in a store that is to hold 20, 20 and then 60 for the public.

    Oxide costs 50 USD a tonne and 10 USD a year to keep; 5 t of magnets in store are nobody's
    reserve and cost 7. Half of the oxide comes from the plant at home.
    """
    return written(
        {
            "activity": {"hom_separation": 20},
            "shipment": {"oxide:FOR>HOM": 10},
            "stock": {"oxide@HOM": [20, 30, 50], "magnet@HOM": 5},
        },
        parameters={
            "stock_target": {
                ("oxide@HOM", "tier_1"): [20, 15, 30],
                ("oxide@HOM", "tier_3"): [0, 5, 30],
            },
            "price": {"oxide": 50},
            "storage_cost": {"oxide@HOM": 10, "magnet@HOM": 7},
        },
    )


@pytest.mark.parametrize("owner", [STATE, "private"])
def test_the_state_keeps_what_lies_for_its_targets_whoever_owned_it_before(owner: str) -> None:
    """20, 20 and 50 t at 10 USD; what lies beyond the target is kept by whoever put it there."""
    plan = pooled(reserve(), owner)
    equal(held_for_targets(plan)[0], 20, 20, 50)
    equal(outlay_items(plan)[KEEPING], 200, 200, 500)
    bought = (10, 0, 15) if owner == STATE else (20, 0, 30)
    equal(outlay_items(plan)["stocks"], *(50 * tonnes for tonnes in bought))
    outlay = [50 * tonnes + kept for tonnes, kept in zip(bought, (200, 200, 500), strict=True)]
    equal(compute(plan, "public_outlay"), *(CRORE * usd for usd in outlay))


def test_what_the_state_pays_to_keep_it_home_pays_once() -> None:
    """35 USD a year for magnets, 10 t of oxide beyond the target in 2025 for 100: beside 200."""
    plan = reserve()
    for spent in (spent_at_home(plan), spent_by_all(plan)):
        equal(spent[KEEPING], 200, 200, 500)
        equal(spent["other storage and disposal"], 35, 135, 35)
    equal(storage_and_disposal(plan, "FOR"), 0, 0, 0)


def test_nothing_is_kept_once_the_reserve_is_let_go() -> None:
    """20 t for a year and then none: 1,000 USD come back, and the 200 of keeping them do not."""
    plan = written(
        {"shipment": {"oxide:FOR>HOM": 20}, "stock": {"oxide@HOM": [20, 0, 0]}},
        parameters={
            "stock_target": {("oxide@HOM", "tier_3"): [20, 0, 0]},
            "price": {"oxide": 50},
            "storage_cost": {"oxide@HOM": 10},
        },
    )
    equal(compute(plan, "to_date.public_outlay"), CRORE * 1200, CRORE * 200, CRORE * 200)


class TestSolved:
    """The toy with 20 t of oxide held from 2025 on, at 100 USD a tonne and year.

    A crore is 100,000 USD. The oxide comes from the state's own plant, so that nobody is paid for
    it: what is left is 2,000 USD a year to keep it. The plant puts 10 t by in 2024, before there
    is a target, for 1,000 USD of its own.
    """

    @pytest.fixture
    def held(self) -> Run:
        toy = shipped.handle("toy")
        said = {"kind": "stockpile", "material": "oxide", "tonnes": 20, "by": "2025-01"}
        shown = {"release": "never", "why": "Shown in a test.", "source": "own"}
        return toy.run(toy.strategy("as-now").with_lever({**said, **shown}))

    def test_from_lever_to_outlay(self, held: Run) -> None:
        equal(compute(held.solution, "public_outlay"), 0, 0.02, 0.02)
        equal(compute(held.solution, "to_date.public_outlay"), 0, 0.02, 0.04)
        until = outlay_until(held.solution, 2026)
        assert {item for item, paid in until.items() if paid} == {KEEPING}
        (row,) = (row for row in payments(held.solution, [2025]) if row.item == KEEPING)
        assert row.value == pytest.approx(0.02)

    def test_home_pays_the_same_and_the_plant_for_its_own(self, held: Run) -> None:
        spent = spent_at_home(held.solution)
        equal(spent[KEEPING], 0, 2000, 2000)
        equal(spent["other storage and disposal"], 1000, 0, 0)

    @pytest.mark.parametrize("key", ["public_outlay", "home_cost"])
    def test_either_leads_to_the_lever_that_asks_for_it(self, held: Run, key: str) -> None:
        told = held.trace_text(key, 2025)
        assert f"part: {KEEPING}" in told
        after = told.partition(f"part: {KEEPING}")[2].splitlines()
        assert after[1].lstrip().startswith("lever: ")
