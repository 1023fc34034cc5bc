"""CSV tables are read strictly: every cell is text, every record knows its line.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, whoever wrote it.
Text that would be taken so is written with an apostrophe in front, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monazite.core.earlier import present_name
from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.files import file_name, read_text
from monazite.core.text import check_characters, is_fit

__all__ = [
    "FORMULA",
    "NUMBER",
    "Row",
    "as_cell",
    "csv_text",
    "from_cell",
    "parse_number",
    "read_table",
    "rows_of",
    "sound_header",
    "text_is_sound",
]

FORMULA = r"^'*[=+\-@\t\r\n]"
"""What a cell begins with that a spreadsheet would calculate, or that was guarded against it."""

NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
"""A plain decimal number."""

_NUMBER = re.compile(NUMBER, re.ASCII)
_FORMULA = re.compile(FORMULA)
_GUARDED = re.compile(r"^'" + FORMULA.removeprefix("^"))
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table, as written, with the place it was read from."""

    values: Mapping[str, str]
    """Cells by column, in the order of the header, without surrounding spaces."""
    file: str
    """Path relative to the root, with forward slashes."""
    line: int
    """Physical line on which the record begins."""
    absent: frozenset[str] = frozenset()
    """Optional columns the file leaves out; they read as blank."""

    def __getitem__(self, column: str) -> str:
        try:
            return self.values[column]
        except KeyError:
            if column in self.absent:
                return ""
            raise


def read_table(
    path: Path,
    problems: Problems,
    *,
    root: Path,
    required: Sequence[str],
    optional: Sequence[str] | None = (),
) -> list[Row]:
    """Read a CSV file and report everything that is wrong with it.

    With `optional=None` any further column is allowed. Records that cannot be read are left
    out of the answer and are among the problems; blank lines are skipped.
    """
    return list(rows_of(path, problems, root=root, required=required, optional=optional))


def rows_of(
    path: Path,
    problems: Problems,
    *,
    root: Path,
    required: Sequence[str],
    optional: Sequence[str] | None = (),
    as_published: bool = False,
) -> Iterator[Row]:
    """Do what `read_table` does record by record, for tables too large to be held twice.

    A table `as_published` by somebody else may be in the encoding of Windows, and blank cells
    behind its last column, without a name, are nothing.
    """
    text = read_text(
        path,
        problems,
        root=root,
        when_empty="write at least the header row",
        or_else="cp1252" if as_published else None,
    )
    if text is None:
        return
    file = file_name(path, root)
    # With newline="" line ends inside quoted cells survive and lines count as an editor counts.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    absent = frozenset[str]()
    begins = 1
    # One look at the whole file spares a look at each of its cells.
    clean = is_fit(text)
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not cells:
                continue
            cells = [from_cell(cell.strip()) for cell in cells]
            cells = _without_blank_end(cells, len(header or ())) if as_published else cells
            if header is None:
                header = sound_header(cells, problems, file, line, required, optional)
                if header is None:
                    return
                absent = frozenset(optional or ()) - frozenset(header)
            elif len(cells) != len(header):
                more = _more_columns(absent, optional, too_many=len(cells) > len(header))
                problems.add(
                    f"the record has {len(cells)} cells where the header has {len(header)}",
                    remedy=f"add or remove commas, or quote a cell that holds a comma{more}",
                    file=file,
                    line=line,
                )
            else:
                values = dict(zip(header, cells, strict=True))
                if clean or text_is_sound(values, problems, file, line):
                    yield Row(values=values, file=file, line=line, absent=absent)
    except csv.Error as error:
        _report_quoting(error, problems, file, begins)


def _without_blank_end(cells: list[str], columns: int) -> list[str]:
    """Leave out blank cells behind the last column."""
    end = len(cells)
    while end > columns and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _more_columns(absent: frozenset[str], optional: Sequence[str] | None, *, too_many: bool) -> str:
    """Name the columns a header may have and does not, where a record has too many cells."""
    if not too_many:
        return ""
    names = [name for name in optional or () if name in absent]
    return f"; the header may also name {', '.join(names)}" if names else ""


def as_cell(text: str) -> str:
    """Give text as it is written to a CSV file: no formula, whatever it begins with."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def csv_text(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table as CSV text: line feeds, and no text a spreadsheet would calculate."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([as_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def from_cell(text: str) -> str:
    """Give the text that was written as a cell."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def parse_number(text: str) -> float:
    """Read a plain decimal number; anything else, thousands separators included, is refused."""
    if not _NUMBER.fullmatch(text):
        plain = text.replace("_", "").replace(" ", "")
        # a comma behind a lone nought is that of a decimal: nobody groups 0,998
        if _GROUPED.fullmatch(plain) and not plain.lstrip("+-").startswith("0"):
            plain = plain.replace(",", "")
        elif plain.count(",") == 1 and "." not in plain:
            plain = plain.replace(",", ".")
        remedy = f"write '{plain}'" if _NUMBER.fullmatch(plain) else "write a plain decimal number"
        figure, _, unit = text.strip().partition(" ")
        if _NUMBER.fullmatch(figure) and unit[:1].isalpha():
            remedy = f"write '{figure}' alone, without its unit"
        raise FieldError(f"'{text}' is not a number", remedy)
    number = float(text)
    if not math.isfinite(number):
        raise FieldError(f"'{text}' is too large a number", "write a finite number")
    return number


def sound_header(
    cells: Sequence[str],
    problems: Problems,
    file: str,
    line: int,
    required: Sequence[str],
    optional: Sequence[str] | None,
) -> list[str] | None:
    """Give the columns of a table by today's names, or report why its records cannot be read."""
    known = {*required, *(optional or ())}
    header = [
        name if now in cells and now != name else now
        for name in cells
        for now in (present_name(name, known, file),)
    ]
    sound = _header_is_sound(header, problems, file, line, required, optional)
    return header if sound else None


def _header_is_sound(
    header: Sequence[str],
    problems: Problems,
    file: str,
    line: int,
    required: Sequence[str],
    optional: Sequence[str] | None,
) -> bool:
    """Report what is wrong with a header; only unknown columns let the records be read."""
    sound = True
    if len(header) == 1 and ";" in header[0]:
        problems.add(
            "semicolons stand between the columns",
            remedy="save the table as CSV with commas between cells and points in numbers",
            file=file,
            line=line,
        )
        return False
    for position, column in enumerate(header, start=1):
        if not column:
            sound = False
            problems.add(
                f"column {position} has no name",
                remedy="name it, or remove the column",
                file=file,
                line=line,
            )
        elif header.index(column) != position - 1:
            sound = False
            problems.add(
                "the column appears twice",
                remedy="remove or rename one of the two",
                file=file,
                line=line,
                field=column,
            )
        elif optional is not None and column not in required and column not in optional:
            unused = [name for name in (*required, *optional) if name not in header]
            problems.add(
                "the column is not known",
                remedy=name_remedy(column, unused) if unused else "remove it",
                file=file,
                line=line,
                field=column,
            )
    for column in required:
        if column not in header:
            sound = False
            problems.add(
                "the column is missing",
                remedy="add it to the header and to every record",
                file=file,
                line=line,
                field=column,
            )
    return sound


def text_is_sound(values: Mapping[str, str], problems: Problems, file: str, line: int) -> bool:
    """Report cells that hold characters no text should hold."""
    sound = True
    for column, cell in values.items():
        try:
            check_characters(cell)
        except FieldError as error:
            sound = False
            problems.add(error.message, remedy=error.remedy, file=file, line=line, field=column)
    return sound


def _report_quoting(error: csv.Error, problems: Problems, file: str, line: int) -> None:
    wording = str(error)
    if "field larger" in wording:
        problems.add(
            f"a cell of this record is longer than {csv.field_size_limit():,} characters",
            remedy='shorten it; or close its quote, and double every " inside the cell',
            file=file,
            line=line,
        )
    elif "unexpected end of data" in wording:
        problems.add(
            "a quoted cell that begins in this record is never closed",
            remedy='write the closing ", and double every " inside the cell',
            file=file,
            line=line,
        )
    else:
        problems.add(
            "a quoted cell in this record is followed by further text",
            remedy='put a comma after the closing ", and double every " inside the cell',
            file=file,
            line=line,
        )
