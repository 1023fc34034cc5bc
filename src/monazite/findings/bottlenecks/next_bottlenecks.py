"""Tells which bottleneck stands behind which, in the words of the study."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monazite.cases import NextBottleneck
from monazite.core.records import Record
from monazite.findings.bottlenecks.bottlenecks import standing
from monazite.findings.indicators import OF_USES, compute, entry_of, full_key, indicators, unit_of
from monazite.findings.solution import Solution, at
from monazite.model import Outcome


def measured(solution: Solution, key: str, year: int, outcome: Outcome) -> float:
    """Give an indicator in a year for another outcome of the same study; 0 without a meaning."""
    value = at(solution, compute(Solution(solution.study, outcome, solution.baseline), key), year)
    return value if value == value else 0.0


def falls_when_better(key: str) -> bool:
    """Say whether less of an indicator is better."""
    return entry_of(key).better == "down"


def best_of(key: str) -> float | None:
    """Give the best an indicator can be: all of a share, or nothing of what is to be avoided."""
    entry = entry_of(key)
    if entry.unit == "1":
        return {"up": 1.0, "down": 0.0}.get(entry.better)
    return 0.0 if indicators()[full_key(key)[0]].asked is OF_USES else None


@dataclass(frozen=True)
class EasedBottleneck(Record):
    """One bottleneck that was eased, on top of those before it, and what an indicator became.

    `gain` is what the indicator gained in its better direction; `size` is the capacity that
    stands at its subjects in the year, in t of its `basis` a year, no tonne twice; `annual_value`
    what doubling the limit would save a year at the value of its first tonne, money/yr.
    """

    step: int
    stage: str
    stage_title: str
    rule: str
    subjects: tuple[str, ...]
    titles: tuple[str, ...]
    size: float
    basis: str
    indicator: str
    unit: str
    year: int
    before: float
    after: float
    gain: float
    annual_value: float
    reason: str


def eased_bottlenecks(
    solution: Solution, found: Iterable[NextBottleneck], key: str, year: int
) -> list[EasedBottleneck]:
    """Tell bottlenecks in order, in the words of the study."""
    titles = solution.parameters.titles
    names = solution.study.words.stages
    sign = -1.0 if falls_when_better(key) else 1.0
    return [
        EasedBottleneck(
            step=next_bottleneck.step,
            stage=next_bottleneck.hold.stage,
            stage_title=names[next_bottleneck.hold.stage].title,
            rule=next_bottleneck.hold.rule,
            subjects=tuple(next_bottleneck.hold.subjects),
            titles=tuple(titles.get(name, name) for name in next_bottleneck.hold.subjects),
            size=standing(solution, next_bottleneck.hold.subjects, year)[0],
            basis=standing(solution, next_bottleneck.hold.subjects, year)[1],
            indicator=key,
            unit=unit_of(solution, key),
            year=year,
            before=next_bottleneck.before,
            after=next_bottleneck.after,
            gain=sign * (next_bottleneck.after - next_bottleneck.before),
            annual_value=next_bottleneck.hold.annual_value,
            reason=next_bottleneck.edits[0].reason if next_bottleneck.edits else "",
        )
        for next_bottleneck in found
    ]
