"""`monazite alternatives`: other sets of levers that reach as much and cost little more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.completing import indicator_names
from monazite.cli.opening import Changes, Opened, Opening, Solving
from monazite.cli.options import Strategy, Year, listed
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.core.errors import InvalidInput, Problem, check_all
from monazite.core.usual import COSTS, SETS, SLACK
from monazite.store import check_nothing_lost, check_writable

if TYPE_CHECKING:
    from monazite.api import StudyHandle
    from monazite.runs.questions.lever_sets import Alternative, Alternatives

__all__ = ["alternatives"]

_COSTS = ",".join(COSTS)

Reach = Annotated[
    str,
    typer.Option(
        "--reach",
        help="Indicators that are to be reached, with commas between.",
        metavar="INDICATORS",
        autocompletion=indicator_names,
    ),
]
Cost = Annotated[
    str,
    typer.Option(
        "--cost",
        help="Indicators that may be little more.",
        metavar="INDICATORS",
        autocompletion=indicator_names,
    ),
]
Slack = Annotated[float, typer.Option("--slack", help="Part by which it may cost more, from 0.")]
Count = Annotated[int, typer.Option("--count", help="Sets to look for.", min=1, max=20)]
Save = Annotated[
    Path | None,
    typer.Option(
        "--save",
        help="Folder to write each set into, as a strategy file.",
        metavar="FOLDER",
        show_default=False,
    ),
]


def alternatives(
    opening: Opening,
    strategy: Strategy,
    solving: Solving,
    changes: Changes,
    reach: Reach = "",
    cost: Cost = _COSTS,
    slack: Slack = SLACK,
    count: Count = SETS,
    year: Year = None,
    save: Save = None,
) -> None:
    """Find other sets of levers that reach as much of a number and cost little more."""
    wanted = listed(reach)
    if not wanted:
        raise InvalidInput(
            Problem(
                field="--reach",
                message="nothing is said that is to be reached",
                remedy="name one or several of `monazite list indicators`",
            )
        )

    def check(opened: Opened) -> None:
        place = opened.handle.study.path
        check_all(
            lambda: opened.check_asked(year, *wanted, *listed(cost)),
            lambda: check_writable(save / "set.yaml", outside=place) if save else None,
        )

    opened = opening.opened(changes, [strategy], checks=check)
    run = opened.run(strategy)
    in_year = opened.or_decision_year(year)
    with working("Looking for other sets of levers") as say:
        work = solving.options(say)
        found = run.alternatives(
            wanted, in_year, costs=listed(cost), slack=slack, count=count, **work
        )
    written = [] if save is None else _saved(opened.handle, found, save)
    rows = plain_rows(found.found)
    data = {
        **opened.about(run),
        "wanted": plain_rows(found.wanted),
        "costs": plain_rows(found.costs),
        "slack": found.slack,
        "levers": found.levers,
        "solved": found.solved,
        "alternatives": rows,
        "files": written,
    }
    view = Group(opened.title(run), "", Text(found.in_words), *_sets(found), *_files(written))
    opened.deliver(data, rows, view)
    if not found.found:
        raise typer.Exit(2)


def _sets(found: Alternatives) -> Iterator[RenderableType]:
    """Each set by its title, with its levers and what it comes to."""
    for one, strategy in zip(found.found, found.strategies, strict=True):
        yield ""
        yield Text(strategy.title, style="bold")
        yield _levers(one)
        yield _figures(found, one)


def _files(written: Sequence[str]) -> Iterator[RenderableType]:
    if written:
        yield ""
    for path in written:
        yield Text(f"Written: {path}", style="dim")


def _levers(one: Alternative) -> Table:
    """What a set has in place of what."""
    table = grid()
    table.show_header = False
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for said, titles in (("adds", one.adds), ("leaves out", one.leaves_out), ("keeps", one.keeps)):
        table.add_row(said, "; ".join(titles) or "nothing")
    return table


def _figures(found: Alternatives, one: Alternative) -> Table:
    """What a set comes to beside the strategy: what is wanted, what is paid, and what is worse."""
    table = grid()
    table.add_column("comes to", overflow="fold")
    for head in ("", "with it", "with the strategy"):
        table.add_column(head, justify="right")
    worse = [figure for figure in found.front if figure.title in one.worse]
    for figure in (*found.wanted, *found.costs, *worse):
        title = f"worse: {figure.title}" if figure in worse else figure.title
        numbers = [figure.told(one.comes_to[figure.indicator]), figure.told(figure.value)]
        table.add_row(title, str(figure.year), *numbers)
    return table


def _saved(handle: StudyHandle, found: Alternatives, folder: Path) -> list[str]:
    """Write each set as a strategy file; gives their paths."""
    from monazite.api import Proposal

    kept = [(folder / f"{one.name}.yaml", Proposal(handle.study, one)) for one in found.strategies]
    for path, proposal in kept:
        check_nothing_lost(path, proposal.as_text().encode())
    return [str(proposal.save(path)) for path, proposal in kept]
