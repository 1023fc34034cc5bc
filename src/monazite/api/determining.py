"""Works out which numbers a study determines, on as many processors as there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from monazite.ensemble import Course
from monazite.ensemble.price_setters import price_setters
from monazite.ensemble.trials import Nudge, nudges, tried
from monazite.findings import Reading
from monazite.findings.answers import Answered
from monazite.findings.verdicts import Numbers, VerdictTable, numbers_of

if TYPE_CHECKING:
    from monazite.api.handle import StudyHandle

Progress = Callable[[int, int, str], None]
"""Told how many nudges are done, of how many, and what was tried last."""


@dataclass(frozen=True)
class _Task:
    """What one process is asked: everything it takes to set out from a study folder."""

    folder: Path
    strategies: tuple[str, ...]
    world: str
    keys: tuple[str, ...]
    nudge: Nudge


def determine(
    handle: StudyHandle,
    strategies: Sequence[str],
    world: str,
    *,
    facts: Sequence[str] | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Answered:
    """Try every price-setting fact of some strategies, and give a verdict on every headline.

    The facts are derived from the strategies unless named. Baseline and strategies are solved
    again with each fact a hundredth and a tenth lower and higher, and with all costs a hundredth
    off at random; with more than one worker in processes of their own.

    Raises InvalidInput for unknown names, RulesContradict or SolveFailed without a plan.
    """
    names = tuple(dict.fromkeys((handle.baseline, *strategies)))
    runs = {name: handle.run(name, world) for name in names}
    for run in runs.values():
        run.solved(handle.study.settings.horizon.first)
    keys = handle.study.settings.headlines
    chosen = tuple(facts if facts is not None else price_setters([r.course for r in runs.values()]))
    table = VerdictTable({n: run.reading for n, run in runs.items()}, handle.baseline, keys)
    tasks = [_Task(handle.study.path, names, world, tuple(keys), nudge) for nudge in nudges(chosen)]
    found = _solved(tasks, [runs[name].course for name in names], workers)
    for done, (task, answers) in enumerate(zip(tasks, found, strict=True), start=1):
        for numbers in answers:
            nudge = task.nudge
            table.hold(nudge.fact, nudge.factor, numbers, near=nudge.near)
        if progress is not None:
            progress(done, len(tasks), task.nudge.fact)
    asked = dict.fromkeys((handle.baseline, *strategies))
    return Answered(handle.data_hash, world, chosen, {name: table.answers(name) for name in asked})


def _solved(
    tasks: Sequence[_Task], courses: Sequence[Course], workers: int
) -> Iterator[list[dict[str, Numbers]]]:
    if workers <= 1:
        for task in tasks:
            yield _numbers(courses, task)
        return
    # A solver that has been used does not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_work, tasks)


def _work(task: _Task) -> list[dict[str, Numbers]]:
    return _numbers(_courses(task.folder, task.strategies, task.world), task)


@cache
def _courses(folder: Path, strategies: tuple[str, ...], world: str) -> tuple[Course, ...]:
    """Courses in this process, made once for all its tasks."""
    from monazite.api.handle import load

    handle = load(folder)
    return tuple(handle.run(name, world).course for name in strategies)


def _numbers(courses: Sequence[Course], task: _Task) -> list[dict[str, Numbers]]:
    baseline = courses[0].strategy
    found = []
    for trial in tried(courses, task.nudge):
        before = trial.outcomes.get(baseline)
        if before is None:
            continue
        readings = {
            name: Reading(trial.study, outcome, None if name == baseline else before)
            for name, outcome in trial.outcomes.items()
        }
        found.append(numbers_of(readings, task.keys))
    return found
