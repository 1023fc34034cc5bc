"""What a programme comes to, whether the solver found it or it stood without being solved."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from monazite.model.basis import Basis
from monazite.model.expressions import Numbers


@dataclass(frozen=True, eq=False)
class Optimum:
    """Values of columns where nothing is better, what that is worth, and the basis it rests on.

    `solution` has the duals of rows and reduced costs of columns, read off when asked for.
    """

    values: Numbers
    objective: float
    basis: Basis
    solution: Any = field(repr=False)

    @classmethod
    def in_solver(cls, highs: Any, coefficients: str) -> Optimum:
        """Read off where the solver ended, with `coefficients` that go by this name."""
        solution = highs.getSolution()
        values = np.fromiter(solution.col_value, np.float64, highs.getNumCol())
        basis = Basis(highs.getBasis(), coefficients)
        return cls(values, highs.getObjectiveValue(), basis, solution)

    @cached_property
    def row_duals(self) -> Numbers:
        """Duals of the rows the solver has, in its own units."""
        return _numbers(self.solution.row_dual)

    @cached_property
    def reduced_costs(self) -> Numbers:
        """Reduced costs of all columns, in the solver's own units."""
        return _numbers(self.solution.col_dual)


def _numbers(given: Any) -> Numbers:
    return given if isinstance(given, np.ndarray) else np.array(given, dtype=np.float64)
