"""`monazite explain`: one number followed back to the facts and levers it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monazite.cli.options import Json, Output, Strategy, Study, World
from monazite.cli.output import Answer, deliver, plain_rows
from monazite.cli.proposing import Facts, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import open_study, solve
from monazite.cli.terminal import working
from monazite.cli.wording import figure, scale
from monazite.core.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from monazite.findings.bottlenecks import EasedWall, TraceStep

__all__ = ["explain"]


def explain(
    study: Study,
    strategy: Strategy,
    number: Annotated[
        str, typer.Argument(help="Indicator and year, such as import_dependence@2030.")
    ],
    world: World = None,
    walls: Annotated[
        bool,
        typer.Option("--walls", help="Also ease what holds it back, one wall after the other."),
    ] = False,
    output: Output = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Follow one number back: formula, binding rule, parameter, lever, fact and source."""
    indicator, year = _read_number(number)
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings), world)
    steps = run.records.trace(indicator, year)
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategy": run.strategy,
        "world": run.world,
        "indicator": indicator,
        "year": year,
        "value": steps[0].value,
        "unit": steps[0].unit,
        "steps": plain_rows(steps),
    }
    eased: list[EasedWall] = []
    if walls:
        with working("Looking for walls") as say:
            eased = run.records.walls(year, indicator, progress=say)
        data["walls"] = plain_rows(eased)
    title = Text(f"{indicator} in {year}: ", style="bold")
    title = Text(f"{handle.title}: {run.strategy}", style="bold")
    title.append(f"  world: {run.world}", style="dim")
    view = Group(title, *(_line(step) for step in steps), *(_next_walls(eased) if walls else ()))
    deliver(Answer(data, plain_rows(steps), view), as_json=as_json, output=output)


def _next_walls(walls: Sequence[EasedWall]) -> list[RenderableType]:
    """List walls in order: what was eased, and what the number became."""
    if not walls:
        return ["", "No plant, permit or site at home holds it back."]
    values = [value for row in walls for value in (row.before, row.after)]
    factor, unit = scale(walls[0].unit, values)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("if this wall were gone, and those above it", max_width=44, overflow="fold")
    table.add_column("rule", max_width=28, overflow="fold")
    table.add_column("plants", justify="right")
    table.add_column(f"it would be, {unit}", justify="right")
    for row in walls:
        table.add_row(
            f"{row.step}. {row.stage_title}",
            row.rule.replace("_", " "),
            str(len(row.subjects)),
            figure(factor * row.after),
        )
    return ["", table]


def _read_number(text: str) -> tuple[str, int]:
    indicator, separator, year = text.rpartition("@")
    if not (separator and indicator and year.isdecimal()):
        raise InvalidInput(
            Problem(
                field="NUMBER",
                message=f"'{text}' does not name an indicator and a year",
                remedy="write both with an @ between them, such as import_dependence@2030",
            )
        )
    return indicator, int(year)


def _line(step: TraceStep) -> RenderableType:
    """Draw one step below the one it explains: what it is, its number, where it stands."""
    line = Text(f"{step.kind}: ", style="dim")
    line.append(step.text, style="bold" if step.kind == "indicator" else "default")
    if step.value is not None:
        factor, unit = scale(step.unit, [step.value])
        line.append(f"  {figure(factor * step.value)} {unit}", style="default")
    if step.where:
        line.append(f"  {step.where}", style="dim")
    return Padding(line, (0, 0, 0, 2 * step.depth), expand=False)
