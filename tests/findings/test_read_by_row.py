"""What is read by row is what stands under the labels, in the toy and in every strategy of India.

Here labels are looked up one by one, as nobody would who waits for an answer.
"""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from monazite.findings.account import group_account_of
from monazite.findings.costs import spent_at_home
from monazite.findings.solution import Series, Solution
from monazite.model.capital import capital_factor
from monazite.parameters import lead_times, standing_share
from monazite.parameters.labels import node_name, region_of

from ..shipped import india
from .toy import STRATEGIES, unfolded

Flows = dict[object, Series]


def added(flows: Flows, key: object, tonnes: Series) -> None:
    flows[key] = flows.get(key, 0.0) + tonnes


def assert_same(found: object, expected: Flows) -> None:
    flows = dict(found)  # type: ignore[call-overload]
    assert flows.keys() == expected.keys()
    for key, tonnes in expected.items():
        np.testing.assert_allclose(flows[key], tonnes, rtol=1e-12, atol=1e-12, err_msg=str(key))


def by_label(plan: Solution, variable: str, **at: str) -> Series:
    return plan.series(plan.outcome[variable], at)


def check_account(plan: Solution) -> None:
    """Every movement at home of what holds the tracked group, label by label."""
    flows, labels, home = group_account_of(plan).flows, plan.labels, plan.home
    held = {m: plan.tracked_content(m) for m in labels.materials if plan.tracked_content(m) > 0}
    assert flows.content == held
    arrivals, departures, transfers = Flows(), Flows(), Flows()
    for lane in labels.lanes:
        if lane.material not in held or home not in (lane.origin, lane.destination):
            continue
        tonnes = held[lane.material] * by_label(plan, "shipment", lane=lane.name)
        begins, ends = (lane.material, lane.origin_place), (lane.material, lane.destination_place)
        if lane.is_transfer:
            added(transfers, (begins, ends), tonnes)
        elif lane.destination == home:
            added(arrivals, (ends, lane.origin), tonnes)
        else:
            added(departures, (begins, lane.destination), tonnes)
    assert_same(flows.arrivals, arrivals)
    assert_same(flows.departures, departures)
    assert_same(flows.transfers, transfers)
    check_ends(plan, held)
    for step in flows.steps:
        runs = np.maximum(by_label(plan, "activity", facility=step.facility), 0.0)
        np.testing.assert_array_equal(step.activity, runs)


def check_ends(plan: Solution, held: Mapping[str, float]) -> None:
    """What of the group is served, kept or put aside at home, label by label."""
    flows, labels, home = group_account_of(plan).flows, plan.labels, plan.home
    served, stock, discarded = Flows(), Flows(), Flows()
    for option in labels.use_options:
        if option.region == home and option.material in held:
            tonnes = held[option.material] * by_label(plan, "served", use_option=option.name)
            added(served, (option.use, (option.material, option.region)), tonnes)
    for material, place in labels.stores:
        if material in held and region_of(place) == home:
            tonnes = by_label(plan, "stock", store=node_name(material, place))
            added(stock, (material, place), held[material] * tonnes)
    for name in map(str, plan.outcome["discard"].coords["disposal"].values):
        material, place = labels.node[name]
        if material in held and region_of(place) == home:
            tonnes = by_label(plan, "discard", disposal=name)
            added(discarded, (material, place), held[material] * tonnes)
    assert_same(flows.served, served)
    assert_same(flows.stock, stock)
    assert_same(flows.discarded, discarded)


def check_border(plan: Solution) -> None:
    """Trade at the border lane by lane, with prices and freight looked up by name."""
    parameters, home = plan.parameters, plan.home
    imported, exported = plan.zeros(), plan.zeros()
    for lane in plan.labels.lanes:
        if lane.is_transfer or home not in (lane.origin, lane.destination):
            continue
        tonnes = by_label(plan, "shipment", lane=lane.name)
        freight = parameters.at("freight", lane.name)
        if lane.destination == home:
            margin = plan.series(parameters["lane_price_cost_margin"], {"lane": lane.name})
            imported += tonnes * (plan.price(lane.material, lane.origin) + freight + margin)
        else:
            exported += tonnes * (plan.price(lane.material, lane.destination) - freight)
    spent = spent_at_home(plan)
    np.testing.assert_allclose(spent["imports at border prices"], imported, rtol=1e-12, atol=1e-6)
    np.testing.assert_allclose(
        spent["less exports at border prices"], -exported, rtol=1e-12, atol=1e-6
    )


def check_capital(plan: Solution) -> None:
    """Charges for capital addition by addition: each stands from its own date."""
    labels, parameters, years = plan.labels, plan.parameters, np.array(plan.years, dtype=float)
    total = plan.zeros()
    for row, facility in enumerate(labels.facilities):
        if labels.facility_region[facility] != plan.home:
            continue
        leads = lead_times(parameters).sel(facility=facility).values
        dates = [*labels.vintages, *(np.array(labels.periods) + leads)]
        tonnes = [*plan.paid_programmes[row], *plan.paid_additions[row]]
        ramp = tuple(parameters["ramp"].sel(facility=facility).values.tolist())
        life, hurdle, capital = (
            parameters.at(name, facility) for name in ("lifetime", "hurdle_rate", "capital_cost")
        )
        for online, built in zip(dates, tonnes, strict=True):
            if built > 0:
                stands = standing_share(ramp, life, years - online)
                total += capital * capital_factor(ramp, hurdle, life) * built * stands
    found = spent_at_home(plan)["capital of additions"]
    np.testing.assert_allclose(found, total, rtol=1e-12, atol=1e-6)


CHECKS = (check_account, check_border, check_capital)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_toy(strategy: str, check: Callable[[Solution], None]) -> None:
    check(unfolded(strategy))


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
def test_every_strategy_of_india(check: Callable[[Solution], None]) -> None:
    for name in india().study.strategies:
        check(india().run(name).solution)
