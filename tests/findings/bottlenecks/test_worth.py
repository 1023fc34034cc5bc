"""Worth is what the cost of the plan does when a limit really moves: solved again to see."""

import pytest

from monazite.core.edit import Edit
from monazite.findings.bottlenecks import BindingConstraint, binding_constraints
from monazite.parameters import apply_edits

from ..toy import STRATEGIES, WORLDS, YEARS, edit, outcome, session, solution

STEP = 1e-3
SINGLE_VALUED = [("as-now", "central"), ("halt", "central"), ("as-now", "control")]
"""Plans in which no worth has play; see the toy solved by hand."""


def moved(strategy: str, world: str, row: BindingConstraint, tonnes: float) -> Edit:
    """The edit that moves the limit of one rule in one year by some tonnes."""
    at = {"period": row.year}
    if row.rule == "exports_within_limit":
        return edit("export_limit", "add", tonnes, slot=row.subject, **at)
    if row.rule == "shipments_within_lane":
        return edit("lane_limit", "add", tonnes, lane=row.subject, **at)
    assert row.rule == "output_within_capacity"
    capacity = solution(strategy, world).usable_capacity.sel(facility=row.subject, period=row.year)
    factor = 1 + tonnes / float(capacity)
    return edit("availability", "multiply", factor, facility=row.subject, **at)


def saving(strategy: str, world: str, row: BindingConstraint, tonnes: float) -> float:
    """Dollars of that year saved per tonne by which the limit rises."""
    before = outcome(strategy, world)
    parameters = apply_edits(before.parameters, [moved(strategy, world, row, tonnes)])
    after = session().solve(parameters)
    return (before.objective - after.objective) / tonnes * 1.1 ** (row.year - YEARS[0])


def bottlenecks(strategy: str, world: str) -> list[BindingConstraint]:
    return [row for row in binding_constraints(solution(strategy, world)) if row.binding]


@pytest.mark.parametrize(("strategy", "world"), SINGLE_VALUED)
def test_worth_is_what_one_tonne_more_saves(strategy: str, world: str) -> None:
    rows = bottlenecks(strategy, world)
    assert len(rows) >= 5
    for row in rows:
        assert saving(strategy, world, row, STEP) == pytest.approx(row.shadow_price, rel=1e-3)
        if row.rule != "exports_within_limit":  # less than nothing cannot leave
            assert saving(strategy, world, row, -STEP) == pytest.approx(row.shadow_price, rel=1e-3)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_worth_lies_between_what_more_saves_and_what_less_costs(strategy: str, world: str) -> None:
    for row in bottlenecks(strategy, world):
        assert saving(strategy, world, row, STEP) <= row.shadow_price * (1 + 1e-3)
        if row.rule != "exports_within_limit":
            assert saving(strategy, world, row, -STEP) >= row.shadow_price * (1 - 1e-3)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_what_has_slack_saves_nothing(strategy: str) -> None:
    idle = [row for row in binding_constraints(solution(strategy)) if row.utilisation < 0.99]
    assert idle
    for row in idle:
        assert row.shadow_price == 0
        assert saving(strategy, "central", row, STEP) == pytest.approx(0, abs=1e-3)
