"""Puts a yearly figure together over years: sums up to a year, present values, means."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from monazite.findings.solution.series import Series

AROUND = 1
"""Years before and after a year that its mean takes in."""


def summed(series: Series) -> Series:
    """Sum from the first reported year to each; a year without a meaning adds nothing."""
    return np.asarray(np.cumsum(np.nan_to_num(series)))


def discounted(series: Series, years: Sequence[int], rate: float) -> Series:
    """Sum from the first year to each, in money of the first: x[y] (1 + rate)^-(y - first)."""
    age = np.array(years, dtype=float) - years[0]
    return summed(np.nan_to_num(series) * (1.0 + rate) ** -age)


def smoothed(series: Series, years: Sequence[int], alone: Collection[int]) -> Series:
    """Mean of a year, the one before and the one after; years in `alone` are in no mean but theirs.

    At both ends of the horizon, next to a year that stands alone and next to one without a meaning
    there are fewer years, and the mean is over those there are.
    """
    found = np.full(len(series), np.nan)
    for place in range(len(series)):
        if rows := around(series, years, alone, place):
            found[place] = np.mean(series[rows])
    return found


def around(series: Series, years: Sequence[int], alone: Collection[int], place: int) -> list[int]:
    """Positions of the years whose mean stands for one year; none where it has no meaning."""
    if not np.isfinite(series[place]):
        return []
    if years[place] in alone:
        return [place]
    return [
        other
        for other in range(max(0, place - AROUND), min(len(series), place + AROUND + 1))
        if years[other] not in alone and np.isfinite(series[other])
    ]
