"""What the state and others pay to keep stocks, in all strategies of the studies that ship."""

import numpy as np
import pytest

from monazite.findings.costs import in_public_money, outlay_items, spent_at_home
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.parameters.labels import region_of
from monazite.study import list_studies

from ... import shipped
from .test_keeping_public_stocks import KEEPING


@pytest.mark.parametrize("study", list_studies())
def test_in_every_strategy_each_tonne_at_home_is_kept_by_one(study: str) -> None:
    """State and others together are what lies there, store by store; home cost has both once."""
    ships = shipped.handle(study)
    for name in ships.strategies:
        strategy = ships.study.strategies[name]
        holds = any(lever.kind == "stockpile" for lever in strategy.levers)
        assert held_by_one(ships.run(name).solution) == holds, name


def held_by_one(plan: Solution) -> bool:
    """Hold the accounts of keeping together; whether the state keeps anything."""
    labels, cost = plan.labels, plan.parameters["storage_cost"].values
    stock, targets = plan.reported("stock"), plan.planned("stock_target")
    stored, kept = plan.zeros(), plan.zeros()
    for row, (_, place) in enumerate(labels.stores):
        if region_of(place) == plan.home:
            stored = stored + stock[row] * cost[row]
            kept = kept + np.minimum(stock[row], targets[row].sum(axis=0)) * cost[row]
    piles, put_aside = plan.disposals(labels.materials, plan.home)
    aside = plan.zeros()
    for row, (material, _) in zip(piles, put_aside, strict=True):
        aside = aside + plan.reported("discard")[row] * plan.parameters.at(
            "disposal_cost", material
        )
    spent, items = spent_at_home(plan), outlay_items(plan)
    assert spent[KEEPING] + spent["other storage and disposal"] == pytest.approx(stored + aside)
    assert spent[KEEPING] == pytest.approx(items[KEEPING])
    assert items[KEEPING] == pytest.approx(kept, abs=1e-6)
    assert compute(plan, "home_cost") == pytest.approx(np.sum(list(spent.values()), axis=0))
    paid = in_public_money(plan, np.sum(list(items.values()), axis=0))
    assert compute(plan, "public_outlay") == pytest.approx(paid)
    return bool((kept > 1.0).any())


def test_a_reserve_of_magnets_costs_more_to_keep_than_what_was_paid_for_it() -> None:
    """India's, from 2028 to 2033: what is paid comes back, a fifth of it a year to turn it over.

    Parts that go out of date are a fifth of their worth and storage a sixtieth, both ends of whose
    ranges together are 11 and 36 %.
    """
    items = outlay_items(shipped.handle("india").run("staged").solution)
    bought, kept = items["stocks"].sum(), items[KEEPING]
    assert bought + items["stocks sold again"].sum() == pytest.approx(0.0, abs=1.0)
    assert np.flatnonzero(kept).size == 6
    assert 0.215 <= kept.max() / bought <= 0.36
    assert kept.sum() > bought
