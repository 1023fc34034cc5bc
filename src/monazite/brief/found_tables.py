"""Tables of what takes minutes to find of a brief's subject, as far as it was found before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from monazite.brief.analyses import BriefAnalyses
from monazite.brief.worked_out import WorkedOut
from monazite.cases.draws import drawn_inputs
from monazite.cases.input_groups import groups_of
from monazite.cases.uncertain_inputs import facts_doubted
from monazite.core.records import Record, frame_of
from monazite.findings.comparison import Telling, multiplied
from monazite.findings.ensemble import Band
from monazite.runs.draws.grouped import Grouped
from monazite.runs.draws.sureness import Sureness
from monazite.runs.questions.measured import Measured
from monazite.runs.run import Run

__all__ = ["found_tables"]


@dataclass(frozen=True)
class Decides(Record):
    """An input that decides a headline beyond chance when all facts are drawn."""

    indicator: str
    year: int
    input: str
    grade: str
    correlation: float
    first_order: float
    first_order_error: float
    facts: tuple[str, ...]
    """The fact, or those of the family."""


@dataclass(frozen=True)
class GroupDecides(Record):
    """What a group of inputs decides of a headline's variance when all facts are drawn."""

    indicator: str
    year: int
    group: str
    inputs: int
    grade: str
    first_order: float
    first_order_error: float
    total: float
    total_error: float
    draws: int
    facts: tuple[str, ...]
    """Of all inputs of the group."""


@dataclass(frozen=True)
class BoxSide(Record):
    """A side of the box in which a headline falls short, in parts of the range of an input."""

    indicator: str
    year: int
    input: str
    low: float | None
    high: float | None
    coverage: float
    density: float
    facts: tuple[str, ...]
    """The fact, or those of the family."""


@dataclass(frozen=True)
class Accounts(Record):
    """What a lever accounts for of what a number is above that of another plan."""

    indicator: str
    year: int
    against: str
    """Title of the plan it is held against."""
    lever: str
    change: str
    """Added, left out or altered."""
    contribution: float
    error: float
    alone: float
    last: float
    unit: str


@dataclass(frozen=True)
class Tried(Record):
    """What a headline came to at one value of a figure, and the target it was to reach."""

    indicator: str
    year: int
    figure: str
    at: float | None
    """The value of the figure, in at_unit; None for a month."""
    at_unit: str
    month: str
    """Blank for what is none."""
    value: float | None
    target: float
    unit: str
    fault: str


def found_tables(subject: Run | None, asked: BriefAnalyses) -> dict[str, pl.DataFrame]:
    """Every table by file name; those of what nobody found are empty."""
    known = asked.worked_out or WorkedOut()
    bands = _bands(subject, known.sureness)
    return {
        "contributions": frame_of(Accounts, _accounts(subject, known)),
        "draws": frame_of(Band, bands),
        "draws_decide": frame_of(Decides, _decides(subject, known.sureness)),
        "draws_groups": frame_of(GroupDecides, _groups(subject, known.grouped)),
        "boxes": frame_of(BoxSide, _sides(subject, known.sureness)),
        "instruments": frame_of(Measured, known.bench.measured if known.bench else ()),
        "break_even": frame_of(Tried, _tried(known)),
    }


def _bands(subject: Run | None, found: Sureness | None) -> Sequence[Band]:
    """Bands as sums and masses of the subject are told."""
    if found is None or subject is None:
        return ()
    telling, solution = Telling(of=subject.solution.of), subject.solution
    return [_told(one, *telling.multiple(solution, one.indicator)) for one in found.bands]


def _told(one: Band, times: float, unit: str) -> Band:
    if times == 1.0:
        return one

    return replace(
        one,
        unit=unit,
        central=multiplied(one.central, times),
        low=times * one.low,
        lower=times * one.lower,
        median=times * one.median,
        upper=times * one.upper,
        high=times * one.high,
        difference_low=multiplied(one.difference_low, times),
        difference_median=multiplied(one.difference_median, times),
        difference_high=multiplied(one.difference_high, times),
    )


def _decides(subject: Run | None, found: Sureness | None) -> Iterator[Decides]:
    if found is None or subject is None:
        return
    study = subject.worker.study
    for one in found.headlines:
        for each in one.decides:
            yield Decides(
                *(one.indicator, found.year, each.title, each.grade),
                *(each.correlation, each.first_order, each.first_order_error),
                facts_doubted(study, each.input),
            )


def _groups(subject: Run | None, found: Grouped | None) -> Iterator[GroupDecides]:
    if found is None or subject is None:
        return
    inputs = drawn_inputs(subject.worker.study)
    facts = {one.name: one.facts for one in inputs}
    members = {
        group.name: tuple(fact for name in group.inputs for fact in facts[name])
        for group in groups_of(inputs)
    }
    for indicator, rows in found.decides.items():
        for one in rows:
            yield GroupDecides(
                *(indicator, found.year, one.title, found.sizes[one.input], one.grade),
                *(one.first_order, one.first_order_error, one.total, one.total_error, one.draws),
                members.get(one.input, ()),
            )


def _sides(subject: Run | None, found: Sureness | None) -> Iterator[BoxSide]:
    if found is None or subject is None:
        return
    study = subject.worker.study
    for one in found.headlines:
        if one.box is not None:
            for side in one.box.sides:
                yield BoxSide(
                    *(one.indicator, found.year, side.input, side.low, side.high),
                    *(one.box.coverage, one.box.density),
                    facts_doubted(study, side.input),
                )


def _accounts(subject: Run | None, known: WorkedOut) -> Iterator[Accounts]:
    """Contributions as sums and masses of the subject are told."""
    if subject is None:
        return
    telling, solution = Telling(of=subject.solution.of), subject.solution
    for found in known.whys:
        told = found.in_unit(*telling.multiple(solution, found.indicator))
        for one in told.found.contributions:
            yield Accounts(
                *(found.indicator, found.year, found.against, one.lever, one.change),
                *(one.contribution, one.error, one.alone, one.last, one.unit),
            )


def _tried(known: WorkedOut) -> Iterator[Tried]:
    for one in known.break_evens:
        in_months = one.figure.kind == "month"
        for point in one.points:
            yield Tried(
                *(one.indicator, one.year, one.figure.title),
                at=None if in_months else point.figure,
                at_unit="" if in_months else one.figure.unit,
                month=point.said if in_months else "",
                value=point.number,
                target=one.target,
                unit=one.unit,
                fault=point.fault,
            )
