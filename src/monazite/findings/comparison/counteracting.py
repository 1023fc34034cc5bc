"""Levers that work against the rest of their strategy: what it raises is more without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.comparison.side_by_side import gap
from monazite.findings.indicators import compute, entry_of, unit_of
from monazite.findings.solution import Solution

SHOWS = 0.01
"""Part of a figure of its best year by which it is more without a lever for that to be told."""


@dataclass(frozen=True)
class WorksAgainst(Record):
    """An indicator that would be more without a lever, in the year in which it takes most.

    `with_it` is the number as the plan stands and `without_it` that of the plan without the lever,
    both in `unit`.
    """

    lever: str
    indicator: str
    year: int
    with_it: float
    without_it: float
    unit: str


def raised_keys(solution: Solution) -> tuple[str, ...]:
    """Headlines of which more is better and in some reported year more is there than without."""
    before, settings = solution.baseline_solution, solution.study.settings
    if before is None:
        return ()
    told = dict.fromkeys((*settings.shown, *filter(None, (settings.headline,))))
    return tuple(
        key
        for key in told
        if entry_of(key).better == "up"
        and any(
            (gap(value, was) or 0.0) > 0.0
            for value, was in zip(compute(solution, key), compute(before, key), strict=True)
        )
    )


def works_against(
    solution: Solution, lever: str, without: Mapping[str, Sequence[float]]
) -> tuple[WorksAgainst, ...]:
    """Each indicator that is more without a lever, in the year in which that is most.

    `without` has by indicator a number for each reported year of the plan without the lever. A
    difference below a hundredth of what it comes to in its best year is none.
    """
    found = []
    for key, values in without.items():
        least = SHOWS * max(map(abs, values))
        gains = [
            (gone - there, year, float(there), float(gone))
            for year, there, gone in zip(
                solution.years, compute(solution, key), values, strict=True
            )
            if gone - there >= least > 0.0
        ]
        if gains:
            _, year, with_it, without_it = max(gains, key=lambda one: one[0])
            found.append(
                WorksAgainst(lever, key, year, with_it, without_it, unit_of(solution, key))
            )
    return tuple(found)
