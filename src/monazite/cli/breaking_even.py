"""`monazite breakeven`: the value of one figure at which a number reaches what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from monazite.cli.completing import indicator_names
from monazite.cli.opening import Changes, Opening, Solving
from monazite.cli.options import Strategy, Year
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.cli.wording import figure as written
from monazite.cli.wording import scale
from monazite.core.documents import plain_value
from monazite.core.errors import InvalidInput, Problem
from monazite.core.usual import SCAN

if TYPE_CHECKING:
    from monazite.runs.questions.breakeven import BreakEven

__all__ = ["breakeven", "read_target", "stop_unless_met"]


def breakeven(
    opening: Opening,
    strategy: Strategy,
    figure: Annotated[
        str,
        typer.Argument(help="A lever by title or kind, a dot and a field; or the id of a fact."),
    ],
    solving: Solving,
    changes: Changes,
    reach: Annotated[
        str,
        typer.Option(
            "--reach",
            help="Indicator and target.",
            metavar="INDICATOR=VALUE",
            autocompletion=indicator_names,
        ),
    ] = "",
    builds: Annotated[
        str,
        typer.Option("--builds", help="A plant at home that is to be built.", metavar="PLANT"),
    ] = "",
    year: Year = None,
    low: Annotated[
        float | None,
        typer.Option("--from", help="Lowest value to look at.", show_default=False),
    ] = None,
    high: Annotated[
        float | None,
        typer.Option("--to", help="Highest value to look at.", show_default=False),
    ] = None,
    points: Annotated[
        int, typer.Option("--points", help="Values to scan before narrowing down.", min=2, max=999)
    ] = SCAN,
) -> None:
    """Find the subsidy, duty, price or fact at which a number reaches a target."""
    opened = opening.opened(
        changes,
        [strategy],
        reads=lambda: read_target(reach, builds),
        checks=lambda opened: opened.check_asked(year, read_target(reach, builds)[0]),
    )
    indicator, target = read_target(reach, builds)
    run = opened.run(strategy)
    with working("Scanning") as say:
        found = run.break_even(
            figure,
            indicator,
            target,
            opened.or_decision_year(year),
            low=low,
            high=high,
            points=points,
            **solving.options(say),
        )
    view = Group(opened.title(run), "", Text(found.in_words), "", _curve(found))
    opened.deliver({**opened.about(run), **_data(found)}, plain_rows(found.points), view)
    stop_unless_met(found.can_be_met)


def _data(found: BreakEven) -> dict[str, object]:
    return {
        "figure": found.figure.name,
        "figure_unit": found.figure.unit,
        "stated": found.figure.value,
        "from": found.figure.low,
        "to": found.figure.high,
        "to_why": found.figure.range_why,
        "indicator": found.indicator,
        "unit": found.unit,
        "year": found.year,
        "target": found.target,
        "now": found.now,
        "value": found.value,
        "met": found.can_be_met,
        "crossings": [
            {
                "reached": one.reached,
                "missed": one.missed,
                "number_reached": one.number_reached,
                "number_missed": one.number_missed,
            }
            for one in found.crossings
        ],
        "curve": plain_rows(found.points),
    }


def _curve(found: BreakEven) -> Table:
    """The number at every value that was tried."""
    factor, unit = scale(found.unit, [point.number for point in found.points])
    table = grid()
    table.add_column(found.figure.title, justify="right")
    table.add_column(f"{found.indicator}, {unit}", justify="right")
    table.add_column("", style="dim", overflow="fold")
    ends = {one.missed: "not yet" for one in found.crossings}
    ends |= {one.reached: "reached" for one in found.crossings}
    for point in found.points:
        value = "–" if point.number is None else written(factor * point.number)
        table.add_row(found.said(point.figure), value, point.fault or ends.get(point.figure, ""))
    return table


def stop_unless_met(met: bool) -> None:
    """End the command with the code of what cannot be met, once that has been told."""
    if not met:
        raise typer.Exit(2)


def read_target(reach: str, builds: str) -> tuple[str, float]:
    """Read what is to be reached: an indicator and a number, or a plant that is to stand.

    Raises InvalidInput for both or neither, and for what names no number.
    """
    if bool(reach) == bool(builds):
        raise InvalidInput(
            Problem(
                field="--reach",
                message="say either what is to be reached or which plant is to be built",
                remedy="write --reach INDICATOR=VALUE, or --builds PLANT",
            )
        )
    if builds:
        return f"capacity.{builds}", 1.0
    indicator, _, text = reach.rpartition("=")
    value = plain_value(text)
    if not indicator or isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(
            Problem(
                field="--reach",
                message=f"'{reach}' names no indicator and number",
                remedy="write both with = between them, such as net_import_reliance=0.5",
            )
        )
    return indicator.strip(), float(value)
