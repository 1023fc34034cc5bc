"""`monazite draw`: one picture of one run, on the screen in words or as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import chart_names
from monazite.cli.options import Json, Strategy, Study, World, Year
from monazite.cli.output import Answer, deliver
from monazite.cli.pages import grid
from monazite.cli.proposing import Facts, LeftOut, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import about, open_study, solve, stop_without_plan
from monazite.cli.wording import figure
from monazite.store import write_whole

__all__ = ["draw"]

_PICTURES = (".svg", ".png")


def draw(
    study: Study,
    strategy: Strategy,
    chart: Annotated[
        str,
        typer.Argument(
            help="What to draw; monazite list charts tells.", autocompletion=chart_names
        ),
    ],
    year: Year = None,
    world: World = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Write to a file that ends in .svg or .png, or its figures in .csv, .json or "
            ".txt.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    without: LeftOut = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Draw a picture of a strategy beside the baseline, or tell what it shows."""
    drawn = output is not None and not as_json and output.suffix.casefold() in _PICTURES
    asked = open_study(study, output, as_json=as_json, beside=_PICTURES)
    handle = with_facts(asked, facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings, without), world)
    stop_without_plan([run])
    made = run.plot(chart=chart, year=year)
    if drawn and output is not None:
        picture = made.png() if output.suffix.casefold() == ".png" else made.svg().encode()
        write_whole(output, picture)
        return
    rows = made.table().to_dicts()
    told = {"title": made.title, "subtitle": made.subtitle, "says": made.alt}
    data = {**about(handle, run), "chart": chart, **told, "figures": rows}
    view = Group(Text(made.title, style="bold"), made.subtitle, "", made.alt, "", _table(rows))
    deliver(Answer(data, rows, view), as_json=as_json, output=output)


def _table(rows: list[dict[str, object]]) -> RenderableType:
    table = grid()
    for name in rows[0] if rows else ():
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(_cell, row.values()))
    return table


def _cell(value: object) -> str:
    """A figure of a table; years and names as they are."""
    return figure(value) if isinstance(value, float) else "" if value is None else f"{value}"
