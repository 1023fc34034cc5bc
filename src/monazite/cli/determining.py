"""`monazite determine`: which headlines the study determines, kept beside the study."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from monazite.cases.pools import IN_WORDS
from monazite.cases.trials import COSTS, pools_behind
from monazite.cli.opening import Opening
from monazite.cli.options import Strategies, Workers, processes
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.terminal import errors
from monazite.cli.wording import figure, scale
from monazite.core.records import Record

if TYPE_CHECKING:
    from monazite.runs.determining import Progress as Told

__all__ = ["determine"]


@dataclass(frozen=True)
class _Line(Record):
    """A number of a strategy with its verdict; `then` is what it is with the fact times a factor.

    `between` are the least and the most it comes to wherever owners at home begin to ask; all of
    them are in `unit`, of which 1 is a plain share.
    """

    strategy: str
    indicator: str
    year: int
    value: float
    difference: float | None
    determined: bool
    because: str
    factor: float | None
    then: float | None
    between: tuple[float, float] | None
    unit: str


def determine(
    opening: Opening,
    strategies: Strategies = None,
    workers: Workers = 0,
    keep: Annotated[
        bool,
        typer.Option("--keep/--no-keep", help="Keep the verdicts in the answers of the study."),
    ] = True,
) -> None:
    """Try every price-setting fact a little off, and say which headlines stand firm."""
    opened = opening.opened(strategies=strategies or ())
    handle, world = opened.handle, opened.world
    # late, as all that knows plans
    from monazite.findings.indicators import unit_of

    if keep:
        handle.check_keep(world)
    names = strategies or list(handle.front_page)
    runs = opened.runs(names)
    with _bar() as told:
        answered = handle.determine(names, world=world, workers=processes(workers), progress=told)
    if keep:
        handle.keep(answered)
        for name in sorted(answered.foreign):
            errors().print(f"Nothing is kept of {name}, which is no strategy of the study.")
    lines = [
        _Line(
            strategy=name,
            indicator=key,
            year=year,
            value=verdict.value,
            difference=verdict.difference,
            determined=verdict.determined,
            because=cause.fact if cause else "",
            factor=cause.factor if cause else None,
            then=cause.number if cause else None,
            between=verdict.between,
            unit=unit_of(runs[0].solution, key),
        )
        for name, answers in answered.strategies.items()
        for (key, year), verdict in answers.items()
        for cause in [verdict.jump or verdict.turn]
    ]
    rows = plain_rows(lines)
    data = {
        **opened.state(),
        "world": answered.world,
        "facts": list(answered.facts),
        "refused": [{"fact": fact, "factor": factor} for fact, factor in answered.refused],
        "rows": rows,
    }
    title = heading(f"{handle.title}: what is determined", answered.world)
    blocks = (*_blocks(lines, handle.study.settings.shown), *_refused(answered.refused))
    opened.deliver(data, rows, Group(title, *blocks))


def _blocks(rows: Sequence[_Line], front: Sequence[str]) -> Iterator[RenderableType]:
    for name in dict.fromkeys(row.strategy for row in rows):
        own = [row for row in rows if row.strategy == name]
        loose = [row for row in own if not row.determined]
        yield ""
        yield Text(
            f"{name}: {len(own) - len(loose)} of {len(own)} numbers determined", style="bold"
        )
        moved = [row for row in own if row.between is not None and row.indicator in front]
        if moved:
            yield Text("What owners at home ask first moves, and each is as right:", style="dim")
            yield _moved(moved)
        if loose:
            yield _loose(loose)


def _moved(rows: Sequence[_Line]) -> RenderableType:
    """Numbers with the least and the most they come to wherever owners at home begin to ask."""
    table = _by_indicator("value", "least", "most")
    for row, heads, factor in _readable(rows):
        numbers = (row.value, *(row.between or ()))
        table.add_row(*heads, *(figure(factor * one) for one in numbers))
    return table


def _loose(rows: Sequence[_Line]) -> RenderableType:
    """Numbers that are not determined, each with the facts that move it."""
    table = _by_indicator("value", "above baseline")
    table.add_column("not determined because of", overflow="fold")
    for row, heads, factor in _readable(rows):
        above = None if row.difference is None else factor * row.difference
        table.add_row(*heads, figure(factor * row.value), figure(above), _because(row))
    return table


def _readable(rows: Sequence[_Line]) -> Iterator[tuple[_Line, tuple[str, str, str], float]]:
    """Each line with its heads and the factor to the unit in which its indicator reads well."""
    values: dict[str, list[float]] = {}
    for row in rows:
        values.setdefault(row.indicator, []).extend((row.value, *(row.between or ())))
    for row in rows:
        factor, unit = scale(row.unit, values[row.indicator])
        yield row, (row.indicator, str(row.year), unit), factor


def _by_indicator(*numbers: str) -> Table:
    """A table of indicators, years and units with columns of numbers."""
    table = grid()
    for column in ("indicator", "year", "unit"):
        table.add_column(column, no_wrap=True)
    for column in numbers:
        table.add_column(column, justify="right")
    return table


def _refused(nudges: Sequence[tuple[str, float]]) -> Iterator[RenderableType]:
    """Name what could not be tried: there is no such study, so nothing is known of it."""
    if nudges:
        named = "; ".join(f"{fact} times {factor:g}" for fact, factor in nudges)
        yield ""
        yield Text(f"Not tried, because the study refuses it: {named}.", style="dim")


def _because(row: _Line) -> str:
    if row.because == COSTS:
        return "costs 1 % off"
    way = pools_behind(row.because)
    if way is not None:
        return IN_WORDS[way]
    return f"{row.because} times {row.factor}"


@contextmanager
def _bar() -> "Iterator[Told | None]":
    console = errors()
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Trying facts", total=None)
        yield lambda done, whole, fact: progress.update(
            task, completed=done, total=whole, description=fact
        )
