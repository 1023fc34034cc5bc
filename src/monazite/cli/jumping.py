"""What jumps from one year to the next, for a screen: one line for all strategies it jumps in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.pages import grid
from monazite.cli.wording import figure
from monazite.core.wording import counted

if TYPE_CHECKING:
    from monazite.findings.account import Jump, Jumped

__all__ = ["jumps_page"]


def jumps_page(jumps: Sequence[Jumped], strategies: Sequence[str]) -> list[RenderableType]:
    """Tell jumps as `check` has them: those nothing explains first, then those with an event.

    `strategies` are those that were looked at; a jump of all of them does not name them.
    """
    page: list[RenderableType] = []
    for explained, head in ((False, "nothing explains"), (True, "something explains")):
        told = _together(one for one in jumps if bool(one.jump.events) is explained)
        if told:
            said = f"{counted(len(told), 'change')} by more than three tenths"
            page += ["", Text(f"{said} from one year to the next that {head}, t/yr")]
            page.append(_table(told, strategies, explained=explained))
    return page


def _together(jumps: Iterable[Jumped]) -> list[tuple[Jump, list[str]]]:
    """Jumps that are the same in several strategies, with these, by year and title."""
    found: dict[tuple[object, ...], tuple[Jump, list[str]]] = {}
    for one in jumps:
        jump = one.jump
        key = (jump.year, jump.title, figure(jump.before), figure(jump.after), jump.events)
        found.setdefault(key, (jump, []))[1].append(one.strategy)
    return sorted(found.values(), key=lambda told: (told[0].year, told[0].title))


def _table(
    told: Sequence[tuple[Jump, list[str]]], strategies: Sequence[str], *, explained: bool
) -> Table:
    table = grid()
    table.add_column("year")
    table.add_column("what", overflow="fold", ratio=3)
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column("under", overflow="fold", ratio=1)
    if explained:
        table.add_column("because of", overflow="fold", ratio=3)
    for jump, under in told:
        table.add_row(
            str(jump.year),
            jump.title,
            figure(jump.before),
            figure(jump.after),
            "all" if set(under) == set(strategies) else ", ".join(under),
            *([", ".join(jump.events)] if explained else []),
        )
    return table
