"""What proves that there is no plan: rules that, added up, ask for more than columns can be.

The dual simplex ends without a plan at a row nothing can mend, and that row is the proof (Farkas).
Of the rules in it none can be left out: it rests on one basis (Gleeson and Ryan, Identifying
minimally infeasible subsystems of inequalities, 1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from monazite.model.expressions import Numbers
from monazite.model.matrix import Matrix
from monazite.model.single_rows import Limits

NOISE = 1e-9
"""Part of the largest weight below which another is what rounding left."""


@dataclass(frozen=True, eq=False)
class Proof:
    """How much each row of the solver's counts in a sum that no plan can come to.

    Where a column alone is asked to be more than it may be, no row counts, and that is `crossed`.
    """

    weights: Numbers
    crossed: int | None = None

    @classmethod
    def in_solver(cls, highs: Any, limits: Limits) -> Proof | None:
        """Read off where the solver ended; None where it left none."""
        apart = limits.lower - limits.upper
        widest = int(np.argmax(apart))
        if apart[widest] > 0.0:  # which the solver sees before it makes a pivot
            return cls(np.zeros(limits.row_lower.size), widest)
        _, there = highs.getDualRayExist()
        weights = np.array(highs.getDualRay()[2], dtype=np.float64) if there else np.zeros(1)
        largest = float(np.abs(weights).max())
        return cls(np.where(np.abs(weights) > NOISE * largest, weights, 0.0)) if largest else None

    def of_columns(self, matrix: Matrix) -> tuple[Numbers, Numbers]:
        """How much each column counts that is held from below, and from above; these are negative.

        It is what is left of it once the rows are taken off.
        """
        left = -matrix.times_transposed(self.weights)
        noise = NOISE * np.abs(self.weights).max(initial=0.0)
        left = np.where(np.abs(left) > noise, left, 0.0)
        below, above = np.maximum(left, 0.0), np.minimum(left, 0.0)
        if self.crossed is not None:
            below[self.crossed], above[self.crossed] = 1.0, -1.0
        return below, above

    def excess(self, matrix: Matrix, limits: Limits) -> float:
        """By how much rows and columns ask for more than there is, for each one counted.

        Above nought there is no plan, and none either that breaks each of them by less than this.
        """
        below, above = self.of_columns(matrix)
        asked = (
            _worth(np.maximum(self.weights, 0.0), limits.row_lower)
            + _worth(np.minimum(self.weights, 0.0), limits.row_upper)
            + _worth(below, limits.lower)
            + _worth(above, limits.upper)
        )
        return asked / float(np.abs(self.weights).sum() + below.sum() - above.sum())


def _worth(weights: Numbers, limits: Numbers) -> float:
    """What limits come to, each counted as often as its weight says."""
    counted = np.flatnonzero(weights)
    return float(np.add.reduce(weights[counted] * limits[counted]))
