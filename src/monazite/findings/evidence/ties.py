"""Marks numbers the study does not determine: they move when costs are a millionth off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import numpy as np

from monazite.core.records import Record
from monazite.findings.indicators import (
    check_keys,
    compute,
    unit_of,
)
from monazite.findings.solution import Series, Solution
from monazite.model import Outcome

MOVED = 1e-3
"""Move of an indicator, as a share of its size, from which it counts as not determined."""

FIGURES = 3
"""Significant figures screens show."""


@dataclass(frozen=True)
class Loose(Record):
    """An indicator in a year that nothing determines: its value, and the extremes of all plans."""

    indicator: str
    year: int
    value: float
    low: float
    high: float
    unit: str


def undetermined(
    solution: Solution, outcomes: Sequence[Outcome], keys: Sequence[str]
) -> list[Loose]:
    """List the indicators and years that moved in plans with almost the same costs.

    A move counts when it is more than a thousandth of the largest size the indicator has in any
    year, and large enough to be seen on a screen. Raises InvalidInput for unknown keys.
    """
    check_keys(solution.study, solution.labels, keys)
    others = [Solution(solution.study, outcome, solution.baseline) for outcome in outcomes]
    rows: list[Loose] = []
    for key in keys:
        central = compute(solution, key)
        tried = np.stack([central, *(compute(other, key) for other in others)])
        least = threshold(central)
        for at, year in enumerate(solution.years):
            column = tried[:, at]
            known = column[np.isfinite(column)]
            if known.size and (known.size < column.size or np.ptp(known) > least):
                rows.append(
                    Loose(
                        indicator=key,
                        year=year,
                        value=float(central[at]),
                        low=float(known.min()),
                        high=float(known.max()),
                        unit=unit_of(solution, key),
                    )
                )
    return rows


def threshold(series: Series) -> float:
    """Smallest move of an indicator that counts: a thousandth of its size, and visible."""
    sizes = np.abs(series[np.isfinite(series)])
    largest = float(sizes.max()) if sizes.size else 0.0
    if largest <= 0:
        return 1e-6
    return max(MOVED * largest, 10.0 ** (floor(log10(largest)) + 1 - FIGURES))
