"""What cases come to, read by indicator and year; each case is solved once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.cases import Case, Worker
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.runs.processes import each

Told = Callable[[int, int, str], None]
"""Told how many cases are solved, of how many, and which was the last."""


@dataclass(frozen=True)
class Reading:
    """Numbers of a case by indicator, one for each reported year; or why there are none."""

    values: Mapping[str, tuple[float, ...]]
    fault: str = ""


@dataclass(frozen=True)
class _Task:
    case: Case
    keys: tuple[str, ...]


class Reader:
    """Reads indicators of cases of one study, and remembers them."""

    def __init__(self, worker: Worker, keys: Sequence[str], *, workers: int = 1) -> None:
        self.worker = worker
        self.keys = tuple(keys)
        self.workers = workers
        self._known: dict[str, Reading] = {}

    @property
    def count(self) -> int:
        """How many cases have been solved."""
        return len(self._known)

    def readings(self, cases: Sequence[Case], told: Told | None = None) -> list[Reading]:
        """Read cases in their order, solving those that are not known."""
        wanted = {case.hash: case for case in cases if case.hash not in self._known}
        tasks = [_Task(case, self.keys) for case in wanted.values()]
        # a few cases do not earn the time processes take to begin
        workers = self.workers if len(tasks) > self.workers else 1
        found = each(reading_of, tasks, self.worker, workers)
        for done, (name, reading) in enumerate(zip(wanted, found, strict=True), start=1):
            self._known[name] = reading
            if told is not None:
                told(done, len(tasks), tasks[done - 1].case.strategy.name)
        return [self._known[case.hash] for case in cases]


def reading_of(worker: Worker, task: _Task) -> Reading:
    """Solve a case, and the baseline with the same put otherwise, and read indicators of it."""
    try:
        solved = worker.solve(task.case)
        if solved.outcome.status != "optimal":
            return Reading({}, "the rules leave no plan")
        baseline = worker.baseline_of(task.case)
        before = None if baseline == task.case else worker.solve(baseline).outcome
    except InvalidInput as refusal:
        return Reading({}, refusal.problems[0].message)
    usable = before is not None and before.status == "optimal"
    study = solved.study.knowing(task.case.strategy, task.case.world)
    solution = Solution(study, solved.outcome, before if usable else None)
    return Reading({key: tuple(np.asarray(compute(solution, key)).tolist()) for key in task.keys})
