"""`monazite mend`: which single change of a lever leaves a plan."""

from __future__ import annotations

from rich.console import Group

from monazite.cli.breaking_even import stop_unless_met
from monazite.cli.opening import Changes, Opening, Solving
from monazite.cli.options import Strategy
from monazite.cli.pages import grid
from monazite.cli.terminal import working

__all__ = ["mend"]


def mend(
    opening: Opening,
    strategy: Strategy,
    solving: Solving,
    changes: Changes,
) -> None:
    """Where rules contradict each other, find the nearest change of one lever with a plan."""
    opened = opening.opened(changes, [strategy])
    run = opened.solved(strategy)
    with working("Trying levers otherwise") as say:
        rows = run.mended(**solving.options(say)).to_dicts()
    data = {**opened.about(run), "status": run.status, "changes": rows}
    title = opened.title(run)
    if run.status == "optimal":
        view = Group(title, "It has a plan; there is nothing to mend.")
    elif not rows:
        view = Group(title, "No change of one lever leaves a plan.")
    else:
        table = grid()
        for head in ("one of these leaves a plan", "field", "stated", "needed", ""):
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*(row[key] for key in ("lever", "field", "stated", "needed", "unit")))
        view = Group(title, "", table)
    opened.deliver(data, rows, view)
    stop_unless_met(bool(rows) or run.status == "optimal")
