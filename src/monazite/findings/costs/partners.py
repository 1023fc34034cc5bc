"""Tonnes home no longer delivers to a partner, with prices there; and which loss is nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.findings.solution import Series, Solution

SMALL = 0.005
"""Part of the whole a number belongs to below which it is as good as nothing."""


def about_nil(loss: Series, paid: Series) -> npt.NDArray[np.bool_]:
    """Where a loss is too small for its sign to be a finding: below `SMALL` of what is paid.

    `paid` is what the region that loses pays for its use, see `burden`, in the same unit.
    """
    return np.asarray(np.abs(loss) <= SMALL * np.asarray(paid))


def trade_lost(solution: Solution, region: str) -> Series:
    """Value of the tonnes home no longer delivers to a partner, at its prices of the baseline.

    It bounds what a halt can be about, money/yr: replacing the tonnes costs more than this only
    if their price more than doubles.
    """
    total = solution.zeros()
    for fewer, before, _ in fewer_delivered(solution, region):
        total = total + fewer * before
    return total


def fewer_delivered(solution: Solution, region: str) -> list[tuple[Series, Series, Series]]:
    """By lane from home: tonnes fewer than in the baseline, price there before and after."""
    before = solution.baseline_solution
    if before is None:
        return []
    found = []
    for row in solution.places.lanes(solution.labels.materials, solution.home, region):
        fewer = before.reported("shipment")[row] - solution.reported("shipment")[row]
        if fewer.max() > 0.0:
            lane = solution.labels.lanes[row]
            at = (lane.material, lane.destination_place)
            found.append((np.maximum(fewer, 0.0), before.price(*at), solution.price(*at)))
    return found
