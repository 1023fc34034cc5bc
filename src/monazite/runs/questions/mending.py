"""Which single change of a lever leaves a plan, where the rules contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Literal

from monazite.cases import Case
from monazite.cases.figures import Figure, figures_of, with_figure
from monazite.cases.searching import Crossing, crossings
from monazite.core.errors import InvalidInput
from monazite.core.records import Record
from monazite.core.usual import LOOK, SCAN_TO
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.readings import Reader
from monazite.runs.plan.records import RunRecords
from monazite.runs.questions.seeking import FIGURES_TOLD, figure_told
from monazite.strategy import Lever

LEFT_OUT = "left out"


@dataclass(frozen=True)
class Mended(Record):
    """A change of one lever with which there is a plan: a figure at its nearest value, or none."""

    lever: str
    field: str
    """As a file writes it; blank where the lever is left out."""
    stated: str
    needed: str
    unit: str
    part: str
    """Of what the lever is: strategy or world."""


def mended(
    records: RunRecords,
    execution: Execution,
) -> tuple[Mended, ...]:
    """Find every single change of a lever in conflict with which the rules leave a plan.

    Each figure of each lever that stands behind the contradiction, or of all where none does, is
    moved to the nearest value with a plan; and each such lever is left out. Nothing for a run that
    has a plan.
    """
    if records.has_plan:
        return ()
    case, study = records.case, records.worker.study
    parameters = records.worker.base.parameters
    # any indicator does: only whether there is a plan is read
    reader = Reader(records.worker, study.settings.headlines[:1], execution)

    def has_plan(cases: Sequence[Case | None]) -> list[float]:
        known = [one for one in cases if one is not None]
        readings = dict(zip(map(id, known), reader.readings(known), strict=True))
        return [float(bool(readings[id(one)].values)) if one is not None else 0.0 for one in cases]

    found = []
    for part, place, lever in _behind(records):
        title = lever.title or lever.kind
        execution.tell(f"Trying {title} otherwise")
        for figure in figures_of(study, parameters, part, place, lever):
            nearest = _nearest(records, figure, has_plan)
            if nearest is not None:
                found.append(
                    Mended(
                        lever=title,
                        field=figure.field,
                        stated=figure_told(figure, figure.value),
                        needed=figure_told(figure, nearest),
                        unit=figure.unit_beside,
                        part=part,
                    )
                )
        if has_plan([_without(case, part, place)]) == [1.0]:
            found.append(Mended(title, "", "", LEFT_OUT, "", part))
    return tuple(found)


def _behind(
    records: RunRecords,
) -> Iterator[tuple[Literal["strategy", "world"], int, Lever]]:
    """The levers behind the contradiction, with where they stand; all of them where none is."""
    origins = {origin for one in records.conflict() for origin in one.levers}
    parts: tuple[tuple[Literal["strategy", "world"], tuple[Lever, ...]], ...] = (
        ("strategy", records.case.strategy.levers),
        ("world", records.case.world.levers),
    )
    every = [(part, at, lever) for part, levers in parts for at, lever in enumerate(levers)]
    named = [one for one in every if one[2].origin in origins]
    yield from named or every


def _nearest(
    records: RunRecords,
    figure: Figure,
    has_plan: Callable[[Sequence[Case | None]], list[float]],
) -> float | None:
    study, case = records.worker.study, records.case

    def tried(values: Sequence[float]) -> list[float]:
        cases: list[Case | None] = []
        for value in values:
            try:
                cases.append(with_figure(study, case, figure, value))
            except InvalidInput:
                cases.append(None)
        return has_plan(cases)

    found = crossings(
        tried,
        figure.low,
        figure.high,
        0.5,
        rising=True,
        start=figure.value,
        points=LOOK,
        tolerance=SCAN_TO,
        whole=figure.whole,
        in_round=True,
    )
    return _written(figure, found.crossings[0]) if found.crossings else None


def _written(figure: Figure, found: Crossing) -> float:
    """The nearest value with a plan, to the figures that are told, which leave it on that side."""
    reached = found.reached
    if figure.whole or not reached:
        return reached
    step = 10.0 ** (floor(log10(abs(reached))) + 1 - FIGURES_TOLD)
    away = ceil if reached > found.missed else floor
    # a value that is told in full as it is, is not moved by how it is held
    return min(max(away(round(reached / step, 6)) * step, figure.low), figure.high)


def _without(case: Case, part: Literal["strategy", "world"], place: int) -> Case:
    if part == "strategy":
        levers = (*case.strategy.levers[:place], *case.strategy.levers[place + 1 :])
        return case.with_strategy(case.strategy.model_copy(update={"levers": levers}))
    kept = (*case.world.levers[:place], *case.world.levers[place + 1 :])
    return replace(case, world=case.world.model_copy(update={"levers": kept}))
