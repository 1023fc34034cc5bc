"""Takes out of a plant's worth what the public pays per tonne of its output."""

from __future__ import annotations

import numpy as np

from monazite.findings.solution import Series, Solution, once_for_a_plan


@once_for_a_plan
def support_in_shadow_price(solution: Solution) -> dict[str, Series]:
    """Part of the worth of a tonne a year more at each plant that is support, money/t.

    Where one more tonne of output would be supported too, the plan counts the support as a gain:
    the dual of `supported_within_output`, at most the rate per tonne. It is money the treasury pays
    and no gain to home. One number per reported year, at least zero; only plants that a scheme may
    support are named.
    """
    rule = "supported_within_output"
    if rule not in solution.outcome.duals:
        return {}
    duals, rate = solution.outcome.duals[rule], solution.parameters["incentive"]
    found = {}
    for awardee in map(str, duals.coords["awardee"].values):
        at = {"awardee": awardee}
        found[awardee] = np.clip(-solution.series(duals, at), 0.0, solution.series(rate, at))
    return found
