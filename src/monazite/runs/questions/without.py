"""What a strategy comes to without one of its levers, all others as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monazite.cases import Case, Worker
from monazite.findings.comparison import WorksAgainst, raised_keys, works_against
from monazite.runs.computing.readings import reading_of
from monazite.strategy.levers.naming import lever_words

if TYPE_CHECKING:
    from monazite.runs.plan.records import RunRecords


FEW = 3
"""Levers of somebody's own that a plain run leaves out one by one; each takes a solve."""


@dataclass(frozen=True)
class WithoutLever:
    """What indicators come to where a strategy leaves out one of its levers."""

    lever: str
    """What people call it, or what it does where it is called nothing."""
    values: Mapping[str, tuple[float, ...]]
    """By indicator, one number for each reported year."""


def without_lever(
    worker: Worker, case: Case, number: int, keys: Sequence[str]
) -> WithoutLever | None:
    """Solve a strategy without one lever, counted from 0, and read indicators of it.

    None where the rest has no plan or makes no sense alone.
    """
    whole, study = case.strategy, worker.study
    lever = whole.levers[number]
    rest = (*whole.levers[:number], *whole.levers[number + 1 :])
    own = whole.model_copy(update={"name": f"{whole.name}-without", "levers": rest})
    found = reading_of(worker, case.with_strategy(own), keys)
    if found.fault:
        return None
    title = lever.title or lever_words(lever, study.titles, study.settings.home)
    return WithoutLever(title, found.values)


def few_of_ones_own(records: RunRecords) -> list[int]:
    """Which levers of a run stand in no strategy of its study, counted from 0.

    None where there are more than a plain run takes the time to leave out one by one.
    """
    known = [lever for one in records.worker.study.strategies.values() for lever in one.levers]
    levers = records.case.strategy.levers
    own = [number for number, lever in enumerate(levers) if lever not in known]
    return own if len(own) <= FEW else []


def levers_against(records: RunRecords, numbers: Sequence[int] | None = None) -> list[WorksAgainst]:
    """Tell of levers, all unless numbered, without which what the strategy raises would be more.

    One plan is solved for each. Raises RulesContradict or SolveFailed when the run has no plan.
    """
    solution, case = records.solved, records.case
    keys = raised_keys(solution)
    if not keys:
        return []
    tried = range(len(case.strategy.levers)) if numbers is None else numbers
    found = (without_lever(records.worker, case, number, keys) for number in tried)
    return [
        row
        for one in found
        if one is not None
        for row in works_against(solution, one.lever, one.values)
    ]
