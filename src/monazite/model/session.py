"""Keeps one programme in the solver and re-solves it in place when parameters change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import RLock
from time import perf_counter

import numpy as np

from monazite.model.basis import Basis, KeptBases
from monazite.model.conflict import contradiction, proven
from monazite.model.conservation import balance_residual
from monazite.model.draft import THOUSAND, weight
from monazite.model.duals import Duals
from monazite.model.loaded import Loaded
from monazite.model.manners import (
    COLD,
    INFEASIBLE,
    LOOSE,
    NEAR,
    OPTIMAL,
    OPTIONS,
    STATUSES,
    WARM_ITERATIONS,
    Manner,
    loosely,
)
from monazite.model.optimum import Optimum
from monazite.model.outcome import Broken, Outcome
from monazite.model.past import Past, hold, with_past
from monazite.model.programme import Programme
from monazite.model.proof import Proof
from monazite.model.search import Search, Starts
from monazite.model.slices import Families
from monazite.model.solver import make_solver
from monazite.model.standing import Standing
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
        self, programme: Programme, *, time_limit: float = 300.0, kept: KeptBases | None = None
    ) -> None:
        self.programme = programme
        self._time_limit = time_limit
        self._highs = make_solver(OPTIONS)
        self._search = Search(self._highs, time_limit)
        self._loaded = Loaded(programme, self._highs)
        self.layout = self._loaded.layout
        self._standing = Standing(self._loaded.matrix)
        self.first_solve_seconds = 0.0
        self.kept = kept or KeptBases()
        self._basis: Basis | None = None
        self._proof: Proof | None = None
        self._thousand = THOUSAND * programme.parameters.labels.dollar
        self._lock = RLock()
        self.before_solve: Callable[[], None] = lambda: None  # raises if it is not wanted any more

    def solve(
        self,
        parameters: Parameters | None = None,
        *,
        past: Past | None = None,
        near: Sequence[Outcome] = (),
        after: Outcome | None = None,
        met: int = 0,
        kept: bool = False,
        may_stand: bool = False,
        far: bool = False,
    ) -> Outcome:
        """Solve under parameters; the ones the programme was built with when none are given.

        With a past, everything before the period it opens stays as it was: what was decided to be
        built, what lay in store and what was put to use is held, and values and prices of those
        periods are those of the past. So whatever the parameters hold from then on is a surprise.
        What the past dug up or was paid is gone from reserves and budgets. The objective counts
        past and future at the costs of the parameters given.

        The solver starts from the basis of the last outcome in `near`, one expected to be similar:
        the basis it had when pools had met prices as often as in the parameters given, which is
        `met` times. Those before it are tried first and given up after a few iterations, and where
        the plan of the first `may_stand` and does there is nothing to solve, see `Standing`.
        `after` is the round before of the same solve, from which it goes on. Without any, or where
        that leads nowhere, it starts from that of the past, or of the study without levers: never
        from whatever happened to be solved before. A solve that is `kept` starts from where it is
        known to end, if it is, and ends as if it had. One that is `far` has much that is otherwise.

        Raises InvalidInput when the parameters need rows or columns that were not written.
        """
        self.before_solve()
        # HiGHS does not survive two threads at once; the second one waits
        with self._lock:
            likes = [one.basis_of_round(met) for one in near]
            # that of the past is of no other plan, and asked for once
            may_stand &= bool(near) and (past is None or near[0] is not past.outcome)
            stands = likes[0] if may_stand else None
            if after is not None:
                likes.append(after.basis)
            found = [one for one in likes if one is not None]
            sure = found[-1:]
            if past is not None and past.outcome.basis is not None:
                sure.append(past.outcome.basis)
            starts = Starts(stands, tuple(found[:-1]), tuple(sure), kept, far)
            return self._solved(parameters, past, starts)

    def _solved(self, parameters: Parameters | None, past: Past | None, starts: Starts) -> Outcome:
        wanted = self.programme.parameters if parameters is None else parameters
        self.programme.refuse_other_structure(wanted)
        started = perf_counter()
        self._loaded.update(wanted)
        updated = perf_counter() - started
        with self._loaded.holding(past):
            outcome = self._solve(wanted, starts, updated)
        if outcome.status != "optimal":
            # without a plan the solver is left otherwise, and goes on otherwise
            self._loaded.hand_over()
        if past is None or outcome.status != "optimal":
            return outcome
        joined = with_past(outcome, past)
        assert isinstance(joined.values, Families)
        # summed by numpy: a product of vectors wakes threads that spin for longer than it takes
        paid = float(np.add.reduce(self._loaded.costs * joined.values.numbers))
        return replace(joined, objective=self._thousand * paid)

    def _solve(self, wanted: Parameters, starts: Starts, updated: float) -> Outcome:
        started, self._search.pivots, self._proof = perf_counter(), 0, None
        optimum, manner = self._stands(starts), NEAR
        if optimum is None:
            optimum, manner = self._sought(wanted, starts)
        residual = self._imbalance(wanted, optimum)
        if optimum is not None and residual > DRIFT:
            # the same basis factorised afresh: no pivots, only the rounding of many undone
            self._search.again(optimum.basis, manner, WARM_ITERATIONS)
            optimum = self._optimum()
            residual = self._imbalance(wanted, optimum)
        seconds = {"update": updated, "solve": perf_counter() - started}
        return self._outcome(wanted, seconds, optimum, residual)

    def _stands(self, starts: Starts) -> Optimum | None:
        """The optimum, where the plan of a like case stands."""
        like, of = starts.stands, self._standing
        return None if like is None else of.optimum(like, self._loaded.costs, self._loaded.now())

    def _sought(self, wanted: Parameters, starts: Starts) -> tuple[Optimum | None, Manner]:
        """The optimum the solver finds, and in which manner it is gone on from.

        None: there is none, or it was not found in time.
        """
        (self._from_kept if starts.kept else self._from_likes)(wanted, starts)
        if self._highs.getModelStatus() != INFEASIBLE:
            return self._optimum(), NEAR
        if self._refuted(proof := Proof.in_solver(self._highs, self._loaded.now())):
            self._proof = proof
            return None, NEAR
        self._search.again(None, loosely(COLD))
        return self._optimum(), loosely(NEAR)

    def _from_kept(self, wanted: Parameters, starts: Starts) -> None:
        """Solve from where it is known to end; where that is not known, find it and end as if."""
        size = self._loaded.lower.size, self._loaded.single.others.size
        key = self._loaded.key()
        basis = self.kept.at(key, *size)
        if basis is None:
            self._from_likes(wanted, starts)
            if self._highs.getModelStatus() == OPTIMAL:
                basis = self.kept.note(key, Basis(self._highs.getBasis()), size[0])
        if basis is not None:
            self._search.pivots = 0  # those of the search are no part of the answer
            if not self._search.near(basis):
                self._from_sure(wanted, starts)

    def _optimum(self) -> Optimum | None:
        """Where the solver ended, if that is an optimum."""
        if self._highs.getModelStatus() != OPTIMAL:
            return None
        return Optimum.in_solver(self._highs, self._loaded.matrix.name)

    def _imbalance(self, parameters: Parameters, optimum: Optimum | None) -> float:
        """Largest imbalance of an optimum, over max(throughput, 1 t); nought without one."""
        if optimum is None:
            return 0.0
        return balance_residual(parameters, Families(self.layout.columns, optimum.values))

    def _from_likes(self, wanted: Parameters, starts: Starts) -> None:
        """Solve from a basis that may lie close, if one does, else from those that are sure."""
        if not any(map(self._search.tried, starts.tries)):
            self._from_sure(wanted, starts)

    def _from_sure(self, wanted: Parameters, starts: Starts) -> None:
        """Solve from the first of some bases that leads anywhere, else from nothing."""
        sure = starts.sure or (self._basis or self._first_basis(wanted),)
        self._search.near_or_cold(sure, far=starts.far)

    def refutes(self, proof: Proof, parameters: Parameters, past: Past | None) -> bool:
        """Whether what proved that there is no plan proves it under other parameters as well."""
        with self._lock:
            self._loaded.update(parameters)
            with self._loaded.holding(past):
                return self._refuted(proof)

    def _refuted(self, proof: Proof | None) -> bool:
        """Whether a proof holds of what the solver holds, by more than rounding."""
        return proof is not None and proof.excess(self._loaded.matrix, self._loaded.now()) > LOOSE

    def _first_basis(self, wanted: Parameters) -> Basis:
        """Solve the study without levers, and go back to what is wanted."""
        started = perf_counter()
        self._loaded.update(self.programme.parameters)
        self._search.cold()
        self._basis = Basis(self._highs.getBasis())
        self.first_solve_seconds = perf_counter() - started
        self._loaded.update(wanted)
        return self._basis

    def _outcome(
        self,
        parameters: Parameters,
        seconds: dict[str, float],
        optimum: Optimum | None,
        residual: float,
    ) -> Outcome:
        started, reads, pivots = perf_counter(), self.programme.reads, self._search.pivots
        if optimum is None:
            status = STATUSES.get(self._highs.getModelStatus(), "error")
            conflict = self._conflict() if status == "infeasible" else ()
            of = parameters, seconds, conflict, reads, self._proof
            return Outcome(status, float("nan"), {}, {}, {}, residual, *of, pivots=pivots)
        discounted = weight(parameters)
        money = {  # undiscounted, of each period
            int(period): self._thousand / worth
            for period, worth in zip(parameters.labels.periods, discounted.values, strict=True)
        }
        limits = self._loaded.limits.copied()
        duals = Duals(optimum, self._loaded.single, limits, self.layout, money, self._thousand)
        seconds["read"] = perf_counter() - started
        return Outcome(
            "optimal",
            optimum.objective * self._thousand,
            Families(self.layout.columns, optimum.values),
            duals.of_rows(),
            duals.of_bounds(),
            residual,
            parameters,
            seconds,
            basis=optimum.basis,
            reads=reads,
            pivots=pivots,
        )

    def _conflict(self) -> tuple[Broken, ...]:
        """Rules that contradict each other: those of the proof, or found by another solver."""
        there, limits = self._loaded, self._loaded.limits.copied()
        if there.past is not None:
            hold(limits, *there.past)
        if self._proof is not None:
            return proven(self._proof, there.matrix, there.single, limits, self.layout)
        of = self.programme.linear, there.entries, there.costs, limits, self.layout
        return contradiction(*of, self._time_limit)
