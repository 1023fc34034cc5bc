"""`monazite explain`: one number followed back to the facts and levers it rests on."""

from collections.abc import Mapping
from numbers import Real
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from monazite.cli.options import Json, Output, Strategy, Study, World
from monazite.cli.output import Answer, deliver
from monazite.cli.studies import open_study, solve
from monazite.cli.wording import figure, scale
from monazite.core.errors import InvalidInput, Problem

__all__ = ["explain"]


def explain(
    study: Study,
    strategy: Strategy,
    number: Annotated[
        str, typer.Argument(help="Indicator and year, such as import_dependence@2030.")
    ],
    world: World = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Follow one number back: formula, binding rule, parameter, lever, fact and source."""
    indicator, year = _read_number(number)
    handle = open_study(study)
    (run,) = solve(handle, [strategy], world)
    steps = run.trace(indicator, year)
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategy": run.strategy,
        "world": run.world,
        "indicator": indicator,
        "year": year,
        "value": steps[0]["value"],
        "unit": steps[0]["unit"],
        "steps": steps,
    }
    title = Text(f"{indicator} in {year}: ", style="bold")
    title = Text(f"{handle.title}: {run.strategy}", style="bold")
    title.append(f"  world: {run.world}", style="dim")
    view = Group(title, *(_line(step) for step in steps))
    deliver(Answer(data, steps, view), as_json=as_json, output=output)


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


def _line(step: Mapping[str, object]) -> RenderableType:
    """Draw one step below the one it explains: what it is, its number, where it stands."""
    line = Text(f"{step['kind']}: ", style="dim")
    line.append(str(step["text"]), style="bold" if step["kind"] == "indicator" else "default")
    if isinstance(step["value"], Real):
        factor, unit = scale(str(step["unit"]), [step["value"]])
        line.append(f"  {figure(factor * float(step['value']))} {unit}", style="default")
    if step["where"]:
        line.append(f"  {step['where']}", style="dim")
    return Padding(line, (0, 0, 0, 2 * int(str(step["depth"]))), expand=False)
