"""What it would take: the value of one figure at which a number reaches what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from math import isfinite
from typing import TYPE_CHECKING, Unpack

from monazite.cases.figures import Figure, figure_of
from monazite.cases.searching import Crossing, Found, crossings
from monazite.charts import Chart, curve_of_figure
from monazite.core.border import verb
from monazite.core.errors import InvalidInput, Problem
from monazite.core.frames import Frame
from monazite.core.numerals import amount, number, stated
from monazite.core.records import Record, frame_of
from monazite.core.usual import SCAN, SCAN_TO
from monazite.findings.indicators import title_of, unit_of
from monazite.runs.computing.execution import Execution, ExecutionOptions
from monazite.runs.plan.kept_findings import keep_finding, known_finding
from monazite.runs.questions.seeking import Sought, sought
from monazite.study import Study, with_values

if TYPE_CHECKING:
    from monazite.runs.plan.records import RunRecords

JUMPS = 0.05
"""Part of all that a number moves by, from which it jumps at a break-even."""


@dataclass(frozen=True)
class CurvePoint(Record):
    """The number at one value of the figure; without one, `fault` says why."""

    figure: float
    said: str
    number: float | None
    unit: str
    fault: str


@dataclass(frozen=True)
class BreakEven:
    """Where a number reaches a target as one figure moves, all else as it is."""

    figure: Figure
    indicator: str
    title: str
    """The indicator in words."""
    year: int
    unit: str
    target: float
    rising: bool
    """Whether the target is met from it upwards; else downwards."""
    now: float
    """The number with the figure as it is stated."""
    found: Found = field(repr=False)
    faults: dict[float, str] = field(repr=False)
    sources: tuple[str, ...] = field(default=(), repr=False)

    @property
    def value(self) -> float | None:
        """The value of the figure nearest to the stated one at which the target is met, or None."""
        nearest = self.found.crossings[:1]
        return nearest[0].reached if nearest else None

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Every place at which the number passes the target, the nearest to the figure first."""
        return self.found.crossings

    @cached_property
    def points(self) -> tuple[CurvePoint, ...]:
        """The values scanned and both ends of every crossing, by the value of the figure."""
        return tuple(
            CurvePoint(
                figure=at,
                said=self.said(at),
                number=value if isfinite(value) else None,
                unit=self.unit,
                fault=self.faults.get(at, ""),
            )
            for at, value in self.found.told
        )

    @cached_property
    def curve(self) -> Frame:
        """The number over the values of the figure that were scanned, and next to each answer.

        Columns figure, said (as a file writes it), number (in unit; None without one), unit, fault.
        """
        return frame_of(CurvePoint, self.points)

    def said(self, value: float) -> str:
        """Write a value of the figure as people say it."""
        figure = self.figure
        if figure.kind == "month":
            return str(figure.said(value))
        unit = "" if figure.unit == "1" else f" {figure.unit}"
        return f"{number(value, figures=4)}{unit}"

    @property
    def in_words(self) -> str:
        """Say in a sentence or two what it would take."""
        named = f"“{self.title}” in {self.year}"
        wanted = amount(self.target, self.unit)
        numbers = [value for _, value in self.found.curve if isfinite(value)]
        looked = f"between {self._lowest} and {self._highest}"
        now = amount(self.now, self.unit)
        stated = f"as stated, at {self.said(self.figure.value)}, it is {now}"
        if not self.crossings:
            least, most = (amount(end(numbers), self.unit) for end in (min, max))
            span = least if least == most else f"{least} to {most}"
            return (
                f"It is met {self._where} {looked}: {named} is {span} there, and {wanted} was "
                f"asked for; {stated}."
            )
        return f"{self._says_where(named, wanted, stated, numbers)} Tried {looked}."

    @property
    def can_be_met(self) -> bool:
        """Whether the target is met at any value that was tried."""
        return any(self._met(value) for _, value in self.found.curve if isfinite(value))

    @property
    def _where(self) -> str:
        """In which part of the range it is met, where nothing was found to pass the target.

        Between values at which it is met and others there may lie one without a plan.
        """
        met = [self._met(value) for _, value in self.found.curve if isfinite(value)]
        if not any(met):
            return "nowhere"
        if not all(met):
            return "in places"
        return "everywhere" if len(met) == len(self.found.curve) else "wherever there is a plan"

    def _says_where(self, named: str, wanted: str, stated: str, numbers: Sequence[float]) -> str:
        first = self.crossings[0]
        told = (
            f"{named} reaches {wanted} where “{self.figure.title}” is {self.said(first.reached)}; "
            f"{stated}."
        )
        apart = abs(first.number_reached - first.number_missed)
        if not self.figure.whole and apart > JUMPS * (max(numbers) - min(numbers)):
            told += (
                f" It jumps there, from {amount(first.number_missed, self.unit)} to "
                f"{amount(first.number_reached, self.unit)}."
            )
        if len(self.crossings) > 1:
            others = ", ".join(self.said(one.reached) for one in self.crossings[1:])
            told += f" It passes that again at {others}: it does not only rise or only fall."
        return told

    @property
    def _lowest(self) -> str:
        """The lowest value that is looked at, whose unit is that of the highest."""
        low = self.figure.low
        return self.said(low) if self.figure.kind == "month" else number(low, figures=4)

    @property
    def _highest(self) -> str:
        """The highest value that is looked at, and why where nothing that is stated says so."""
        why = self.figure.range_why
        return f"{self.said(self.figure.high)}{f', {why}' if why else ''}"

    def told(self, factor: float, unit: str) -> BreakEven:
        """The same told in another unit, of which each number is a multiple above nothing."""
        crossings = (
            replace(
                one,
                number_reached=factor * one.number_reached,
                number_missed=factor * one.number_missed,
            )
            for one in self.found.crossings
        )
        curve = tuple((at, factor * value) for at, value in self.found.curve)
        found = replace(self.found, crossings=tuple(crossings), curve=curve)
        target, now = factor * self.target, factor * self.now
        return replace(self, unit=unit, target=target, now=now, found=found)

    def plot(self) -> Chart:
        """Draw the number over the values of the figure, with what is to be reached and where."""
        return curve_of_figure(
            self.points,
            figure=self.figure.title,
            figure_unit=self.figure.unit_beside,
            unit=self.unit,
            target=self.target,
            stated=self.figure.value,
            reached=tuple(one.reached for one in self.crossings),
            title=f"{self.title}, {self.year}, by {self.figure.title}",
            sources=self.sources,
        )

    def _met(self, value: float) -> bool:
        return value >= self.target if self.rising else value <= self.target

    def __repr__(self) -> str:
        """Say in a line what it would take."""
        nearest = self.value
        at = f"{self._where} in the range" if nearest is None else f"at {self.said(nearest)}"
        return (
            f"<BreakEven: {self.indicator} in {self.year} reaches "
            f"{amount(self.target, self.unit)} {at} of {self.figure.title}>"
        )

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.in_words)}</p>{self.plot().svg()}"


class BreakEvenOptions(ExecutionOptions, total=False):
    """Where a break-even is looked for, and where the work is done; defaults as in `break_even`."""

    low: float | None
    high: float | None
    points: int
    tolerance: float


@verb
def break_even(
    records: RunRecords,
    figure: str,
    indicator: str,
    target: float,
    year: int,
    *,
    low: float | None = None,
    high: float | None = None,
    points: int = SCAN,
    tolerance: float = SCAN_TO,
    seen: Callable[[BreakEven], None] | None = None,
    **execution: Unpack[ExecutionOptions],
) -> BreakEven:
    """Find the value of a figure at which an indicator reaches a target in a year.

    With a store, what was asked before is told at once, and what is worked out is kept. The curve
    is `seen` as far as it is known each time more of it is, before any crossing is found. Raises
    InvalidInput for unknown names, an empty range or a target that is no number, RulesContradict or
    SolveFailed when the run has no plan.
    """
    work = Execution(**execution)
    wanted = sought(records, indicator, target, year, work)
    worker = records.worker
    stated = figure_of(worker.study, worker.base.parameters, records.case, figure)
    chosen = _within(stated, low, high)
    _check_ends(worker.study, stated, chosen)
    _check(points, tolerance)
    asked: dict[str, object] = {"figure": chosen.name, "low": chosen.low, "high": chosen.high}
    asked |= {"indicator": indicator, "target": target, "year": year, "points": points}
    asked["tolerance"] = tolerance
    if (before := known_finding(records, BreakEven, asked, work.store)) is not None:
        return before
    known: dict[float, float] = {}

    def look(numbers: Mapping[float, float]) -> None:
        known.update({at: value for at, value in numbers.items() if isfinite(value)})
        if seen is not None:
            seen(_told(wanted, chosen, Found((), tuple(sorted(known.items())), tuple(known))))

    def evaluate(values: Sequence[float]) -> list[float]:
        work.tell(f"Solving with {chosen.title} at {chosen.said(values[0])}")
        return wanted.numbers(chosen, values, look)

    found = crossings(
        evaluate,
        chosen.low,
        chosen.high,
        target,
        rising=wanted.rising,
        start=chosen.value,
        points=points,
        tolerance=tolerance,
        whole=chosen.whole,
        in_round=True,
    )
    _check_found(wanted, figure, found)
    told = _told(wanted, chosen, found)
    keep_finding(worker.study, records.case, asked, told, work.store)
    return told


def _check_found(wanted: Sought, figure: str, found: Found) -> None:
    if not any(isfinite(value) for _, value in found.curve):
        because = next(iter(wanted.faults.values()), "no number")
        raise InvalidInput(
            Problem(
                field=figure,
                message=f"no value gives {wanted.indicator}: {because}",
                remedy="choose another range with low and high, or another year",
            )
        )


def _told(wanted: Sought, figure: Figure, found: Found) -> BreakEven:
    solution = wanted.solution
    return BreakEven(
        figure=figure,
        indicator=wanted.indicator,
        title=title_of(solution, wanted.indicator),
        year=wanted.year,
        unit=unit_of(solution, wanted.indicator),
        target=wanted.target,
        rising=wanted.rising,
        now=wanted.now,
        found=found,
        faults=wanted.faults,
        sources=(f"monazite on {solution.study.settings.title}",),
    )


def _within(figure: Figure, low: float | None, high: float | None) -> Figure:
    """Look at a figure in a range that is named, as far as it is."""
    chosen = replace(
        figure,
        low=figure.low if low is None else low,
        high=figure.high if high is None else high,
        range_why=figure.range_why if high is None else "",
    )
    if not (chosen.low < chosen.high and isfinite(chosen.low) and isfinite(chosen.high)):
        raise InvalidInput(
            Problem(
                field=figure.name,
                message=f"between {stated(chosen.low)} and {stated(chosen.high)} "
                "there is nothing to look at",
                remedy="name a low and a high that is above it, both finite",
            )
        )
    return chosen


def _check_ends(study: Study, stated: Figure, chosen: Figure) -> None:
    """Refuse ends beyond what a fact is stated to be, where its numbers would stop at a bound.

    What is drawn stops there; what somebody asks for is told where that is.
    """
    if stated.kind == "fact":
        for end in (chosen.low, chosen.high):
            if not stated.low <= end <= stated.high:
                with_values(study, {stated.name: end}, "Looked at", stated=True)


def _check(points: int, tolerance: float) -> None:
    if points < 2 or not 0 < tolerance < 1:
        raise InvalidInput(
            Problem(
                message=f"{points} points and a tolerance of {stated(tolerance)} find nothing",
                remedy="take at least two points, and a tolerance above 0 and below 1",
            )
        )
