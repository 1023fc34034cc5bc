"""How much to hold when nobody knows how much will be missing: the critical ratio.

Holding a tonne too few costs `under`, one too many `over`; the cost expected is least at the
quantity that is enough with chance under / (under + over) (Arrow, Harris and Marschak, 1951).
"""

from __future__ import annotations

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.stress.system import Floats


def critical_ratio(under: float, over: float) -> float:
    """Give the chance with which the best quantity is enough; 0 where nothing is worth holding.

    `under` is the loss avoided by a tonne that was needed less what it cost, `over` what a tonne
    that was not needed costs in the end. Raises InvalidInput where a tonne too many earns money.
    """
    if over <= 0.0:
        raise InvalidInput(
            Problem(
                field="over",
                message="a tonne too many costs nothing, so that no store is large enough",
                remedy="say what it costs to keep a tonne nobody needs",
            )
        )
    return max(under, 0.0) / (max(under, 0.0) + over)


def best_quantity(shortfalls: Floats, under: float, over: float) -> float:
    """Give the least of the shortfalls drawn, in tonnes, that is enough with the critical ratio."""
    ratio = critical_ratio(under, over)
    if ratio <= 0.0 or not len(shortfalls):
        return 0.0
    ordered = np.sort(shortfalls)
    return float(ordered[int(np.ceil(ratio * len(ordered))) - 1])
