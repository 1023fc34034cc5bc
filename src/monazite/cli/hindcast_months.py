"""`monazite hindcast --months`: past episodes played month by month, beside what was observed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.completing import episode_names
from monazite.cli.output import Answer, deliver, plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.studies import open_study, solve, stop_without_plan
from monazite.core.errors import InvalidInput, Problem
from monazite.store import write_whole

if TYPE_CHECKING:
    from monazite.report.episode import TableInWords
    from monazite.runs.disruptions.episodes import Episode

__all__ = ["PAGE", "Past", "hindcast_months"]

PAGE = ".md"
"""Ending of a file that is written as a page."""


@dataclass(frozen=True)
class Past:
    """Which episodes of the past are played in place of a forecast."""

    months: Annotated[
        bool,
        typer.Option("--months", help="Play past episodes month by month and score them."),
    ] = False
    episode: Annotated[
        str | None,
        typer.Option(
            "--episode",
            help="The episode to play; all if left out.",
            show_default=False,
            autocompletion=episode_names,
        ),
    ] = None

    def __post_init__(self) -> None:
        """Raise InvalidInput for an episode that is named and not to be played."""
        if self.episode is not None and not self.months:
            raise InvalidInput(
                Problem(
                    field="--episode",
                    message="an episode is played month by month",
                    remedy="add --months",
                )
            )


def hindcast_months(
    study: str, past: Past, world: str | None, output: Path | None, *, as_json: bool
) -> None:
    """Play the episodes asked for, and show or write how near each came."""
    handle = open_study(study, output, as_json=as_json, beside=(PAGE,))
    names = [past.episode] if past.episode is not None or not handle.episodes else handle.episodes
    # without episodes, or with an unknown one, the study says so before anything is solved
    strategies = dict.fromkeys(handle.episode(name).strategy for name in names)
    stop_without_plan(solve(handle, list(strategies), world))
    found = [handle.hindcast_months(name, world) for name in names]
    if output is not None and not as_json and output.suffix.casefold() == PAGE:
        write_whole(output, "\n".join(one.page() for one in found).encode())
        return
    rows = plain_rows(row for one in found for row in one.compared_records())
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "world": found[0].run.world,
        "episodes": [
            {
                "episode": one.name,
                "title": one.title,
                "strategy": one.run.strategy,
                "scores": plain_rows(one.score_records()),
                "compared": plain_rows(one.compared_records()),
                "months": plain_rows(one.month_records()),
            }
            for one in found
        ],
    }
    view = Group(*(part for one in found for part in _shown(one, handle.title)))
    deliver(Answer(data, rows, view), as_json=as_json, output=output)


def _shown(episode: Episode, study: str) -> list[RenderableType]:
    from monazite.report.episode import compared_table, months_table, scored_in_words

    told = episode.told()
    reasons = (
        f"{row.title}, {row.period}: {row.reason.rstrip('.')}."
        for row in told.compared
        if row.reason
    )
    return [
        heading(f"{study}: {told.title}, month by month", told.world),
        Text(told.in_words(), style="dim"),
        "",
        _grid(months_table(told)),
        "",
        _grid(compared_table(told.compared).without("Why")),
        "",
        *(Text(scored_in_words(score)) for score in told.scores),
        "",
        *(Text(reason, style="dim") for reason in reasons),
    ]


def _grid(table: TableInWords) -> Table:
    found = grid()
    for head, number in zip(table.heads, table.numbers, strict=True):
        found.add_column(head, justify="right" if number else "left")
    for row in table.rows:
        found.add_row(*(cell.replace("\N{MINUS SIGN}", "-") for cell in row))
    return found
