"""What stands on one sheet of a workbook: a table, what its columns mean, the charts beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

__all__ = [
    "BESIDE",
    "SHARE",
    "Look",
    "Sheet",
    "SheetChart",
    "column_name",
    "name_of",
    "with_columns",
]


@dataclass(frozen=True, slots=True)
class Look:
    """How one series of a chart is drawn."""

    colour: str
    """As `#RRGGBB`."""
    dash: str = "solid"
    """One of Excel's dashes: solid, dash, round_dot, long_dash, dash_dot, long_dash_dot."""
    width: float = 2.25
    """Of a line, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChart:
    """A native chart over rows of its sheet; it holds no figures of its own.

    The rows of a series must stand together, in the order they are drawn.
    """

    kind: Literal["line", "stacked", "bars"]
    """Lines, stacked columns, or bars side by side."""
    title: str
    series: str
    """The column whose values tell the series apart."""
    x: str = "year"
    """The column along the axis."""
    y: str = "value"
    where: Mapping[str, object] = field(default_factory=dict)
    """What a row must have in other columns to be drawn."""
    looks: Mapping[object, Look] = field(default_factory=dict)
    """The series to draw and how, in order; without looks all, in the program's colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a table whose first row names the columns, and charts at its right.

    Every fractional number needs a unit in a column of its own; whole numbers are years or counts.
    Numbers are shown as they are in the brief, so money comes in millions and shares in per cent,
    and the unit column says so.
    """

    name: str
    """At most 31 characters."""
    purpose: str
    """One sentence for the list of sheets."""
    frame: pl.DataFrame
    headers: Mapping[str, str] = field(default_factory=dict)
    """Columns to show, in order, with their headers; without headers all columns."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The column that holds the unit of a number column, where it is not `unit`."""
    differences: frozenset[str] = frozenset()
    """Number columns that are differences and bear a sign."""
    as_written: bool = False
    """Whether numbers keep the unit they have in the table, as facts do."""
    wrapped: bool = False
    """Whether long texts run over several lines; not beside charts, which rows would stretch."""
    charts: Sequence[SheetChart] = ()

    def shown_frame(self) -> pl.DataFrame:
        """The columns to show; an empty table keeps the ones that are promised."""
        if not self.headers:
            return self.frame
        if not self.frame.width:
            return pl.DataFrame(schema=dict.fromkeys(self.headers, pl.String))
        return self.frame.select(list(self.headers))

    def header(self, column: str) -> str:
        """The words above a column."""
        return self.headers.get(column) or column.replace("_", " ").strip().capitalize()

    def unit_column(self, column: str) -> str:
        """The column that holds the unit of a number column."""
        return self.units.get(column, "unit")


BESIDE: Mapping[str, str] = {
    "rests_on": "Rests on",
    "weakest": "Weakest grade",
    "source": "Source",
    "url": "Address",
}
"""Columns that say what the numbers of a row rest on, with their headers."""

SHARE = pl.lit("1")
"""The unit of a share, for tables that have shares and no column for their unit."""


def with_columns(frame: pl.DataFrame, **columns: pl.Expr) -> pl.DataFrame:
    """Add columns to a table that has rows; one without rows stays as it is."""
    return frame.with_columns(**columns) if frame.width else frame


def name_of(sheet: str) -> str:
    """Return the name by which formulas know the whole table of a sheet: `holds_back_table`."""
    return f"{_plain(sheet)}_table"


def column_name(sheet: str, column: str) -> str:
    """Return the name by which formulas know a column of a sheet: `holds_back_worth`."""
    return f"{_plain(sheet)}_{_plain(column)}"


def _plain(text: str) -> str:
    words = text.replace(" - ", " minus ").lower()
    return "_".join("".join(c if c.isascii() and c.isalnum() else " " for c in words).split())
