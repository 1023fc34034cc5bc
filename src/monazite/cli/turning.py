"""`monazite turning`: from which share of the ore, or at which cost, an export limit builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from monazite.cli.opening import Changes, Opening
from monazite.cli.options import Strategy
from monazite.cli.terminal import working

if TYPE_CHECKING:
    from monazite.findings.comparison import Halting

__all__ = ["turning"]


def turning(
    opening: Opening,
    strategy: Strategy,
    changes: Changes,
) -> None:
    """Find the share of the world's ore, and the cost at home, at which an export limit builds."""
    from monazite.brief.sentences.halting import says_why
    from monazite.brief.sentences.turning import says_where_it_turns

    opened = opening.opened(changes, [strategy])
    run = opened.run(strategy)
    found = run.records.halting()
    with working("Moving one condition at a time") as say:
        turns = run.records.turning(say, again=True)
    rows = [one.as_row() for one in turns]
    name = opened.handle.study.strategies[run.strategy].title if found is not None else run.strategy
    if found is None:
        said = ["This strategy limits no exports."]
    else:
        said = [says_why(found, run.solution, name)]
        said.append(says_where_it_turns(turns, run.solution) or _nothing_turns(found))
    lines = [part for text in said for part in ("", Text(text))]
    data = {**opened.about(run), "turning": rows}
    opened.deliver(data, rows, Group(opened.title(run), *lines))


def _nothing_turns(found: Halting) -> str:
    """Why nothing was looked at: nothing is withheld, or no plant could ever be built."""
    if not any(found.withheld.values()):
        return "The limit withholds nothing, so that nothing turns it."
    if found.nearest is None:
        return "No plant is known that could take it on, so that nothing turns it."
    return (
        "Where the answer turns is not looked for: no plant at home that could take it on may be "
        "added to. Write a build_rate for one in chain/facilities.csv; 0 will do."
    )
