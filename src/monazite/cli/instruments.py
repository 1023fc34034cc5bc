"""`monazite instruments`: what the same public money buys by one instrument or another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Group
from rich.text import Text

from monazite.cli.completing import world_names
from monazite.cli.options import (
    Cluster,
    Json,
    Keep,
    Output,
    Study,
    Workers,
    World,
    processes,
    readings,
)
from monazite.cli.output import Answer, deliver, plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.proposing import Facts, LeftOut, LeverFiles, Settings, proposed, with_facts
from monazite.cli.studies import open_study, solve, stop_without_plan
from monazite.cli.terminal import working
from monazite.cli.wording import figure

__all__ = ["instruments"]


def instruments(
    study: Study,
    budget: Annotated[
        str,
        typer.Option("--budget", help="Public money, such as '900 million USD'.", metavar="MONEY"),
    ],
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            help="Strategy whose plants are open to investors; the study's subject if left out.",
        ),
    ] = "",
    stop: Annotated[
        str | None,
        typer.Option(
            "--stop",
            help="World with a stop; that of the latest one if left out.",
            show_default=False,
            autocompletion=world_names,
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", help="Year of self-sufficiency; 2035 where reported."),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs/--no-pairs", help="Also each two, at half the money each.")
    ] = True,
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
    """Size instruments to the same public money and put side by side what each brings."""
    handle = with_facts(open_study(study, output, as_json=as_json), facts)
    name = strategy or handle.study.settings.subject or handle.front_page[-1]
    (run,) = solve(handle, proposed(handle, [name], levers, settings, without), world)
    stop_without_plan([run])
    with working("Fitting instruments to the money") as say:
        found = run.bench(
            budget,
            stop=stop,
            year=year,
            pairs=pairs,
            workers=processes(workers),
            cluster=cluster,
            store=readings(keep),
            progress=say,
        )
    rows = plain_rows(found.measured)
    data = {
        "study": handle.name,
        "data_hash": handle.data_hash,
        "strategy": found.strategy,
        "world": found.world,
        "stop": found.stop,
        "year": found.year,
        "budget": found.budget,
        "money": found.money,
        "rows": rows,
    }
    title = heading(f"{handle.title}: {found.strategy} without its support", found.world)
    table = grid()
    table.add_column(f"at {figure(found.budget)} {found.money}", max_width=30, overflow="fold")
    table.add_column("size", max_width=26, overflow="fold")
    heads = ["public", "home pays", "tonnes", f"points {found.year}", "not short", "per tonne"]
    for head in heads:
        table.add_column(head, justify="right")
    for one in found.measured:
        numbers = (one.public, one.home, one.tonnes, one.points, one.short, one.per_tonne)
        size = one.size if one.spends else f"{one.size} (nearest)"
        table.add_row(one.title, size, *_shown(numbers))
    faults = {one.fault for one in found.measured if one.fault}
    notes = [
        f"Money in {found.money}; tonnes of the product over all years, more than without; not "
        f"short in the stop of {found.stop or 'no world'}, t/yr.",
        *sorted(faults),
    ]
    view = Group(title, "", table, "", *(Text(note, style="dim") for note in notes))
    deliver(Answer(data, rows, view), as_json=as_json, output=output)


def _shown(numbers: Sequence[float | None]) -> list[str]:
    return ["–" if number is None else figure(number) for number in numbers]
