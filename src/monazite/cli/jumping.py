"""What jumps from one year to the next, for a screen: one line for all strategies it jumps in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from monazite.cli.pages import grid
from monazite.cli.wording import figure
from monazite.core.wording import counted

__all__ = ["jumps_page"]

_Row = Mapping[str, object]


def jumps_page(rows: Sequence[_Row], strategies: Sequence[str]) -> list[RenderableType]:
    """Tell jumps as `check` has them: those nothing explains first, then those with an event.

    `strategies` are those that were looked at; a jump of all of them does not name them.
    """
    page: list[RenderableType] = []
    for explained, head in ((False, "nothing explains"), (True, "something explains")):
        told = _together(row for row in rows if bool(row["events"]) is explained)
        if told:
            said = f"{counted(len(told), 'change')} by more than three tenths"
            page += ["", Text(f"{said} from one year to the next that {head}, t/yr")]
            page.append(_table(told, strategies, explained=explained))
    return page


def _together(rows: Iterable[_Row]) -> list[tuple[_Row, list[str]]]:
    """Jumps that are the same in several strategies, with these, by year and title."""
    found: dict[tuple[object, ...], tuple[_Row, list[str]]] = {}
    for row in rows:
        events = row["events"]
        because = tuple(events) if isinstance(events, list) else ()
        key = (row["year"], row["title"], figure(row["before"]), figure(row["after"]), because)
        found.setdefault(key, (row, []))[1].append(str(row["strategy"]))
    return [found[key] for key in sorted(found, key=lambda key: (str(key[0]), str(key[1])))]


def _table(
    told: Sequence[tuple[_Row, list[str]]], strategies: Sequence[str], *, explained: bool
) -> Table:
    table = grid()
    table.add_column("year")
    table.add_column("what", overflow="fold", ratio=3)
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("after", justify="right", no_wrap=True)
    table.add_column("under", overflow="fold", ratio=1)
    if explained:
        table.add_column("because of", overflow="fold", ratio=3)
    for row, under in told:
        events = row["events"]
        because = ", ".join(map(str, events)) if isinstance(events, list) else ""
        table.add_row(
            str(row["year"]),
            str(row["title"]),
            figure(row["before"]),
            figure(row["after"]),
            "all" if set(under) == set(strategies) else ", ".join(under),
            *([because] if explained else []),
        )
    return table
