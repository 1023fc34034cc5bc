"""The brief as an Excel workbook: the tables of a run with units, names and native charts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from monazite.charts.words import GLOSSARY
from monazite.report.content import BriefContent
from monazite.report.sheet import Sheet, column_name, name_of
from monazite.report.workbook_cells import (
    ROWS_AT_MOST,
    Formats,
    fitting,
    lines_of,
    row_height,
    write_table,
)
from monazite.report.workbook_charts import add_charts
from monazite.report.workbook_sheets import brief_sheets
from monazite.report.worksheet import ColumnWorksheet

__all__ = ["brief_workbook"]

_FRONT = "Read me"
_A4 = 9
_LABELS, _TEXTS = 26, 110
"""Widths of the two columns of the first sheet, in characters."""


def brief_workbook(content: BriefContent, tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Return a brief as the bytes of an `.xlsx` file: one sheet for each table, no macros.

    `tables` are those of a run folder, by name. The same content and tables give the same bytes:
    the file bears the date of the content, not of the clock.
    """
    sheets = brief_sheets(content, tables)
    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    formats = Formats(workbook)
    _describe(workbook, content)
    front = workbook.add_worksheet(_FRONT)
    _print_on_a4(front, content)
    _write_front(workbook, front, content, sheets, formats)
    for sheet in sheets:
        worksheet = ColumnWorksheet.added(workbook, sheet.name)
        _print_on_a4(worksheet, content)
        frame = write_table(workbook, worksheet, sheet, formats)
        add_charts(workbook, worksheet, sheet, frame)
    workbook.close()
    return buffer.getvalue()


def _describe(workbook: Workbook, content: BriefContent) -> None:
    """Fill in the properties of the document."""
    workbook.set_properties(
        {
            "title": f"{content.title}: {content.study}",
            "subject": content.question,
            "author": content.software,
            "category": "Brief",
            "keywords": ", ".join(content.strategies),
            "comments": f"Made with {content.software} on {content.date} from data "
            f"{content.data_version}, SHA-256 {content.data_hash}.",
            "created": datetime.fromisoformat(content.date),
        }
    )
    for name, value in (
        ("data_hash", content.data_hash),
        ("data_version", content.data_version),
        ("software", content.software),
        ("world", content.world),
    ):
        workbook.set_custom_property(name, value, "text")


def _print_on_a4(worksheet: Worksheet, content: BriefContent) -> None:
    """Landscape, as wide as the page, headers on every page, the data's fingerprint below."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    made = f"{content.software}, data {content.data_hash[:12]}".replace("&", "&&")
    worksheet.set_footer(f"&L{made}&C&A&RPage &P of &N")


def _write_front(
    workbook: Workbook,
    worksheet: Worksheet,
    content: BriefContent,
    sheets: Sequence[Sheet],
    formats: Formats,
) -> None:
    """Write the first sheet: what this is, the answer, the sheets, how to use them."""
    label, text = formats.of(bold=True), formats.of(text_wrap=True)
    link = formats.of(bold=True, underline=1, font_color="#0563C1")
    worksheet.set_column(0, 0, _LABELS)
    worksheet.set_column(1, 1, _TEXTS)
    worksheet.write_string(0, 0, _FRONT, formats.header())
    worksheet.write_string(0, 1, fitting(content.study), formats.header())
    worksheet.freeze_panes(1, 0)
    names = {"data_hash": content.data_hash, "software": content.software}
    row = 1
    for name, words in _lines(content):
        _write_line(worksheet, row, name, words, label, text)
        for key, value in names.items():
            if words == value:
                workbook.define_name(key, f"='{_FRONT}'!$B${row + 1}")
        row += 1
    for sheet in sheets:
        _write_line(worksheet, row, "", _about(sheet), label, text)
        worksheet.write_url(row, 0, f"internal:'{sheet.name}'!A1", link, sheet.name)
        row += 1
    for name, words in _usage(sheets):
        _write_line(worksheet, row, name, words, label, text)
        row += 1


def _write_line(
    worksheet: Worksheet, row: int, name: str, words: str, label: Format, text: Format
) -> None:
    worksheet.set_row(row, row_height(lines_of(words, _TEXTS)))
    worksheet.write_string(row, 0, name, label)
    worksheet.write_string(row, 1, fitting(words), text)


def _lines(content: BriefContent) -> list[tuple[str, str]]:
    """What the first sheet says before it lists the others; labels stand once."""
    strategies = [
        f"{title} ({key})" + (", the baseline" if key == content.baseline else "")
        for key, title in content.strategies.items()
    ]
    return [
        ("Title", content.title),
        ("Question", content.question),
        *_listed("Answer", content.answer),
        ("Evidence", f"{content.confidence}. {content.confidence_reason}"),
        *_listed("Warnings", content.warnings),
        *_listed("Strategies", strategies),
        *_listed(
            "What was changed", [f"{one.opens} {'; '.join(one.says)}." for one in content.changed]
        ),
        *([("Told in", content.told)] if content.told else []),
        ("World", content.world),
        ("Date", content.date),
        ("Data version", content.data_version),
        ("Data hash (SHA-256)", content.data_hash),
        ("Made with", content.software),
        *([(content.link_opens.removesuffix(":"), content.link)] if content.link else []),
        *_listed("Limits", [*content.limits, *([content.left_out] if content.left_out else [])]),
    ]


def _listed(label: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    return [("" if place else label, text) for place, text in enumerate(texts)]


def _about(sheet: Sheet) -> str:
    rows = sheet.frame.height
    parts = [sheet.purpose, f"{rows:,} rows." if rows else "Nothing to list for these strategies."]
    if rows > ROWS_AT_MOST:
        parts.append(f"Only the first {ROWS_AT_MOST:,} fit; the tables of the run hold all.")
    if sheet.charts:
        parts.append("Charts stand at the right of the table.")
    return " ".join(parts)


def _usage(sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    first = sheets[0]
    return [
        (
            "Numbers and units",
            "Every number is a number and its unit stands in a column beside it. Money is in "
            "prices of the year that the unit names. Per cent is a format: a cell that shows 25 % "
            "holds 0.25, and a program that reads the file, such as pandas, gets 0.25 beside the "
            "unit %: times 100 it is per cent. A difference of shares is in percentage points. "
            "Evidence is in the unit of its source.",
        ),
        (
            "Where numbers are from",
            "Beside every row stand the facts that carry most of its numbers, with their grades, "
            "the levers that decide them, the weakest of the grades, and the publications behind. "
            "What carries most is a limit that binds, a need or a cost of what the row is about, "
            "by its worth in its year; of a sum over years, in all of them. Where nothing has any "
            "worth, the facts its own figures rest on stand in. The sheet Evidence holds every "
            "fact, with what was not chosen and why.",
        ),
        (
            "Names for formulas",
            f"Tables and columns have names, such as {name_of(first.name)} for the whole sheet "
            f"{first.name} and {column_name(first.name, 'value')} for its values.",
        ),
        *((word, meaning) for word, meaning in GLOSSARY.items()),
    ]
