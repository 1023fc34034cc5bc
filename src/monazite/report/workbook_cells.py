"""Writes one table onto a sheet: numbers as numbers, units beside them, names for formulas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs

from monazite.charts.theme import ACCENT, LINE
from monazite.core.shown import Shown, shown
from monazite.report.sheet import Sheet, column_name, name_of
from monazite.report.worksheet import ColumnWorksheet

__all__ = [
    "LONGEST_TEXT",
    "ROWS_AT_MOST",
    "Formats",
    "fitting",
    "lines_of",
    "number_format",
    "row_height",
    "write_table",
]

LONGEST_TEXT = 32_767
"""Characters a cell of Excel holds."""
ROWS_AT_MOST = 1_048_576 - 1
"""Rows a sheet of Excel holds below its header."""
_LONGEST_LINK = 2_079
_LINKED = 5_000
"""Rows up to which addresses are links, of which Excel allows some 65,000 on a sheet."""
_WIDEST = 60
_WIDEST_HEADER = 24
_NARROWEST = 8
_LINE = 15.0
"""Height of a line of text, in points."""
_LOOKED_AT = 2_000
"""Rows that decide on the width of a column."""
_PERCENT = "%"
_AS_IT_IS = Shown(1.0, "")
_PERCENT_AS_WRITTEN = Shown(1.0, _PERCENT)


@dataclass
class Formats:
    """The cell formats of a workbook, each of them made once."""

    workbook: Workbook
    _made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def of(self, **properties: object) -> Format:
        """Return the format with these properties; text starts at the top of its cell."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format({"valign": "top", **properties})
        return self._made[key]

    def header(self, **properties: object) -> Format:
        """The format of the words above columns."""
        return self.of(
            **properties,
            bold=True,
            font_color="#FFFFFF",
            bg_color=ACCENT,
            bottom=1,
            bottom_color=LINE,
            text_wrap=True,
        )


def number_format(way: Shown, *, difference: bool = False) -> str:
    """Return the number format for the way a unit is shown; as it comes where none is stated.

    >>> number_format(shown("%")), number_format(shown("t ore/yr"))
    ('0.0%', '#,##0.0')
    """
    if way.label == _PERCENT:
        plain = "0.0%"
    elif "/kg" in way.label:
        plain = "#,##0.00"
    elif way.large_behind:
        plain = "#,##0"
    elif way.large or way.label.startswith("t "):
        plain = "#,##0.0"
    else:
        plain = "General"
    if not difference or plain == "General":
        return plain
    return f"+{plain};-{plain};{plain}"


def fitting(text: str) -> str:
    """Cut a text that is longer than a cell can hold, and mark the cut."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def row_height(lines: int) -> float:
    """Return the height of a row of so many lines, in points, as far as Excel allows."""
    return min(_LINE * max(lines, 1), 409.0)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width, words kept whole."""
    return math.ceil(len(text) * 0.95 / width)


def write_table(
    workbook: Workbook, worksheet: ColumnWorksheet, sheet: Sheet, formats: Formats
) -> pl.DataFrame:
    """Write the table of a sheet and return it as written, scaled as its numbers are.

    Raises ValueError when numbers come without a column for their unit.
    """
    frame = sheet.shown_frame().head(ROWS_AT_MOST)
    _check_units(sheet, frame)
    columns = {name: _column(sheet, frame, name) for name in frame.columns}
    numbers = {name for name, kind in frame.schema.items() if kind.is_numeric()}
    widths = {}
    for place, (name, cells) in enumerate(columns.items()):
        header = fitting(sheet.header(name))
        indent = int(name in _units(sheet, frame))
        side = "right" if name in numbers else "left"
        worksheet.write_string(0, place, header, formats.header(align=side, indent=indent))
        widths[name] = min(max(_width(cells), min(len(header) + 4, _WIDEST_HEADER)), _WIDEST)
        worksheet.set_column(place, place, widths[name])
        text = formats.of(align="left", text_wrap=sheet.wrapped, indent=indent)
        _write_cells(
            worksheet, place, cells, formats, text, links=name == "url" and frame.height <= _LINKED
        )
    above = {name: [sheet.header(name)] for name in frame.columns}
    worksheet.set_row(0, row_height(_lines(above, widths, 0)))
    if sheet.wrapped:
        said = {name: [_drawn(*cell) for cell in cells] for name, cells in columns.items()}
        for row in range(frame.height):
            worksheet.set_row(row + 1, row_height(_lines(said, widths, row)))
    _name_ranges(workbook, sheet, frame)
    worksheet.freeze_panes(1, 0)
    if frame.width:
        worksheet.autofilter(0, 0, frame.height, frame.width - 1)
    return frame


Cell = tuple[object, str]
"""What stands in a cell, with the number format of a number."""


def _column(sheet: Sheet, frame: pl.DataFrame, name: str) -> list[Cell]:
    """The cells of a column: fractional numbers scaled to their unit, unit columns in words."""
    values = frame[name].to_list()
    if name in _units(sheet, frame):
        return [(None if unit is None else _way(sheet, unit).label or unit, "") for unit in values]
    if name not in _fractions(frame):
        return [(value, "0") for value in values]
    signed = name in sheet.differences
    cells: list[Cell] = []
    for value, unit in zip(values, frame[sheet.unit_column(name)].to_list(), strict=True):
        way = _way(sheet, unit or "")
        # Per cent is a matter of format: the cell itself holds the share.
        factor = way.factor / 100 if way.label == _PERCENT else way.factor
        number = None if value is None else value * factor
        cells.append((number, number_format(way, difference=signed)))
    return cells


def _way(sheet: Sheet, unit: str) -> Shown:
    if not sheet.as_written:
        return shown(unit)
    return _PERCENT_AS_WRITTEN if unit == _PERCENT else _AS_IT_IS


def _fractions(frame: pl.DataFrame) -> list[str]:
    return [name for name, kind in frame.schema.items() if kind.is_float()]


def _units(sheet: Sheet, frame: pl.DataFrame) -> set[str]:
    return {sheet.unit_column(name) for name in _fractions(frame)}


def _check_units(sheet: Sheet, frame: pl.DataFrame) -> None:
    for name in _fractions(frame):
        if sheet.unit_column(name) not in frame.columns:
            raise ValueError(
                f"the sheet '{sheet.name}' has numbers in '{name}' and no column "
                f"'{sheet.unit_column(name)}' for their unit"
            )


def _write_cells(
    worksheet: ColumnWorksheet,
    place: int,
    cells: list[Cell],
    formats: Formats,
    text: Format,
    *,
    links: bool,
) -> None:
    """Write the cells of a column below its header; addresses become links where they may."""
    plain = _plain_cells(cells, formats, text)
    if not links:
        worksheet.put_column(place, plain)
        return
    for row, value, look in plain:
        if str(value).startswith(("http://", "https://")):
            _write_link(worksheet, row, place, str(value), look)
        else:
            worksheet.put_column(place, [(row, value, look)])


def _plain_cells(
    cells: list[Cell], formats: Formats, text: Format
) -> Iterator[tuple[int, str | float, Format]]:
    """Texts and numbers of a column with their row and format; what is missing is left out."""
    numbers: dict[str, Format] = {}
    for row, (value, pattern) in enumerate(cells, start=1):
        if value is None or value == "":
            continue
        if type(value) is str:  # nearly all
            yield row, fitting(value), text
        elif isinstance(value, bool):
            yield row, "yes" if value else "no", text
        elif isinstance(value, int | float):
            if math.isfinite(value):
                if pattern not in numbers:
                    numbers[pattern] = formats.of(num_format=pattern)
                yield row, value, numbers[pattern]
        else:
            yield row, fitting(_said(value)), text


def _write_link(
    worksheet: ColumnWorksheet, row: int, place: int, address: str, text: Format
) -> None:
    if len(address) > _LONGEST_LINK or worksheet.write_url(row, place, address, text) != 0:
        worksheet.write_string(row, place, fitting(address), text)


def _said(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _width(cells: list[Cell]) -> int:
    looked_at = cells[:_LOOKED_AT]
    texts = {value for value, _ in looked_at if type(value) is str}  # the same again and again
    others = (_drawn(*cell) for cell in looked_at if type(cell[0]) is not str)
    longest = max(map(len, chain(texts, others)), default=0)
    return max(_NARROWEST, longest + 2)


def _lines(said: Mapping[str, list[str]], widths: Mapping[str, float], row: int) -> int:
    """Lines that the longest text of a row takes."""
    return max((lines_of(texts[row], widths[name]) for name, texts in said.items()), default=1)


def _drawn(value: object, pattern: str) -> str:
    """Roughly what a cell looks like."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.2f}" if "#" in pattern else f"{value:.6g}"
    return _said(value)


def _name_ranges(workbook: Workbook, sheet: Sheet, frame: pl.DataFrame) -> None:
    """Name the table and each of its columns, so that formulas need no addresses."""
    if not frame.height:
        return
    whole = xl_range_abs(0, 0, frame.height, frame.width - 1)
    workbook.define_name(name_of(sheet.name), f"='{sheet.name}'!{whole}")
    for place, name in enumerate(frame.columns):
        below = xl_range_abs(1, place, frame.height, place)
        workbook.define_name(column_name(sheet.name, name), f"='{sheet.name}'!{below}")
