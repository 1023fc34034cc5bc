"""The grade of a number: that of the facts behind what it is about, by their worth in the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from monazite.core.records import Record
from monazite.findings.bottlenecks.carriers import carrying
from monazite.findings.evidence import grade_of
from monazite.findings.solution import Solution

__all__ = [
    "Grade",
    "GradedNumber",
    "grade_of_indicator",
    "graded_numbers",
    "thin_share_of_indicator",
]

Grade = Literal["", "A", "B", "C"]
"""From a good source to a single weak one; blank where there is none."""


@dataclass(frozen=True)
class GradedNumber(Record):
    """How firm the evidence behind an indicator is in a year.

    `thin_share` is the share of what carries it that rests on grade-C facts, 0 to 1, and `grade`
    what follows from it, A to C.
    """

    indicator: str
    year: int
    thin_share: float
    grade: Grade


def graded_numbers(
    solution: Solution, keys: Sequence[str], years: Sequence[int]
) -> list[GradedNumber]:
    """Grade indicators in years of a plan; no row where nothing says what one rests on."""
    shares = {
        (key, year): thin_share_of_indicator(solution, key, year) for key in keys for year in years
    }
    return [
        GradedNumber(key, year, share, grade_of(share))
        for (key, year), share in shares.items()
        if share is not None
    ]


def thin_share_of_indicator(solution: Solution, key: str, year: int) -> float | None:
    """Share of what carries an indicator in a year that rests on grade-C facts, 0 to 1.

    Facts are weighed as in `Carrying`: those under limits that bind by what these are worth, those
    of need by its worth at the price of the plan, those of costs by what is paid; of an indicator
    over years by all years up to it. Limits, need and costs count alike, so that the large sum paid
    for what users need does not drown the limit that keeps home from making it. Levers count for
    nothing, since what was decided is not in doubt. None where no fact has any worth, and of public
    money, which levers spend.

    How far a fact may lie off is not weighed, nor how far the indicator follows it, so that doubts
    once tried may give a lower grade than this.
    """
    evidence, shares = solution.study.evidence, []
    for worths in carrying(solution).worths_of_indicator(key, year).values():
        facts = [(one.name, worth) for one, worth in worths.items() if not one.is_lever]
        total = sum(worth for _, worth in facts)
        if total > 0:
            thin = sum(worth for name, worth in facts if evidence.fact(name).grade == "C")
            shares.append(thin / total)
    return sum(shares) / len(shares) if shares else None


def grade_of_indicator(solution: Solution, key: str, year: int) -> Grade:
    """Give the grade of an indicator in a year; blank where nothing says what it rests on."""
    share = thin_share_of_indicator(solution, key, year)
    return "" if share is None else grade_of(share)
