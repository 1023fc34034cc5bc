"""`monazite why`: how much of a number each lever accounts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import indicator_names, strategy_names, world_names
from monazite.cli.opening import Changes, Opened, Opening, Solving
from monazite.cli.options import Strategy, Year, read_number
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.cli.wording import decimals_for, figure, scale
from monazite.core.errors import InvalidInput, Problem
from monazite.core.within import places_within
from monazite.core.wording import counted

if TYPE_CHECKING:
    from monazite.api import Attribution

__all__ = ["why"]

_PAIRS_SHOWN = 5
"""Interactions a screen lists, the largest first."""


@dataclass(frozen=True)
class Held:
    """What the plan is held against: another strategy, another world, an earlier study."""

    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            help="Strategy to hold it against; the baseline if left out.",
            show_default=False,
            autocompletion=strategy_names,
        ),
    ] = None
    against_world: Annotated[
        str | None,
        typer.Option(
            "--against-world",
            help="World to hold it against; then what happens in it counts as levers do.",
            show_default=False,
            autocompletion=world_names,
        ),
    ] = None
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            help="Folder of an earlier version of the study; says which facts, levers and events "
            "moved the number since.",
            show_default=False,
        ),
    ] = None


def why(
    opening: Opening,
    strategy: Strategy,
    indicator: Annotated[
        str,
        typer.Argument(
            help="Indicator, such as unmet_demand; @2030 may follow.",
            autocompletion=indicator_names,
        ),
    ],
    solving: Solving,
    changes: Changes,
    held: Held,
    year: Year = None,
    together: Annotated[
        list[str] | None,
        typer.Option(
            "--together",
            help="Titles of levers that count as one, with ; between them; may be given again.",
            metavar="LEVERS",
            show_default=False,
        ),
    ] = None,
    interactions: Annotated[
        bool, typer.Option("--interactions", help="Also list every pair of levers.")
    ] = False,
) -> None:
    """Solve the plan again without its levers, and say how much of a number each accounts for."""

    def check(opened: Opened) -> None:
        key, in_year = _asked(indicator, year)
        opened.check_asked(in_year, key)

    opened = opening.opened(
        changes,
        [strategy],
        reads=lambda: _asked(indicator, year),
        checks=check,
    )
    key, in_year = _asked(indicator, year)
    run = opened.run(strategy)
    with working("Solving without levers") as say:
        found = run.why(
            key,
            opened.or_decision_year(in_year),
            held.against,
            world=held.against_world,
            since=held.since,
            together=[[title.strip() for title in text.split(";")] for text in together or ()],
            interactions=True if interactions else None,
            **solving.options(say),
        )
    view = Group(opened.title(run), *_page(found, everything=interactions))
    rows = plain_rows(found.found.contributions)
    opened.deliver({**opened.about(run), **_data(found)}, rows, view)


def _asked(indicator: str, year: int | None) -> tuple[str, int | None]:
    """Read an indicator and its year, named behind it or apart; raises InvalidInput for two."""
    key, written = read_number(indicator) if "@" in indicator else (indicator, None)
    if written is not None and year not in (None, written):
        raise InvalidInput(
            Problem(
                field="--year",
                message=f"{year} is another year than that of '{indicator}'",
                remedy="name the year once",
            )
        )
    return key, written if year is None else year


def _data(found: Attribution) -> dict[str, object]:
    told = found.found
    return {
        "against": found.against,
        "indicator": found.indicator,
        "year": found.year,
        "unit": found.unit,
        "start": told.start,
        "end": told.end,
        "package_effect": found.package_effect,
        "exact": found.exact,
        "cases": told.solved,
        "orders": told.orders,
        "joined": [list(titles) for titles in told.joined],
        "contributions": plain_rows(told.contributions),
        "interactions": plain_rows(told.interactions),
    }


def _page(found: Attribution, *, everything: bool) -> list[RenderableType]:
    told = found.found
    values = [told.start, told.end, *(one.contribution for one in told.contributions)]
    factor, unit = scale(found.unit, values)
    places = decimals_for(factor * value for value in values)
    table = grid()
    table.add_column(f"{found.indicator} in {found.year}", max_width=56, overflow="fold")
    heads = ["adds", *([] if found.exact else ["± error"]), "alone", "last"]
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("", style="dim", no_wrap=True)
    empty = [""] * (len(heads) - 1)
    table.add_row(found.against, figure(factor * told.start, places), *empty, unit)
    least, still = 0.5 * 10.0**-places / factor, 0
    for one in sorted(told.contributions, key=lambda one: -abs(one.contribution)):
        known = places
        if one.error > 0:  # no figure beyond what chance leaves open
            known = min(places, places_within(factor * one.contribution, factor * one.error))
        numbers = [
            (one.contribution, known),
            *([] if found.exact else [(one.error, known)]),
            (one.alone, places),
            (one.last, places),
        ]
        if not everything and max(abs(one.contribution), abs(one.alone), abs(one.last)) < least:
            still += 1
            continue
        name = one.lever if one.change == "added" else f"{one.lever} ({one.change})"
        table.add_row(
            Text(f"  {name}"),
            *(figure(factor * value, decimals) for value, decimals in numbers),
            "",
        )
    if still:
        many = f"  {counted(still, 'lever')} without an effect that shows"
        table.add_row(Text(many, style="dim"), *[""] * len(heads), "")
    bold = Text(found.strategy, style="bold")
    table.add_row(bold, figure(factor * told.end, places), *empty, unit)
    return ["", table, *_pairs(found, factor, places, everything=everything), "", _how(found)]


def _pairs(
    found: Attribution, factor: float, places: int, *, everything: bool
) -> Sequence[RenderableType]:
    """List pairs of levers that do together what neither does alone."""
    sizes = [
        (one.last if one.interaction is None else one.interaction, one)
        for one in found.found.interactions
    ]
    least = 0.5 * 10.0**-places / factor
    shown = [pair for pair in sizes if everything or abs(pair[0]) >= least]
    shown = sorted(shown, key=lambda pair: -abs(pair[0]))[: None if everything else _PAIRS_SHOWN]
    if not shown:
        return []
    table = grid()
    table.add_column("Together beyond what each does without the other", overflow="fold")
    table.add_column("adds", justify="right", no_wrap=True)
    for size, one in shown:
        table.add_row(Text(f"{one.first} and {one.second}"), figure(factor * size, places))
    return ["", table]


def _how(found: Attribution) -> Text:
    return Text(f"{found.how} {found.found.solved:,} cases.", style="dim")
