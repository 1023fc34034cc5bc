"""`monazite bottlenecks`: which rule holds which step back, and what easing it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.options import Json, Output, Strategy, Study, World
from monazite.cli.output import Answer, deliver, plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.proposing import Facts, LeftOut, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import about, open_study, solve, stop_without_plan
from monazite.cli.wording import BETWEEN_STAGES, figure, held_back_at

if TYPE_CHECKING:
    from monazite.findings.bottlenecks import BindingConstraint

__all__ = ["bottlenecks", "strip"]

_COLUMNS = 12
_MARKS = {"ceiling": "▲", "floor": "▼"}


def bottlenecks(
    study: Study,
    strategy: Strategy,
    world: World = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Only this year.", show_default=False)
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what never binds, such as half-empty plants.")
    ] = False,
    output: Output = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    without: LeftOut = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Show what is full, what is forced, and what one more tonne would be worth."""
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings, without), world)
    stop_without_plan([run])
    if year is not None:
        run.records.check_year(year)
    rows = [row for row in run.records.binding_constraints() if year is None or row.year == year]
    if not everything:
        binding = {_subject(row) for row in rows if row.binding}
        rows = [row for row in rows if _subject(row) in binding]
    data = {
        **about(handle, run),
        "bottlenecks": plain_rows(rows),
    }
    view = _view(handle.title, run.strategy, run.world, rows)
    deliver(Answer(data, plain_rows(rows), view), as_json=as_json, output=output)


def _subject(row: BindingConstraint) -> tuple[str, str, str]:
    return row.stage, row.subject, row.rule


def _view(
    study: str, strategy: str, world: str, rows: Sequence[BindingConstraint]
) -> RenderableType:
    title = heading(f"{study}: {strategy}", world)
    if not rows:
        return Group(title, "Nothing is full and nothing is forced.")
    return Group(title, "", strip(rows), _legend(), "", _worth(rows))


def strip(rows: Sequence[BindingConstraint]) -> Table:
    """Draw how far each limit is used, a line per limit and a column per year."""
    years = sorted({row.year for row in rows})
    if len(years) > _COLUMNS:
        years = [*years[: _COLUMNS - 1], years[-1]]
    subjects: dict[tuple[str, str, str], dict[int, BindingConstraint]] = {}
    for row in rows:
        subjects.setdefault(_subject(row), {})[row.year] = row

    grid = Table.grid(padding=(0, 0))
    grid.add_column(width=38, no_wrap=True)
    for _ in years:
        grid.add_column(width=5, justify="right", no_wrap=True)
    grid.add_row("use of what is allowed, %", *(str(year) for year in years), style="dim")
    place = ""
    for by_year in subjects.values():
        first = next(iter(by_year.values()))
        if held_back_at(first) != place:
            place = held_back_at(first)
            grid.add_row(Text(place, style="bold"))
        plain = first.words == "capacity" or held_back_at(first) == BETWEEN_STAGES
        title = first.title if plain else f"{first.words}: {first.title}"
        grid.add_row(f"  {title}", *(_cell(by_year.get(year)) for year in years))
    return grid


def _cell(row: BindingConstraint | None) -> Text:
    if row is None:
        return Text("· ", style="dim")
    used = f"{100 * row.utilisation:.0f}"
    if not row.binding:
        return Text(f"{used} ")
    return Text(f"{used}{_MARKS.get(row.sense, '▲')}", style="bold red")


def _legend() -> Text:
    return Text("▲ full, more would help   ▼ forced, less would help   · no such rule", style="dim")


def _worth(rows: Sequence[BindingConstraint]) -> Table:
    dearest: dict[tuple[str, str, str], BindingConstraint] = {}
    for row in rows:
        subject = _subject(row)
        if row.binding and _size(row) > _size(dearest.get(subject)):
            dearest[subject] = row
    table = grid()
    table.add_column("worth most a year", max_width=34, overflow="fold")
    table.add_column("rule", max_width=26, overflow="fold")
    table.add_column("year")
    table.add_column("t a year", justify="right")
    table.add_column("one more is worth", justify="right")
    table.add_column("unit", overflow="fold")
    for row in sorted(dearest.values(), key=_size, reverse=True):
        table.add_row(
            row.title,
            row.rule.replace("_", " "),
            str(row.year),
            figure(row.size),
            figure(row.shadow_price),
            row.unit,
        )
    return table


def _size(row: BindingConstraint | None) -> float:
    """What a limit twice as large would save a year."""
    return abs(row.annual_value) if row else -1.0
