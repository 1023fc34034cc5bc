"""The arguments and options that several verbs share."""

import os
from pathlib import Path
from typing import Annotated

import typer

from monazite.cli.completing import (
    indicator_names,
    pools_begin_names,
    strategy_names,
    study_names,
    world_names,
)
from monazite.core.errors import InvalidInput, Problem

__all__ = [
    "Facts",
    "FirstYear",
    "Folder",
    "Indicators",
    "Json",
    "Keep",
    "LeftOut",
    "LeverFiles",
    "Output",
    "Pools",
    "Settings",
    "Stops",
    "Strategies",
    "Strategy",
    "Study",
    "StudyWorld",
    "Workers",
    "World",
    "Year",
    "Years",
    "listed",
    "processes",
    "read_number",
    "read_years",
]

Study = Annotated[
    str,
    typer.Argument(
        help="Name of a study that ships with monazite, or a study folder.",
        autocompletion=study_names,
    ),
]
Strategy = Annotated[
    str,
    typer.Argument(
        help="Name of a strategy of the study, or a file that ends in .yaml.",
        autocompletion=strategy_names,
    ),
]
Strategies = Annotated[
    list[str] | None,
    typer.Argument(
        help="Strategies; those of the front page if left out.", autocompletion=strategy_names
    ),
]
World = Annotated[
    str | None,
    typer.Option(
        "--world",
        help="World to assume, by name or a .yaml file; the study's own if left out.",
        show_default=False,
        autocompletion=world_names,
    ),
]
StudyWorld = Annotated[
    str | None,
    typer.Option(
        "--world",
        help="World of the study to assume; the study's own if left out.",
        show_default=False,
        autocompletion=world_names,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write to a file instead: .json, .csv or .txt; a picture also .svg or .png.",
        metavar="FILE",
        show_default=False,
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Write a run folder: brief, tables, inputs and their hashes.",
        metavar="FOLDER",
        show_default=False,
    ),
]
Keep = Annotated[
    bool,
    typer.Option("--keep/--no-keep", help="Keep what is worked out, to go on if stopped."),
]
Workers = Annotated[
    int,
    typer.Option("--workers", help="Processes to solve with; 0 for one a processor.", min=0),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        help="Address of a Dask scheduler whose workers do it.",
        metavar="ADDRESS",
        show_default=False,
    ),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help="Year to read; 2030 where reported.", show_default=False),
]
FirstYear = Annotated[
    int | None,
    typer.Option(
        "--year", help="Year whose January is the first month.", show_default="a decision year"
    ),
]
Stops = Annotated[
    list[str] | None,
    typer.Option(
        "--stop",
        help="A stop in every scenario: 'REGION:PRODUCT for 6 months from 2030-03 at 80 %', or a"
        " plant at home; may be given again.",
        metavar="STOP",
        show_default=False,
    ),
]
Indicators = Annotated[
    str,
    typer.Option(
        "--indicators",
        help="Indicators separated by commas; the study's front indicators if left out.",
        metavar="INDICATORS",
        autocompletion=indicator_names,
    ),
]
Years = Annotated[
    str,
    typer.Option("--years", help="Years to show, such as 2024,2030.", metavar="YEARS"),
]
LeverFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--lever",
        help="Add the levers of a YAML file to the strategies named; may be given again.",
        metavar="FILE",
        show_default=False,
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Change a lever, named by title or kind: 'Capital subsidy.share=0.3'.",
        metavar="LEVER.FIELD=VALUE",
        show_default=False,
    ),
]
LeftOut = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        help="Leave out a lever, named by title or kind: 'Capital subsidy'.",
        metavar="LEVER",
        show_default=False,
    ),
]
Facts = Annotated[
    list[str] | None,
    typer.Option(
        "--fact",
        help="Put a fact at another value, in its own unit: 'capacity:hom-mine=45'.",
        metavar="ID=VALUE",
        show_default=False,
    ),
]
Pools = Annotated[
    str | None,
    typer.Option(
        "--pools-begin",
        help="What owners at home first ask: without_strategy, before_news, stated, imports, cost.",
        metavar="WAY",
        show_default="without_strategy",
        autocompletion=pools_begin_names,
    ),
]


def processes(workers: int) -> int:
    """How many processes that is: one a processor where none is said."""
    return workers or os.cpu_count() or 1


def listed(text: str) -> list[str]:
    """Read words separated by commas; none where nothing stands."""
    return [word.strip() for word in text.split(",") if word.strip()]


def read_number(text: str) -> tuple[str, int]:
    """Read which number is meant: an indicator, an @ and a year.

    Raises InvalidInput for what does not name both.
    """
    indicator, _, year = text.rpartition("@")
    if not (indicator and _is_year(year)):
        raise InvalidInput(
            Problem(
                field="NUMBER",
                message=f"'{text}' does not name an indicator and a year",
                remedy="write both with an @ between them, such as net_import_reliance@2030",
            )
        )
    return indicator, int(year)


def read_years(text: str) -> list[int]:
    """Read years separated by commas; none where the verb chooses.

    Raises InvalidInput for what is no year.
    """
    words = listed(text)
    wrong = [word for word in words if not _is_year(word)]
    if wrong:
        raise InvalidInput(
            Problem(
                field="--years",
                message=f"'{wrong[0]}' is not a year",
                remedy="write years separated by commas, such as 2024,2030",
            )
        )
    return [int(word) for word in words]


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4
