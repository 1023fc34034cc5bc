"""Warns of results that lie outside the range of the study's own facts for the same year."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.core.errors import Problem
from monazite.core.numerals import shown, written
from monazite.core.vocabulary import grade_word
from monazite.core.wording import listed, lowered
from monazite.findings.evidence import OutOfRange, out_of_range
from monazite.findings.solution import Solution

__all__ = ["warns_of_out_of_range"]


def warns_of_out_of_range(plans: Mapping[str, Solution]) -> list[Problem]:
    """Warn of results under plans, by their titles, outside what facts say of them.

    What plans bring of the same is told together.
    """
    alike: dict[str, dict[str, OutOfRange]] = {}
    for title, solution in plans.items():
        for row in out_of_range(solution):
            alike.setdefault(row.expectation, {})[title] = row
    return [_warning(rows) for rows in alike.values()]


def _warning(by_plan: Mapping[str, OutOfRange]) -> Problem:
    first = next(iter(by_plan.values()))
    low, high = (_figure(one, first) for one in (first.low, first.high))
    span = f"{low} to {high} {shown(first.unit).label}".rstrip()
    thin = f"{lowered(grade_word(first.grade))}{', its range assumed' if first.assumed else ''}"
    return Problem(
        message=f"in {first.year} the {lowered(first.title)} comes out at {_comes_to(by_plan)}, "
        f"outside the {span} that the study's own evidence gives "
        f"({', '.join(first.facts)}, {thin})",
        remedy="read it with that in mind, or look at what sets it and at the fact",
    )


def _comes_to(by_plan: Mapping[str, OutOfRange]) -> str:
    """Figures with the plans they come out in, those that print alike together."""
    titles: dict[str, list[str]] = {}
    for title, row in by_plan.items():
        titles.setdefault(_figure(row.modelled, row), []).append(f"“{title}”")
    return listed([f"{figure} under {listed(names)}" for figure, names in titles.items()])


def _figure(value: float, row: OutOfRange) -> str:
    return str(written(value, row.unit).figure)
