"""A worksheet that takes columns of plain cells writes what XlsxWriter writes cell by cell."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from monazite.report.worksheet import ColumnWorksheet

Cells = list[tuple[int, str | float, Format]]
Put = Callable[[Worksheet, int, Cells], None]

TEXTS = (
    *("plain", "again", "again", "<b> & \"quoted\" 'text'", " with blanks ", "=1+1", "\x07"),
    *(
        "long " * 4_000,
        "longer " * 6_000,
        "\U0001f600" * 9_000,
        "12",
        "http://example.org/a?b=c",
        "ÄÖÜ",
    ),
)
NUMBERS = (0, 1, -7, 2030, 0.1, 1 / 3, -1e-9, 6.02e23, 123456789.125, 1e15)


def put_at_once(sheet: Worksheet, column: int, cells: Cells) -> None:
    assert isinstance(sheet, ColumnWorksheet)
    sheet.put_column(column, cells)


def put_one_by_one(sheet: Worksheet, column: int, cells: Cells) -> None:
    for row, value, look in cells:
        if isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)


def written(put: Put, kind: type[Worksheet]) -> bytes:
    """A workbook with gaps, links, other cells among the columns, row heights and a chart."""
    draws = random.Random(0)
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    looks = [book.add_format({"bold": place % 2, "indent": place}) for place in range(6)]
    for name in ("One", "Two"):
        sheet = book.add_worksheet(name, kind)
        sheet.write_string(0, 0, "Header", looks[5])
        for column in (0, 1, 2, 30):
            rows = sorted(draws.sample(range(1, 90), 60))
            values = [draws.choice((*TEXTS, *NUMBERS)) for _ in rows]
            put(
                sheet,
                column,
                [
                    (row, value, draws.choice(looks))
                    for row, value in zip(rows, values, strict=True)
                ],
            )
        put(sheet, 3, [])
        put(sheet, 4, [(row, float(row), looks[0]) for row in range(1, 20)])
        sheet.write_url(40, 5, "https://example.org/", looks[1], "again")
        sheet.write_formula(41, 5, "=SUM(E2:E20)", looks[2], 190)
        sheet.set_row(7, 45.0)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"name": [name, 0, 0], "values": [name, 1, 4, 19, 4]})
        sheet.insert_chart(1, 8, chart)
    book.close()
    return buffer.getvalue()


def test_the_file_is_the_same_byte_for_byte() -> None:
    at_once = written(put_at_once, ColumnWorksheet)
    one_by_one = written(put_one_by_one, Worksheet)
    with (
        zipfile.ZipFile(io.BytesIO(at_once)) as ours,
        zipfile.ZipFile(io.BytesIO(one_by_one)) as theirs,
    ):
        assert ours.namelist() == theirs.namelist()
        for name in ours.namelist():
            assert ours.read(name) == theirs.read(name), name
    assert at_once == one_by_one
