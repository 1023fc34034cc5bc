"""The public purse by hand: equity and its returns, support, stocks bought and let go, pools."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from monazite.core.labelled import Labelled
from monazite.findings.costs import outlay_items
from monazite.findings.costs.costs import storage_and_disposal
from monazite.findings.costs.outlay import STATE, state_accounts, state_share
from monazite.findings.solution import Solution
from monazite.study.records import OwnershipAccountRow

from ..by_hand import LABELS, Written, written
from ..indicators.test_indicators_by_hand import equal
from .test_money_over_years import pooled

PLANT = "hom_separation"


def adding(tonnes: Mapping[str, Sequence[float]], parameters: Written) -> Solution:
    """A plan in which plants are added to, by year of decision."""
    plan = written(parameters=parameters)
    coords = {"investable": list(tonnes), "decided": list(LABELS.periods)}
    added = Labelled([list(row) for row in tonnes.values()], coords=coords)
    values = {**plan.outcome.values, "addition": added}
    return replace(plan, outcome=replace(plan.outcome, values=values))


def sharing(asked: float, tonnes: float = 10.0) -> Solution:
    """The state holds four tenths of 10 t decided in 2024 at 1,000 USD a tonne.

    They are built in 2024 and stand in 2025 and 2026.
    """
    return adding(
        {PLANT: [tonnes, 0, 0], "for_separation": [99, 99, 99]},
        {
            "equity_share": {PLANT: 0.4},
            "equity_return": {PLANT: asked},
            "capital_cost": {...: 1000},
            "lead_time": {PLANT: 1},
            "lifetime": {...: 2},
        },
    )


def test_equity_is_paid_while_a_plant_is_built_and_comes_back_while_it_stands() -> None:
    """4,000 USD in 2024; without interest half of them in each of two years from 2025 on."""
    items = outlay_items(sharing(0.0))
    equal(items["public equity"], 4000, 0, 0)
    equal(items["returns on public equity"], 0, -2000, -2000)
    equal(outlay_items(sharing(0.0, tonnes=0.5))["returns on public equity"], 0, -100, -100)


@pytest.mark.parametrize("asked", [0.0, 0.1, 0.25])
def test_what_the_state_is_paid_is_worth_what_it_put_in(asked: float) -> None:
    """At the return it asks, counted at the end of each year from the day the plant stands."""
    back = -outlay_items(sharing(asked))["returns on public equity"][1:]
    assert back @ (1 + asked) ** -np.arange(1.0, 3.0) == pytest.approx(4000)


def test_what_the_state_buys_it_does_not_support_as_well() -> None:
    """20 t at half a dollar, sold on at a fifth of one, beside 20 t at 10 USD of support."""
    labels = replace(LABELS, awardees=("one", "two"))
    plan = written(
        labels=labels,
        parameters={
            "incentive": {...: 10},
            "purchase_price": {"one": 0.5},
            "resale_price": {"one": 0.2},
        },
    )
    output = plan.parameters["incentive"].with_values(np.full((2, 3), 20.0))
    values = {**plan.outcome.values, "supported_output": output}
    items = outlay_items(replace(plan, outcome=replace(plan.outcome, values=values)))
    equal(items["bought from makers"], 10, 10, 10)
    equal(items["sold on"], -4, -4, -4)
    equal(items["support per tonne"], 200, 200, 200)


FIVE_YEARS = tuple(range(2024, 2029))


def test_a_stock_that_ends_empty_has_brought_back_what_was_paid_for_it() -> None:
    """At a price of 50 USD a tonne, filled, drawn on, filled again and emptied.

    Of the first 20 t a quarter came from the state's plant, of the 30 t of 2026 a tenth, since it
    has made 10 of 100 t by then. 15 t are bought in 2024 and 27 t in 2026. The 12 t of 2025 are 9
    bought ones; in 2028 the other 6 go, and the 27.
    """
    held = [20, 8, 38, 38, 0]
    labels = replace(LABELS, years=FIVE_YEARS, periods=FIVE_YEARS, period_years=(1,) * 5)
    plan = written(
        {
            "activity": {PLANT: [20, 0, 0, 0, 0]},
            "shipment": {"oxide:FOR>HOM": [30, 0, 60, 0, 0]},
            "stock": {"oxide@HOM": held},
        },
        parameters={"stock_target": {("oxide@HOM", "tier_3"): held}, "price": {"oxide": 50}},
        labels=labels,
    )
    items = outlay_items(pooled(plan, STATE))
    equal(items["stocks"], 50 * 15, 0, 50 * 27, 0, 0)
    equal(items["stocks sold again"], 0, -50 * 9, 0, 0, -50 * 33)


def test_only_what_came_into_a_place_says_whose_it_was() -> None:
    """10 t of the state's plant and 30 t from abroad: a quarter, whatever is used or sent on."""
    plan = pooled(
        written(
            {
                "activity": {PLANT: 20, "hom_magnets": 8, "for_separation": 50},
                "shipment": {
                    "oxide:FOR>HOM": 30,
                    "oxide:HOM>FOR": 7,
                    "oxide:FOR>THD": 9,
                    "magnet:FOR>HOM": 11,
                },
            }
        ),
        STATE,
    )
    equal(state_share(plan, "oxide", "HOM"), 0.25, 0.25, 0.25)
    equal(state_share(plan, "ore", "THD"), 0, 0, 0)


def test_what_a_pool_makes_lies_in_the_pool() -> None:
    labels = replace(
        LABELS,
        facility_account={PLANT: "own"},
        account_materials={"own": frozenset({"oxide"})},
    )
    plan = pooled(
        written(
            {"activity": {PLANT: 20}, "shipment": {"oxide:FOR>HOM": 30}},
            labels=labels,
        ),
        STATE,
    )
    equal(state_share(plan, "oxide", "HOM"), 0, 0, 0)
    equal(state_share(plan, "oxide", "HOM.own"), 1, 1, 1)


def test_a_pool_is_the_states_when_every_plant_in_it_is() -> None:
    """The toy's mine and separation plant are the state's, its magnet plant is private."""
    plan = written()
    pools = {
        "own": ("HOM", ("hom_mine", PLANT)),
        "mixed": ("HOM", (PLANT, "hom_magnets")),
        "private": ("HOM", ("hom_magnets",)),
        "empty": ("HOM", ()),
        "abroad": ("FOR", ("hom_mine",)),
    }
    rows = tuple(
        OwnershipAccountRow.model_construct(
            ownership_account=name, title=name, region=region, facilities=plants, materials=("ore",)
        )
        for name, (region, plants) in pools.items()
    )
    study = replace(plan.study, chain=replace(plan.study.chain, ownership_accounts=rows))
    assert state_accounts(replace(plan, study=study)) == {"HOM.own"}


def test_without_a_store_only_what_is_put_aside_costs() -> None:
    """A study that lists no stores has none in its plan; 10 t of ore are put aside at 3 USD."""
    terms: Written = {"disposal_cost": {"ore": 3}, "storage_cost": {...: 1}}
    plan = written({"discard": {"ore@HOM": 10}, "stock": {"oxide@HOM": 5}}, parameters=terms)
    equal(storage_and_disposal(plan, "HOM"), 35, 35, 35)
    bare = written(
        {"discard": {"ore@HOM": 10}},
        parameters={"disposal_cost": {"ore": 3}},
        labels=replace(LABELS, stores=(), reserves=()),
    )
    values = {name: array for name, array in bare.outcome.values.items() if name != "stock"}
    bare = replace(bare, outcome=replace(bare.outcome, values=values))
    equal(storage_and_disposal(bare, "HOM"), 30, 30, 30)
