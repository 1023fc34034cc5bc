"""`monazite draw`: one picture of one run, on the screen in words or as a file."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import chart_names
from monazite.cli.opening import Changes, Opening
from monazite.cli.options import Strategy, Year
from monazite.cli.pages import grid
from monazite.cli.wording import figure
from monazite.store import write_whole

__all__ = ["draw"]

_PICTURES = (".svg", ".png")


def draw(
    opening: Opening,
    strategy: Strategy,
    chart: Annotated[
        str,
        typer.Argument(
            help="What to draw; monazite list charts tells.", autocompletion=chart_names
        ),
    ],
    changes: Changes,
    year: Year = None,
) -> None:
    """Draw a picture of a strategy beside the baseline, or tell what it shows.

    Written to a file that ends in .svg or .png it is the picture, to any other its figures.
    """
    output = opening.output
    opened = opening.opened(changes, beside=_PICTURES)
    run = opened.run(strategy)
    made = run.plot(chart=chart, year=year)
    if output is not None and not opened.as_json and output.suffix.casefold() in _PICTURES:
        picture = made.png() if output.suffix.casefold() == ".png" else made.svg().encode()
        write_whole(output, picture)
        return
    rows = made.table().to_dicts()
    told = {"title": made.title, "subtitle": made.subtitle, "says": made.alt}
    data = {**opened.about(run), "chart": chart, **told, "figures": rows}
    view = Group(Text(made.title, style="bold"), made.subtitle, "", made.alt, "", _table(rows))
    opened.deliver(data, rows, view)


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
