"""Says whether a plan stands under other numbers: whether the basis of a like one is optimal there.

Most moves of a lever change some costs and bounds and no choice. The basis of a like plan then
gives the new one without a pivot, and all the solver would do is to load, factorise and check what
is known: nine tenths of what such a move takes. Factorised once, a basis answers by two solves with
it: values from what its columns have to make up for, duals from what they cost. Where both keep
within what is asked of them the plan is an optimum, by the same tolerances as the solver's, and
where they do not the solver starts from that very basis. See the optimality conditions of a basic
solution in Bertsimas and Tsitsiklis, Introduction to Linear Optimization, section 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from monazite.core.kept import Kept
from monazite.model.basis import Basis
from monazite.model.expressions import Numbers
from monazite.model.manners import DUAL_TOLERANCE, OPTIONS, STRICT
from monazite.model.matrix import Matrix
from monazite.model.optimum import Optimum
from monazite.model.single_rows import Limits
from monazite.model.solver import hand_over, make_solver

FACTORS_AT_MOST = 12
"""Factorised bases kept, the latest asked: of a few like plans two stages with two rounds each."""

_LOWER, _BASIC, _UPPER, _ZERO, _UNSAID = (
    int(highspy.HighsBasisStatus.__members__[name])
    for name in ("kLower", "kBasic", "kUpper", "kZero", "kNonbasic")
)


@dataclass(frozen=True, eq=False)
class _Duals:
    row_dual: Numbers
    col_dual: Numbers


class Factor:
    """A basis factorised, with the coefficients it had: the columns in it and the rows they fill.

    Rows whose own slack is in the basis hold nobody, and what is left is a square of columns and
    rows that a solver of its own holds and factorises.
    """

    def __init__(self, basis: Basis, matrix: Matrix) -> None:
        """Factorise; takes about as long as the solver needs for one run without a pivot."""
        self.basis = basis
        columns, rows = basis.arrays()
        self._in = np.flatnonzero(columns == _BASIC)
        self._held, self._free = np.flatnonzero(rows != _BASIC), np.flatnonzero(rows == _BASIC)
        self._column_side, self._row_side = columns, rows
        size = self._in.size
        self.is_square = size == self._held.size and not (
            (columns == _UNSAID).any() or (rows == _UNSAID).any()
        )
        if not self.is_square:
            return
        self._highs = make_solver({**OPTIONS, "presolve": "off", "simplex_scale_strategy": 0})
        free, nought = np.full(size, np.inf), np.zeros(size)
        hand_over(
            self._highs,
            nought,
            Limits(-free, free, nought, nought),
            matrix.square(self._held, self._in),
        )
        square = Basis.of_arrays(np.full(size, _BASIC, np.int8), np.full(size, _LOWER, np.int8))
        self._highs.setBasis(square.own)
        self._highs.run()
        # what a plan comes to is asked anew after every move, and this much of the matrix is enough
        self._outside = matrix.among(np.ones_like(rows, dtype=bool), columns != _BASIC)
        self._inside = matrix.among(rows == _BASIC, columns == _BASIC)
        self._priced = matrix.among(rows != _BASIC, columns != _BASIC)
        self._order = np.asarray(self._highs.getBasicVariables()[1])
        # one that cannot be factorised is mended by the solver with slacks of its own
        self.is_square = bool((self._order >= 0).all()) and self._order.size == size

    def optimum(self, costs: Numbers, limits: Limits) -> Optimum | None:
        """Give the optimum under these numbers, if this basis is one there.

        `limits` are bounds of all columns and of the rows the solver has.
        """
        if not self.is_square:
            return None
        values = self._values(limits)
        if values is None:
            return None
        duals = self._duals(costs, limits)
        if duals is None:
            return None
        # summed by numpy: a product of vectors wakes threads that spin for longer than it takes
        return Optimum(values, float(np.add.reduce(costs * values)), self.basis, duals)

    def _values(self, limits: Limits) -> Numbers | None:
        """Values of all columns, or None where one leaves its bounds or a row its own."""
        values = np.where(self._column_side == _UPPER, limits.upper, limits.lower)
        values[(self._column_side == _ZERO) | (self._column_side == _BASIC)] = 0.0
        sides = np.where(self._row_side == _UPPER, limits.row_upper, limits.row_lower)[self._held]
        if not (np.isfinite(values).all() and np.isfinite(sides).all()):
            return None
        put = self._outside.times(values)
        values[self._in[self._order]] = self._highs.getBasisSolve(sides - put[self._held])[1]
        # rows that are held hold by how values were made
        free = (put + self._inside.times(values))[self._free]
        within = (
            (values >= limits.lower - STRICT).all()
            and (values <= limits.upper + STRICT).all()
            and (free >= limits.row_lower[self._free] - STRICT).all()
            and (free <= limits.row_upper[self._free] + STRICT).all()
        )
        return values if within else None

    def _duals(self, costs: Numbers, limits: Limits) -> _Duals | None:
        """Duals of rows and reduced costs, or None where something would rather move."""
        found = self._highs.getBasisTransposeSolve(costs[self._in[self._order]])[1]
        duals = np.zeros(self._row_side.size)
        duals[self._held] = found
        reduced = costs - self._priced.times_transposed(duals)
        reduced[self._in] = 0.0
        stay = _stays(reduced, self._column_side, limits.lower, limits.upper) and _stays(
            duals, self._row_side, limits.row_lower, limits.row_upper
        )
        return _Duals(duals, reduced) if stay else None


class Standing:
    """Plans that may stand: bases factorised before, of one programme."""

    def __init__(self, matrix: Matrix) -> None:
        """Take the coefficients of the programme, which change under it."""
        self._matrix = matrix
        self._factors: Kept[Basis, Factor] = Kept(FACTORS_AT_MOST)

    def optimum(self, basis: Basis, costs: Numbers, limits: Limits) -> Optimum | None:
        """Give the optimum under these numbers if a basis found with these coefficients is one.

        Other coefficients would have to be factorised anew, which takes as long as the solver does.
        """
        if not basis.coefficients or basis.coefficients != self._matrix.name:
            return None
        factor = self._factors.get(basis)
        if factor is None:
            factor = self._factors.put(basis, Factor(basis, self._matrix))
        return factor.optimum(costs, limits)


def _stays(reduced: Numbers, side: npt.NDArray[np.int8], lower: Numbers, upper: Numbers) -> bool:
    """Whether nothing that can move would gain by it."""
    moving = (side != _BASIC) & (lower != upper)
    rising = moving & (side != _UPPER) & (reduced < -DUAL_TOLERANCE)
    falling = moving & ((side == _UPPER) | (side == _ZERO)) & (reduced > DUAL_TOLERANCE)
    return not (rising.any() or falling.any())
