"""Describes the tables of a study as a Frictionless data package, so that other tools can read it.

The description follows from the files: every table with its columns, their types, and the unit of
those that hold numbers. It is kept beside them as `datapackage.json`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from monazite.core.errors import Problems
from monazite.core.workbooks import Sheet, is_workbook, read_sheets
from monazite.evidence.places import SOURCES
from monazite.study.chain import TABLES
from monazite.study.settings import Settings
from monazite.study.study import Study

_NUMBERS = ("value", "low", "high", "claimed_value", "latitude", "longitude")
_WHOLE = (
    *("year", "months", "tier", "year_after_start", "years_ahead", "price_until"),
    *("first", "last"),
)
_KEYS = {"sources": "source_id", "claims": "claim_id"}


def describe(study: Study) -> dict[str, object]:
    """Give the description of a study as plain data, tables in the order of their paths."""
    settings: Settings = study.settings
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": study.name,
        "title": settings.title,
        "description": settings.question,
        "resources": [
            _resource(path, study)
            for path in sorted(
                path
                for pattern in ("*.csv", "evidence/*.csv", "chain/*.csv")
                for path in study.path.glob(pattern)
            )
        ]
        + [
            _sheet_resource(sheet, path, study)
            for path in sorted((study.path / "evidence").glob("*"))
            if is_workbook(path)
            for sheet in read_sheets(path, Problems(), root=study.path)
        ],
    }


def description_text(study: Study) -> str:
    """Give the description of a study as the text of its `datapackage.json`."""
    return json.dumps(describe(study), indent=1, ensure_ascii=False) + "\n"


def _resource(path: Path, study: Study) -> dict[str, object]:
    name = path.relative_to(study.path).as_posix()
    kind = name.rpartition("/")[0]
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = [column.strip() for column in next(csv.reader(file))]
    return {
        "name": name.removesuffix(".csv").replace("/", "-"),
        "path": name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(header, kind, path.stem, study.money.currency),
    }


def _sheet_resource(sheet: Sheet, path: Path, study: Study) -> dict[str, object]:
    header = next(sheet.values.iter_rows(values_only=True))
    kind = "" if sheet.name == SOURCES else "evidence"
    return {
        "name": f"evidence-{path.stem}-{sheet.name}".casefold().replace(" ", "-"),
        "path": path.relative_to(study.path).as_posix(),
        "type": "table",
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        # the name by the standard, and that under which the Frictionless library wants it
        "dialect": {"sheetName": sheet.name, "excel": {"sheet": sheet.name}},
        "schema": _schema(
            [str(column) for column in header if column], kind, sheet.name, study.money.currency
        ),
    }


def _schema(header: Sequence[str], kind: str, table: str, money: str) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column, kind, table, money) for column in header],
        "missingValues": [""],
    }
    key = _primary_key(kind, table)
    return schema | ({"primaryKey": key} if key else {})


def _field(column: str, kind: str, table: str, money: str) -> dict[str, str]:
    number = TABLES[table].numbers().get(column) if kind == "chain" else None
    if number is not None:
        # Such a cell may hold a reference to a fact, so it is text that says in which unit.
        return {"name": column, "type": "string", "unit": number.unit.replace("{money}", money)}
    if column in _NUMBERS:
        return {"name": column, "type": "number"}
    return {"name": column, "type": "integer" if column in _WHOLE else "string"}


def _primary_key(kind: str, table: str) -> list[str]:
    if kind == "evidence":
        return ["fact_id"]
    if kind == "chain":
        record = TABLES[table]
        column_of = {name: column for column, name in record.columns().items()}
        return [column_of[name] for name in record.key]
    return [_KEYS[table]] if table in _KEYS else []
