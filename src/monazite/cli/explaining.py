"""`monazite explain`: one number followed back to the facts and levers it rests on."""

from collections.abc import Mapping
from numbers import Real
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.options import Json, Output, Strategy, Study, World
from monazite.cli.output import Answer, deliver
from monazite.cli.studies import open_study
from monazite.cli.terminal import working
from monazite.cli.wording import figure, grade_word, scale
from monazite.core.errors import InvalidInput, Problem, name_remedy

__all__ = ["explain"]

# What a step says first, in this order; whatever else it holds follows as it comes.
_OPENING = ("title", "what", "step", "label", "name")


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
    with working(f"Solving {strategy}"):
        run = handle.run(strategy, world=world)
        values = {
            (str(row["indicator"]), int(str(row["year"]))): row["value"]
            for row in run.headlines.iter_rows(named=True)
        }
        if indicator not in run.units:
            raise InvalidInput(
                Problem(
                    field="NUMBER",
                    message=f"there is no indicator '{indicator}'",
                    remedy=name_remedy(indicator, run.units),
                )
            )
        steps = run.trace(indicator, year)
    unit = run.units[indicator]
    value = values.get((indicator, year))
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategy": run.strategy,
        "world": run.world,
        "indicator": indicator,
        "year": year,
        "value": value,
        "unit": unit,
        "steps": steps,
    }
    title = Text(f"{indicator} in {year}: ", style="bold")
    factor, shown_unit = scale(unit, [value])
    shown = factor * float(value) if isinstance(value, Real) else value
    title.append(f"{figure(shown)} {shown_unit}")
    title.append(f"  {run.strategy}, world: {run.world}", style="dim")
    view = Group(title, *(_step(place, step) for place, step in enumerate(steps, start=1)))
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


def _step(place: int, step: Mapping[str, object]) -> RenderableType:
    opening = next((key for key in _OPENING if step.get(key)), "")
    line = Text(f"{place:>3}. ", style="dim")
    line.append(str(step.get(opening, "")), style="bold")
    rest = [
        Text(f"     {key.replace('_', ' ')}: {_words(key, value)}")
        for key, value in step.items()
        if key != opening and value not in (None, "", [], (), {})
    ]
    return Group(line, *rest)


def _words(key: str, value: object) -> str:
    if key == "grade":
        return grade_word(value)
    if isinstance(value, float):
        return figure(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{inner} {_words(str(inner), cell)}" for inner, cell in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words("", part) for part in value)
    return str(value)
