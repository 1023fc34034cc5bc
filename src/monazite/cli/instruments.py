"""`monazite instruments`: what the same public money buys by one instrument or another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import world_names
from monazite.cli.opening import Changes, Opening, Solving
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.terminal import working
from monazite.cli.wording import figure

if TYPE_CHECKING:
    from monazite.api import StudyHandle
    from monazite.runs.questions.benched import Column
    from monazite.runs.questions.measured import Bench

__all__ = ["instruments"]


def instruments(
    opening: Opening,
    budget: Annotated[
        str,
        typer.Option("--budget", help="Public money, such as '900 million USD'.", metavar="MONEY"),
    ],
    solving: Solving,
    changes: Changes,
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
) -> None:
    """Size instruments to the same public money and put side by side what each brings."""
    opened = opening.opened(changes, [strategy] if strategy else ())
    handle = opened.handle
    run = opened.run(opened.or_subject(strategy))
    with working("Fitting instruments to the money") as say:
        found = run.bench(budget, stop=stop, year=year, pairs=pairs, **solving.options(say))
    rows = plain_rows(found.measured)
    data = {
        **opened.state(),
        "strategy": found.strategy,
        "world": found.world,
        "stop": found.stop,
        "year": found.year,
        "budget": found.budget,
        "money": found.money,
        "rows": rows,
    }
    title = heading(f"{handle.title}: {found.strategy} without its support", found.world)
    opened.deliver(data, rows, Group(title, "", *_view(handle, found)))


def _view(handle: StudyHandle, found: Bench) -> Iterator[RenderableType]:
    """Who pays for an instrument, then what it brings: those that spend the money first."""
    from monazite.findings.comparison import AS_IT_STANDS
    from monazite.runs.questions.benched import about, brought, cheapest, paid, units_at, units_told

    study, solution = handle.study, handle.run(handle.baseline).solution
    units = units_at(found, units_told(solution, AS_IT_STANDS))
    last = solution.years[-1]
    yield Text(cheapest(found, units, figure))
    yield ""
    yield Text(about(found, study, last, units), style="dim")
    yield ""
    yield _table(
        found, f"at {figure(units.coin * found.budget)} {units.money}", paid(units), sizes=True
    )
    yield ""
    yield _table(found, "what it brings", brought(found, units))
    for fault in sorted({one.fault for one in found.measured if one.fault}):
        yield Text(fault, style="dim")


def _table(
    found: Bench, title: str, columns: Sequence[Column], *, sizes: bool = False
) -> RenderableType:
    """A line for each instrument: its title, its size if asked for, and numbers of it."""
    table = grid()
    table.add_column(title, min_width=12, max_width=40, overflow="fold")
    if sizes:
        table.add_column("size", max_width=28, overflow="fold")
    for head, _ in columns:
        table.add_column(head, justify="right")
    others = found.others
    for one in [*found.spending, *others]:
        if others and one is others[0]:
            table.add_row(
                Text("cannot spend that:", style="dim"),
                *((Text("the nearest", style="dim"),) if sizes else ()),
            )
        numbers = [of(one) for _, of in columns]
        told = ["–" if number is None else figure(number) for number in numbers]
        table.add_row(one.title, *((one.size,) if sizes else ()), *told)
    return table
