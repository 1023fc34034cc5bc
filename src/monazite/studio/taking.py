"""What it would take to bring a number to a target."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from monazite.cases.figures import figure_of
from monazite.core.errors import FieldError, InvalidInput, Problem
from monazite.core.numerals import SHOWS, amount, share_or_amount, shown
from monazite.core.tables import parse_number
from monazite.findings.indicators import check_keys, compute, title_of
from monazite.runs.computing.execution import Execution
from monazite.runs.questions.benched import multiple, own_budget
from monazite.runs.questions.making_true import MadeTrue as Made
from monazite.runs.questions.making_true import made_true
from monazite.runs.run import Run
from monazite.studio.found import Change, MadeTrue, Step
from monazite.studio.hearing import heard
from monazite.studio.room import Room
from monazite.studio.solving import solving
from monazite.studio.state import State
from monazite.studio.whying import stays

__all__ = [
    "for_claim",
    "for_more",
    "for_target",
    "sum_to_begin_with",
    "target_of",
    "target_told",
    "unit_told",
    "worked_out",
]

CAPACITY = "capacity."
"""What the capacity of a plant at home is called, before the plant."""

MORE = 1.0
"""Tonnes a year from which a plant counts as built."""

Steps = Iterator[Step]
Solved = TypeVar("Solved")


def unit_told(room: Room, state: State, key: str) -> str:
    """Give the unit a number is told in, and its target written in: `%`, `t magnet/yr`."""
    solution = room.handle.run(room.handle.baseline).solution
    return shown(multiple(room.telling(state), solution, key)[1]).label


def sum_to_begin_with(room: Room, state: State) -> str:
    """Give what a strategy costs the public in all years, as a budget; blank where that is nil."""
    run = room.run(state)
    return own_budget(run.solution) if run.status == "optimal" else ""


def for_claim(room: Room, state: State, claim: str) -> Steps:
    """Try every figure of every lever, each alone, until what was claimed is true.

    Raises InvalidInput for a claim no number of the model belongs to.
    """
    key, target, year = room.run(state).claimed(claim)
    yield from _made_true(room, state, key, target, year)


def for_target(room: Room, state: State, key: str, text: str) -> Steps:
    """Try every figure of every lever, each alone, until a number comes to a target in a year.

    Raises InvalidInput for no such number and for what is no target.
    """
    yield from _made_true(room, state, key, target_of(room, state, key, text), state.year)


def target_of(room: Room, state: State, key: str, text: str) -> float:
    """Read a target, written in the unit its number is told in, into the unit it stands in.

    Raises InvalidInput for no such number and for what is no target.
    """
    solution = room.run(state).solution
    check_keys(solution.study, solution.labels, [key])
    factor, unit = multiple(room.telling(state), solution, key)
    return _target(text, unit) / factor


def target_told(room: Room, state: State, key: str, target: float) -> str:
    """Write a target as a field has it: in the unit its number is told in, without that unit."""
    factor, unit = multiple(room.telling(state), room.run(state).solution, key)
    return f"{factor * target * shown(unit).factor:.12g}"


def for_more(room: Room, state: State, plant: str) -> dict[str, str]:
    """The number and the target that stand for a tonne a year more of a plant at home."""
    solution, key = room.run(state).solution, f"{CAPACITY}{plant}"
    stands = float(compute(solution, key)[solution.years.index(state.year)])
    return {"key": key, "target": target_told(room, state, key, stands + MORE)}


def worked_out(solve: Callable[[Execution], Solved]) -> Generator[Step, None, Solved]:
    """Solve with all processors and what was solved before, and hand on what is being done."""

    def work(say: Callable[[str], None]) -> Solved:
        with solving(say) as how:
            return solve(Execution(**how))

    return (yield from heard(work, lambda news: (0, 0, news, None)))


def _made_true(room: Room, state: State, key: str, target: float, year: int) -> Steps:
    """What of a single lever is enough, or how near it comes, behind how the number stands."""
    run = room.run(state)
    solution = run.solution
    factor, unit = multiple(room.telling(state), solution, key)
    rows = yield from worked_out(lambda work: made_true(run.records, key, target, year, work))
    now = factor * float(compute(solution, key)[solution.years.index(year)])
    under = f"under “{run.case.strategy.title}”"
    said = (
        f"{title_of(solution, key)} in {year} is {share_or_amount(now, unit)} {under}; "
        f"{share_or_amount(factor * target, unit)} is wanted."
    )
    if key.startswith(CAPACITY) and rows and now < SHOWS:
        plant = room.study.titles[key.removeprefix(CAPACITY)]
        said = f"“{plant}” does not stand in {year} {under}."
    found = MadeTrue(
        said=" ".join((said, *stays(room, state, key))),
        key=key,
        target=target_told(room, state, key, target),
        year=year,
        changes=_changes(run, rows, now, factor, unit),
    )
    yield 1, 1, "Tried", found


def _named(run: Run, made: Made) -> str:
    """Name a figure as a break-even takes it; blank where the name is not the figure's alone."""
    worker, name = run.worker, f"{made.lever}.{made.field}"
    with suppress(InvalidInput):
        figure_of(worker.study, worker.base.parameters, run.case, name)
        return name
    return ""


def _changes(run: Run, rows: Sequence[Made], now: float, factor: float, unit: str) -> list[Change]:
    def told(value: str, of: str) -> str:
        way = shown(of)
        return f"{value} {way.plain_label if way.factor == 1 else of}".strip() if value else ""

    def change(one: Made) -> Change:
        comes_to = amount(factor * (one.best if one.reached is None else one.reached), unit)
        return Change(
            lever=one.lever,
            field=one.field.replace("_", " "),
            figure=_named(run, one),
            stated=told(one.stated, one.figure_unit),
            needed=told(one.needed, one.figure_unit),
            comes_to=comes_to,
            nearer=one.is_enough or comes_to != amount(now, unit),
        )

    return [change(one) for one in rows]


def _target(text: str, unit: str) -> float:
    """Read a target as a page tells it, with its unit behind it or without."""
    way = shown(unit)
    figure = text.strip().replace("−", "-")
    for label in filter(None, (way.label, way.plain_label)):
        figure = figure.removesuffix(label).strip()
    in_unit = f"in {way.label}" if way.label else "without a unit"
    if not figure:
        raise _wrong("no target is named", f"write a number, {in_unit}")
    try:
        return parse_number(figure) / way.factor
    except FieldError as error:
        raise _wrong(error.message, f"{error.remedy}, {in_unit}") from None


def _wrong(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(message=message, remedy=remedy))
