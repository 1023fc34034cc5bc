"""Duals and reduced costs as the solver left them, put to rows and bounds when asked for.

Pools that meet prices look at a few of them in every round but the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from monazite.model.expressions import Numbers
from monazite.model.optimum import Optimum
from monazite.model.single_rows import Limits, SingleRows
from monazite.model.slices import At, Families, Layout


@dataclass(frozen=True, eq=False)
class Duals:
    """What an optimum says of a programme held between `limits`.

    `money` is what a unit of the objective in a period is in money of that period, and `whole` what
    it is where there is no period.
    """

    optimum: Optimum
    single: SingleRows
    limits: Limits
    layout: Layout
    money: dict[int, float]
    whole: float

    def of_rows(self) -> Families:
        """Undiscounted duals of all rows, those among them that are bounds to the solver."""
        return Families(self.layout.rows, self._at_rows)

    def of_bounds(self) -> Families:
        """Undiscounted reduced costs of columns, as far as no row of theirs holds them."""
        return Families(self.layout.columns, self._at_columns)

    def _at_rows(self, at: At) -> Numbers:
        there = self.single.at[at]
        found = self._of_others[there] if (there >= 0).all() else self._parted[1][at]
        return np.asarray(found * self.layout.rows.dated(self.money, self.whole)[at])

    def _at_columns(self, at: At) -> Numbers:
        found = self._parted[0][at]
        return np.asarray(found * self.layout.columns.dated(self.money, self.whole)[at])

    @cached_property
    def _of_others(self) -> Numbers:
        """Duals of the rows the solver has."""
        return self.optimum.row_duals

    @cached_property
    def _parted(self) -> tuple[Numbers, Numbers]:
        return self.single.parted(self.optimum.reduced_costs, self._of_others, self.limits)
