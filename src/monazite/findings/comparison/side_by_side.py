"""One number of several strategies beside one another, with what is to be said of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from monazite.core.records import Record
from monazite.findings.comparison.marks import Mark
from monazite.findings.evidence import Standing

SAME = 1e-6
"""Part of the larger of two numbers up to which they are one and the same number."""
NOTHING = 1e-9
"""What counts as 0, in any unit."""


@dataclass(frozen=True)
class SideBySide(Record):
    """An indicator in a year, by strategy.

    `values` are None for a strategy without a plan, or where the indicator has no meaning. The
    `differences` are against the baseline, and `marks` say whether they are better, worse or
    neither, never better only because users went without and neither where the number or its
    difference is not determined or counts as nothing; both are there for strategies that have them.
    `slight` are strategies whose difference counts as nothing, so that its sign is no finding.
    `standings` say whether a number and its difference are determined, by what the study keeps. As
    a row, columns are `<strategy>`, `<strategy> standing`, `<strategy> - <baseline>` and
    `<strategy> mark`.
    """

    indicator: str
    title: str
    unit: str
    year: int
    better: str
    baseline: str
    values: Mapping[str, float | None]
    standings: Mapping[str, Standing] = field(default_factory=dict)
    differences: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    slight: frozenset[str] = frozenset()

    def as_row(self) -> dict[str, object]:
        """Give the record as a plain row, strategies side by side."""
        row: dict[str, object] = {
            "indicator": self.indicator,
            "title": self.title,
            "unit": self.unit,
            "year": self.year,
            "better": self.better,
            **self.values,
            **{standing_column(name): told for name, told in self.standings.items()},
        }
        for name, gap in self.differences.items():
            row[difference_column(name, self.baseline)] = gap
            if name in self.marks:
                row[mark_column(name)] = self.marks[name]
        return row


def gap(value: float | None, before: float | None) -> float | None:
    """What a number has over another, in its unit; None where either has no meaning.

    It is 0 where they differ by no more than a solver leaves, so that nobody reads a sign into it.
    """
    if value is None or before is None:
        return None
    return 0.0 if math.isclose(value, before, rel_tol=SAME, abs_tol=NOTHING) else value - before


def standing_column(strategy: str) -> str:
    """Name the column of how firm the numbers of a strategy stand."""
    return f"{strategy} standing"


def difference_column(strategy: str, baseline: str) -> str:
    """Name the column of what a strategy adds to the baseline."""
    return f"{strategy} - {baseline}"


def mark_column(strategy: str) -> str:
    """Name the column of whether a difference is better."""
    return f"{strategy} mark"
