"""A forecast as a file that proves itself: a table, and its SHA-256 in a file beside it.

The file beside it is what `sha256sum --check` reads, with the day it was written as a comment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from monazite.core.errors import FieldError, InvalidInput, Problem, Problems
from monazite.core.files import read_text
from monazite.core.records import columns_of
from monazite.core.tables import Row, csv_text, parse_number, read_table
from monazite.findings.hindcast import ForecastLine
from monazite.store import check_writable, hash_of_file, write_whole

COLUMNS = tuple(columns_of(ForecastLine))

WHOLE = ("seed", "draws", "without_plan", "known_until", "year")

FIGURES = ("observed", "low", "central", "high", "persistence", "trend")


def seal_of(path: Path) -> Path:
    """Name the file beside a forecast that holds its hash."""
    return path.with_name(f"{path.name}.sha256")


def check_forecast_file(path: Path, *, outside: Path) -> None:
    """Refuse a place where a forecast could not be written, before anything is solved.

    Raises InvalidInput for such a place, and where another forecast stands already.
    """
    if path.suffix.casefold() != ".csv":
        raise InvalidInput(
            Problem(
                field="--output",
                message=f"'{path.name}' is no name of a forecast",
                remedy="end the name in .csv; its hash goes into a file beside it",
            )
        )
    check_writable(path, outside=outside)
    _check_nothing_frozen(path)


def _check_nothing_frozen(path: Path) -> None:
    """Refuse to write over a forecast: one that can be replaced unseen was never frozen."""
    there = [place.name for place in (path, seal_of(path)) if place.exists() or place.is_symlink()]
    if there:
        raise InvalidInput(
            Problem(
                file=path.as_posix(),
                message=f"there is already {' and '.join(there)}",
                remedy="name another file; a frozen forecast is never written over",
            )
        )


def frozen_text(lines: Sequence[ForecastLine]) -> str:
    """Write a forecast as a table; the same forecast gives the same text."""
    return csv_text(COLUMNS, (map(_cell, line.as_row().values()) for line in lines))


def write_frozen(path: Path, lines: Sequence[ForecastLine], *, today: date) -> Path:
    """Write a forecast and, beside it, its hash with the day.

    Raises InvalidInput when one is there already, or the place cannot be written to.
    """
    _check_nothing_frozen(path)
    content = frozen_text(lines).encode()
    digest = hashlib.sha256(content).hexdigest()
    seal = f"# frozen {today.isoformat()} by monazite {lines[0].version}\n{digest}  {path.name}\n"
    # a seal without a table is harmless, a table without its seal is not
    write_whole(seal_of(path), seal.encode())
    return write_whole(path, content)


def read_frozen(path: Path) -> tuple[ForecastLine, ...]:
    """Read a forecast back.

    Raises InvalidInput when it is not what was written, or cannot be read.
    """
    problems = Problems()
    seal = read_text(seal_of(path), problems, root=path.parent, when_empty="restore it")
    rows = read_table(path, problems, root=path.parent, required=COLUMNS)
    problems.raise_if_any()
    stated = [line.split()[0] for line in (seal or "").splitlines() if line[:1] not in ("#", "")]
    if stated != [hash_of_file(path)]:
        raise InvalidInput(
            Problem(
                file=path.name,
                message=f"the forecast is not the one {seal_of(path).name} was made for",
                remedy="restore what was frozen; a changed forecast is not scored",
            )
        )
    lines = [_line(row, problems) for row in rows]
    if not rows:
        problems.add("nothing is forecast", remedy="write the forecast again", file=path.name)
    whole = tuple(line for line in lines if line is not None)
    known = {line.series for line in whole if line.observed is not None}
    for row, line in zip(rows, lines, strict=True):
        if line is not None and line.series not in known:
            problems.at(
                row,
                "series",
                f"nothing known of '{line.series}' stands beside its forecast",
                "restore the forecast",
            )
    problems.raise_if_any()
    return whole


def read_cell(
    row: Row, column: str, read: Callable[[str], object], problems: Problems
) -> object | None:
    """Read a cell that may be blank, or report what is wrong with it."""
    try:
        return read(row[column]) if row[column] else None
    except FieldError as error:
        problems.at(row, column, error.message, error.remedy)
        return None


def whole_number(text: str) -> int:
    """Read a whole number."""
    number = parse_number(text)
    if number != int(number):
        raise FieldError(f"'{text}' is not a whole number", "write digits only, such as 2024")
    return int(number)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return np.format_float_positional(value, trim="-")
    return str(value)


def _line(row: Row, problems: Problems) -> ForecastLine | None:
    values: dict[str, Any] = dict(row.values)
    before = len(problems)
    for column in WHOLE:
        values[column] = read_cell(row, column, whole_number, problems)
        if values[column] is None and not row[column]:
            problems.at(row, column, "the cell is blank", "restore the forecast")
    for column in FIGURES:
        values[column] = read_cell(row, column, parse_number, problems)
    return ForecastLine(**values) if len(problems) == before else None
