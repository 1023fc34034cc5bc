"""A small linear programme written column by column and row by row, and solved with other bounds.

For questions beside the plan, such as how well a rule does against one who knows the future.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np

from monazite.core.errors import Problem, SolveFailed

INFINITY = highspy.kHighsInf
"""No bound."""


@dataclass
class RowwiseProgramme:
    """Columns with bounds and costs, and rows over them; the sum of costs is made least."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    _solver: highspy.Highs | None = field(default=None, repr=False)
    """Whoever holds it once it was solved."""

    def column(self, high: float = INFINITY, low: float = 0.0, cost: float = 0.0) -> int:
        """Add a column and give its number."""
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        return len(self.low) - 1

    def row(self, terms: dict[int, float], low: float, high: float) -> int:
        """Bound a sum of columns, each times its number, and give the number of the row."""
        self.rows.append((terms, low, high))
        return len(self.rows) - 1

    def bound(self, columns: dict[int, float], rows: dict[int, tuple[float, float]]) -> None:
        """Give columns another upper bound and rows other ones."""
        for column, high in columns.items():
            self.high[column] = high
            if self._solver is not None:
                self._solver.changeColBounds(column, self.low[column], high)
        for row, (low, high) in rows.items():
            self.rows[row] = (self.rows[row][0], low, high)
            if self._solver is not None:
                self._solver.changeRowBounds(row, low, high)

    def least(self) -> float:
        """Give the least cost, from where it was last; raises SolveFailed where there is none."""
        if self._solver is None:
            self._solver = self._handed_over()
        highs = self._solver
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolveFailed(
                Problem(
                    message="the programme has no solution",
                    remedy="look at its bounds: some row cannot hold",
                )
            )
        return float(highs.getInfo().objective_function_value)

    def _handed_over(self) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.setOptionValue("output_flag", False)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = len(self.low), len(self.rows)
        programme.col_cost_ = np.array(self.cost)
        programme.col_lower_, programme.col_upper_ = np.array(self.low), np.array(self.high)
        programme.row_lower_ = np.array([low for _, low, _ in self.rows])
        programme.row_upper_ = np.array([high for _, _, high in self.rows])
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        sizes = [len(terms) for terms, _, _ in self.rows]
        matrix.start_ = np.array([0, *np.cumsum(sizes)], dtype=np.int32)
        matrix.index_ = np.array([at for row, _, _ in self.rows for at in row], dtype=np.int32)
        matrix.value_ = np.array([one for row, _, _ in self.rows for one in row.values()])
        highs.passModel(programme)
        return highs
