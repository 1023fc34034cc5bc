"""Trade at home's border by hand: what a tonne costs, and who has what scarcity makes of it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from monazite.core.edit import Edit
from monazite.findings.costs import duty_paid, paid_for_scarcity
from monazite.findings.costs.border import cost_of_imports, scarcity_by_lane, trade_at_border
from monazite.findings.solution import Solution
from monazite.parameters import apply_edits

from ..by_hand import LABELS, written
from ..indicators.test_indicators_by_hand import equal
from ..toy import edit

LANE, OTHER = "magnet:FOR>HOM", "magnet:THD>HOM"
ROW = [lane.name for lane in LABELS.lanes].index(LANE)


def bought(*edits: Edit, home: float = 20_000, shipped: float = 40, most: float = 80) -> Solution:
    """Magnets at 4,500 in Farland with freight 500, margin 100 and duty 300; `home` at home."""
    plan = written(
        {"shipment": {LANE: shipped}},
        parameters={
            "freight": {LANE: 500},
            "lane_price_cost_margin": {LANE: 100},
            "duty": {LANE: 300},
            "lane_limit": {LANE: most},
        },
        duals={"materials_balance": {"magnet@FOR": 4500, "magnet@HOM": home}},
    )
    parameters = apply_edits(plan.parameters, edits)
    return replace(plan, outcome=replace(plan.outcome, parameters=parameters))


def scarcity(*edits: Edit, **numbers: Any) -> list[float]:
    """What scarcity adds on the lane from Farland in three years."""
    return scarcity_by_lane(bought(*edits, **numbers))[ROW].tolist()


def test_imports_cost_price_freight_and_margin_and_no_duty() -> None:
    """4,500 + 500 + 100 = 5,100 a tonne, 40 t for 204,000."""
    plan = bought()
    into = plan.places.lanes(plan.labels.materials, destination="HOM").tolist()
    equal(cost_of_imports(plan)[into.index(ROW)], 5100, 5100, 5100)
    imported, exported = trade_at_border(plan)
    equal(imported, 204_000, 204_000, 204_000)
    equal(exported, 0, 0, 0)


def test_exports_earn_the_price_abroad_less_freight() -> None:
    """10 t of oxide at 5,000 abroad with freight 1,000: 40,000."""
    plan = written(
        {"shipment": {"oxide:HOM>FOR": [10, 0, 0]}},
        parameters={"freight": {"oxide:HOM>FOR": 1000}},
        duals={"materials_balance": {"oxide@FOR": 5000, "oxide@HOM": 4000}},
    )
    equal(trade_at_border(plan)[1], 40_000, 0, 0)


def test_a_seller_who_holds_back_has_what_duty_freight_and_margin_leave_of_the_price() -> None:
    """Of 20,000 at home 300 are duty and 5,100 what a tonne costs: 14,600 for each of 40 t."""
    held = edit("lane_limit", "at_most", 40, lane=LANE, period=2025)
    equal(np.array(scarcity(held)), 0, 14_600, 0)
    equal(paid_for_scarcity(bought(held)), 0, 40 * 14_600, 0)


def test_nothing_is_scarce_where_a_tonne_at_home_is_worth_less_than_it_costs() -> None:
    held = edit("lane_limit", "at_most", 40, lane=LANE)
    equal(np.array(scarcity(held, home=5400.25)), 0.25, 0.25, 0.25)
    equal(np.array(scarcity(held, home=5000)), 0, 0, 0)


def test_a_lane_that_is_closed_is_full_with_nothing_on_it() -> None:
    """The next tonne would be worth 14,600 more than it costs, though nobody is paid for any."""
    plan = bought(edit("lane_limit", "at_most", 0, lane=LANE), shipped=0)
    equal(scarcity_by_lane(plan)[ROW], 14_600, 14_600, 14_600)
    equal(paid_for_scarcity(plan), 0, 0, 0)


@pytest.mark.parametrize(
    ("parameter", "operation", "value", "held"),
    [
        ("lane_limit", "at_most", 40.0, True),
        ("lane_limit", "multiply", 0.5, True),
        ("lane_limit", "multiply", 1.0, False),
        ("lane_limit", "set", 40.0, False),
        ("lane_limit", "set", 0.5, False),
        ("lane_limit", "at_least", 40.0, False),
    ],
)
def test_who_takes_something_from_a_lane_holds_back(
    parameter: str, operation: str, value: float, held: bool
) -> None:
    """Whoever multiplies by one, or says how much a lane carries at all, takes nothing away."""
    plan = bought(edit(parameter, operation, value, lane=LANE), shipped=80)
    equal(scarcity_by_lane(plan)[ROW], *[14_600 * held] * 3)


def test_a_policy_that_leaves_more_than_before_holds_nothing_back() -> None:
    """1.5 times as much may come, and 120 t do."""
    plan = bought(edit("lane_limit", "multiply", 1.5, lane=LANE), shipped=120)
    assert not scarcity_by_lane(plan).any()


def test_of_several_lanes_named_together_each_is_held_back() -> None:
    """And of all of them where none is named: those from Farland are full, the others closed."""
    both = edit("lane_limit", "at_most", 40, lane=(LANE, OTHER), period=(2024, 2026))
    equal(np.array(scarcity(both)), 14_600, 0, 14_600)
    equal(np.array(scarcity(edit("lane_limit", "at_most", 40))), 14_600, 14_600, 14_600)


def test_duty_is_told_of_the_materials_named_or_of_all() -> None:
    """40 t of magnets at 300 and 10 t of oxide at 20: 12,000 and 200."""
    oxide = "oxide:FOR>HOM"
    plan = written({"shipment": {LANE: 40, oxide: 10}}, parameters={"duty": {LANE: 300, oxide: 20}})
    equal(duty_paid(plan), 12_200, 12_200, 12_200)
    equal(duty_paid(plan, ["magnet"]), 12_000, 12_000, 12_000)
    equal(duty_paid(plan, ["oxide"]), 200, 200, 200)
