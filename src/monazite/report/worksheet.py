"""A worksheet that takes plain cells a column at a time; the file is the same byte for byte.

XlsxWriter asks of every cell where it is, what it is and whether it fits, several times over, which
for the workbook of a brief is most of the work. What a table holds, texts and numbers with a
format, is put in and written here without asking; all else goes the usual way.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

__all__ = ["ColumnWorksheet"]

_SURELY_FITS = 16_000
"""Characters a text may have without being measured as Excel counts them."""


class String(NamedTuple):
    """A cell with a text, by its place among all texts; the name is what XlsxWriter goes by."""

    string: int
    format: Format


class Number(NamedTuple):
    """A cell with a number; the name is what XlsxWriter goes by."""

    number: float
    format: Format


@cache
def _name_of(column: int) -> str:
    """The letters of a column."""
    return xl_col_to_name(column)


class ColumnWorksheet(Worksheet):
    """A worksheet whose columns of plain cells are put in whole."""

    fh: Any
    """The file it is written to."""
    str_table: Any
    """All texts of the workbook, each once."""

    @classmethod
    def added(cls, workbook: Workbook, name: str) -> ColumnWorksheet:
        """Add one to a workbook."""
        worksheet = workbook.add_worksheet(name, cls)
        assert isinstance(worksheet, cls), "that is what was asked for"
        return worksheet

    def put_column(self, column: int, cells: Iterable[tuple[int, str | float, Format]]) -> None:
        """Put texts and finite numbers into rows of a column, from the top down.

        Rows and columns begin at 0 and must be ones of Excel, as the number of columns and
        `ROWS_AT_MOST` of a table see to.
        """
        table, index_of = self.table, self.str_table._get_shared_string_index
        known: dict[str, String] = {}  # a column says the same again and again
        rows: list[int] = []
        for row, value, look in cells:
            rows.append(row)
            if not isinstance(value, str):
                table[row][column] = Number(value, look)
            elif len(value) < _SURELY_FITS:
                index, cell = index_of(value), known.get(value)  # it counts how often it is asked
                if cell is None or cell.format is not look:
                    cell = known[value] = String(index, look)
                table[row][column] = cell
            else:
                self.write_string(row, column, value, look)
        for row in rows[:1] + rows[-1:]:
            self._check_dimensions(row, column)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a cell; this stands inside the innermost loop."""
        kind = type(cell)
        if kind is String:
            look = cell.format._get_xf_index()
            self.fh.write(
                f'<c r="{_name_of(col)}{row + 1}" s="{look}" t="s"><v>{cell.string}</v></c>'
            )
        elif kind is Number:
            look = cell.format._get_xf_index()
            self.fh.write(
                f'<c r="{_name_of(col)}{row + 1}" s="{look}"><v>{cell.number:.16G}</v></c>'
            )
        else:
            super()._write_cell(row, col, cell)
