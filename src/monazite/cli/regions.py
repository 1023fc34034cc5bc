"""Reads a question such as unmet_demand>=10, and tells in which region of the inputs it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from monazite.cli.pages import grid
from monazite.core.documents import plain_value
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import share_or_amount, whole_percent

if TYPE_CHECKING:
    from monazite.api import Ensemble
    from monazite.findings.ensemble import Side
    from monazite.runs.draws.regions import Region
    from monazite.store import ReadingStore

__all__ = ["AskedRegion", "Where", "read_region"]

Where = Annotated[
    str,
    typer.Option(
        "--where",
        help="Also say in which region of the inputs a number of the last strategy is so.",
        metavar="INDICATOR>=VALUE",
    ),
]

_ASKED = re.compile(r"(?P<indicator>[^<>=]+)(?P<way>>=|<=)(?P<value>[^<>=]+)")


@dataclass(frozen=True)
class AskedRegion:
    """What is asked of a number of the last strategy: at least or at most a value."""

    indicator: str
    way: str
    value: float

    def of(self, found: Ensemble, year: int, store: ReadingStore | None) -> Region:
        """Say where it is so, and keep it with a store."""
        from monazite.runs.draws.regions import region_of

        low, high = self.ends
        last = found.strategies[-1]
        return region_of(found, self.indicator, year, last, at_least=low, at_most=high, store=store)

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """The least and the most it is asked to be."""
        return (self.value, None) if self.way == ">=" else (None, self.value)

    def page(self, found: Ensemble, region: Region) -> Iterator[RenderableType]:
        """A line for each box: how much of it lies there, how pure the box is, and its sides."""
        told, boxes = region.often, region.boxes
        words = "at least" if self.way == ">=" else "at most"
        (unit,) = {one.unit for one in found.band_records([self.indicator], [region.year])}
        value = share_or_amount(self.value, unit)
        asked = f"{self.indicator} of {region.strategy} in {region.year} is {words} {value}"
        yield ""
        yield Text(f"Where {asked}, {round(100 * told.share)} in 100", style="bold")
        if not boxes:
            yield "No region is told from another."
            return
        table = grid()
        for head in ("coverage", "density"):
            table.add_column(head, justify="right")
        table.add_column("where inputs lie in their ranges", overflow="fold")
        titles = {one.name: one.title for one in found.inputs}
        for box in boxes:
            sides = "; ".join(_side(side, titles) for side in box.sides) or "anywhere"
            table.add_row(whole_percent(box.coverage), whole_percent(box.density), sides)
        yield table
        yield Text(
            "Coverage is the share of these draws that lie in a box, density their share of its "
            "draws; a ? marks a side that may be chance.",
            style="dim",
        )


def _side(side: Side, titles: Mapping[str, str]) -> str:
    """A side in words: which part of the range of an input it leaves, and whether that is sure."""
    ends = [
        f"{word} {whole_percent(end)}"
        for word, end in (("above", side.low), ("below", side.high))
        if end is not None
    ]
    doubt = "?" if side.may_be_chance else ""
    return f"{titles[side.input]} {' and '.join(ends)}{doubt}"


def read_region(text: str) -> AskedRegion | None:
    """Read what is asked; None where nothing is. Raises InvalidInput for what is no question."""
    if not text:
        return None
    asked = _ASKED.fullmatch(text)
    value = plain_value(asked["value"].strip()) if asked else None
    if asked and isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return AskedRegion(asked["indicator"].strip(), asked["way"], float(value))
    raise InvalidInput(
        Problem(
            field="--where",
            message=f"'{text}' names no indicator and value",
            remedy="write both with >= or <= between them, in quotes: 'unmet_demand>=10'",
        )
    )
