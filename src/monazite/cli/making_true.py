"""`monazite maketrue`: which single change of a lever would make a claim true."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Group

from monazite.cli.breaking_even import read_target
from monazite.cli.options import (
    Cluster,
    Json,
    Keep,
    Output,
    Strategy,
    Study,
    Workers,
    World,
    Year,
    processes,
    readings,
)
from monazite.cli.output import Answer, deliver
from monazite.cli.pages import grid, heading
from monazite.cli.proposing import Facts, LeftOut, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import about, open_study, solve, stop_without_plan
from monazite.cli.terminal import working
from monazite.cli.wording import figure as written
from monazite.cli.wording import scale
from monazite.core.errors import InvalidInput, Problem

__all__ = ["maketrue"]


def maketrue(
    study: Study,
    strategy: Strategy,
    claim: Annotated[
        str,
        typer.Option("--claim", help="A claim of the study with an indicator.", metavar="CLAIM"),
    ] = "",
    reach: Annotated[
        str,
        typer.Option("--reach", help="Instead: indicator and target.", metavar="INDICATOR=VALUE"),
    ] = "",
    year: Year = None,
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
    """Find which figure of which lever, alone, makes a claim true, and at which value."""
    if bool(claim) == bool(reach):
        raise InvalidInput(
            Problem(
                field="--claim",
                message="say either which claim or what is to be reached",
                remedy="write --claim CLAIM, or --reach INDICATOR=VALUE",
            )
        )
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    (run,) = solve(handle, proposed(handle, [strategy], levers, settings, without), world)
    stop_without_plan([run])
    if claim:
        indicator, target, asked = run.claimed(claim, year)
    else:
        indicator, target = read_target(reach, "")
        asked = handle.decision_years(world)[0] if year is None else year
    with working("Trying levers otherwise") as say:
        rows = run.make_true(
            indicator=indicator,
            target=target,
            year=asked,
            workers=processes(workers),
            cluster=cluster,
            store=readings(keep),
            progress=say,
        ).to_dicts()
    data = {
        **about(handle, run),
        "claim": claim,
        "indicator": indicator,
        "target": target,
        "year": asked,
        "changes": rows,
    }
    title = heading(f"{handle.title}: {run.strategy}", run.world)
    said = next((one.claim for one in handle.records.claims() if one.claim_id == claim), "")
    if not rows:
        view = Group(title, *([said] if said else []), "It is true already.")
    else:
        factor, unit = scale(rows[0]["unit"], [row["best"] for row in rows])
        table = grid()
        named = ("any of these alone", "field", "stated", "needed", "")
        for head in (*named, f"then comes to, {unit}", f"at its best, {unit}"):
            table.add_column(head, overflow="fold")
        for row in rows:
            said_of = [row[key] for key in ("lever", "field", "stated")]
            numbers = [
                "" if row[key] is None else written(factor * row[key])
                for key in ("reached", "best")
            ]
            table.add_row(*said_of, row["needed"] or "not enough", row["figure_unit"], *numbers)
        view = Group(title, *([said] if said else []), "", table)
    deliver(Answer(data, rows, view), as_json=as_json, output=output)
