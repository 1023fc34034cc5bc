"""`monazite instruments`: what the same public money buys by one instrument or another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    from monazite.runs.bench import Bench, Measured

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
    opened = opening.opened(changes)
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
    money = handle.study.settings.public_money.name or found.money
    goods = handle.study.words.product.plural
    worlds, last = handle.study.worlds, handle.run(handle.baseline).solution.years[-1]
    said = (
        f"Above the strategy without support: {money} and tonnes of {goods}, summed up to {last}; "
        f"points of self-sufficiency in {found.year}"
        + (f"; tonnes a year not short in “{worlds[found.stop].title}”" if found.stop else "")
        + ". Spent is public money, and of a duty, which takes none, what it costs home. Home "
        "bears all costs at home; what the treasury pays people there, or gets of them, stays. For "
        "each tonne or point stands what is spent."
    )
    yield Text(said, style="dim")
    yield ""
    yield _table(
        found,
        f"at {figure(found.budget)} {money}",
        ("spent", "treasury pays", "users pay in duties", "home bears"),
        lambda one: (one.spent, one.public, one.duties, one.home),
        sizes=True,
    )
    yield ""
    kept = ("not short, t/yr", "for each") if found.stop else ()
    yield _table(
        found,
        "what it brings",
        (f"{goods}, t", "for each", f"{found.year}, points", "for each", *kept),
        lambda one: (
            *(one.tonnes, one.per_tonne, one.points, one.per_point),
            *((one.short, one.per_short) if found.stop else ()),
        ),
    )
    for fault in sorted({one.fault for one in found.measured if one.fault}):
        yield Text(fault, style="dim")


def _table(
    found: Bench,
    title: str,
    heads: Sequence[str],
    numbers: Callable[[Measured], Sequence[float | None]],
    *,
    sizes: bool = False,
) -> RenderableType:
    """A line for each instrument: its title, its size if asked for, and numbers of it."""
    table = grid()
    table.add_column(title, min_width=18, max_width=40, overflow="fold")
    if sizes:
        table.add_column("size", max_width=28, overflow="fold")
    for head in heads:
        table.add_column(head, justify="right")
    others = [one for one in found.measured if not one.spends]
    for one in [*(one for one in found.measured if one.spends), *others]:
        if others and one is others[0]:
            table.add_row(
                Text("cannot spend that:", style="dim"),
                *((Text("the nearest", style="dim"),) if sizes else ()),
            )
        told = ["–" if number is None else figure(number) for number in numbers(one)]
        table.add_row(one.title, *((one.size,) if sizes else ()), *told)
    return table
