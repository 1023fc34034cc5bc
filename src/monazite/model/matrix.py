"""Holds the coefficients of a programme in one order, whatever was changed before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from monazite.core.kept import Kept
from monazite.model.basis import digest
from monazite.model.expressions import Indices, Numbers, Terms

Positions = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

DIGESTS_AT_MOST = 16
"""Short words for coefficients that are kept: of a few plans stages with two rounds each."""

_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Coefficients:
    """Coefficients that are not zero, column by column, of a matrix of so many rows and columns."""

    rows: Positions
    columns: Positions
    amounts: Numbers
    shape: tuple[int, int]

    def among(self, rows: Mask, columns: Mask) -> Coefficients:
        """Take out those of some columns in some rows; rows and columns keep their numbers."""
        kept = rows[self.rows] & columns[self.columns]
        return Coefficients(self.rows[kept], self.columns[kept], self.amounts[kept], self.shape)

    def times(self, values: Numbers) -> Numbers:
        """Add up what columns at these values put into every row."""
        put = self.amounts * values[self.columns]
        return np.asarray(np.bincount(self.rows, put, self.shape[0]))

    def times_transposed(self, duals: Numbers) -> Numbers:
        """Add up what every column puts into rows, each worth so much."""
        put = self.amounts * duals[self.rows]
        return np.asarray(np.bincount(self.columns, put, self.shape[1]))


class Matrix:
    """Every place a coefficient stands or may ever stand, column by column, with its value now.

    The solver keeps no zeros: a coefficient that comes to be stands behind those that were there,
    one that goes leaves a gap. Sums then run in another order, and the last digit of an answer
    would depend on what was solved before. So whenever a coefficient comes or goes the whole matrix
    is handed over again in the one order kept here.
    """

    def __init__(self, terms: Terms, shape: tuple[int, int]) -> None:
        """Take all terms of a programme, with those that are zero and may be filled.

        Raises ValueError when a column stands twice in a row.
        """
        self._rows_in_all, self._column_count = shape
        keys = self._key(terms.rows, terms.columns)
        order = np.argsort(keys, kind="stable")
        self._keys, self._values = keys[order], terms.amounts[order]
        if (self._keys[1:] == self._keys[:-1]).any():
            raise ValueError("a column stands twice in a row")
        self._rows = (self._keys % self._rows_in_all).astype(np.int32)
        self._columns = self._keys // self._rows_in_all
        self._marks = _marks(np.arange(keys.size), self._values)
        self._digests: Kept[str, str] = Kept(DIGESTS_AT_MOST)

    @property
    def name(self) -> str:
        """Say in short all coefficients as they are now, whatever they were before."""
        return "".join(f"{mark:016x}" for mark in self._marks.tolist())

    @property
    def digest(self) -> str:
        """Say in short all coefficients as they are now, to seven digits, see `digest`."""
        # read through again only where one changed: they are most of the numbers there are
        return self._digests.get(self.name) or self._digests.put(self.name, digest(self.columns()))

    @cached_property
    def _where(self) -> tuple[Positions, Positions, Positions]:
        """Position, row and column of every coefficient that is not zero now."""
        there = np.flatnonzero(self._values)
        return there, self._rows[there].astype(np.intp), self._columns[there]

    @cached_property
    def _there(self) -> tuple[Positions, Positions, Numbers]:
        """Row, column and value of every coefficient that is not zero now."""
        there, rows, columns = self._where
        return rows, columns, self._values[there]

    def change(self, rows: Indices, columns: Indices, values: Numbers) -> bool:
        """Set coefficients; says whether one of them came or went."""
        at = self._at(rows, columns)
        was = self._values[at]
        crossed = bool(((was == 0.0) != (values == 0.0)).any())
        # a sum over all of them, so that only what changes has to be counted again
        self._marks += _marks(at, values) - _marks(at, was)
        self._values[at] = values
        for told in ("_all", "_there", "_where") if crossed else ("_all", "_there"):
            self.__dict__.pop(told, None)
        return crossed

    def columns(self) -> tuple[Indices, Indices, Numbers]:
        """Where each column starts, then row and value of every coefficient that is not zero."""
        rows, columns, amounts = self._there
        counts = np.bincount(columns, minlength=self._column_count)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int32)
        return starts, rows.astype(np.int32), amounts

    @cached_property
    def _all(self) -> Coefficients:
        return Coefficients(*self._there, (self._rows_in_all, self._column_count))

    def times(self, values: Numbers) -> Numbers:
        """Add up what columns at these values put into every row."""
        return self._all.times(values)

    def times_transposed(self, duals: Numbers) -> Numbers:
        """Add up what every column puts into rows, each worth so much."""
        return self._all.times_transposed(duals)

    def among(self, rows: Mask, columns: Mask) -> Coefficients:
        """Take out the coefficients of some columns in some rows as they are now."""
        return self._all.among(rows, columns)

    def square(self, rows: Positions, columns: Positions) -> Matrix:
        """Take out some rows and columns, numbered anew in their order."""
        row, column = np.full(self._rows_in_all, -1), np.full(self._column_count, -1)
        row[rows], column[columns] = np.arange(rows.size), np.arange(columns.size)
        of_row, of_column, amounts = self._there
        kept = (row[of_row] >= 0) & (column[of_column] >= 0)
        at = row[of_row[kept]].astype(np.int32), column[of_column[kept]].astype(np.int32)
        return Matrix(Terms(*at, amounts[kept]), (rows.size, columns.size))

    def _key(self, rows: npt.ArrayLike, columns: npt.ArrayLike) -> npt.NDArray[np.int64]:
        key: npt.NDArray[np.int64] = np.asarray(columns, np.int64) * self._rows_in_all
        return key + np.asarray(rows, np.int64)

    def _at(self, rows: npt.ArrayLike, columns: npt.ArrayLike) -> npt.NDArray[np.intp]:
        return np.searchsorted(self._keys, self._key(rows, columns))


def _marks(at: npt.NDArray[np.integer], values: Numbers) -> npt.NDArray[np.uint64]:
    """Two sums of numbers as if drawn, one for each position and value; they wrap round.

    Numbers are mixed as in Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators
    (2014), section 4; a sum of them goes by what is added and not by its order.
    """
    mark = (values + 0.0).view(np.uint64) ^ _mixed(at.astype(np.uint64) + np.uint64(1))
    first = _mixed(mark)
    return np.array([np.add.reduce(first), np.add.reduce(_mixed(first + _STEP))])


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    mixed = numbers * _STEP
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
