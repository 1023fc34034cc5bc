"""`monazite bottlenecks --tried`: what home saves by a larger limit, and what a smaller costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from monazite.brief.sentences.bottlenecks import NO_PLAN_WITH_LESS
from monazite.cli.opening import Opened
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid
from monazite.cli.terminal import note, working
from monazite.cli.wording import figure, scale
from monazite.core.usual import LIMITS
from monazite.core.wording import TO_ITS_OWNER
from monazite.runs.plan.enlarging import tried_limits
from monazite.store import ReadingStore

if TYPE_CHECKING:
    from monazite.api import Run
    from monazite.findings.bottlenecks import EnlargedLimit

__all__ = ["deliver_tried"]


def deliver_tried(
    opened: Opened, run: Run, year: int | None, indicator: str | None, *, keep: bool
) -> None:
    """Make each limit a tenth larger and smaller alone, and deliver what home saves and loses.

    Raises `InvalidInput`.
    """
    year = opened.or_decision_year(year)
    store = ReadingStore.or_read(note) if keep else None
    with working("Making limits larger") as say:
        asked = indicator or "self_sufficiency"
        found = tried_limits(run.records, year, asked, progress=say, store=store).limits
    rows = plain_rows(found)
    data = {**opened.about(run), "year": year, "enlarged_limits": rows}
    opened.deliver(data, rows, Group(opened.title(run), "", _view(found, year)))


def _view(found: Sequence[EnlargedLimit], year: int) -> RenderableType:
    if not found:
        return f"No limit in {year} could be larger."
    money, coin = found[0].unit.money, found[0].unit.money[:3]
    sums = [one.saved for one in found] + [one.lost for one in found if one.lost is not None]
    factor, unit = scale(f"{money}/yr", sums)
    of_all, in_all = scale(money, [one.saved_in_all for one in found])
    # words of a unit stand below each other, so that titles have room
    unit, in_all = (each.replace(money, coin).replace(" ", "\n") for each in (unit, in_all))
    ends = [value for one in found for value in (one.before, one.after)]
    of_number, number = scale(found[0].indicator_unit, ends)
    table = grid()
    number = "points" if found[0].indicator_unit == "1" else number.replace(" ", "\n")
    table.add_column(f"a tenth larger or smaller, {year}", max_width=36, overflow="fold")
    for head in (
        "t more",
        f"larger\nsaves,\n{unit}",
        f"by the\ntonne,\n{coin}",
        f"in all\nyears,\n{in_all}",
        f"smaller\ncosts,\n{unit}",
        f"number\nmoves,\n{number}",
        f"to owner,\n{coin}\na tonne",
    ):
        table.add_column(head, justify="right", no_wrap=True)
    for one in found:
        table.add_row(
            f"{one.title} ({one.words})",
            figure(one.more),
            figure(factor * one.saved),
            figure(one.saved_per_tonne),
            figure(of_all * one.saved_in_all),
            one.smaller if one.lost is None else figure(factor * one.lost),
            figure(of_number * (one.after - one.before)),
            figure(one.to_owner),
        )
    told = (
        f"Each alone, in every year, in two plans, at most {2 * LIMITS} in all. Money is {money}, "
        f"saved and lost by home. The number is {found[0].indicator}, where the limit is larger. "
        f"To owner: what one tonne more is {TO_ITS_OWNER}."
    )
    if any(one.smaller == "no plan" for one in found):
        told += f" {NO_PLAN_WITH_LESS}"
    return Group(table, Text(told, style="dim"))
