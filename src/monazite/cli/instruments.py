"""`monazite instruments`: what the same public money buys by one instrument or another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    from monazite.runs.questions.measured import Bench, Units

__all__ = ["instruments"]


@dataclass(frozen=True)
class Compared:
    """Where and when instruments are compared, and how likely worlds are."""

    stop: Annotated[
        str | None,
        typer.Option(
            "--stop",
            help="World with a stop; that of the latest one if left out.",
            show_default=False,
            autocompletion=world_names,
        ),
    ] = None
    year: Annotated[
        int | None,
        typer.Option("--year", help="Year of self-sufficiency; 2035 where reported."),
    ] = None
    pairs: Annotated[
        bool, typer.Option("--pairs/--no-pairs", help="Also each two, at half the money each.")
    ] = True
    chance: Annotated[
        list[str] | None,
        typer.Option(
            "--chance",
            help="How likely another world is, as a share of 1; may be given again. Money is then "
            "expected over these worlds and, for what is left of 1, the one that is assumed.",
            metavar="WORLD=SHARE",
            show_default=False,
            autocompletion=world_names,
        ),
    ] = None

    @property
    def chances(self) -> Mapping[str, float]:
        """Worlds with their chances; raises InvalidInput for all that say neither."""
        from monazite.runs.questions.expected import read_chances

        return read_chances(self.chance or (), "--chance")


def instruments(
    opening: Opening,
    budget: Annotated[
        str,
        typer.Option("--budget", help="Public money, such as '900 million USD'.", metavar="MONEY"),
    ],
    solving: Solving,
    changes: Changes,
    asked: Compared,
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            help="Strategy whose plants are open to investors; the study's subject if left out.",
        ),
    ] = "",
) -> None:
    """Size instruments to the same public money and put side by side what each brings."""
    opened = opening.opened(changes, [strategy] if strategy else (), reads=lambda: asked.chances)
    handle = opened.handle
    run = opened.run(opened.or_subject(strategy))
    with working("Fitting instruments to the money") as say:
        found = run.bench(
            budget,
            stop=asked.stop,
            year=asked.year,
            pairs=asked.pairs,
            chances=asked.chances,
            **solving.options(say),
        )
    rows = plain_rows(found.measured)
    data = {
        **opened.state(),
        "strategy": found.strategy,
        "world": found.world,
        "stop": found.stop,
        "year": found.year,
        "budget": found.budget,
        "money": found.money,
        "chances": plain_rows(found.chances),
        "rows": rows,
        "in_worlds": plain_rows(found.elsewhere),
    }
    title = heading(f"{handle.title}: {found.strategy} without its support", found.world)
    opened.deliver(data, rows, Group(title, "", *_view(handle, found)))


def _view(handle: StudyHandle, found: Bench) -> Iterator[RenderableType]:
    """Who pays for an instrument, then what it brings: those that spend the money first."""
    from monazite.findings.comparison import AS_IT_STANDS
    from monazite.runs.questions.benched import (
        about,
        alike,
        brought,
        cheapest,
        paid,
        units_at,
        units_told,
    )

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
    if told := alike(found, units, figure):
        yield ""
        yield Text(told)
    yield from _elsewhere(found, units)
    for fault in sorted({one.fault for one in found.measured if one.fault}):
        yield Text(fault, style="dim")


def _elsewhere(found: Bench, units: Units) -> Iterator[RenderableType]:
    """What each spends at the same size in other worlds, where any was tried."""
    from monazite.runs.questions.benched import alone, in_other_worlds

    worlds, rows = in_other_worlds(found, units)
    if not worlds:
        return
    table = grid()
    table.add_column("spent at that size in", min_width=12, max_width=40, overflow="fold")
    for world in worlds:
        table.add_column(world, justify="right", overflow="fold")
    for one, numbers in zip(alone(found), rows, strict=True):
        table.add_row(one.title, *("–" if spent is None else figure(spent) for spent in numbers))
    yield ""
    yield table


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
