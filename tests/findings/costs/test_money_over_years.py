"""Money in the years in which it is paid, what is a transfer, and years put together."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from monazite.findings.costs import in_public_money, outlay_items, stocks_set_aside
from monazite.findings.costs.outlay import state_share, while_building
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution, shock_years, smoothed

from ..by_hand import written
from ..indicators.test_indicators_by_hand import NAN, equal
from ..toy import STUDY, WORLDS, solution

CRORE = 100 / 1e7
"""Crore rupees in a dollar of the toy."""


def decided(plan: Solution, month: str) -> Solution:
    """The same plan under a study whose strategies are known from a month."""
    settings = replace_row(plan.study.settings, decided=month)
    return replace(plan, study=replace(plan.study, settings=settings))


def pooled(plan: Solution, owner: str) -> Solution:
    """The same plan under a study whose home separation plant belongs to an owner."""
    chain = plan.study.chain
    rows = [
        replace_row(row, owner=owner) if row.facility == "hom_separation" else row
        for row in chain.facilities
    ]
    return replace(plan, study=replace(plan.study, chain=replace(chain, facilities=tuple(rows))))


def replace_row(row: Any, **changes: object) -> Any:
    """A row of the chain with cells exchanged."""
    return row.model_copy(update=changes) if hasattr(row, "model_copy") else replace(row, **changes)


def test_capital_is_spent_in_equal_parts_while_it_is_built() -> None:
    """Online at the start of 2026 after two years: half in 2024, half in 2025, nothing in 2026."""
    plan = written()
    equal(while_building(plan, 2026.0, 2.0), 0.5, 0.5, 0)
    equal(while_building(plan, 2026.5, 1.0), 0, 0.5, 0.5)
    equal(while_building(plan, 2025.0, 0.0), 0, 1, 0)


def test_what_is_spent_after_the_last_year_is_not_reported() -> None:
    """Online in 2028 after four years: a quarter in each of the three years there are."""
    equal(while_building(written(), 2028.0, 4.0), 0.25, 0.25, 0.25)


def test_nothing_is_spent_before_anybody_knows_of_it() -> None:
    """Known in July 2025, online in 2027: a third in the half year left of 2025."""
    plan = decided(written(), "2025-07")
    equal(while_building(plan, 2027.0, 4.0), 0, 1 / 3, 2 / 3)
    equal(while_building(plan, 2025.0, 4.0), 0, 1, 0)


def test_a_programme_costs_the_public_while_it_is_built() -> None:
    """30 t/yr at 1,000 USD, a tenth public, two years to build: 1,500 in 2024 and in 2025."""
    plan = written(
        parameters={
            "programme": {("hom_magnets", 2026): 30},
            "capital_cost": {"hom_magnets": 1000},
            "lead_time": {"hom_magnets": 2},
            "public_share": {"hom_magnets": 0.1},
            "discount_rate": {...: 0.25},
        }
    )
    equal(compute(plan, "public_outlay"), 1500 * CRORE, 1500 * CRORE, 0)
    equal(compute(plan, "to_date.public_outlay"), *(CRORE * usd for usd in (1500, 3000, 3000)))
    # 1,500 and 1,500 / 1.25
    equal(compute(plan, "present_value.public_outlay"), *(CRORE * n for n in (1500, 2700, 2700)))


def test_the_same_programme_costs_the_same_however_long_it_is_built() -> None:
    """The sum does not depend on the years of building as long as they are all reported."""
    sums = [
        compute(
            written(
                parameters={
                    "programme": {("hom_magnets", 2026): 30},
                    "capital_cost": {"hom_magnets": 1000},
                    "lead_time": {"hom_magnets": lead},
                    "public_share": {"hom_magnets": 0.1},
                }
            ),
            "to_date.public_outlay",
        )[-1]
        for lead in (0, 0.5, 1, 2)
    ]
    assert sums == pytest.approx([3000 * CRORE] * 4)


def bought() -> dict[str, Any]:
    return {
        "stock_target": {("oxide@HOM", "tier_3"): [20, 20, 50]},
        "price": {"oxide": 50},
    }


def test_what_the_state_sets_aside_from_its_own_tonnes_is_no_outlay() -> None:
    """10 t from the state's plant and 30 t bought: of 20 t set aside, 5 were the state's own.

    By 2026 it has made 30 and bought 30: half of 30 t more is its own. Against a private plant the
    same stock is all paid for.
    """
    plan = written(
        {
            "activity": {"hom_separation": 20},
            "shipment": {"oxide:FOR>HOM": [30, 0, 0]},
            "stock": {"oxide@HOM": [20, 20, 50]},
        },
        parameters=bought(),
    )
    state = pooled(plan, "state")
    equal(state_share(state, "oxide", "HOM"), 0.25, 0.4, 0.5)
    equal(outlay_items(state)["stocks"], 50 * 15, 0, 50 * 15)
    equal(stocks_set_aside(state), 50 * 5, 0, 50 * 15)
    private = pooled(plan, "private")
    equal(outlay_items(private)["stocks"], 50 * 20, 0, 50 * 30)
    equal(stocks_set_aside(private), 0, 0, 0)


def test_stock_that_is_let_go_brings_back_what_was_paid_for_it() -> None:
    """Of 20 t a quarter is the state's own: 8 t let go bring back 6 t, the last 12 t another 9."""
    parameters = bought() | {"stock_target": {("oxide@HOM", "tier_3"): [20, 20, 0]}}
    plan = written(
        {
            "activity": {"hom_separation": [20, 0, 0]},
            "shipment": {"oxide:FOR>HOM": [30, 0, 0]},
            "stock": {"oxide@HOM": [20, 12, 12]},
        },
        parameters=parameters,
    )
    state, private = pooled(plan, "state"), pooled(plan, "private")
    equal(outlay_items(state)["stocks"], 50 * 15, 0, 0)
    equal(outlay_items(state)["stocks sold again"], 0, -50 * 6, -50 * 9)
    equal(outlay_items(private)["stocks sold again"], 0, -50 * 8, -50 * 12)
    equal(compute(private, "to_date.public_outlay"), CRORE * 50 * 20, CRORE * 50 * 12, 0)


def test_what_is_there_and_what_is_paid_add_up_to_the_stock() -> None:
    plan = pooled(
        written(
            {
                "activity": {"hom_separation": [20, 7, 3]},
                "shipment": {"oxide:FOR>HOM": [3, 8, 30]},
                "stock": {"oxide@HOM": [20, 20, 50]},
            },
            parameters=bought(),
        ),
        "state",
    )
    whole = in_public_money(plan, outlay_items(plan)["stocks"] + stocks_set_aside(plan))
    equal(whole, *(CRORE * 50 * rise for rise in (20, 0, 30)))


def test_a_mean_is_over_the_years_around() -> None:
    """4, 7 and 1: at the ends over two years, in between over three."""
    plan = written(duals={"materials_balance": {"oxide@HOM": [4000, 7000, 1000]}})
    equal(compute(plan, "three_year_mean.price.oxide"), 5.5, 4, 4)


def test_a_year_that_stands_alone_is_in_no_other_mean() -> None:
    plan = written()
    equal(smoothed(np.array([4.0, 70.0, 1.0]), plan.years, {2025}), 4, 70, 1)
    equal(smoothed(np.array([4.0, 7.0, 1.0]), plan.years, {2026}), 5.5, 5.5, 1)
    equal(smoothed(np.array([4.0, NAN, 1.0]), plan.years, ()), 4, NAN, 1)


def test_a_shock_is_news_that_ends_again() -> None:
    """The control of the toy lasts from January 2025 to the end of the year."""
    assert set(WORLDS) == {"central", "control"}
    assert shock_years(solution("as-now", "control")) == {2025: 2025}
    assert shock_years(solution("as-now", "central")) == {}


def test_a_mean_leaves_out_the_year_of_a_shock() -> None:
    """Farland's stop of 2025 raises the price of 2025 and of no mean but its own."""
    plan = solution("as-now", "control")
    price, mean = (compute(plan, f"{name}price.magnet") for name in ("", "three_year_mean."))
    assert mean[1] == price[1]
    assert mean.tolist() == price.tolist(), "with 2025 alone no year has a neighbour"


def test_what_lasts_and_what_is_foreseen_is_no_shock() -> None:
    (lever,) = STUDY.worlds["control"].levers
    for changes in ({"end": None}, {"foreseen": True}, {"end": "2027-01"}):
        changed = replace_row(lever, **changes)
        world = replace_row(STUDY.worlds["control"], levers=(changed,))
        study = replace(STUDY, worlds={**STUDY.worlds, "control": world})
        plan = replace(solution("as-now", "control"), study=study)
        assert shock_years(plan) == {}, changes
