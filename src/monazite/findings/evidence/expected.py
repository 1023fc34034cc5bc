"""Holds results against what facts of the study say of the same thing in the same year."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.core.records import Record
from monazite.findings.evidence.calibration import modelled
from monazite.findings.solution import Solution, at
from monazite.study import resolved

BESIDE = 0.01
"""Part of an end of a range by which a result may lie beside it and still counts as within: ends
are stated to two digits, and 54.9 is nothing to be warned of beside 55."""


@dataclass(frozen=True)
class OutOfRange(Record):
    """A result that lies outside the range the study's own facts give for it, in `unit`."""

    expectation: str
    title: str
    year: int
    modelled: float
    expected: float
    low: float
    high: float
    unit: str
    grade: str
    assumed: bool
    """Whether any of the range comes from the spread by grade."""
    facts: tuple[str, ...]
    """Ids of the facts."""


def out_of_range(solution: Solution) -> list[OutOfRange]:
    """List results in reported years that lie outside the range of `chain/expectations.csv`.

    A result that has no meaning, such as a price of what nobody buys, is not held against any.
    """
    problems, found = Problems(), []
    for row in solution.study.chain.expectations:
        if row.year not in solution.years:
            continue
        expected = resolved(solution.study, row, "expected", problems)
        if expected is None:
            continue
        figure = at(solution, modelled(solution, row), row.year)
        below = figure < expected.low - BESIDE * abs(expected.low)
        above = figure > expected.high + BESIDE * abs(expected.high)
        if below or above:
            found.append(
                OutOfRange(
                    row.expectation,
                    row.title,
                    row.year,
                    figure,
                    expected.value,
                    expected.low,
                    expected.high,
                    expected.unit,
                    expected.grade,
                    expected.assumed,
                    expected.facts,
                )
            )
    problems.raise_if_any()
    return found
