"""What buyers pay above the price where a rule binds them to makers at home."""

from __future__ import annotations

from monazite.core.labelled import Labelled
from monazite.findings.solution import Solution, once_for_a_plan
from monazite.model.quotas import paid_to_buy_at_home
from monazite.model.spreads import paid_to_spread_origins
from monazite.parameters.positions import at_labels

_PAID = {
    "home_sold_within_made": paid_to_buy_at_home,
    "origins_are_spread": paid_to_spread_origins,
}
"""By the rule that binds buyers, what they pay whoever makes at home."""


def paid_above_price(solution: Solution, facility: str) -> Labelled | float:
    """What buyers who are bound pay above the price for what a tonne of activity makes, money/t.

    Less than nothing for a plant that takes up what counts. Dims period; 0 where no rule says
    anything of the plant. What is paid goes from users at home to makers at home, so that it is in
    nobody's cost.
    """
    paid = [one for one in _paid(solution) if facility in one.coords["facility"].values]
    return sum((at_labels(one, {"facility": facility}) for one in paid), 0.0)


@once_for_a_plan
def _paid(solution: Solution) -> list[Labelled]:
    """By rule what is paid above the price; dims facility, period."""
    duals = solution.outcome.duals
    return [paid(solution.outcome) for rule, paid in _PAID.items() if rule in duals]
