"""Keeps one programme in the solver and re-solves it in place when parameters change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import RLock
from time import perf_counter
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from monazite.model.basis import Basis, KeptBases, digest
from monazite.model.conflict import contradiction, with_every_row
from monazite.model.conservation import balance_residual
from monazite.model.draft import THOUSAND, weight
from monazite.model.duals import Duals
from monazite.model.entries import Entry, entry_of
from monazite.model.expressions import Indices, Numbers
from monazite.model.manners import (
    COLD,
    INFEASIBLE,
    NEAR,
    OPTIMAL,
    OPTIONS,
    STATUSES,
    WARM_ITERATIONS,
    loosely,
)
from monazite.model.matrix import Matrix
from monazite.model.outcome import Broken, Outcome
from monazite.model.past import Past, past_bounds, with_past
from monazite.model.programme import Programme
from monazite.model.rule import RULES
from monazite.model.search import Search
from monazite.model.single_rows import Limits, single_rows, unlimited
from monazite.model.slices import Families, Layout, side_of
from monazite.model.solver import hand_over, make_solver
from monazite.parameters import Parameters

DRIFT = 1e-10
"""Relative imbalance above which rounding over many pivots is worth undoing."""


class Session:
    """A programme loaded into HiGHS.

    The first solve uses the parameters the programme was built with and keeps its basis. Every
    later solve sends the numbers that changed, goes back to that basis and continues from it, so
    that an answer never depends on what was solved before.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        time_limit: float = 300.0,
        kept: KeptBases | None = None,
    ) -> None:
        self.programme = programme
        linear = programme.linear
        self._limits = Limits(*map(unlimited, (linear.lower, linear.upper, *2 * (linear.right,))))
        for name, rows in programme.constraints.items():
            if RULES[name].sense == "ceiling":
                self._limits.row_lower[rows.values] = -highspy.kHighsInf
            elif RULES[name].sense == "floor":
                self._limits.row_upper[rows.values] = highspy.kHighsInf
        shape = linear.right.size, linear.costs.size
        self._single = single_rows(linear.terms, shape, programme.places)
        self._lower, self._upper = self._single.bounds(self._limits)
        self._time_limit = time_limit
        self._costs = linear.costs.copy()
        self._highs = make_solver(OPTIONS)
        self._search = Search(self._highs, time_limit)
        self.layout = Layout(
            columns=side_of(programme.variables, shape[1]),
            rows=side_of(programme.constraints, shape[0]),
        )
        arrays = programme.parameters.arrays
        self._entries = [entry_of(place, arrays) for place in programme.places]
        others = self._single.of_others(linear.terms)
        self._matrix = Matrix(others, (self._single.others.size, shape[1]))
        self._hand_over()
        self._held = programme.parameters
        self.first_solve_seconds = 0.0
        self.kept = kept or KeptBases()
        self._basis: Basis | None = None
        self._past: tuple[Indices, Numbers, Numbers] | None = None
        self._thousand = THOUSAND * programme.parameters.labels.dollar
        self._lock = RLock()

    def solve(
        self,
        parameters: Parameters | None = None,
        *,
        past: Past | None = None,
        near: Sequence[Outcome] = (),
        met: int = 0,
        kept: bool = False,
    ) -> Outcome:
        """Solve under parameters; the ones the programme was built with when none are given.

        With a past, everything before the period it opens stays as it was: what was decided to be
        built, what lay in store and what was put to use is held, and values and prices of those
        periods are those of the past. So whatever the parameters hold from then on is a surprise.
        What the past dug up or was paid is gone from reserves and budgets. The objective counts
        past and future at the costs of the parameters given.

        The solver starts from the basis of the last outcome in `near`, one expected to be similar:
        the basis it had when pools had met prices as often as in the parameters given, which is
        `met` times. Those before it are tried first and given up after a few iterations. Without
        any, or where that leads nowhere, it starts from that of the past, or of the study without
        levers: never from whatever happened to be solved before. A solve that is `kept` starts from
        where it is known to end, if it is, and ends as if it had.

        Raises InvalidInput when the parameters need rows or columns that were not written.
        """
        # HiGHS does not survive two threads at once; the second one waits
        with self._lock:
            likes = [one.basis_of_round(met) for one in near]
            return self._solved(parameters, past, [one for one in likes if one is not None], kept)

    def _solved(
        self, parameters: Parameters | None, past: Past | None, likes: Sequence[Basis], kept: bool
    ) -> Outcome:
        wanted = self.programme.parameters if parameters is None else parameters
        self.programme.refuse_other_structure(wanted)
        tries, starts = likes[:-1], [*likes[-1:]]
        if past is not None and past.outcome.basis is not None:
            starts.append(past.outcome.basis)
        started = perf_counter()
        self._update(wanted)
        updated = perf_counter() - started
        if past is None:
            return self._solve(wanted, tries, starts, updated, kept)
        # held after the update, which sets bounds of its own
        held = self._hold(past)
        try:
            outcome = self._solve(wanted, tries, starts, updated, kept)
        finally:
            self._let_go(held)
        if outcome.status != "optimal":
            return outcome
        joined = with_past(outcome, past)
        assert isinstance(joined.values, Families)
        # summed by numpy: a product of vectors wakes threads that spin for longer than it takes
        paid = float(np.add.reduce(self._costs * joined.values.numbers))
        return replace(joined, objective=self._thousand * paid)

    def _hold(self, past: Past) -> Indices:
        """Keep the columns of the past between the bounds it sets; gives the columns."""
        self._past = past_bounds(past, self.layout)
        held = self._past[0]
        self._highs.changeColsBounds(held.size, held, *self._between(*self._past))
        return held

    def _between(self, held: Indices, least: Numbers, most: Numbers) -> tuple[Numbers, Numbers]:
        """Bounds of held columns: those of the past, and their own where it leaves them."""
        lower = np.maximum(least, np.where(np.isfinite(most), 0.0, self._lower[held]))
        own = np.maximum(self._upper[held], lower)
        return lower, np.where(np.isfinite(most), most, own)

    def _let_go(self, held: Indices) -> None:
        self._past = None
        self._highs.changeColsBounds(held.size, held, self._lower[held], self._upper[held])

    def _solve(
        self,
        wanted: Parameters,
        tries: Sequence[Basis],
        starts: Sequence[Basis],
        updated: float,
        kept: bool,
    ) -> Outcome:
        started, self._search.pivots = perf_counter(), 0
        if not kept:
            if not any(map(self._search.tried, tries)):
                self._sought(wanted, starts)
        else:
            size = self._lower.size, self._single.others.size
            key = self._key()
            basis = self.kept.at(key, *size)
            if basis is None:
                self._sought(wanted, starts)
                if self._highs.getModelStatus() == OPTIMAL:
                    basis = self.kept.note(key, Basis(self._highs.getBasis()), size[0])
            if basis is not None:
                self._search.pivots = 0  # those of the search are no part of the answer
                if not self._search.near(basis):
                    self._sought(wanted, starts)
        near = NEAR
        if self._highs.getModelStatus() == INFEASIBLE:
            near = loosely(NEAR)
            self._search.again(None, loosely(COLD))
        found = self._balanced(wanted)
        if found is not None and found[1] > DRIFT:
            # the same basis factorised afresh: no pivots, only the rounding of many undone
            self._search.again(Basis(self._highs.getBasis()), near, WARM_ITERATIONS)
            found = self._balanced(wanted)
        seconds = {"update": updated, "solve": perf_counter() - started}
        return self._outcome(wanted, seconds, found)

    def _balanced(self, parameters: Parameters) -> tuple[Families, float] | None:
        """Values in the solver and their largest imbalance, over max(throughput, 1 t).

        None unless they are those of a plan.
        """
        if self._highs.getModelStatus() != OPTIMAL:
            return None
        primal = np.fromiter(self._highs.getSolution().col_value, np.float64, self._lower.size)
        values = Families(self.layout.columns, primal)
        return values, balance_residual(parameters, values)

    def _sought(self, wanted: Parameters, starts: Sequence[Basis]) -> None:
        """Solve from the first of some bases that leads anywhere, else from nothing."""
        if not starts:
            starts = [self._basis or self._first_basis(wanted)]
        self._search.near_or_cold(starts)

    def _key(self) -> str:
        """Say in short all numbers the solver holds."""
        lower, upper = self._lower.copy(), self._upper.copy()
        if self._past is not None:
            held = self._past[0]
            lower[held], upper[held] = self._between(*self._past)
        return digest((self._costs, lower, upper, *self._row_sides(), *self._matrix.columns()))

    def _first_basis(self, wanted: Parameters) -> Basis:
        """Solve the study without levers, and go back to what is wanted."""
        started = perf_counter()
        self._update(self.programme.parameters)
        self._search.again(None, COLD)
        self._basis = Basis(self._highs.getBasis())
        self.first_solve_seconds = perf_counter() - started
        self._update(wanted)
        return self._basis

    def _hand_over(self) -> None:
        """Give the solver the whole programme as it stands."""
        bounds = Limits(self._lower, self._upper, *self._row_sides())
        hand_over(self._highs, self._costs, bounds, self._matrix)

    def _row_sides(self) -> tuple[Numbers, Numbers]:
        rows, limits = self._single.others, self._limits
        return limits.row_lower[rows], limits.row_upper[rows]

    def _update(self, parameters: Parameters) -> None:
        """Send every number that differs from what the solver holds.

        Edits leave the arrays they do not touch as they are, so a place is computed again only when
        an array it reads is another object, and not one it read a moment ago.
        """
        held = self._held.arrays
        moved = {name for name, array in parameters.arrays.items() if array is not held[name]}
        another = bound = False
        for entry in self._entries:
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
            self._hand_over()
        self._held = parameters

    def _send(self, entry: Entry, changed: npt.NDArray[np.integer[Any]], numbers: Numbers) -> bool:
        """Send changed numbers; says whether a coefficient came or went, which is not sent."""
        highs, place, kind = self._highs, entry.place, entry.place.kind
        if kind == "cost":
            columns = place.columns[changed]
            self._costs[columns] = numbers
            highs.changeColsCost(changed.size, columns, numbers)
        elif kind in ("lower", "upper"):
            bounds = self._limits.lower if kind == "lower" else self._limits.upper
            bounds[place.columns[changed]] = unlimited(numbers)
        elif kind == "limit":
            rows, of = place.rows[changed], self._limits
            limits = unlimited(numbers)
            sense = RULES[entry.place.target].sense
            if sense != "ceiling":
                of.row_lower[rows] = limits
            if sense != "floor":
                of.row_upper[rows] = limits
            rows = rows[self._single.at[rows] >= 0]
            there = self._single.at[rows]
            highs.changeRowsBounds(rows.size, there, of.row_lower[rows], of.row_upper[rows])
        else:
            rows, columns = self._single.at[place.rows[changed]], place.columns[changed]
            if self._matrix.change(rows, columns, numbers):
                return True
            for row, column, number in zip(
                rows.tolist(), columns.tolist(), numbers.tolist(), strict=True
            ):
                highs.changeCoeff(row, column, number)
        return False

    def _send_bounds(self) -> None:
        """Send the bounds that differ from what the solver holds."""
        lower, upper = self._single.bounds(self._limits)
        moved = np.flatnonzero((lower != self._lower) | (upper != self._upper)).astype(np.int32)
        self._lower, self._upper = lower, upper
        self._highs.changeColsBounds(moved.size, moved, lower[moved], upper[moved])

    def _outcome(
        self,
        parameters: Parameters,
        seconds: dict[str, float],
        found: tuple[Families, float] | None,
    ) -> Outcome:
        started = perf_counter()
        highs = self._highs
        status = STATUSES.get(highs.getModelStatus(), "error")
        if found is None:
            conflict = self._conflict() if status == "infeasible" else ()
            of = parameters, seconds, conflict, self.programme.reads
            return Outcome(status, float("nan"), {}, {}, {}, 0.0, *of, pivots=self._search.pivots)
        values, residual = found
        discounted = weight(parameters)
        money = {  # undiscounted, of each period
            int(period): self._thousand / worth
            for period, worth in zip(parameters.labels.periods, discounted.values, strict=True)
        }
        limits = self._limits.copied()
        found_there = (highs.getSolution(), self._single, limits, self.layout)
        duals = Duals(*found_there, money, self._thousand)
        seconds["read"] = perf_counter() - started
        objective = highs.getObjectiveValue() * self._thousand
        return Outcome(
            status,
            objective,
            values,
            duals.of_rows(),
            duals.of_bounds(),
            residual,
            parameters,
            seconds,
            basis=Basis(highs.getBasis()),
            reads=self.programme.reads,
            pivots=self._search.pivots,
        )

    def _conflict(self) -> tuple[Broken, ...]:
        """Rules that contradict each other, by a solver that has every row as a row."""
        bounds = self._limits
        if self._past is not None:
            held, least, most = self._past
            lower, upper = bounds.lower.copy(), bounds.upper.copy()
            lower[held] = least
            upper[held] = np.where(np.isfinite(most), most, np.maximum(upper[held], least))
            bounds = replace(bounds, lower=lower, upper=upper)
        linear, limit = self.programme.linear, self._time_limit
        highs = with_every_row(linear, self._entries, self._costs, bounds, limit)
        return contradiction(highs, self.layout)
