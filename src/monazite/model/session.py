"""Keeps one programme in the solver and re-solves it in place when parameters change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from threading import RLock
from time import perf_counter
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.core.magnitudes import UNLIMITED
from monazite.model.basis import Basis
from monazite.model.conflict import conflicting
from monazite.model.conservation import balance_residual
from monazite.model.draft import THOUSAND, weight
from monazite.model.entries import Entry, entry_of
from monazite.model.expressions import Indices, Numbers
from monazite.model.matrix import Matrix
from monazite.model.outcome import Outcome, Status
from monazite.model.past import Past, past_bounds, with_past
from monazite.model.programme import Programme
from monazite.model.rule import RULES
from monazite.model.slices import Families, Layout, Side, Slice
from monazite.model.solver import make_solver
from monazite.parameters import Parameters

STATUSES: dict[Any, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
}

OPTIMAL = highspy.HighsModelStatus.kOptimal

CONCLUDED = (
    OPTIMAL,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kTimeLimit,
)
"""Statuses after which nothing is gained by solving again without a basis."""

DEVEX, STEEPEST = 1, 2
"""How the solver weighs the edges it may pivot along; exact steepest edges pay for themselves over
many pivots, from nothing, and not over a few, from a basis."""

OPTIONS = {
    "threads": 1,
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-9,
    "simplex_dual_edge_weight_strategy": STEEPEST,
}
"""What the solver is told once."""

LOOSE = 1e-7
"""Feasibility tolerance, of its own scale, at which rules must still contradict each other: a chain
of a hundred million tonnes of ore is rounded at a hundred times the tolerance asked first."""

UNBOUNDED = 2**31 - 1
"""Iterations without a bound."""

WARM_ITERATIONS = 100_000
"""Simplex iterations after which a warm start counts as lost and a cold one begins."""

DRIFT = 1e-10
"""Relative imbalance above which rounding over many pivots is worth undoing."""


class Session:
    """A programme loaded into HiGHS.

    The first solve uses the parameters the programme was built with and keeps its basis. Every
    later solve sends the numbers that changed, goes back to that basis and continues from it, so
    that an answer never depends on what was solved before.
    """

    def __init__(self, programme: Programme, *, time_limit: float = 300.0) -> None:
        self.programme = programme
        linear = programme.linear
        self._lower, self._upper = _infinite(linear.lower), _infinite(linear.upper)
        self._row_lower, self._row_upper = _infinite(linear.right), _infinite(linear.right)
        for name, rows in programme.constraints.items():
            if RULES[name].sense == "ceiling":
                self._row_lower[rows.values] = -highspy.kHighsInf
            elif RULES[name].sense == "floor":
                self._row_upper[rows.values] = highspy.kHighsInf
        self._time_limit = time_limit
        self._costs = linear.costs.copy()
        self._highs = make_solver(OPTIONS)
        self.layout = Layout(
            columns=_side(programme.variables, self._lower.size),
            rows=_side(programme.constraints, self._row_lower.size),
        )
        arrays = programme.parameters.arrays
        self._entries = [entry_of(place, arrays) for place in programme.places]
        self._matrix = Matrix(linear.terms, (self._row_lower.size, self._lower.size))
        self._hand_over()
        self._held = programme.parameters
        self.first_solve_seconds = 0.0
        self._basis: Basis | None = None
        self._lock = RLock()

    def solve(
        self,
        parameters: Parameters | None = None,
        *,
        past: Past | None = None,
        near: Outcome | None = None,
    ) -> Outcome:
        """Solve under parameters; the ones the programme was built with when none are given.

        With a past, everything before the period it opens stays as it was: what was decided to be
        built, what lay in store and what was put to use is held, and values and prices of those
        periods are those of the past. So whatever the parameters hold from then on is a surprise.
        What the past dug up or was paid is gone from reserves and budgets. The objective counts
        past and future at the costs of the parameters given.

        The solver starts from the basis of `near`, an outcome expected to be similar, else from
        that of the past, else from that of the study without levers: never from whatever happened
        to be solved before.

        Raises InvalidInput when the parameters need rows or columns that were not written.
        """
        # HiGHS does not survive two threads at once; the second one waits
        with self._lock:
            return self._solved(parameters, past, near)

    def _solved(
        self, parameters: Parameters | None, past: Past | None, near: Outcome | None
    ) -> Outcome:
        wanted = self.programme.parameters if parameters is None else parameters
        self.programme.refuse_other_structure(wanted)
        if self._basis is None:
            self._solve_first()
        start = near if near is not None else past.outcome if past is not None else None
        basis = start.basis if start is not None else self._basis
        started = perf_counter()
        self._update(wanted)
        updated = perf_counter() - started
        if past is None:
            return self._solve(wanted, basis, updated)
        # held after the update, which sets bounds of its own
        held = self._hold(past)
        try:
            outcome = self._solve(wanted, basis, updated)
        finally:
            self._let_go(held)
        if outcome.status != "optimal":
            return outcome
        joined = with_past(outcome, past)
        return replace(joined, objective=self._cost_of(joined.values))

    def _hold(self, past: Past) -> Indices:
        """Keep the columns of the past between the bounds it sets; gives the columns."""
        held, lower, upper = past_bounds(past, self.layout)
        own = np.maximum(self._upper[held], lower)
        upper = np.where(np.isfinite(upper), upper, own)
        self._highs.changeColsBounds(held.size, held, lower, upper)
        return held

    def _cost_of(self, values: Mapping[str, xr.DataArray]) -> float:
        """Objective of any values at the costs the solver holds, USD_2024."""
        assert isinstance(values, Families)
        return THOUSAND * sum(
            float(entry.numbers @ values.numbers[entry.place.columns])
            for entry in self._entries
            if entry.place.kind == "cost"
        )

    def _let_go(self, held: Indices) -> None:
        self._highs.changeColsBounds(held.size, held, self._lower[held], self._upper[held])

    def _solve(self, wanted: Parameters, basis: Basis | None, updated: float) -> Outcome:
        started = perf_counter()
        self._highs.clearSolver()
        # a study whose own rules contradict each other has no basis to start from
        if basis is not None:
            self._highs.setBasis(basis.own)
        self._weigh(DEVEX)
        self._run(iterations=WARM_ITERATIONS)
        if self._highs.getModelStatus() not in CONCLUDED:
            # rounding over many pivots: the basis reached, factorised afresh, is often the answer
            self._again(Basis(self._highs.getBasis()))
        if self._highs.getModelStatus() not in CONCLUDED:
            # lost after all; without a basis presolve helps
            self._again(None)
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            self._again_loosely()
        found = self._balanced(wanted)
        if found is not None and found[1] > DRIFT:
            # the same basis factorised afresh: no pivots, only the rounding of many undone
            self._again(Basis(self._highs.getBasis()))
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

    def _again(self, basis: Basis | None) -> None:
        self._highs.clearSolver()
        self._weigh(STEEPEST if basis is None else DEVEX)
        if basis is not None:
            self._highs.setBasis(basis.own)
        self._run(iterations=WARM_ITERATIONS if basis is not None else UNBOUNDED)

    def _again_loosely(self) -> None:
        """Solve once more at the solver's own tolerance, under which rounding is no contradiction."""
        tolerance = "primal_feasibility_tolerance"
        self._highs.setOptionValue(tolerance, LOOSE)
        self._again(None)
        self._highs.setOptionValue(tolerance, OPTIONS[tolerance])

    def _weigh(self, weights: int) -> None:
        self._highs.setOptionValue("simplex_dual_edge_weight_strategy", weights)

    def _solve_first(self) -> None:
        started = perf_counter()
        self._update(self.programme.parameters)
        self._run()
        self._basis = Basis(self._highs.getBasis())
        self.first_solve_seconds = perf_counter() - started

    def _run(self, iterations: int = UNBOUNDED) -> None:
        self._highs.setOptionValue("simplex_iteration_limit", iterations)
        # the solver's clock runs on from solve to solve
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._time_limit)
        self._highs.run()

    def _hand_over(self) -> None:
        """Give the solver the whole programme as it stands."""
        starts, rows, values = self._matrix.columns()
        columns = self._lower.size
        self._highs.passModel(
            columns,
            self._row_lower.size,
            values.size,
            int(highspy.MatrixFormat.kColwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            self._costs,
            self._lower,
            self._upper,
            self._row_lower,
            self._row_upper,
            starts,
            rows,
            values,
            np.zeros(columns, dtype=np.int32),
        )

    def _update(self, parameters: Parameters) -> None:
        """Send every number that differs from what the solver holds.

        Edits leave the arrays they do not touch as they are, so a place is computed again only when
        an array it reads is another object, and not one it read a moment ago.
        """
        held = self._held.arrays
        another = False
        for entry in self._entries:
            if all(parameters.arrays[name] is held[name] for name in entry.reads):
                continue
            numbers = entry.numbers_under(parameters)
            changed = np.flatnonzero(numbers != entry.numbers)
            if changed.size:
                another |= self._send(entry, changed, numbers[changed])
                entry.numbers = numbers
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
            columns = place.columns[changed]
            (self._lower if kind == "lower" else self._upper)[columns] = _infinite(numbers)
            highs.changeColsBounds(
                columns.size, columns, self._lower[columns], self._upper[columns]
            )
        elif kind == "limit":
            rows = place.rows[changed]
            limits = _infinite(numbers)
            sense = RULES[entry.place.target].sense
            if sense != "ceiling":
                self._row_lower[rows] = limits
            if sense != "floor":
                self._row_upper[rows] = limits
            highs.changeRowsBounds(rows.size, rows, self._row_lower[rows], self._row_upper[rows])
        else:
            rows, columns = place.rows[changed], place.columns[changed]
            if self._matrix.change(rows, columns, numbers):
                return True
            for row, column, number in zip(
                rows.tolist(), columns.tolist(), numbers.tolist(), strict=True
            ):
                highs.changeCoeff(row, column, number)
        return False

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
            infeasible = status == "infeasible"
            sides = self.layout.rows.slices, self.layout.columns.slices
            conflict = conflicting(highs, *sides) if infeasible else ()
            return Outcome(
                status,
                float("nan"),
                {},
                {},
                {},
                0.0,
                parameters,
                seconds,
                conflict,
                reads=self.programme.reads,
            )
        solution = highs.getSolution()
        values, residual = found
        reduced, dual = (
            np.fromiter(numbers, np.float64, count)
            for numbers, count in (
                (solution.col_dual, self._lower.size),
                (solution.row_dual, self._row_lower.size),
            )
        )
        discounted = weight(parameters)
        # undiscounted USD_2024 of each period
        money = {
            int(period): THOUSAND / worth
            for period, worth in zip(parameters.labels.periods, discounted.values, strict=True)
        }
        columns, rows = self.layout.columns, self.layout.rows
        bound_duals = Families(columns, reduced * columns.dated(money, THOUSAND))
        duals = Families(rows, dual * rows.dated(money, THOUSAND))
        seconds["read"] = perf_counter() - started
        objective = highs.getObjectiveValue() * THOUSAND
        return Outcome(
            status,
            objective,
            values,
            duals,
            bound_duals,
            residual,
            parameters,
            seconds,
            basis=Basis(highs.getBasis()),
            reads=self.programme.reads,
        )


def _infinite(numbers: npt.ArrayLike) -> Numbers:
    """Give the solver infinity for numbers that stand for 'no limit'."""
    values = np.array(numbers, dtype=np.float64)
    values[values >= UNLIMITED] = highspy.kHighsInf
    values[values <= -UNLIMITED] = -highspy.kHighsInf
    return values


def _side(families: Mapping[str, xr.DataArray], size: int) -> Side:
    return Side({name: _slice(cells) for name, cells in families.items()}, size)


def _slice(cells: xr.DataArray) -> Slice:
    dated = [name for name in ("period", "decided") if name in cells.dims]
    return Slice(cells, cells.values, cells.dims.index(dated[0]) if dated else None)
