"""A number that is to reach a target: how it stands, and what it comes to with a figure moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import TYPE_CHECKING

from monazite.cases import Case
from monazite.cases.figures import Figure, with_figure
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number
from monazite.findings.indicators import compute, entry_of
from monazite.findings.solution import Solution
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.readings import Reader, Reading

if TYPE_CHECKING:
    from monazite.runs.plan.records import RunRecords

__all__ = ["FIGURES_TOLD", "Sought", "figure_told", "sought"]

FIGURES_TOLD = 4
"""Figures to which a value of a figure is told in a table of changes."""

Told = Callable[[Mapping[float, float]], None]
"""Told what the number comes to by the value of the figure, NaN where nobody knows yet."""


@dataclass(frozen=True)
class Sought:
    """An indicator of a year that is to reach a target, and who solves when a figure is moved."""

    case: Case
    solution: Solution
    reader: Reader
    indicator: str
    target: float
    year: int
    now: float
    """The number as all figures are stated."""
    rising: bool
    """Whether the target is met from it upwards; else downwards."""
    faults: dict[float, str] = field(default_factory=dict)
    """Why there is no number, by the value of the figure asked for last."""

    @property
    def met(self) -> bool:
        """Whether the target is met as things are stated."""
        return self.now >= self.target if self.rising else self.now <= self.target

    def numbers(
        self, figure: Figure, values: Sequence[float], told: Told | None = None
    ) -> list[float]:
        """What the number comes to at values of a figure, NaN where there is none.

        What is known of them so far is `told` as they are solved.
        """
        cases: dict[float, Case] = {}
        for value in values:
            try:
                cases[value] = with_figure(self.reader.worker.study, self.case, figure, value)
            except InvalidInput as refusal:
                self.faults[value] = refusal.problems[0].message

        def look(*_: object) -> None:
            if told is not None:
                told({value: self._number(reader.known(case)) for value, case in cases.items()})

        reader = self.reader
        readings = dict(zip(cases, reader.readings(list(cases.values()), look), strict=True))
        self.faults.update(
            {value: reading.fault for value, reading in readings.items() if not reading.values}
        )
        return [nan if value in self.faults else self._number(readings[value]) for value in values]

    def _number(self, reading: Reading | None) -> float:
        """The number in the year, NaN where there is none or it is not known yet."""
        if reading is None or not reading.values:
            return nan
        return reading.values[self.indicator][self.solution.years.index(self.year)]


def figure_told(figure: Figure, value: float) -> str:
    """Write a value of a figure as a table of changes has it, without its unit."""
    if figure.kind == "month":
        return str(figure.said(value))
    return number(value, figures=FIGURES_TOLD)


def sought(
    records: RunRecords,
    indicator: str,
    target: float,
    year: int,
    execution: Execution,
) -> Sought:
    """Say how an indicator stands to a target in a year.

    Raises InvalidInput for unknown names or a target that is no number, RulesContradict or
    SolveFailed when the run has no plan.
    """
    solution = records.solved_in(year, [indicator])
    if not isfinite(target):
        raise InvalidInput(
            Problem(
                field="target",
                message=f"{target} cannot be reached",
                remedy="give a finite number, in the unit of the indicator",
            )
        )
    now = float(compute(solution, indicator)[solution.years.index(year)])
    better = entry_of(indicator).better
    # what is neither better nor worse is met when it comes from where it is to the target
    rising = now < target if better == "neither" else better == "up"
    reader = Reader(records.worker, [indicator], execution)
    return Sought(records.case, solution, reader, indicator, target, year, now, rising)
