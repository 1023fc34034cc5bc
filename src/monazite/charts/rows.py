"""What charts read: records, plain rows or polars frames, checked for the columns a chart needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import polars as pl

from monazite.core.records import Record

__all__ = ["Row", "Rows", "one_unit", "records", "totals_by_year", "years_of"]

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = pl.DataFrame | Iterable[Record | Mapping[str, Any]]


def records(table: Rows, *columns: str) -> list[Row]:
    """Return the rows of a table as dictionaries; raises ValueError naming a missing column."""
    given = table.to_dicts() if isinstance(table, pl.DataFrame) else list(table)
    rows = [row.as_row() if isinstance(row, Record) else dict(row) for row in given]
    seen: set[type] = set()
    for position, (one, row) in enumerate(zip(given, rows, strict=True)):
        if type(one) in seen:
            continue  # records of a kind have the same columns
        if isinstance(one, Record):
            seen.add(type(one))
        missing = [column for column in columns if column not in row]
        if missing:
            raise ValueError(
                f"row {position} has no {' and no '.join(missing)}; "
                f"a row needs {', '.join(columns)} and this one has {', '.join(row)}"
            )
    return rows


def one_unit(rows: Sequence[Row]) -> str:
    """Return the unit that all rows share, for one axis; raises ValueError where they do not."""
    units = sorted({str(row["unit"]) for row in rows})
    if len(units) != 1:
        found = " and ".join(repr(unit) for unit in units) or "no rows"
        raise ValueError(f"one axis has one unit, and these rows have {found}")
    return units[0]


def years_of(*tables: Iterable[Row]) -> list[int]:
    """Return every year that occurs, in order."""
    return sorted({int(row["year"]) for rows in tables for row in rows})


def totals_by_year(rows: Iterable[Row]) -> dict[int, float]:
    """Add up the values of each year; a missing value leaves the other values of its year."""
    totals: dict[int, float] = {}
    for row in rows:
        if row["value"] is not None:
            year = int(row["year"])
            totals[year] = totals.get(year, 0.0) + float(row["value"])
    return totals
