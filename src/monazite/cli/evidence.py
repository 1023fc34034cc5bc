"""`monazite facts` and `monazite check`: what a study rests on, and whether it holds together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from monazite.cli.jumping import jumps_page
from monazite.cli.options import Json, Output, Study
from monazite.cli.output import Answer, deliver, plain_rows
from monazite.cli.pages import grid
from monazite.cli.studies import open_study, without_plan
from monazite.cli.terminal import errors, working
from monazite.cli.wording import figure
from monazite.core.errors import InvalidInput, Problem
from monazite.core.vocabulary import grade_word
from monazite.core.wording import counted, raised
from monazite.evidence import fact_named, fact_told

if TYPE_CHECKING:
    from monazite.api import KnownFact
    from monazite.api.checking import StudyCheck

__all__ = ["check", "facts", "value_and_range"]

_BETWEEN = 60
"""Columns of the screen that all else of a fact needs beside its ids."""


def facts(
    study: Study,
    text: Annotated[
        str, typer.Argument(help="Words to look for; every fact if left out.", show_default=False)
    ] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            help="Only facts with this in a column, such as stage=separation; repeatable.",
            metavar="COLUMN=VALUE",
        ),
    ] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """List facts with value, range, unit, grade and source."""
    filters = dict(_read_filter(condition) for condition in where or [])
    handle = open_study(study, output, as_json=as_json)
    found = handle.records.facts(text, **filters)
    data = {"study": handle.name, "data_hash": handle.data_hash, "facts": plain_rows(found)}
    deliver(
        Answer(data, plain_rows(found), _facts_view(found, handle.study.titles)),
        as_json=as_json,
        output=output,
    )


def check(
    study: Study,
    solve: Annotated[
        bool,
        typer.Option(
            "--solve",
            help="Also solve every strategy: which has no plan, what is mostly unmet, what jumps.",
        ),
    ] = False,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Read a study, report every problem in it, or say what it rests on."""
    handle = open_study(study, output, as_json=as_json)
    with working(f"Checking {study}"):
        found = handle.check(solve=solve)
    # Late, like all that reads studies, because --help must not wait for it.
    from monazite.study.beginning import PLACEHOLDER

    placeholders = [
        fact for fact in handle.study.evidence.facts.values() if fact.source_id == PLACEHOLDER
    ]
    levers = {
        lever.origin
        for course in (handle.study.strategies, handle.study.worlds)
        for one in course.values()
        for lever in one.levers
        if lever.source == PLACEHOLDER
    }
    data = found.as_data() | {
        "placeholders": len(placeholders),
        "placeholder_levers": len(levers),
    }
    title = Text(handle.title, style="bold")
    title.append(f"  data {handle.data_hash[:12]}", style="dim")
    rows = [{"item": item, "value": value} for item, value in _leaves(data)]
    left = counted(
        len(placeholders),
        "fact is a placeholder, grade C: replace it",
        "facts are placeholders, grade C: replace them",
    )
    failed = [handle.run(name) for name in found.without_plan or ()]
    if failed:
        data["conflicts"] = {run.strategy: plain_rows(run.records.conflict()) for run in failed}
    end = [
        *([f"{left}, first in {placeholders[0].file}."] if placeholders else []),
        *([_levers_left(len(levers))] if levers else []),
        *([] if failed else ["The study is consistent."]),
    ]
    looked_at = dict.fromkeys((handle.baseline, *handle.front_page))
    jumping = jumps_page(found.jumps or (), list(looked_at))
    view = Group(
        title, *_report_lines(_shortened(found)), *jumping, *([""] if jumping else []), *end
    )
    deliver(Answer(data, rows, view), as_json=as_json, output=output)
    if failed:
        for run in failed:
            for line in without_plan(run):
                errors().print(line, soft_wrap=True)
        raise typer.Exit(1)


def _levers_left(count: int) -> str:
    """Say how many levers are as `new` wrote them, of the size of its placeholders."""
    return (
        f"{counted(count, 'lever is a placeholder', 'levers are placeholders')} as well: "
        f"give {'it' if count == 1 else 'them'} sizes of your own, in strategies and worlds."
    )


def _read_filter(condition: str) -> tuple[str, str]:
    column, separator, value = condition.partition("=")
    if not (separator and column.strip()):
        raise InvalidInput(
            Problem(
                field="--where",
                message=f"'{condition}' does not name a column and a value",
                remedy="write both with = between them, such as stage=separation",
            )
        )
    return column.strip(), value.strip()


def _facts_view(found: Sequence[KnownFact], titles: Mapping[str, str]) -> RenderableType:
    if not found:
        return Text("No fact matches.")
    return Group(_FactTable(found, titles), Text(counted(len(found), "fact"), style="dim"))


@dataclass(frozen=True)
class _FactTable:
    """Facts in columns; ids, which people copy, are never broken: they stand alone if need be."""

    facts: Sequence[KnownFact]
    titles: Mapping[str, str]

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """Put ids of facts and sources on lines of their own where columns would break them."""
        ids = max(len(fact.fact_id) for fact in self.facts)
        sources = max(len(fact.source_id) for fact in self.facts)
        if ids + sources + _BETWEEN <= options.max_width:
            table = grid()
            table.add_column("fact", no_wrap=True)
            table.add_column("value", justify="right", overflow="fold", ratio=3)
            table.add_column("unit", overflow="fold", ratio=3)
            table.add_column("when", overflow="fold", ratio=2)
            table.add_column("grade", no_wrap=True)
            table.add_column("source", no_wrap=True)
            table.add_column("what", overflow="fold", ratio=4)
            for fact in self.facts:
                table.add_row(
                    fact.fact_id,
                    value_and_range(fact),
                    _unit(fact),
                    fact.period,
                    grade_word(fact.grade),
                    fact.source_id,
                    _what(fact, self.titles),
                )
            yield table
            return
        for fact in self.facts:
            grade = grade_word(fact.grade)
            told = (value_and_range(fact), _unit(fact), fact.period, grade)
            yield Text(fact.fact_id, no_wrap=True, overflow="ignore")
            yield Text(f"  {_what(fact, self.titles)}")
            yield Text(f"  {', '.join(filter(None, told))}")
            yield Text(f"  {fact.source_id}", style="dim", no_wrap=True, overflow="ignore")


def _what(fact: KnownFact, titles: Mapping[str, str]) -> str:
    """What a fact is about: what its table says of it, else the words of its id."""
    told = fact_told(fact.dimensions, titles)
    return raised(", ".join(told) or fact_named(fact.fact_id).words)


def _unit(fact: KnownFact) -> str:
    """The unit of a fact; one without a unit is said to be a plain number, such as a share of 1."""
    return "plain number" if fact.unit == "1" and fact.kind == "value" else fact.unit


def value_and_range(fact: KnownFact) -> str:
    """Write the value of a fact with its range, or what kind of fact it is that has none."""
    if fact.kind != "value":
        return fact.kind
    value = figure(fact.value)
    if fact.low is None or fact.high is None:
        return value
    return f"{value} ({figure(fact.low)}-{figure(fact.high)})"


def _shortened(found: StudyCheck) -> dict[str, object]:
    """Leave out what stands elsewhere on the page, and count parameters instead of listing them."""
    elsewhere = ("study", "data_hash", "jumps")
    short = {key: value for key, value in found.as_data().items() if key not in elsewhere}
    sizes = found.parameters
    return short | {"parameters": f"{len(sizes)} with {sum(sizes.values()):,} numbers"}


def _report_lines(report: Mapping[str, object], indent: str = "  ") -> list[Text]:
    lines = []
    for item, value in report.items():
        name = Text(f"{indent}{str(item).replace('_', ' ')}", style="dim")
        if isinstance(value, Mapping):
            lines += [name, *_report_lines(value, indent + "  ")]
        elif isinstance(value, list | tuple):
            lines.append(name.append(f"  {len(value)}", style="default"))
            lines += [Text(f"{indent}  {_line(part)}") for part in value]
        else:
            lines.append(name.append(f"  {_line(value)}", style="default"))
    return lines


def _line(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_line(cell)}" for key, cell in value.items())
    return figure(value) if isinstance(value, float) else str(value)


def _leaves(report: Mapping[str, object], prefix: str = "") -> list[tuple[str, object]]:
    leaves: list[tuple[str, object]] = []
    for key, value in report.items():
        item = f"{prefix}{key}"
        if isinstance(value, Mapping):
            leaves += _leaves(value, f"{item}.")
        elif isinstance(value, list | tuple):
            leaves += [(f"{item}[{place}]", _line(part)) for place, part in enumerate(value)]
        else:
            leaves.append((item, value))
    return leaves
