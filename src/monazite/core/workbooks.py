"""Tables in Excel workbooks are read as strictly as CSV: one sheet is one table.

What a sheet shows and what it holds are not always the same: a date may once have been a month, a
share may be shown in per cent, a formula may never have been worked out. Every such cell is a
problem, since a guess would put a wrong number into a study in silence.
"""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.core.errors import FieldError, Problems
from monazite.core.files import file_name
from monazite.core.tables import Row, from_cell, parse_number, sound_header, text_is_sound

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Sheet", "is_workbook", "read_sheets", "rows_of_sheet", "sheet_in", "table_in"]

_PLACE = re.compile(r"(?P<file>.+)\[(?P<sheet>[^\[\]]+)\]")
_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SAVE = "save it as .xlsx, without macros or a password"
_ROWS, _COLUMNS = 100_000, 200
"""A table of facts is far smaller; formats painted over a whole sheet are not."""
_BYTES = 500_000_000
"""What the parts of a workbook may hold together once unpacked."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: what its cells hold, and what was written to make them hold it."""

    file: str
    """Workbook and sheet, as in `evidence/facts.xlsx[plants]`."""
    name: str
    values: Worksheet
    formulas: Worksheet


def is_workbook(path: Path) -> bool:
    """Say whether a file is a workbook by its name; Excel keeps `~$...` beside an open one."""
    return path.suffix.casefold() in _ENDINGS and not path.name.startswith("~$")


def sheet_in(file: str, sheet: str) -> str:
    """Name a sheet of a file as a place of its own: `evidence/facts.xlsx[plants]`."""
    return f"{file}[{sheet}]"


def table_in(file: str) -> str:
    """Give the name of the table that a file, or a sheet of one, holds.

    >>> table_in("evidence/plants.csv"), table_in("evidence/facts.xlsx[plants]")
    ('plants', 'plants')
    """
    place = _PLACE.fullmatch(file)
    return place["sheet"] if place else Path(file).stem


def read_sheets(path: Path, problems: Problems, *, root: Path) -> list[Sheet]:
    """Open a workbook and give its sheets that hold anything, or report why it cannot be read."""
    file = file_name(path, root)
    if path.suffix.casefold() != ".xlsx":
        problems.add("only workbooks of the kind .xlsx are read", remedy=_SAVE, file=file)
        return []
    try:
        from openpyxl import load_workbook
    except ImportError:
        problems.add(
            "workbooks are read with openpyxl, which is not installed",
            remedy="install it with pip install 'monazite[excel]', or save each sheet as CSV",
            file=file,
        )
        return []
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _BYTES:
                problems.add(
                    f"the workbook unpacks to more than {_BYTES // 1_000_000} MB",
                    remedy="keep facts alone in it, or save each sheet as CSV",
                    file=file,
                )
                return []
        with warnings.catch_warnings():
            # what it says of parts of no concern here, such as lists to choose from
            warnings.simplefilter("ignore")
            with (
                closing(load_workbook(path, data_only=True)) as values,
                closing(load_workbook(path)) as formulas,
            ):
                return [
                    Sheet(sheet_in(file, name), name, values[name], formulas[name])
                    for name in [sheet.title for sheet in values.worksheets]
                    if _holds_anything(values[name], formulas[name])
                ]
    except OSError as error:
        problems.add(
            f"the file cannot be read ({error.strerror or error})",
            remedy="check its name and permissions",
            file=file,
        )
    except Exception:
        # A broken archive, broken XML and a password all end differently, and none of them well.
        problems.add("this is not a workbook that can be read", remedy=_SAVE, file=file)
    return []


def _reaches_too_far(sheet: Sheet, problems: Problems) -> bool:
    """Report a sheet with more rows or columns than a table of evidence ever has."""
    rows, columns = sheet.values.max_row, sheet.values.max_column
    if rows <= _ROWS and columns <= _COLUMNS:
        return False
    problems.add(
        f"the sheet reaches to row {rows:,} and column {columns:,}",
        remedy="delete the empty rows and columns behind the table, formats included",
        file=sheet.file,
    )
    return True


def _report(
    faults: Mapping[str, tuple[str, str] | None], problems: Problems, file: str, line: int
) -> None:
    """Report what is wrong with cells of a row, by the names of their columns."""
    for name, fault in faults.items():
        if fault:
            message, remedy = fault
            problems.add(message, remedy=remedy, file=file, line=line, field=name)


def rows_of_sheet(
    sheet: Sheet,
    problems: Problems,
    *,
    required: Sequence[str],
    optional: Sequence[str] | None = (),
    numbers: Sequence[str] = (),
) -> Iterator[Row]:
    """Give the records of a sheet as those of a CSV file, each with the number of its row.

    `numbers` are the columns whose cells must hold numbers and not text that looks like one.
    Records with a cell that cannot be read are left out and are among the problems.
    """
    if _reaches_too_far(sheet, problems):
        return
    from openpyxl.utils import get_column_letter

    merged = _merged(sheet)
    header: list[str] | None = None
    absent = frozenset[str]()
    width = _width(sheet)
    both = zip(
        sheet.values.iter_rows(max_row=_last(sheet), max_col=width),
        sheet.formulas.iter_rows(max_row=_last(sheet), max_col=width),
        strict=True,
    )
    for line, (cells, written) in enumerate(both, start=1):
        places = [(line, column) for column in range(1, width + 1)]
        blank = all(_is_blank(cell.value) for cell in (*cells, *written))
        if blank and merged.keys().isdisjoint(places):
            continue
        names = header or [get_column_letter(column) for _, column in places]
        faults = [
            merged.get(place) or _fault(cell, source, name in numbers)
            for name, place, cell, source in zip(names, places, cells, written, strict=True)
        ]
        _report(dict(zip(names, faults, strict=True)), problems, sheet.file, line)
        sound = not any(faults) and merged.keys().isdisjoint(places)
        texts = [
            "" if fault else _text(cell.value) for cell, fault in zip(cells, faults, strict=True)
        ]
        if header is None:
            if sound:
                header = sound_header(texts, problems, sheet.file, line, required, optional)
            if header is None:
                return
            absent = frozenset(optional or ()) - frozenset(header)
            continue
        values = dict(zip(header, texts, strict=True))
        if sound and text_is_sound(values, problems, sheet.file, line):
            yield Row(values=values, file=sheet.file, line=line, absent=absent)


Fault = tuple[str, str]
"""What is wrong with a cell, and what to do."""


def _fault(cell: Any, source: Any, is_number: bool) -> Fault | None:
    """Say why what a cell holds is not what was meant, or may not be."""
    value = cell.value
    if source.data_type == "f" and value is None:
        return (
            "the formula has no value stored with it",
            "open the workbook in a spreadsheet and save it, or write the value in its place",
        )
    if cell.data_type == "e":
        return f"the cell holds {value}", "correct its formula, or leave the cell blank"
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return (
            f"the cell holds the {_kind_of_time(value)} {str(value).removesuffix(' 00:00:00')}",
            "format the cell as text and write it again, such as 2024, 2024-06 or FY2024-25",
        )
    if isinstance(value, bool):
        return f"the cell holds {str(value).upper()}", "write a number or a word"
    if isinstance(value, int | float):
        if "%" in re.sub(r'"[^"]*"|\\.', "", str(cell.number_format)):
            shown = f"{value * 100:.15g} %"
            return (
                f"the cell shows {shown} and holds {value:.15g}",
                "format the cell as a plain number that goes with the unit of its row",
            )
        return None
    if is_number and isinstance(value, str) and value.strip():
        try:
            number = parse_number(value.strip())
        except FieldError:
            return None  # whoever wants a number says what is wrong with this one
        return (
            f"the number {number:.15g} is stored as text",
            "turn it into a number: format the cell as one and write it again",
        )
    return None


def _kind_of_time(value: object) -> str:
    if isinstance(value, datetime.timedelta):
        return "span of time"
    return "date" if isinstance(value, datetime.date) else "time"


def _text(value: object) -> str:
    """Give what a cell holds as it would stand in a CSV file; Excel keeps fifteen digits."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return from_cell(str(value).strip())


def _merged(sheet: Sheet) -> dict[tuple[int, int], Fault | None]:
    """Give row and column of every merged cell; the first of a block says what is wrong."""
    found: dict[tuple[int, int], Fault | None] = {}
    for block in sheet.values.merged_cells.ranges:
        found.update(dict.fromkeys(block.cells))
        found[block.min_row, block.min_col] = (
            f"the cells {block.coord} are merged into one",
            "part them again and fill in each",
        )
    return found


def _last(sheet: Sheet) -> int:
    return int(max(sheet.values.max_row, sheet.formulas.max_row))


def _width(sheet: Sheet) -> int:
    """Give how many columns hold anything; those behind are formats and no table."""
    used = [
        int(cell.column)
        for worksheet in (sheet.values, sheet.formulas)
        for row in worksheet.iter_rows()
        for cell in row
        if not _is_blank(cell.value)
    ]
    return max(used)


def _holds_anything(values: Worksheet, formulas: Worksheet) -> bool:
    if values.max_row > _ROWS or values.max_column > _COLUMNS:
        return True
    return any(
        not _is_blank(cell)
        for worksheet in (values, formulas)
        for row in worksheet.iter_rows(values_only=True)
        for cell in row
    )


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
