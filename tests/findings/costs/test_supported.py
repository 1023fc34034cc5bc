"""What of a tonne's worth is support: as much as the plan would gain from it, and no more."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from monazite.findings.costs import about_nil, support_in_shadow_price
from monazite.findings.costs.prices import as_far_as_supported
from monazite.study.chain import Chain

from ..by_hand import LABELS, written
from ..indicators.test_indicators_by_hand import equal


def test_of_the_worth_of_a_tonne_the_support_it_would_earn_is_taken_out() -> None:
    """At 250 USD a tonne: of a worth of 300 all 250, nothing where no tonne more is supported."""
    labels = replace(LABELS, awardees=("hom_magnets",))
    plan = written(parameters={"incentive": {"hom_magnets": 250}}, labels=labels)
    assert support_in_shadow_price(plan) == {}, "no scheme was written"
    rule = plan.parameters["incentive"].with_values(np.array([[-300.0, 0.0, -100.0]]))
    duals = {**plan.outcome.duals, "supported_within_output": rule}
    found = support_in_shadow_price(replace(plan, outcome=replace(plan.outcome, duals=duals)))
    equal(found["hom_magnets"], 250, 0, 100)


def test_a_price_is_told_up_to_the_last_year_its_facts_support() -> None:
    rows = [
        SimpleNamespace(material="oxide", price_until=2025),
        SimpleNamespace(material="magnet", price_until=None),
    ]
    chain: Any = SimpleNamespace(materials=rows)
    known = SimpleNamespace(price_until=Chain.price_until.func(chain))
    plan: Any = SimpleNamespace(study=SimpleNamespace(chain=known), years=(2024, 2025, 2026))
    series = np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(as_far_as_supported(plan, "oxide", series), [1.0, 2.0, np.nan])
    np.testing.assert_array_equal(as_far_as_supported(plan, "magnet", series), series)


def test_nothing_lost_is_nothing_even_where_nothing_is_paid() -> None:
    loss, paid = np.array([0.0, 0.5, -0.6, 0.6]), np.array([0.0, 100.0, 100.0, 100.0])
    assert about_nil(loss, paid).tolist() == [True, True, False, False]
