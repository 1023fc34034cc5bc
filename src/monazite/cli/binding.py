"""`monazite bottlenecks`: which rule holds which step back, and what it is worth to its owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.completing import indicator_names
from monazite.cli.enlarging import deliver_tried
from monazite.cli.opening import Changes, Opening
from monazite.cli.options import Keep, Strategy
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import screen
from monazite.cli.wording import BETWEEN_STAGES, figure, held_back_at
from monazite.core.errors import InvalidInput, Problem
from monazite.core.wording import TO_ITS_OWNER, counted

if TYPE_CHECKING:
    from monazite.findings.bottlenecks import BindingConstraint

__all__ = ["bottlenecks", "strip"]

_COLUMNS = 12
_LEFT_OUT = None
"""Stands among years for those there is no room for."""

_CLOSED = 5e-4
"""Tonnes a year below which a limit lets nothing through."""

_FURTHER = (
    "As much again is told at what one more is worth; further ones are worth less.\n"
    f"All of it is {TO_ITS_OWNER}; `--tried` says what home saves."
)
"""Why the last column is the most that twice as much could be worth, and to whom."""

_MARKS = {"ceiling": "▲", "floor": "▼"}


def bottlenecks(
    opening: Opening,
    strategy: Strategy,
    changes: Changes,
    year: Annotated[
        int | None, typer.Option("--year", help="Only this year.", show_default=False)
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what never binds, such as half-empty plants.")
    ] = False,
    tried: Annotated[
        bool,
        typer.Option(
            "--tried",
            help="Make each limit worth most a tenth larger, then smaller; say what home saves.",
        ),
    ] = False,
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator",
            help="With --tried, the number to move; self-sufficiency if left out.",
            show_default=False,
            autocompletion=indicator_names,
        ),
    ] = None,
    keep: Keep = True,
) -> None:
    """Show what is full, what is forced, and what one more tonne would be worth to its owner."""
    opened = opening.opened(
        changes,
        [strategy],
        reads=lambda: None if tried or indicator is None else _asks_for_nothing(),
        checks=lambda opened: opened.check_asked(year, *filter(None, (indicator,))),
    )
    run = opened.run(strategy)
    if tried:
        deliver_tried(opened, run, year, indicator, keep=keep)
        return
    rows = [row for row in run.records.binding_constraints() if year is None or row.year == year]
    if not everything:
        binding = {_subject(row) for row in rows if row.binding}
        rows = [row for row in rows if _subject(row) in binding]
    data = {**opened.about(run), "bottlenecks": plain_rows(rows)}
    opened.deliver(data, plain_rows(rows), _view(opened.title(run), rows))


def _asks_for_nothing() -> NoReturn:
    raise InvalidInput(
        Problem(
            field="--indicator",
            message="it says which number limits are tried for, and none is tried",
            remedy="add --tried",
        )
    )


def _subject(row: BindingConstraint) -> tuple[str, str, str]:
    return row.stage, row.subject, row.rule


def _view(title: Text, rows: Sequence[BindingConstraint]) -> RenderableType:
    if not rows:
        return Group(title, "Nothing is full and nothing is forced.")
    return Group(title, "", strip(rows), _legend(), "", _worth(rows))


def strip(rows: Sequence[BindingConstraint]) -> Table:
    """Draw how far each limit is used, a line per limit and a column per year."""
    years: list[int | None] = [*sorted({row.year for row in rows})]
    if len(years) > _COLUMNS:
        years = [*years[: _COLUMNS - 1], _LEFT_OUT, years[-1]]
    subjects: dict[tuple[str, str, str], dict[int, BindingConstraint]] = {}
    for row in rows:
        subjects.setdefault(_subject(row), {})[row.year] = row

    grid = Table.grid(padding=(0, 0))
    grid.add_column(width=38, overflow="fold")
    for year in years:
        grid.add_column(width=2 if year is _LEFT_OUT else 5, justify="right", no_wrap=True)
    heads = ["…" if year is _LEFT_OUT else str(year) for year in years]
    grid.add_row("use of what is allowed, %", *heads, style="dim")
    twice = Counter((held_back_at(row), row.title) for row in map(_first, subjects.values()))
    place = ""
    for by_year in subjects.values():
        first = _first(by_year)
        if held_back_at(first) != place:
            place = held_back_at(first)
            grid.add_row(Text(place, style="bold"))
        plain = first.words == "capacity" or held_back_at(first) == BETWEEN_STAGES
        title = first.title if plain else f"{first.words}: {first.title}"
        if twice[held_back_at(first), title] > 1:
            title += f" ({first.rule.replace('_', ' ')})"
        cells = [Text("") if year is _LEFT_OUT else _cell(by_year.get(year)) for year in years]
        grid.add_row(f"  {title}", *cells)
    return grid


def _first(by_year: Mapping[int, BindingConstraint]) -> BindingConstraint:
    return next(iter(by_year.values()))


def _cell(row: BindingConstraint | None) -> Text:
    if row is None:
        return Text("· ", style="dim")
    # only what is really full says 100
    full = row.utilisation > 1 - 1e-6
    used = "100" if full else str(min(99, round(100 * row.utilisation)))
    if not row.binding:
        return Text(f"{used} ")
    return Text(f"{used}{_MARKS.get(row.sense, '▲')}", style="bold red")


def _legend() -> Text:
    return Text(
        "▲ full, more would help   ▼ forced, less would help   100 full, more would not help   "
        "· no such rule",
        style="dim",
    )


def _worth(rows: Sequence[BindingConstraint]) -> RenderableType:
    dearest: dict[tuple[str, str, str], BindingConstraint] = {}
    for row in rows:
        subject = _subject(row)
        if row.binding and _size(row) > _size(dearest.get(subject)):
            dearest[subject] = row
    table = grid()
    # on a page of usual width titles stand wide enough that no word of them breaks
    wide = 24 if screen().width >= 100 else None
    table.add_column("worth most to its owner", width=wide, max_width=32, overflow="fold")
    table.add_column("rule", max_width=20, overflow="fold")
    table.add_column("year", no_wrap=True)
    table.add_column("t a year", justify="right", no_wrap=True)
    # worth is money per mass, of which only the mass differs from row to row
    money = rows[0].unit.money
    table.add_column(f"one more is\nworth, {money[:3]}", justify="right", no_wrap=True)
    table.add_column("per", overflow="fold")
    table.add_column(f"as much again,\n{money[:3]} a year", justify="right", no_wrap=True)
    closed = 0
    for row in sorted(dearest.values(), key=_size, reverse=True):
        if row.size < _CLOSED:
            closed += 1
            continue
        table.add_row(
            row.title,
            row.rule.replace("_", " "),
            str(row.year),
            figure(row.size),
            figure(row.shadow_price),
            row.unit.mass,
            figure(row.annual_value, 0),
        )
    told = Text(_FURTHER, style="dim")
    if not closed:
        return Group(table, told)
    rules = counted(closed, "more rule that binds", "more rules that bind")
    left_out = f"Not listed: {rules} at 0 t a year, where as much again would still be nothing."
    return Group(table, told, Text(left_out, style="dim"))


def _size(row: BindingConstraint | None) -> float:
    """What a limit twice as large would save a year, were every tonne worth what the first is."""
    return abs(row.annual_value) if row else -1.0
