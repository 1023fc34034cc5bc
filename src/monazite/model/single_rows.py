"""Gives the solver rows that hold but one column as bounds of it, and reads them back as rows.

A permit, a floor and the capacity of a plant that cannot grow each limit one column by itself. The
solver is faster by half without such rows: they are bounds to it. To everyone else they stay rows
with duals of their own. A column has one reduced cost, whose sign says which of its bounds holds
it: positive the floor, negative the ceiling. It is the dual of the tightest row on that side, of
equally tight ones the first written; where none is tighter than the column's own bound it stays
with the column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from monazite.core.magnitudes import UNLIMITED
from monazite.model.draft import Place
from monazite.model.expressions import Indices, Numbers, Terms

Positions = npt.NDArray[np.intp]

HAIR = 1e-10
"""Part of themselves, or tonnes, by which a floor may lie above a ceiling and mean the same: they
are worked out in different ways, and the solver takes crossed bounds to the last digit."""


@dataclass(frozen=True, eq=False)
class Limits:
    """What every column and row is held between, as it is written; infinite: not at all."""

    lower: Numbers
    upper: Numbers
    row_lower: Numbers
    row_upper: Numbers

    def copied(self) -> Limits:
        """The same as they are now, whatever is sent next."""
        own = (self.lower, self.upper, self.row_lower, self.row_upper)
        return Limits(*(limits.copy() for limits in own))


@dataclass(frozen=True, eq=False)
class SingleRows:
    """Which rows hold one column alone, and where the others stand in the solver.

    `rows` hold the `columns` beside them. `others` are all other rows in their order and `at` the
    number each row has in the solver, -1 for those it has not.
    """

    rows: Indices
    columns: Indices
    others: Indices
    at: Indices

    def of_others(self, terms: Terms) -> Terms:
        """Give the terms of all other rows, by their numbers in the solver."""
        kept = self.at[terms.rows] >= 0
        return Terms(self.at[terms.rows[kept]], terms.columns[kept], terms.amounts[kept])

    @cached_property
    def _by_column(self) -> tuple[Positions, Positions, Indices]:
        """Places among `rows`, those of one column together; where each begins, and the columns."""
        places = np.argsort(self.columns, kind="stable")
        held, starts = np.unique(self.columns[places], return_index=True)
        return places, starts, held

    def bounds(self, limits: Limits) -> tuple[Numbers, Numbers]:
        """Tightest bounds of every column, its own and those of its rows."""
        lower, upper = limits.lower.copy(), limits.upper.copy()
        rows, starts, held = self._by_column
        lower[held] = np.maximum(
            lower[held], np.maximum.reduceat(limits.row_lower[self.rows[rows]], starts)
        )
        upper[held] = np.minimum(
            upper[held], np.minimum.reduceat(limits.row_upper[self.rows[rows]], starts)
        )
        met = (lower > upper) & (lower - upper <= HAIR * np.maximum(1.0, np.abs(upper)))
        lower[met] = upper[met]
        return lower, upper

    def parted(self, reduced: Numbers, dual: Numbers, limits: Limits) -> tuple[Numbers, Numbers]:
        """Part reduced costs among columns and their rows; gives those left and duals of all rows.

        `dual` are those of the other rows.
        """
        left, duals = reduced.copy(), np.zeros(self.at.size)
        duals[self.others] = dual
        sides = (
            (reduced > 0.0, limits.row_lower[self.rows], limits.lower[self.columns]),
            (reduced < 0.0, -limits.row_upper[self.rows], -limits.upper[self.columns]),
        )
        for holds, least, own in sides:
            row = self._tightest(least, own, reduced.size)
            held = np.flatnonzero(holds & (row >= 0))
            duals[row[held]] = reduced[held]
            left[held] = 0.0
        return left, duals

    def _tightest(self, least: Numbers, own: Numbers, size: int) -> Indices:
        """The row that asks the most of each column, and more than the column itself; else -1."""
        most = np.full(size, -np.inf)
        rows, starts, held = self._by_column
        most[held] = np.maximum.reduceat(least[rows], starts)
        found = np.full(size, -1, dtype=np.int32)
        chosen = (least == most[self.columns]) & (least > own)
        # what is written last stays, and the first is to
        found[self.columns[chosen][::-1]] = self.rows[chosen][::-1]
        return found


def single_rows(terms: Terms, shape: tuple[int, int], places: Iterable[Place]) -> SingleRows:
    """Find the rows that hold one column once, whatever parameters say."""
    count, _ = shape
    varied: npt.NDArray[np.bool_] = np.zeros(count, dtype=bool)
    for place in places:
        if place.kind == "coefficient":
            varied[place.rows] = True
    alone = (np.bincount(terms.rows, minlength=count) == 1) & ~varied
    there = alone[terms.rows] & (terms.amounts == 1.0)
    order = np.argsort(terms.rows[there], kind="stable")
    rows, columns = terms.rows[there][order], terms.columns[there][order]
    kept = np.ones(count, dtype=bool)
    kept[rows] = False
    at = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    return SingleRows(rows, columns, np.flatnonzero(kept).astype(np.int32), at)


def unlimited(numbers: npt.ArrayLike) -> Numbers:
    """Give the solver infinity for numbers that stand for 'no limit'."""
    values = np.array(numbers, dtype=np.float64)
    values[values >= UNLIMITED] = np.inf
    values[values <= -UNLIMITED] = -np.inf
    return values
