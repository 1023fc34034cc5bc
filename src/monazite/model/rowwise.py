"""A small linear programme written in blocks of columns and rows, and solved with other bounds.

For questions beside the plan, such as how well a rule does against one who knows the future.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import highspy
import numpy as np
import numpy.typing as npt

from monazite.core.errors import Problem, SolveFailed
from monazite.model.manners import PRIMAL

INFINITY = highspy.kHighsInf
"""No bound."""

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
"""Numbers of columns or rows, in the shape of what they are of."""


class Parts(NamedTuple):
    """A programme as arrays: columns with costs and bounds, rows with bounds, and its entries."""

    costs: Floats
    low: Floats
    high: Floats
    row_low: Floats
    row_high: Floats
    row: Places
    column: Places
    much: Floats


@dataclass
class RowwiseProgramme:
    """Columns from 0 on with costs, and rows over them that are 0; the sum of costs is least."""

    _costs: list[Floats] = field(default_factory=list)
    _terms: list[tuple[Places, Places, Floats]] = field(default_factory=list)
    _columns: int = 0
    _rows: int = 0
    _solver: highspy.Highs | None = field(default=None, repr=False)
    """Whoever holds it once it was bounded or solved."""
    _basis: highspy.HighsBasis | None = field(default=None, repr=False)

    def columns(self, shape: tuple[int, ...], cost: npt.ArrayLike = 0.0) -> Places:
        """Add columns without an upper bound, and give their numbers."""
        self._costs.append(np.broadcast_to(np.asarray(cost, float), shape).ravel())
        found = self._columns + np.arange(np.prod(shape, dtype=int), dtype=np.int32)
        self._columns += found.size
        return found.reshape(shape)

    def rows(self, shape: tuple[int, ...]) -> Places:
        """Add rows whose sums are 0, and give their numbers."""
        found = self._rows + np.arange(np.prod(shape, dtype=int), dtype=np.int32)
        self._rows += found.size
        return found.reshape(shape)

    def put(self, rows: Places, columns: Places, amount: npt.ArrayLike = 1.0) -> None:
        """Enter so much for one of each column in each row, all stretched to one shape."""
        spread = np.broadcast_arrays(rows, columns, np.asarray(amount, float))
        row, column, much = (one.ravel() for one in spread)
        self._terms.append((row[much != 0.0], column[much != 0.0], much[much != 0.0]))

    def bound_columns(self, columns: Places, low: npt.ArrayLike, high: npt.ArrayLike) -> None:
        """Give columns other bounds, stretched to their shape."""
        self._held.changeColsBounds(columns.size, columns.ravel(), *_like(columns, low, high))

    def bound_rows(self, rows: Places, low: npt.ArrayLike, high: npt.ArrayLike) -> None:
        """Give rows other bounds, stretched to their shape."""
        self._held.changeRowsBounds(rows.size, rows.ravel(), *_like(rows, low, high))

    def remember(self) -> None:
        """Keep where it was solved last, to go back there."""
        self._basis = self._held.getBasis()

    def go_back(self) -> None:
        """Start next from what is kept, so that the answer depends on nothing asked since."""
        if self._basis is not None:
            self._held.setBasis(self._basis)

    def least(self) -> float:
        """Give the least cost, from where it was last; raises SolveFailed where there is none."""
        return _least(self._held)

    def parts(self) -> Parts:
        """Give it as it is bounded now, of which larger programmes are put together."""
        held = self._held.getLp()
        matrix = held.a_matrix_
        outer = np.repeat(np.arange(len(matrix.start_) - 1), np.diff(matrix.start_))
        inner, much = np.array(matrix.index_), np.array(matrix.value_)
        by_row = matrix.format_ == highspy.MatrixFormat.kRowwise
        row, column = (outer, inner) if by_row else (inner, outer)
        low, high = np.array(held.col_lower_), np.array(held.col_upper_)
        row_low, row_high = np.array(held.row_lower_), np.array(held.row_upper_)
        return Parts(
            np.array(held.col_cost_),
            low,
            high,
            row_low,
            row_high,
            row.astype(np.int32),
            column.astype(np.int32),
            much,
        )

    def values(self) -> Floats:
        """Give what each column was where the cost was least."""
        return np.array(self._held.getSolution().col_value)

    @property
    def _held(self) -> Any:
        if self._solver is None:
            self._solver = self._handed_over()
        return self._solver

    def _handed_over(self) -> highspy.Highs:
        row, column, much = (np.concatenate(part) for part in zip(*self._terms, strict=True))
        # What is entered twice, as by a plant that takes what it gives, adds up.
        places, of = np.unique(row.astype(np.int64) * self._columns + column, return_inverse=True)
        row, column = np.divmod(places, self._columns)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = self._columns, self._rows
        programme.col_cost_ = np.concatenate(self._costs)
        programme.col_lower_ = np.zeros(self._columns)
        programme.col_upper_ = np.full(self._columns, INFINITY)
        programme.row_lower_ = programme.row_upper_ = np.zeros(self._rows)
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        starts = np.cumsum(np.bincount(row, minlength=self._rows))
        matrix.start_ = np.array([0, *starts], dtype=np.int32)
        matrix.index_ = column.astype(np.int32)
        matrix.value_ = np.bincount(of, weights=much).astype(float)
        highs.passModel(programme)
        return highs


def least_inside(parts: Parts) -> float:
    """Give the least cost of a programme solved once, by an interior point, without its plan.

    Raises SolveFailed where there is none. Each entry stands there once.
    """
    order, scale = np.lexsort((parts.column, parts.row)), max(float(parts.costs.max()), 1.0)
    whole, rows = highspy.HighsLp(), len(parts.row_low)
    whole.num_col_, whole.num_row_ = len(parts.costs), rows
    whole.col_cost_ = parts.costs / scale
    whole.col_lower_, whole.col_upper_ = parts.low, parts.high
    whole.row_lower_, whole.row_upper_ = parts.row_low, parts.row_high
    matrix = whole.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    starts = np.cumsum(np.bincount(parts.row, minlength=rows))
    matrix.start_ = np.array([0, *starts], dtype=np.int32)
    matrix.index_, matrix.value_ = parts.column[order].astype(np.int32), parts.much[order]
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("solver", "ipm"), ("run_crossover", "off")):
        highs.setOptionValue(option, value)
    highs.passModel(whole)
    try:
        return scale * _least(highs)
    except SolveFailed:
        # Without crossover an interior point may stop short of its tolerance.
        for option, of_corner in (("run_crossover", "on"), ("simplex_strategy", PRIMAL)):
            highs.setOptionValue(option, of_corner)
        return scale * _least(highs)


def _least(highs: Any) -> float:
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolveFailed(
            Problem(
                message="the programme has no solution",
                remedy="look at its bounds: some row cannot hold",
            )
        )
    return float(highs.getInfo().objective_function_value)


def _like(places: Places, low: npt.ArrayLike, high: npt.ArrayLike) -> tuple[Floats, Floats]:
    spread = (np.broadcast_to(np.asarray(one, float), places.shape) for one in (low, high))
    below, above = (np.ascontiguousarray(one.ravel()) for one in spread)
    return below, above
