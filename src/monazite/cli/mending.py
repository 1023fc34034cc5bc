"""`monazite mend`: which single change of a lever leaves a plan."""

from __future__ import annotations

from rich.console import Group

from monazite.cli.options import (
    Cluster,
    Json,
    Keep,
    Output,
    Strategy,
    Study,
    Workers,
    World,
    processes,
    readings,
)
from monazite.cli.output import Answer, deliver
from monazite.cli.pages import grid, heading
from monazite.cli.proposing import Facts, LeftOut, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import about, open_study, solve
from monazite.cli.terminal import working

__all__ = ["mend"]


def mend(
    study: Study,
    strategy: Strategy,
    world: World = None,
    workers: Workers = 0,
    cluster: Cluster = None,
    keep: Keep = True,
    output: Output = None,
    levers: LeverFiles = None,
    settings: Settings = None,
    without: LeftOut = None,
    facts: Facts = None,
    as_json: Json = False,
) -> None:
    """Where rules contradict each other, find the nearest change of one lever with a plan."""
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings, without), world)
    with working("Trying levers otherwise") as say:
        rows = run.mended(
            workers=processes(workers),
            cluster=cluster,
            store=readings(keep),
            progress=say,
        ).to_dicts()
    data = {
        **about(handle, run),
        "status": run.status,
        "changes": rows,
    }
    title = heading(f"{handle.title}: {run.strategy}", run.world)
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
    deliver(Answer(data, rows, view), as_json=as_json, output=output)
