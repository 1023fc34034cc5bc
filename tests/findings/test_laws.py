"""What holds for every plan, whatever the numbers: drawn changes to the toy, solved each time."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.findings.account import (
    closing_gap,
    fate_of_conserved,
    group_account,
    group_account_of,
)
from monazite.findings.bottlenecks import binding_constraints
from monazite.findings.costs.costs import capital_cost
from monazite.findings.evidence import thin_share, weigh
from monazite.findings.indicators import (
    compute,
    need_by_year,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.solution import Solution
from monazite.model import weight
from monazite.model.trade import lane_preference

from .toy import BASE, STRATEGIES, WORLDS, YEARS, edit, edited, outcome, solution

LABELS = BASE.labels
FLOORS = {"output_at_least", "stock_meets_target"}


def factors(parameter: str, dimension: str, low: float, high: float) -> st.SearchStrategy[Edit]:
    """Multiply one label's numbers by a factor."""
    return st.builds(
        lambda label, factor: edit(parameter, "multiply", factor, **{dimension: label}),
        st.sampled_from(LABELS.coordinates(dimension)),
        st.floats(low, high),
    )


def numbers(
    parameter: str, dimension: str, labels: list[str], high: float
) -> st.SearchStrategy[Edit]:
    """Set one label's number in one year."""
    return st.builds(
        lambda label, year, value: edit(
            parameter, "set", value, **{dimension: label, "period": year}
        ),
        st.sampled_from(labels),
        st.sampled_from(YEARS),
        st.floats(0, high),
    )


def reserve(tier: str, year: int, tonnes: float) -> Edit:
    """Ask for a stock of oxide at home, to be kept for the uses of a tier."""
    return edit("stock_target", "set", tonnes, store="oxide@HOM", tier=tier, period=year)


def agreed(lane: str, year: int, tonnes: float) -> tuple[Edit, ...]:
    """Owe home a yearly tonnage on a lane; what it does not take it pays for."""
    one = {"agreement": "agreement_1"}
    return (
        edit("agreement_lane", "set", 1.0, **one, lane=lane),
        edit("agreement_floor", "set", tonnes, **one, period=year),
        edit("agreement_price", "set", 5_000.0, **one),
    )


ONE = st.one_of(
    factors("nameplate", "facility", 0.0, 2.0),
    factors("operating_cost", "facility", 0.2, 5.0),
    factors("demand", "point", 0.0, 3.0),
    factors("freight", "lane", 0.0, 4.0),
    numbers("permit", "facility", ["hom_mine", "hom_magnets"], 60.0),
    numbers("lane_limit", "lane", LABELS.coordinates("lane"), 100.0),  # type: ignore[arg-type]
    st.builds(
        reserve,
        st.sampled_from(LABELS.tiers),
        st.sampled_from(YEARS),
        st.floats(0, 60),
    ),
    st.floats(0, 1000).map(lambda cost: edit("shortfall_cost", "set", cost)),
    st.floats(0, 60).map(lambda tonnes: edit("initial_stock", "set", tonnes)),
    st.floats(0, 5000).map(lambda cost: edit("disposal_cost", "set", cost, material="ore")),
    st.floats(-500, 500).map(lambda cost: edit("penalty", "set", cost)),
)
OWED = st.builds(
    agreed,
    st.sampled_from(["oxide:FOR>HOM", "magnet:FOR>HOM"]),
    st.sampled_from(YEARS),
    st.floats(0, 120),
)
PLANS = st.builds(
    lambda edits, owed, strategy, world: edited(*edits, *owed, strategy=strategy, world=world),
    st.lists(ONE, max_size=6),
    st.one_of(st.just(()), OWED),
    st.sampled_from(STRATEGIES),
    st.sampled_from(WORLDS),
)

for_many_plans = settings(
    max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@for_many_plans
@given(PLANS)
def test_every_conserved_tonne_is_accounted_for(plan: Solution) -> None:
    for group in plan.labels.groups:
        assert closing_gap(group_account(plan, group)) <= 1e-8


@for_many_plans
@given(PLANS)
def test_fates_add_up_to_the_conserved_tonnes(plan: Solution) -> None:
    rows = fate_of_conserved(plan, "NdPr")
    if plan.baseline is None:
        assert rows == []
        return
    for year in YEARS:
        of_year = {r.fate.name: r.tonnes for r in rows if r.year == year}
        conserved = of_year.pop("conserved")
        assert sum(of_year.values()) == pytest.approx(conserved, abs=1e-6)


@for_many_plans
@given(PLANS)
def test_every_origin_and_the_shortage_add_up_to_the_need(plan: Solution) -> None:
    rows = supply_by_origin(plan)
    assert all(row.value >= -1e-9 for row in rows)
    need = {row.year: row.value for row in need_by_year(plan)}
    for year in YEARS:
        total = sum(row.value for row in rows if row.year == year)
        assert total == pytest.approx(need[year], rel=1e-9, abs=1e-6)
        short = sum(row.value for row in rows if (row.year, row.origin) == (year, "short"))
        by_use = sum(row.value for row in unmet_by_use(plan) if row.year == year)
        assert by_use == pytest.approx(short, abs=1e-9)


@for_many_plans
@given(PLANS)
def test_what_binds_is_full_and_has_a_price(plan: Solution) -> None:
    for row in binding_constraints(plan):
        assert 0.0 <= row.utilisation <= 1.0
        assert row.shadow_price >= -1e-6
        assert row.sense == ("floor" if row.rule in FLOORS else "ceiling")
        if row.binding:
            assert row.shadow_price >= 1.0
            assert row.sense == "floor" or row.utilisation >= 1 - 1e-6
            assert abs(dual_of(plan, row.rule, row.subject, row.year)) == pytest.approx(
                row.shadow_price
            )


def dual_of(plan: Solution, rule: str, subject: str, year: int) -> float:
    outcome = plan.outcome
    dimension, duals = {
        "exports_within_limit": ("slot", outcome.duals),
        "shipments_within_lane": ("lane", {rule: outcome.bound_duals["shipment"]}),
        "stock_within_storage": ("store", {rule: outcome.bound_duals["stock"]}),
        "stock_meets_target": ("store", outcome.duals),
    }.get(rule, ("facility", outcome.duals))
    # a tonne less of a stock to be kept is a tonne less for every tier it is kept for
    return float(duals[rule].sel({dimension: subject, "period": year}).sum())


@for_many_plans
@given(PLANS)
def test_origins_are_shares_of_a_whole(plan: Solution) -> None:
    """They add up to one, or to nothing in a year in which nothing of the material flows."""
    traced = group_account_of(plan).traced
    for share in traced.share.values():
        assert share.shape == (len(YEARS), len(traced.origins))
        assert (share >= -1e-12).all()
        for total in share.sum(axis=1):
            assert total == pytest.approx(1, abs=1e-9) or total == 0


@for_many_plans
@given(PLANS)
def test_thin_evidence_is_a_share(plan: Solution) -> None:
    assert 0.0 <= thin_share(plan) <= 1.0
    leanings = [row.leaning for row in weigh(plan)]
    assert leanings == sorted(leanings, reverse=True)
    assert all(leaning > 0 for leaning in leanings)


@for_many_plans
@given(PLANS)
def test_shares_stay_shares(plan: Solution) -> None:
    for key in (
        "self_sufficiency.magnet",
        "self_sufficiency.chain",
        "self_sufficiency.oxide",
        "self_sufficiency.ore",
        "top_supplier_share.magnet",
        "concentration.magnet",
        "unmet_demand_share",
        "world_share.magnet",
    ):
        series = compute(plan, key)
        known = series[np.isfinite(series)]
        assert ((known >= -1e-9) & (known <= 1 + 1e-9)).all(), f"{key}: {series}"
    dependence = compute(plan, "net_import_reliance.magnet")
    assert (dependence[np.isfinite(dependence)] >= 0).all()


@for_many_plans
@given(PLANS)
def test_the_programme_minimises_world_cost_and_what_steers(plan: Solution) -> None:
    """Discounted world cost, missed targets, deliveries and ties are the objective, to the cent.

    The capital of programmes is in the cost alone; the toy states no lifetime, so it is nothing.
    """
    parameters, found = plan.parameters, plan.outcome
    years = weight(parameters)
    steering = float(
        (found["stock_shortfall"] * parameters["shortfall_cost"] * years).sum()
        + (found["undelivered"] * parameters["agreement_price"] * years).sum()
        + (found["shipment"] * Labelled(lane_preference(parameters), dims="lane") * years).sum()
    )
    assert not capital_cost(plan, None).any()
    discounted = float((compute(plan, "world_cost") * years.values).sum())
    assert discounted + steering == pytest.approx(found.objective, rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_plan_against_itself_differs_in_nothing(strategy: str, world: str) -> None:
    solved = outcome(strategy, world)
    itself = Solution(solution(strategy).study, solved, solved)
    assert not compute(itself, "partner_loss.FOR").any()
    rows = fate_of_conserved(itself, "NdPr")
    assert {row.fate.name for row in rows} == {"conserved"}
    assert not any(row.tonnes for row in rows)


@pytest.mark.parametrize("world", WORLDS)
def test_the_baseline_costs_no_partner_anything(world: str) -> None:
    assert compute(solution("as-now", world), "partner_loss.FOR").tolist() == [0, 0, 0]
