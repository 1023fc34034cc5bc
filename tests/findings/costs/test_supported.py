"""What of a tonne's worth is support: as much as the plan would gain from it, and no more."""

from dataclasses import replace

import numpy as np

from monazite.findings.costs import support_in_shadow_price

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
