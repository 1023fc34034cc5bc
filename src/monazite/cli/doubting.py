"""`monazite sensitivity`: how much of an answer each doubtful fact decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.opening import Opening, Solving
from monazite.cli.options import Indicators, Strategy, Year, listed
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.cli.wording import decimals_for, figure, scale
from monazite.core.progress import Steps
from monazite.core.shares import share_told
from monazite.core.usual import INPUTS
from monazite.core.vocabulary import grade_word
from monazite.core.wording import counted

if TYPE_CHECKING:
    from monazite.findings.ensemble import TotalOrder
    from monazite.findings.evidence import UncertainInputEffect
    from monazite.runs.run import Run

__all__ = ["sensitivity"]

# A doubt that decides less than this of an answer is counted and not listed.
_LISTED_FROM = 0.005
_BAR = 12


def sensitivity(
    opening: Opening,
    strategy: Strategy,
    solving: Solving,
    year: Year = None,
    indicators: Indicators = "",
    most: Annotated[
        int, typer.Option("--most", help="Uncertain inputs to try, families first.", min=1, max=200)
    ] = INPUTS,
    everything: Annotated[
        bool, typer.Option("--all", help="Also list doubts that decide next to nothing.")
    ] = False,
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            "-n",
            help="Also draw them together so often, for first-order and total indices.",
            min=0,
        ),
    ] = 0,
) -> None:
    """Put each doubtful fact at its low and its high and show how far the answer moves."""
    keys = listed(indicators)
    opened = opening.opened(
        strategies=[strategy],
        checks=lambda opened: opened.check_asked(year, *keys),
    )
    run = opened.run(strategy)
    with working("Choosing what to doubt") as say:
        steps = Steps(say, {"uncertain_inputs": 1})
        steps.begin("uncertain_inputs", most)
        rows = run.records.sensitivity(year, keys or None, most=most, progress=steps)
    together = _together(run, rows, most, draws, solving)
    data = {
        **opened.about(run),
        "baseline": opened.handle.baseline,
        "year": rows[0].year if rows else year,
        "rows": plain_rows(rows),
        "indices": {key: plain_rows(found) for key, found in together.items()},
    }
    view = Group(opened.title(run), *_blocks(rows, everything), *_indices(together))
    opened.deliver(data, plain_rows(rows), view)


def _together(
    run: Run,
    rows: Sequence[UncertainInputEffect],
    most: int,
    draws: int,
    solving: Solving,
) -> dict[str, list[TotalOrder]]:
    """Draw all doubts of a table together, so that what they do with one another is told."""
    if not draws or not rows:
        return {}
    from monazite.runs.draws.total_order import total_order

    with working("Drawing facts together") as say:
        return total_order(
            run,
            list(dict.fromkeys(row.indicator for row in rows)),
            rows[0].year,
            most=most,
            draws=draws,
            **solving.options(say),
        )


def _indices(together: Mapping[str, Sequence[TotalOrder]]) -> Iterator[RenderableType]:
    for key, found in together.items():
        if not found:
            continue
        table = grid()
        table.add_column(f"{key}, all drawn together", max_width=48, overflow="fold")
        for head in ("alone", "with others"):
            table.add_column(head, justify="right")
        for one in found:
            alone = share_told(one.first_order, one.first_order_error)
            table.add_row(Text(one.title), alone, share_told(one.total, one.total_error))
        yield ""
        yield table


def _blocks(rows: Sequence[UncertainInputEffect], everything: bool) -> list[RenderableType]:
    by_indicator: dict[str, list[UncertainInputEffect]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator, []).append(row)
    parts: list[RenderableType] = []
    for indicator, block in by_indicator.items():
        values = [value for row in block for value in (row.at_low, row.at_central, row.at_high)]
        factor, unit = scale(block[0].indicator_unit, values)
        places = decimals_for(factor * value for value in values if value is not None)
        head = Text(f"{indicator} in {block[0].year}: ", style="bold")
        head.append(f"{_shown(block[0].at_central, factor, places)} {unit}")
        listed = [row for row in block if everything or row.share >= _LISTED_FROM]
        parts += ["", head]
        if listed:
            parts.append(_table(listed, factor, places))
        rest = len(block) - len(listed)
        if rest:
            parts.append(Text(_left_out(rest, listed=bool(listed)), style="dim"))
    faults = dict.fromkeys(f"– {row.title}: {row.fault}." for row in rows if row.fault)
    if faults:
        parts += ["", Text("Values with which there is no study or no plan:", style="dim")]
        parts += [Text(fault, style="dim") for fault in faults]
    if not rows:
        parts.append("Nothing this plan rests on has a range.")
    return parts


def _table(rows: Sequence[UncertainInputEffect], factor: float, places: int) -> Table:
    table = grid()
    table.add_column("uncertain fact", max_width=30, overflow="fold")
    table.add_column("grade")
    table.add_column("may be", max_width=26, overflow="fold")
    table.add_column("at low", justify="right")
    table.add_column("at high", justify="right")
    table.add_column("decides")
    for row in rows:
        bar = "█" * max(1, round(_BAR * row.share)) if row.share >= _LISTED_FROM else ""
        table.add_row(
            row.title,
            grade_word(row.grade),
            f"{figure(row.low)} to {figure(row.high)} {_unit(row)}",
            _shown(row.at_low, factor, places),
            _shown(row.at_high, factor, places),
            f"{100 * row.share:3.0f} % {bar}",
        )
    return table


def _unit(row: UncertainInputEffect) -> str:
    return "times" if row.unit == "of central" else row.unit


def _shown(value: float | None, factor: float, places: int) -> str:
    return "–" if value is None else figure(factor * value, places)


def _left_out(rest: int, *, listed: bool) -> str:
    """Say of doubts that are not listed that they decide next to nothing."""
    if listed:
        said = counted(rest, "more decides", "more decide")
        return f"{said} next to nothing."
    return "The doubt tried does not move it." if rest == 1 else f"None of {rest} doubts moves it."
