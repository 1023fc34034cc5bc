"""Finds in which region of the inputs something happens: a box with few sides, by peeling.

The patient rule induction method of Friedman and Fisher (1999), used as Bryant and Lempert (2010)
do: from all draws a thin slice is cut off, again and again, wherever that leaves the box denser in
draws of interest. Nothing is pasted on again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, lgamma, log

import numpy as np
import numpy.typing as npt

__all__ = ["Box", "Side", "clearest", "peeled"]

Table = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

PEEL = 0.1
"""Part of the draws of a box that one slice takes."""

SMALLEST = 0.05
"""Part of all draws a box holds at least."""

MAY_BE_CHANCE = 0.05
"""Chance that a side means nothing from which it may be chance."""

MOST = 0.5
"""Part of the draws of interest that the clearest box holds at least."""


@dataclass(frozen=True)
class Side:
    """The range of one input in a box; an end that was never cut is None.

    `by_chance` is the chance that a box of this kind without this side would be as dense as the box
    is with it, if the side meant nothing.
    """

    input: str
    low: float | None
    high: float | None
    by_chance: float

    @property
    def may_be_chance(self) -> bool:
        """Whether the box might be as dense without this side."""
        return self.by_chance > MAY_BE_CHANCE


@dataclass(frozen=True)
class Box:
    """A region of the inputs, by its sides.

    `coverage` is the share of all draws of interest that lie in it, `density` the share of its
    draws that are of interest, `mass` its share of all draws.
    """

    sides: tuple[Side, ...]
    coverage: float
    density: float
    mass: float
    draws: int


@dataclass(frozen=True)
class _Limits:
    low: tuple[float, ...]
    high: tuple[float, ...]

    def holds(self, table: Table) -> Marks:
        """Which draws lie inside."""
        return np.asarray(((table >= self.low) & (table <= self.high)).all(axis=1))


def peeled(
    inputs: Mapping[str, Sequence[float] | Table],
    of_interest: Sequence[bool] | Marks,
    *,
    peel: float = PEEL,
    smallest: float = SMALLEST,
) -> tuple[Box, ...]:
    """Give every box of the way from all draws to the densest, the largest first.

    Of all slices the one is cut that raises the density most for each draw it takes away. A slice
    is cut halfway between two neighbouring values, so that a box says nothing of values in between.
    """
    names = tuple(inputs)
    table = np.stack([np.asarray(inputs[name], dtype=float) for name in names], axis=1)
    marks = np.asarray(of_interest, dtype=bool)
    if not marks.any():
        return ()
    limits = _Limits(tuple(table.min(axis=0).tolist()), tuple(table.max(axis=0).tolist()))
    course = [limits]
    least = smallest * len(table)
    while (
        narrower := _best(_slices(limits, table, peel), limits, table, marks, least)
    ) is not None:
        limits = narrower
        course.append(limits)
    return tuple(_box(one, course[0], names, table, marks) for one in course)


def clearest(boxes: Sequence[Box], among: int) -> Box | None:
    """Give the densest box with at least half of what is of interest and no side by chance.

    Sides were cut where that helped most of so many inputs, each of which has two ends. None where
    there is no such box but that of all draws.
    """
    sure = MAY_BE_CHANCE / (2 * among)
    told = [
        box
        for box in boxes
        if box.sides and box.coverage >= MOST and all(side.by_chance <= sure for side in box.sides)
    ]
    return max(told, key=lambda box: (box.density, box.coverage), default=None)


def _slices(limits: _Limits, table: Table, peel: float) -> Iterator[_Limits]:
    inside = table[limits.holds(table)]
    for column in range(table.shape[1]):
        values = np.sort(inside[:, column])
        low = _cut(values, peel)
        if low is not None:
            yield replace(limits, low=_put(limits.low, column, low))
        high = _cut(-values[::-1], peel)
        if high is not None:
            yield replace(limits, high=_put(limits.high, column, -high))


def _cut(values: Table, part: float) -> float | None:
    """Where a part of sorted values is cut off from below: halfway between two that differ."""
    place = (len(values) - 1) * part
    under, over = int(np.floor(place)), int(np.ceil(place))
    while values[under] == values[over]:
        if over == len(values) - 1:
            return None
        over += 1
    return float(values[under] + values[over]) / 2


def _put(ends: tuple[float, ...], column: int, value: float) -> tuple[float, ...]:
    return (*ends[:column], value, *ends[column + 1 :])


def _best(
    candidates: Iterator[_Limits], limits: _Limits, table: Table, marks: Marks, least: float
) -> _Limits | None:
    """The slice that raises density most for each draw it takes; None where none does."""
    inside = limits.holds(table)
    count, density = int(inside.sum()), float(marks[inside].mean())
    chosen, most = None, 0.0
    for one in candidates:
        kept = one.holds(table)
        left = int(kept.sum())
        if left < least or left >= count:  # between two numbers side by side there is none
            continue
        gain = (float(marks[kept].mean()) - density) / (count - left)
        if gain > most:
            chosen, most = one, gain
    return chosen


def _box(limits: _Limits, whole: _Limits, names: Sequence[str], table: Table, marks: Marks) -> Box:
    inside = limits.holds(table)
    count, hits = int(inside.sum()), int(marks[inside].sum())
    sides = []
    for column, name in enumerate(names):
        low, high = limits.low[column], limits.high[column]
        cut = (low > whole.low[column], high < whole.high[column])
        if not any(cut):
            continue
        without = _Limits(
            _put(limits.low, column, whole.low[column]),
            _put(limits.high, column, whole.high[column]),
        ).holds(table)
        share = float(marks[without].mean())
        sides.append(
            Side(
                name,
                low if cut[0] else None,
                high if cut[1] else None,
                _at_least(hits, count, share),
            )
        )
    return Box(
        sides=tuple(sides),
        coverage=hits / int(marks.sum()),
        density=hits / count,
        mass=count / len(table),
        draws=count,
    )


def _at_least(hits: int, count: int, share: float) -> float:
    """Chance of so many hits or more among so many draws of which each is one with a chance."""
    if not 0 < share < 1:
        return 1.0
    return sum(
        exp(
            lgamma(count + 1)
            - lgamma(one + 1)
            - lgamma(count - one + 1)
            + one * log(share)
            + (count - one) * log(1 - share)
        )
        for one in range(hits, count + 1)
    )
