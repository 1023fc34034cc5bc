"""Works out which numbers a study determines, on as many processors as there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monazite.cases import Case, Worker
from monazite.cases.price_setters import price_setters
from monazite.cases.trials import Nudge, nudges, tried, ways_to_begin
from monazite.findings.evidence import (
    Answered,
    Numbers,
    VerdictTable,
    numbers_of,
)
from monazite.findings.solution import Solution
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.processes import each
from monazite.runs.run import Run

Progress = Callable[[int, int, str], None]
"""Told how many nudges are done, of how many, and what was tried last."""


@dataclass(frozen=True)
class _Task:
    """What one process is asked: cases of one world, a nudge, and the numbers wanted."""

    cases: tuple[Case, ...]
    keys: tuple[str, ...]
    nudge: Nudge


def determine(
    runs: Sequence[Run],
    *,
    facts: Sequence[str] | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Answered:
    """Try every price-setting fact of runs of one world, and give a verdict on every headline.

    The first run is the baseline. The facts are derived from the runs unless named. All are solved
    again with each fact a hundredth and a tenth lower and higher, with all costs a hundredth off at
    random, and with pools that begin to ask elsewhere; with more than one worker in processes of
    their own.

    Raises InvalidInput for unknown names, RulesContradict or SolveFailed without a plan.
    """
    baseline, worker = runs[0], runs[0].worker
    settings = worker.study.settings
    for run in runs:
        _ = run.records.solved
    keys = settings.headlines
    cases = tuple(run.case for run in runs)
    chosen = tuple(facts if facts is not None else price_setters(worker, cases))
    ways = ways_to_begin(worker, cases)
    solutions = {run.strategy: run.solution for run in runs}
    table = VerdictTable(solutions, baseline.strategy, keys)
    tasks = [_Task(cases, tuple(keys), nudge) for nudge in nudges(chosen, ways)]
    found = each(_numbers, tasks, worker, Execution(workers))
    refused = []
    for done, (task, answers) in enumerate(zip(tasks, found, strict=True), start=1):
        nudge = task.nudge
        if not answers and nudge.pools_begin is None:
            refused.append((nudge.fact, nudge.factor))
        for numbers in answers:
            as_right = nudge.pools_begin is not None
            table.hold(nudge.fact, nudge.factor, numbers, near=nudge.near, as_right=as_right)
        if progress is not None:
            progress(done, len(tasks), nudge.fact)
    verdicts = {name: table.answers(name) for name in solutions}
    foreign = frozenset(run.strategy for run in runs if not run.is_of_study)
    state = baseline.solution.study.data_hash
    return Answered(state, baseline.world, chosen, verdicts, foreign, tuple(refused))


def _numbers(worker: Worker, task: _Task) -> list[dict[str, Numbers]]:
    baseline = task.cases[0].strategy.name
    found = []
    for trial in tried(worker, task.cases, task.nudge):
        before = trial.outcomes.get(baseline)
        if before is None:
            continue
        solutions = {
            name: Solution(trial.study, outcome, None if name == baseline else before)
            for name, outcome in trial.outcomes.items()
        }
        found.append(numbers_of(solutions, task.keys))
    return found
