"""A programme as the solver holds it, whose numbers are sent again where parameters change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from monazite.model.basis import digest
from monazite.model.entries import Entry, entry_of
from monazite.model.expressions import Indices, Numbers
from monazite.model.matrix import Matrix
from monazite.model.past import Past, past_bounds
from monazite.model.programme import Programme
from monazite.model.rule import RULES
from monazite.model.single_rows import Limits, single_rows, unlimited
from monazite.model.slices import Layout, side_of
from monazite.model.solver import hand_over
from monazite.parameters import Parameters


class Loaded:
    """What HiGHS holds of a programme: its costs, the bounds of its columns and rows, its matrix.

    Rows of a single column are bounds of that column there; `limits` has them all as written.
    """

    def __init__(self, programme: Programme, highs: Any) -> None:
        linear = programme.linear
        self._highs = highs
        self.limits = Limits(*map(unlimited, (linear.lower, linear.upper, *2 * (linear.right,))))
        for name, rows in programme.constraints.items():
            if RULES[name].sense == "ceiling":
                self.limits.row_lower[rows.values] = -highspy.kHighsInf
            elif RULES[name].sense == "floor":
                self.limits.row_upper[rows.values] = highspy.kHighsInf
        shape = linear.right.size, linear.costs.size
        self.single = single_rows(linear.terms, shape, programme.places)
        self.lower, self.upper = self.single.bounds(self.limits)
        self.costs = linear.costs.copy()
        self.layout = Layout(
            columns=side_of(programme.variables, shape[1]),
            rows=side_of(programme.constraints, shape[0]),
        )
        arrays = programme.parameters.arrays
        self.entries = [entry_of(place, arrays) for place in programme.places]
        others = self.single.of_others(linear.terms)
        self.matrix = Matrix(others, (self.single.others.size, shape[1]))
        self.hand_over()
        self._held = programme.parameters
        self.past: tuple[Indices, Numbers, Numbers] | None = None

    @contextmanager
    def holding(self, past: Past | None) -> Iterator[None]:
        """Keep the columns of the past between the bounds it sets, after those of parameters."""
        if past is None:
            return (yield)
        self.past = past_bounds(past, self.layout)
        held, change = self.past[0], self._highs.changeColsBounds
        change(held.size, held, *self._between(*self.past))
        try:
            yield
        finally:
            self.past = None
            change(held.size, held, self.lower[held], self.upper[held])

    def _between(self, held: Indices, least: Numbers, most: Numbers) -> tuple[Numbers, Numbers]:
        """Bounds of held columns: those of the past, and their own where it leaves them."""
        lower = np.maximum(least, np.where(np.isfinite(most), 0.0, self.lower[held]))
        own = np.maximum(self.upper[held], lower)
        return lower, np.where(np.isfinite(most), most, own)

    def now(self) -> Limits:
        """What the solver holds columns and rows between, those of the past included."""
        lower, upper = self.lower.copy(), self.upper.copy()
        if self.past is not None:
            held = self.past[0]
            lower[held], upper[held] = self._between(*self.past)
        return Limits(lower, upper, *self._row_sides())

    def key(self) -> str:
        """Say in short all numbers the solver holds."""
        return digest((self.costs, *vars(self.now()).values()), beside=self.matrix.digest)

    def hand_over(self) -> None:
        """Give the solver the whole programme as it stands."""
        bounds = Limits(self.lower, self.upper, *self._row_sides())
        hand_over(self._highs, self.costs, bounds, self.matrix)

    def _row_sides(self) -> tuple[Numbers, Numbers]:
        rows, limits = self.single.others, self.limits
        return limits.row_lower[rows], limits.row_upper[rows]

    def update(self, parameters: Parameters) -> None:
        """Send every number that differs from what the solver holds.

        Edits leave the arrays they do not touch as they are, so a place is computed again only when
        an array it reads is another object, and not one it read a moment ago.
        """
        held = self._held.arrays
        moved = {name for name, array in parameters.arrays.items() if array is not held[name]}
        another = bound = False
        for entry in self.entries:
            if moved.isdisjoint(entry.reads):
                continue
            numbers = entry.numbers_under(parameters)
            changed = np.flatnonzero(numbers != entry.numbers)
            if changed.size:
                another |= self._send(entry, changed, numbers[changed])
                bound |= entry.place.kind in ("lower", "upper", "limit")
                entry.numbers = numbers
        if bound:
            self._send_bounds()
        if another:
            self.hand_over()
        self._held = parameters

    def _send(self, entry: Entry, changed: npt.NDArray[np.integer[Any]], numbers: Numbers) -> bool:
        """Send changed numbers; says whether a coefficient came or went, which is not sent."""
        highs, place, kind = self._highs, entry.place, entry.place.kind
        if kind == "cost":
            columns = place.columns[changed]
            self.costs[columns] = numbers
            highs.changeColsCost(changed.size, columns, numbers)
        elif kind in ("lower", "upper"):
            bounds = self.limits.lower if kind == "lower" else self.limits.upper
            bounds[place.columns[changed]] = unlimited(numbers)
        elif kind == "limit":
            rows, of = place.rows[changed], self.limits
            limits = unlimited(numbers)
            sense = RULES[entry.place.target].sense
            if sense != "ceiling":
                of.row_lower[rows] = limits
            if sense != "floor":
                of.row_upper[rows] = limits
            rows = rows[self.single.at[rows] >= 0]
            there = self.single.at[rows]
            highs.changeRowsBounds(rows.size, there, of.row_lower[rows], of.row_upper[rows])
        else:
            rows, columns = self.single.at[place.rows[changed]], place.columns[changed]
            if self.matrix.change(rows, columns, numbers):
                return True
            for row, column, number in zip(
                rows.tolist(), columns.tolist(), numbers.tolist(), strict=True
            ):
                highs.changeCoeff(row, column, number)
        return False

    def _send_bounds(self) -> None:
        """Send the bounds that differ from what the solver holds."""
        lower, upper = self.single.bounds(self.limits)
        moved = np.flatnonzero((lower != self.lower) | (upper != self.upper)).astype(np.int32)
        self.lower, self.upper = lower, upper
        self._highs.changeColsBounds(moved.size, moved, lower[moved], upper[moved])
