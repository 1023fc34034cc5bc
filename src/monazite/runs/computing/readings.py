"""What cases come to, read by indicator and year; each case is solved once."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from monazite.cases import Case, Worker
from monazite.core.errors import InvalidInput
from monazite.findings.bottlenecks import contradictions
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.processes import each

GROUP_AT_MOST = 32
"""Cases after one another that one process solves: enough to start most from one just solved, few
enough for all processes to have some."""

Told = Callable[[int, int, str], None]
"""Told how many cases are solved, of how many, and which was the last."""


@dataclass(frozen=True)
class Reading:
    """Numbers of a case by indicator, one for each reported year; or why there are none."""

    values: Mapping[str, tuple[float, ...]]
    fault: str = ""


@dataclass(frozen=True)
class Task:
    """Cases that share work, such as strategies that see the same facts, and what is asked."""

    cases: tuple[Case, ...]
    keys: tuple[str, ...]


class Reader:
    """Reads indicators of cases of one study.

    With a store, what is known there is not solved again, and all that is solved is kept there at
    once. `solved` counts the cases that were solved.
    """

    def __init__(
        self,
        worker: Worker,
        keys: Sequence[str],
        execution: Execution,
    ) -> None:
        self.worker = worker
        self.keys = tuple(keys)
        self.execution = execution
        self.solved = 0
        self._known: dict[str, Reading] = {}

    @property
    def count(self) -> int:
        """How many cases are remembered."""
        return len(self._known)

    def known(self, case: Case) -> Reading | None:
        """Give what is remembered of a case; None where nothing is."""
        return self._known.get(case.hash)

    def readings(self, cases: Sequence[Case], told: Told | None = None) -> list[Reading]:
        """Read cases in their order, and remember them.

        Those that come one after another are solved by one process.
        """
        wanted = {case.hash: case for case in cases if case.hash not in self._known}
        # a few cases do not earn the time that processes take to begin
        few = len(wanted) <= self.execution.workers
        groups = _in_a_row(wanted.values())
        done = 0
        for group, found in zip(groups, self._read(groups, alone=few), strict=True):
            for case, reading in zip(group, found, strict=True):
                self._known[case.hash] = reading
                done += 1
                if told is not None:
                    told(done, len(wanted), case.strategy.name)
        return [self._known[case.hash] for case in cases]

    def read(self, groups: Iterable[Sequence[Case]]) -> Iterator[list[Reading]]:
        """Read groups of cases in their order, without remembering any.

        Cases of a group are solved by one process, one after the other.
        """
        return self._read(groups, alone=False)

    def _read(self, groups: Iterable[Sequence[Case]], *, alone: bool) -> Iterator[list[Reading]]:
        execution = replace(self.execution, workers=1) if alone else self.execution
        waiting: deque[tuple[tuple[Case, ...], dict[str, Reading]]] = deque()

        def unknown() -> Iterator[Task]:
            for group in groups:
                known = {case.hash: kept for case in group if (kept := self._kept(case))}
                waiting.append((tuple(group), known))
                missing = tuple(case for case in group if case.hash not in known)
                if missing:
                    yield Task(missing, self.keys)

        def known_before() -> Iterator[list[Reading]]:
            while waiting and all(case.hash in waiting[0][1] for case in waiting[0][0]):
                group, known = waiting.popleft()
                yield [known[case.hash] for case in group]

        for found in each(readings_of, unknown(), self.worker, execution):
            yield from known_before()
            group, known = waiting.popleft()
            missing = [case.hash for case in group if case.hash not in known]
            for name, reading in zip(missing, found, strict=True):
                self.solved += 1
                self._keep(name, reading)
                known[name] = reading
            yield [known[case.hash] for case in group]
        yield from known_before()

    def _kept(self, case: Case) -> Reading | None:
        store = self.execution.store
        if store is None:
            return None
        found = store.get(self.worker.study.data_hash, case.hash, self.keys)
        if found is None:
            return None
        values, fault = found
        return Reading({key: tuple(row) for key, row in values.items()}, fault)

    def _keep(self, case: str, found: Reading) -> None:
        if self.execution.store is not None:
            self.execution.store.put(self.worker.study.data_hash, case, found.values, found.fault)


def _in_a_row(cases: Iterable[Case]) -> list[tuple[Case, ...]]:
    """Cases in their order, in groups that begin with one that comes after none of its group."""
    groups: list[list[Case]] = []
    there: set[str] = set()
    for case in cases:
        if case.after is None or case.after.hash not in there or len(there) >= GROUP_AT_MOST:
            groups.append([])
            there = set()
        groups[-1].append(case)
        there.add(case.hash)
    return [tuple(group) for group in groups]


def readings_of(worker: Worker, task: Task) -> list[Reading]:
    """Solve cases one after the other and read indicators of each."""
    return [reading_of(worker, case, task.keys) for case in task.cases]


def reading_of(worker: Worker, case: Case, keys: Sequence[str]) -> Reading:
    """Solve a case, and the baseline with the same put otherwise, and read indicators of it."""
    try:
        solved = worker.solve(case)
        if solved.outcome.status != "optimal":
            return Reading({}, _no_plan(Solution(solved.study, solved.outcome)))
        baseline = worker.baseline_of(case)
        before = None if baseline == case else worker.solve(baseline).outcome
    except InvalidInput as refusal:
        return Reading({}, refusal.problems[0].message)
    usable = before is not None and before.status == "optimal"
    study = solved.study.knowing(case.strategy, case.world)
    solution = Solution(study, solved.outcome, before if usable else None)
    return Reading({key: tuple(np.asarray(compute(solution, key)).tolist()) for key in keys})


def _no_plan(solution: Solution) -> str:
    """Say in a phrase why there is no plan: the rules that contradict each other, and where.

    Of a contradiction the place of the rule that stands in it least often says most.
    """
    found = contradictions(solution)
    if not found:
        return "the rules leave no plan"
    counts = Counter(one.rule for one in found)
    (rarest,) = sorted(counts, key=lambda rule: counts[rule])[:1]
    at = next(one.title for one in found if one.rule == rarest)
    rules = " and ".join(sorted(rule.replace("_", " ") for rule in counts))
    return f"the rules leave no plan: {rules}, at {at}"
