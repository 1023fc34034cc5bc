"""`monazite mend`: which single change of a lever leaves a plan."""

from __future__ import annotations

import os

from rich.console import Group
from rich.table import Table
from rich.text import Text

from monazite.cli.options import Json, Keep, Output, Strategy, Study, Workers, World
from monazite.cli.output import Answer, deliver
from monazite.cli.proposing import Facts, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import open_study, solve
from monazite.cli.terminal import working
from monazite.store import ReadingStore

__all__ = ["mend"]


def mend(
    study: Study,
    strategy: Strategy,
    world: World = None,
    workers: Workers = 0,
    keep: Keep = True,
    output: Output = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Where rules contradict each other, find the nearest change of one lever with a plan."""
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings), world)
    with working("Trying levers otherwise") as say:
        rows = run.mended(
            workers=workers or os.cpu_count() or 1,
            store=ReadingStore() if keep else None,
            progress=say,
        ).to_dicts()
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategy": run.strategy,
        "world": run.world,
        "status": run.status,
        "changes": rows,
    }
    title = Text(f"{handle.title}: {run.strategy}", style="bold")
    title.append(f"  world: {run.world}", style="dim")
    if run.status == "optimal":
        view = Group(title, "It has a plan; there is nothing to mend.")
    elif not rows:
        view = Group(title, "No change of one lever leaves a plan.")
    else:
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for head in ("one of these leaves a plan", "field", "stated", "needed", ""):
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*(row[key] for key in ("lever", "field", "stated", "needed", "unit")))
        view = Group(title, "", table)
    deliver(Answer(data, rows, view), as_json=as_json, output=output)
