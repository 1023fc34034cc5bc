"""Plants at the margin: what they earn on one more tonne is next to nothing of its price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from monazite.findings.solution import Series, Solution
from monazite.parameters import owners_costs

NARROW = 0.02
"""Share of the value of what it makes up to which a plant's margin decides between all and none."""

Amounts = Mapping[str, Sequence[tuple[str, float]]]
"""What each plant makes (positive) and takes (negative), t per tonne it runs, by material."""


def at_the_margin(
    solution: Solution, amounts: Amounts, material: str, region: str, at: int, enough: float
) -> Iterator[str]:
    """Name plants that swung by `enough` tonnes of a material because it hardly paid either way.

    margin[f,t] = sum over m of amount[f,m] x price[m,t] - cost to its owner[f,t], money per tonne
    it runs, at the prices of its region; within NARROW of the value of its products in both years.
    A plan runs such a plant in full in the one year and as little as it must in the other, whatever
    hands its owner has hired.
    """
    activity = solution.reported("activity")
    cost = owners_costs(solution.parameters).values[:, : len(solution.years)]
    for row, facility in enumerate(solution.labels.facilities):
        made = dict(amounts[facility]).get(material, 0.0)
        change = made * float(activity[row, at] - activity[row, at - 1])
        if solution.labels.facility_region[facility] != region or abs(change) < enough or made <= 0:
            continue
        margin: Series = -cost[row]
        value: Series = np.zeros(len(solution.years))
        for other, amount in amounts[facility]:
            worth = amount * np.asarray(solution.price(other, region))
            margin = margin + worth
            value = value + np.maximum(worth, 0.0)
        years = [at - 1, at]
        if (np.abs(margin[years]) <= NARROW * value[years]).all():
            yield f"margin {facility}"
