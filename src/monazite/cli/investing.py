"""`monazite investors`: who builds, and what each lacks per kilogram where nobody does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.opening import Changes, Opening
from monazite.cli.options import Strategy
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.wording import figure
from monazite.runs.plan.coin import coin_of

if TYPE_CHECKING:
    from monazite.findings.money import Investment

__all__ = ["investors"]

_BUILT = {
    "added": "built",
    "programme": "ordered",
    "standing": "stands",
    "open": "not built",
}


def investors(
    opening: Opening,
    strategy: Strategy,
    changes: Changes,
) -> None:
    """Show every plant home may build: built or not, what it earns, and what it misses per kg."""
    opened = opening.opened(changes, [strategy])
    run = opened.run(strategy)
    plants = run.records.investors()
    rows = plain_rows(plants)
    data = {
        **opened.about(run),
        "investors": rows,
        "halting": plain_rows(run.records.halting_conditions()),
    }
    view = Group(opened.title(run), *_view(plants, coin_of(run.solution).code))
    opened.deliver(data, rows, view)


def _view(plants: Sequence[Investment], code: str) -> Sequence[RenderableType]:
    if not plants:
        return ["Nobody may build at home under this strategy, and no plant is supported."]
    table = grid()
    table.add_column("plant", overflow="fold")
    table.add_column("")
    for head in ("online", "t/yr", "wants, %/yr", "earns, %/yr", f"misses, {code}/kg"):
        table.add_column(head, justify="right")
    for plant in plants:
        table.add_row(
            plant.title,
            _BUILT[plant.kind],
            _month(plant.first_online),
            figure(plant.capacity, 0),
            _percent(plant.hurdle_rate),
            _percent(plant.irr),
            "–" if plant.misses_per_kg is None else figure(plant.misses_per_kg, 2),
        )
    said = "A plant that earns what it wants misses nothing."
    if any(plant.misses_per_kg is None for plant in plants):
        said += " One that makes nothing under this plan has no kilogram to earn it with."
    return [table, Text(said, style="dim")]


def _month(when: float) -> str:
    """The month in which a point of time lies, given in years: 2030.25 is 2030-04."""
    months = round(12 * when, 6)
    return f"{int(months // 12)}-{int(months % 12) + 1:02d}"


def _percent(rate: float | None) -> str:
    return "–" if rate is None else figure(100 * rate, 1)
