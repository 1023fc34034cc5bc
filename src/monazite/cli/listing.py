"""`monazite list`: the names that other verbs take."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group
from rich.text import Text

from monazite.cli.completing import lever_kinds, study_names
from monazite.cli.options import Json, Output
from monazite.cli.output import Answer, deliver
from monazite.cli.pages import grid
from monazite.cli.studies import open_study
from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.keys import key_named
from monazite.core.vocabulary import indicators

if TYPE_CHECKING:
    from monazite.strategy import Strategy, World

__all__ = ["Listed", "list_names"]


class Listed(StrEnum):
    """What can be listed."""

    studies = "studies"
    strategies = "strategies"
    worlds = "worlds"
    indicators = "indicators"
    levers = "levers"
    charts = "charts"


def _second_words(context: typer.Context, incomplete: str) -> list[str]:
    """Names that may stand behind what is listed: a kind of lever, else a study."""
    listed = context.params.get("what")
    return (lever_kinds if listed == Listed.levers else study_names)(incomplete)


def list_names(
    what: Annotated[Listed, typer.Argument(help="What to list.")] = Listed.studies,
    study: Annotated[
        str | None,
        typer.Argument(
            help="The study whose strategies, worlds or indicators are listed; "
            "for levers the kind whose keys are.",
            show_default=False,
            autocompletion=_second_words,
        ),
    ] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """List studies, strategies, worlds, indicators, levers or charts, with a word on each."""
    rows = _rows(what, study)
    table = grid()
    for column in rows[0]:
        table.add_column(column, overflow="fold", no_wrap=column == "name")
    for row in rows:
        table.add_row(*(str(cell) for cell in row.values()))
    view = Group(Text(what.value.capitalize(), style="bold"), table)
    deliver(Answer({what.value: rows}, rows, view), as_json=as_json, output=output)


def _rows(what: Listed, study: str | None) -> Sequence[Mapping[str, str]]:
    # Late, because reading studies takes a second that --help must not.
    from monazite.study import list_studies, load_study

    if what is Listed.studies:
        return [{"name": name, "title": load_study(name).settings.title} for name in list_studies()]
    if what is Listed.levers:
        return _levers(study)
    if what is Listed.charts:
        from monazite.charts.registry import pictures

        return [{"name": one.name, "what it shows": one.says} for one in pictures().values()]
    if what is Listed.indicators and study is None:
        return [
            {"name": one.indicator, "unit": one.unit, "what it is": one.description}
            for one in indicators().values()
        ]
    if study is None:
        raise InvalidInput(
            Problem(
                field="STUDY",
                message=f"{what.value} belong to a study, and none is named",
                remedy=f"write monazite list {what.value} and one of: {', '.join(list_studies())}",
            )
        )
    known = open_study(study).study
    if what is Listed.indicators:
        front = known.settings.front_indicators
        return [
            {
                "name": key,
                "what it is": indicators()[key_named(key).indicator].title,
                "where": "front page" if key in front else "headlines",
            }
            for key in known.settings.headlines
        ]
    plans: Mapping[str, Strategy | World] = (
        known.strategies if what is Listed.strategies else known.worlds
    )
    return [
        {"name": plan.name, "title": plan.title, "why": plan.why or ""} for plan in plans.values()
    ]


def _levers(kind: str | None) -> Sequence[Mapping[str, str]]:
    """Every kind of lever, or the keys of one."""
    from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS, words_of
    from monazite.strategy.levers.fields import fields_of

    kinds = {**STRATEGY_KINDS, **WORLD_KINDS}
    if kind is None:
        return [
            {"name": name, "side": record.side, "what it does": words_of(record).says}
            for name, record in kinds.items()
        ]
    if kind not in kinds:
        raise InvalidInput(
            Problem(
                field="STUDY",
                message=f"the kind '{kind}' is not known",
                remedy=name_remedy(kind, kinds),
            )
        )
    return [
        {
            "name": field.key,
            "what is written": field.written.replace("`", ""),
            "if left out": "must be there" if field.needed else field.default,
            "what it says": field.says,
        }
        for field in fields_of(kinds[kind])
    ]
