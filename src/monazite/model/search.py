"""Looks for the optimum of what the solver holds: from bases that may lie near it, else afresh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from monazite.model.basis import Basis
from monazite.model.manners import (
    BROKEN,
    COLD,
    COLD_AND_LARGE,
    CONCLUDED,
    FAR,
    LARGE,
    LIMITED,
    NEAR,
    NEAR_ITERATIONS,
    OPTIMAL,
    TRY_ITERATIONS,
    UNBOUNDED,
    WARM_ITERATIONS,
    Manner,
)


@dataclass(frozen=True)
class Starts:
    """Where a solve may start: bases that were found for something like it.

    The plan of `stands` may be the one asked for as it is. `tries` may lie close and are given up
    after a few iterations, `sure` are gone on from however long that takes. A solve that is `kept`
    starts from where it is known to end, if it is, and ends as if it had. One that is `far` is
    known to lie off all of them.
    """

    stands: Basis | None
    tries: tuple[Basis, ...]
    sure: tuple[Basis, ...]
    kept: bool
    far: bool = False


class Search:
    """The runs of one solver, with the pivots they took since these were last set to nought."""

    def __init__(self, highs: Any, time_limit: float) -> None:
        """Take the solver, and the seconds one run may take."""
        self._highs = highs
        self._time_limit = time_limit
        self.pivots = 0

    def near_or_cold(self, starts: Iterable[Basis], *, far: bool = False) -> None:
        """Solve from the first of some bases that leads anywhere, else from nothing."""
        if not any(map(self.far if far else self.near, starts)):
            self.cold()

    def cold(self) -> None:
        """Solve from nothing, where presolve helps; a large programme through its middle."""
        if self._highs.getNumCol() > LARGE:
            self.again(None, COLD_AND_LARGE)
            if self._highs.getModelStatus() == OPTIMAL:
                return
        # that there is no plan is proved by pivots, see `Proof`
        self.again(None, COLD)

    def tried(self, basis: Basis) -> bool:
        """Solve from a basis that may lie close; says whether it did."""
        self.again(basis, NEAR, TRY_ITERATIONS)
        return self._highs.getModelStatus() in CONCLUDED

    def near(self, basis: Basis) -> bool:
        """Solve from a basis; says whether that led anywhere."""
        self.again(basis, NEAR, NEAR_ITERATIONS)
        if self._highs.getModelStatus() == LIMITED:
            self.again(Basis(self._highs.getBasis()), FAR, WARM_ITERATIONS)
        return self._led_anywhere()

    def far(self, basis: Basis) -> bool:
        """Solve from a basis that lies far off; says whether that led anywhere."""
        self.again(basis, FAR, WARM_ITERATIONS)
        return self._led_anywhere()

    def _led_anywhere(self) -> bool:
        if self._highs.getModelStatus() not in (*CONCLUDED, BROKEN):
            # rounding over many pivots: the basis reached, factorised afresh, is often the answer
            self.again(Basis(self._highs.getBasis()), NEAR, WARM_ITERATIONS)
        return self._highs.getModelStatus() in CONCLUDED

    def again(self, basis: Basis | None, manner: Manner, iterations: int = UNBOUNDED) -> None:
        """Solve from a basis, or without any, as if nothing had been solved before."""
        self._highs.clearSolver()
        if basis is not None:
            self._highs.setBasis(basis.own)
        self._run(manner, iterations)

    def _run(self, manner: Manner, iterations: int) -> None:
        for option, value in manner.items():
            self._highs.setOptionValue(option, value)
        self._highs.setOptionValue("simplex_iteration_limit", iterations)
        # the solver's clock runs on from solve to solve
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._time_limit)
        self._highs.run()
        self.pivots += max(0, self._highs.getInfo().simplex_iteration_count)
