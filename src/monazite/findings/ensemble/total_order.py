"""Which share of a number's variance an input decides, alone and with all it does with others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.core.streams import stream
from monazite.findings.ensemble.bands import Draws

__all__ = ["LEAST_SWAPPED", "TotalOrder", "total_orders"]

AGAIN = 200
"""How often draws are drawn anew from themselves to see how far off an index may be."""

ALIKE = 1e-24
"""Variance, of the square of the largest number, below which all are taken to be alike."""

LEAST_SWAPPED = 8
"""Draws below which nothing is said."""


@dataclass(frozen=True)
class TotalOrder(Record):
    """What an input, or a group of them, decides of a number's variance, with standard errors.

    `first_order` is the share that is gone once the input is settled; `total` the share that stays
    if all others are settled, and so holds all it does together with them. Where the two are alike
    it acts alone. `draws` are the pairs of draws both rest on.
    """

    input: str
    title: str
    grade: str
    first_order: float
    first_order_error: float
    total: float
    total_error: float
    draws: int


def total_orders(
    first: Draws,
    second: Draws,
    swapped: Mapping[str, Draws],
    titles: Mapping[str, tuple[str, str]],
    seed: int,
) -> list[TotalOrder]:
    """Say of each input what it decides of a number, the largest total first.

    `first` and `second` are the number in two independent sets of draws, `swapped` by input, or by
    group of inputs, the number in the first set with these alone as in the second; `titles` are
    title and grade.

    With f the first, g the second, f_i the swapped one and V the variance of all of them together,
    each of which is drawn alike (Saltelli and others, Computer Physics Communications 181, 2010,
    table 2, where V is that of f and g):

        first order = mean of g (f_i - f) / V; total (Jansen) = mean of (f - f_i)^2 / (2 V)

    Numbers are taken from their mean first, which leaves both indices as they are and lets the
    first one err less. Draws without the number in any of the three are left out. None where the
    number never moves.
    """
    found = []
    chance = stream(seed, "total order")
    table = np.array([first, second, *swapped.values()])
    if not swapped or not np.isfinite(table).any() or np.nanmax(table) == np.nanmin(table):
        return []
    # what a draw adds to count, sum and sum of squares of all its sets
    there = np.isfinite(table)
    scale = float(np.nanmax(np.abs(table)))  # which leaves both indices as they are
    off = np.where(there, table - np.nanmean(table), 0.0) / scale
    moments = np.array([there.sum(axis=0), off.sum(axis=0), (off**2).sum(axis=0)])
    for place, name in enumerate(swapped):
        known = np.flatnonzero(there[[0, 1, 2 + place]].all(axis=0))
        if len(known) < LEAST_SWAPPED:
            continue
        sets = off[[0, 1, 2 + place]]
        picks = known[chance.integers(0, len(known), size=(AGAIN, len(known)))]
        main, total = _indices(sets[:, known], moments[:, known])
        if np.isnan(total):
            continue  # it never moves in these draws
        again = np.array([_indices(sets[:, pick], moments[:, pick]) for pick in picks])
        main_error, total_error = np.nanstd(again, axis=0).tolist()
        title, grade = titles[name]
        found.append(
            TotalOrder(name, title, grade, main, main_error, total, total_error, draws=len(known))
        )
    return sorted(found, key=lambda one: -one.total)


def _indices(sets: Draws, moments: Draws) -> tuple[float, float]:
    """Both indices of some draws: the first, second and swapped number, and moments of all sets."""
    count, whole, squares = moments.sum(axis=1).tolist()
    mean = whole / count
    variance = squares / count - mean**2
    if variance <= ALIKE:
        return float("nan"), float("nan")
    first, second, mixed = sets
    main = float(np.mean((second - mean) * (mixed - first))) / variance
    return main, float(np.mean((first - mixed) ** 2)) / (2 * variance)
