"""Makes runs of cases and keeps them, so that asking again costs nothing."""

from __future__ import annotations

from collections.abc import Callable

from monazite.cases import Case, Worker
from monazite.core.kept import Kept
from monazite.runs.run import Run, solved_run

Progress = Callable[[str], None]

RUNS_AT_MOST = 64
"""Runs that are kept, the latest asked; a brief on all worlds looks at some fifty."""


class RunKeeper:
    """Runs of one worker, each held against the baseline with the same put otherwise."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self._runs: Kept[Case, Run] = Kept(RUNS_AT_MOST)

    def __repr__(self) -> str:
        """Say in a line of which study runs are kept, and at most how many."""
        return f"<Runs of {self.worker.study.name}, at most {RUNS_AT_MOST}>"

    def run(self, case: Case, progress: Progress | None = None) -> Run:
        """Solve a case, and the baseline beside it.

        Raises InvalidInput when a lever, a fact or an edit of it cannot be applied.
        """
        known = self._runs.get(case)
        if known is not None:
            return known
        baseline = self.worker.baseline_of(case)
        before = None if case == baseline else self.run(baseline, progress).case
        if progress is not None:
            progress(f"Solving {case.strategy.name} in {case.world.name}")
        return self._runs.put(case, solved_run(self.worker, case, before))
