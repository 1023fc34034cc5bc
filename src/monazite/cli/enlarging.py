"""`monazite bottlenecks --tried`: what home saves where one limit alone is a little larger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.opening import Opened
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import working
from monazite.cli.wording import figure, scale
from monazite.core.wording import TO_ITS_OWNER

if TYPE_CHECKING:
    from monazite.api import Run
    from monazite.findings.bottlenecks import EnlargedLimit

__all__ = ["deliver_tried"]


def deliver_tried(opened: Opened, run: Run, year: int | None, indicator: str | None) -> None:
    """Make each limit a tenth larger alone, and deliver what home saves; raises `InvalidInput`."""
    year = opened.or_decision_year(year)
    with working("Making limits larger") as say:
        found = run.records.enlarged_limits(year, indicator or "self_sufficiency", progress=say)
    rows = plain_rows(found)
    data = {**opened.about(run), "year": year, "enlarged_limits": rows}
    opened.deliver(data, rows, Group(opened.title(run), "", _view(found, year)))


def _view(found: Sequence[EnlargedLimit], year: int) -> RenderableType:
    if not found:
        return f"No limit in {year} could be larger."
    money = found[0].unit.money
    factor, unit = scale(f"{money}/yr", [one.saved for one in found])
    of_all, in_all = scale(money, [one.saved_in_all for one in found])
    ends = [value for one in found for value in (one.before, one.after)]
    of_number, number = scale(found[0].indicator_unit, ends)
    table = grid()
    table.add_column(f"a tenth larger, {year}", max_width=36, overflow="fold")
    table.add_column("t more", justify="right", no_wrap=True)
    table.add_column(f"home saves,\n{unit}", justify="right", overflow="fold")
    table.add_column(f"by the\ntonne, {money[:3]}", justify="right", no_wrap=True)
    table.add_column(f"in all years,\n{in_all}", justify="right", overflow="fold")
    number = "points" if found[0].indicator_unit == "1" else number
    table.add_column(f"number\nmoves, {number}", justify="right", overflow="fold")
    table.add_column(f"to owner,\n{money[:3]} a tonne", justify="right", no_wrap=True)
    for one in found:
        table.add_row(
            f"{one.title} ({one.words})",
            figure(one.more),
            figure(factor * one.saved),
            figure(one.saved_per_tonne),
            figure(of_all * one.saved_in_all),
            figure(of_number * (one.after - one.before)),
            figure(one.to_owner),
        )
    told = (
        f"Each alone, in every year, and the plan made anew; the number is {found[0].indicator}. "
        f"To owner: what one tonne more is {TO_ITS_OWNER}."
    )
    return Group(table, Text(told, style="dim"))
