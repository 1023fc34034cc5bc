"""What draws say of a number: where most of them lie, and in how many of a hundred it is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from monazite.core.records import Record

__all__ = ["PARTS", "Band", "Chance", "Draws", "chance", "quantiles"]

Draws = npt.NDArray[np.float64]
"""A number in each draw; NaN where there is no plan or the number has no meaning."""

PARTS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Parts of the draws below each figure of a band."""

Z = 1.6449
"""How many standard errors hold nine in ten."""


@dataclass(frozen=True)
class Band(Record):
    """Where an indicator lies in the draws, and where what it is above the baseline does.

    `low` to `high` hold nine draws in ten, `lower` to `upper` half of them. `better` is the share
    of draws in which it is better than in the baseline of the same draw, both drawn with the same
    facts; None for the baseline itself and for what is neither better nor worse.
    """

    strategy: str
    indicator: str
    unit: str
    year: int
    central: float | None
    low: float
    lower: float
    median: float
    upper: float
    high: float
    difference_low: float | None
    difference_median: float | None
    difference_high: float | None
    better: float | None
    draws: int
    """Draws that have the number."""


@dataclass(frozen=True)
class Chance:
    """In which share of draws something is so, with the range that share may have by chance."""

    share: float
    low: float
    high: float
    draws: int


def quantiles(numbers: Draws, parts: Sequence[float] = PARTS) -> tuple[float, ...]:
    """Give the values below which parts of the draws lie; raises ValueError without any."""
    known = numbers[np.isfinite(numbers)]
    if not known.size:
        raise ValueError("no draw has a number")
    return tuple(np.quantile(known, parts).tolist())


def chance(so: Sequence[bool] | npt.NDArray[np.bool_]) -> Chance:
    """Count in how many draws something is so, with Wilson's interval of nine in ten.

        (p + z^2 / 2n ± z sqrt(p (1 - p) / n + z^2 / 4 n^2)) / (1 + z^2 / n)

    Unlike a plain standard error it says something where it is so in all of the draws or in none.
    Raises ValueError without any draw.
    """
    count = len(so)
    if not count:
        raise ValueError("there is no draw to count")
    share = float(np.mean(so))
    spread = Z * sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
    middle, scale = share + Z**2 / (2 * count), 1 + Z**2 / count
    low, high = max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)
    return Chance(share, low, high, count)
