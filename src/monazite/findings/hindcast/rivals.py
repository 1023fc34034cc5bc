"""Two forecasts anyone can make without a model: nothing changes, and all goes on as it went."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

Past = Mapping[int, float]
"""What is known of a series, by year."""


def trend(past: Past, year: int) -> float:
    """Go on along the straight line of least squares through the known years, never below nothing.

    One known year has no slope, and the line through it is level.
    """
    years = np.array(sorted(past), dtype=float)
    values = np.array([past[int(known)] for known in years])
    middle = years.mean()
    spread = float(((years - middle) ** 2).sum())
    slope = float(((years - middle) * values).sum()) / spread if spread > 0 else 0.0
    return max(float(values.mean()) + slope * (year - float(middle)), 0.0)


def naive_error(past: Past) -> float | None:
    """Give the mean absolute change from one known year to the next known one.

    It is the error persistence would have made in the known past. None when nothing changed or
    only one year is known, so that there is nothing to measure errors by.
    """
    values = [past[year] for year in sorted(past)]
    changes = [abs(after - before) for before, after in pairwise(values)]
    error = sum(changes) / len(changes) if changes else 0.0
    return error if error > 0 else None
