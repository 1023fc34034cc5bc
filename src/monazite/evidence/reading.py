"""The evidence of a study folder is read into records, and every problem is noted.

A folder holds `sources.csv`, `evidence/<table>.csv`, and, where there is need, `corrections.yaml`
and `claims.csv`. Every evidence table begins with `fact_id` and ends with value, low, high, unit,
source_id, grade, note. Workbooks in `evidence` hold a table on each sheet, and sources on a sheet
of that name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from monazite.core.cells import Cells
from monazite.core.documents import read_document
from monazite.core.errors import FieldError, Problems
from monazite.core.magnitudes import part_fault
from monazite.core.numerals import stated
from monazite.core.tables import Row, read_table, rows_of
from monazite.core.validation import validate
from monazite.core.vocabulary import fact_columns, grades
from monazite.core.workbooks import Sheet, rows_of_sheet, table_in
from monazite.evidence.catalogue import Evidence
from monazite.evidence.checking import (
    check_claims_rest_on_facts,
    check_corrections_fit,
    check_grades_are_earned,
    check_ids_are_unique,
    check_rivals_compare,
    check_sources_resolve,
)
from monazite.evidence.names import fact_named
from monazite.evidence.periods import parse_period
from monazite.evidence.places import fact_tables, is_there
from monazite.evidence.records import (
    FACT_KINDS,
    FIGURES,
    LAST_COLUMNS,
    SOURCE_KINDS,
    VERDICTS,
    Claim,
    Correction,
    CorrectionStatus,
    Fact,
    FactKind,
    Source,
    SourceKind,
    Verdict,
    bare_number,
)

__all__ = ["read_evidence"]

R = TypeVar("R", Fact, Source, Claim)

_SOURCE_COLUMNS = ("source_id", "title", "publisher", "date", "url", "kind")
_CLAIM_COLUMNS = (
    *("claim_id", "claim", "subject", "claimed_value", "claimed_unit", "finding", "verdict"),
    *("why", "facts", "source_id", "grade", "note"),
)
_CLAIM_OPTIONAL = ("indicator", "year")
_FACT_ID = re.compile(
    r"(?P<quantity>(?P<table>[a-z0-9_-]+):[a-z0-9-]+)#(?P<number>[1-9][0-9]{0,8})", re.ASCII
)
_SOURCE_ID = re.compile(r"[a-z0-9_-]+/[A-Za-z0-9_.-]+", re.ASCII)
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?", re.ASCII)


class _CorrectionEntry(BaseModel):
    """An item of `corrections.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    fact: str = Field(min_length=1)
    status: CorrectionStatus
    reason: str = Field(min_length=1)
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _a_value_when_corrected(self) -> Self:
        if self.status == "corrected" and self.value is None:
            raise FieldError("a corrected fact has no value", "give the 'value' that is right")
        given = [self.value, self.low, self.high] != [None, None, None]
        if self.status != "corrected" and given:
            raise FieldError(
                f"a {self.status} fact has a number", "remove it, or write 'status: corrected'"
            )
        return self


def read_evidence(folder: Path, problems: Problems, *, root: Path | None = None) -> Evidence:
    """Read and check all the evidence of a study folder.

    Files are named relative to `root`, which is the folder itself unless told otherwise.
    """
    root = folder if root is None else root
    tables, of_sources = fact_tables(folder / "evidence", problems, root)
    source_rows = read_table(folder / "sources.csv", problems, root=root, required=_SOURCE_COLUMNS)
    for sheet in of_sources:
        source_rows += rows_of_sheet(sheet, problems, required=_SOURCE_COLUMNS)
    sources, faulty = _records(source_rows, _source, problems)
    facts: list[Fact] = []
    for table in tables:
        read, set_aside = _records(_fact_rows(table, problems, root), _fact, problems)
        facts += read
        faulty |= set_aside
    claims: list[Claim] = []
    if is_there(folder / "claims.csv"):
        rows = read_table(
            folder / "claims.csv",
            problems,
            root=root,
            required=_CLAIM_COLUMNS,
            optional=_CLAIM_OPTIONAL,
        )
        claims, _ = _records(rows, _claim, problems)
    check_ids_are_unique(sources, problems)
    check_ids_are_unique(facts, problems)
    check_ids_are_unique(claims, problems)
    evidence = Evidence(
        facts={fact.fact_id: fact for fact in facts},
        sources={source.source_id: source for source in sources},
        corrections=_corrections(folder / "corrections.yaml", problems, root),
        claims=tuple(claims),
        # A quantity none of whose facts could be read is as well known as the facts.
        faulty=faulty | {fact_named(name).quantity for name in faulty},
        sources_read=bool(sources) or all(one.file != "sources.csv" for one in problems),
    )
    if sources:
        # With no source to be had, one report about sources.csv says more than one per fact.
        check_sources_resolve(evidence, problems)
    check_rivals_compare(evidence, problems)
    check_corrections_fit(evidence, problems)
    check_grades_are_earned(evidence, problems)
    check_claims_rest_on_facts(evidence, problems)
    return evidence


def _records(
    rows: Iterable[Row], record: Callable[[Cells], R | None], problems: Problems
) -> tuple[list[R], frozenset[str]]:
    """Make a record of every sound row, and name the ids of the others."""
    made: list[R] = []
    set_aside: set[str] = set()
    for row in rows:
        cells = Cells(row, problems)
        one = record(cells)
        if one is not None and cells.sound:
            made.append(one)
        else:
            set_aside.add(next(iter(row.values.values())))
    return made, frozenset(set_aside)


def _fact_rows(table: Path | Sheet, problems: Problems, root: Path) -> Iterator[Row]:
    required, optional = ("fact_id", "period", "kind", *LAST_COLUMNS), tuple(fact_columns())
    rows = (
        rows_of(table, problems, root=root, required=required, optional=optional)
        if isinstance(table, Path)
        else rows_of_sheet(table, problems, required=required, optional=optional, numbers=FIGURES)
    )
    first = next(rows, None)
    if first is None:
        return
    columns = tuple(first.values)
    if columns[0] != "fact_id" or columns[-len(LAST_COLUMNS) :] != LAST_COLUMNS:
        problems.add(
            "the columns are out of order",
            remedy=f"put fact_id first and end with {','.join(LAST_COLUMNS)}",
            file=first.file,
            line=1,
        )
    yield first
    yield from rows


def _fact(cells: Cells) -> Fact | None:
    row = cells.row
    identity = _FACT_ID.fullmatch(row["fact_id"])
    table = _table(row.file)
    if identity is None:
        cells.wrong(
            "fact_id",
            f"'{row['fact_id']}' is not a fact id",
            f"write '{table}:slug#1' with lower-case letters, digits and '-' in the slug",
        )
        return None
    if identity["table"] != table:
        cells.wrong(
            "fact_id",
            f"'{row['fact_id']}' names the table '{identity['table']}' but stands in '{table}'",
            f"write '{fact_named(row['fact_id'])._replace(table=table)}'",
        )
    kind = cells.one_of("kind", FACT_KINDS)
    cells.read("period", parse_period, (0, 0))
    value, low, high = (cells.number(column) for column in FIGURES)
    if kind == "value":
        _check_figures(cells, value, low, high)
        cells.unit("unit")
    else:
        for column in FIGURES:
            if row[column]:
                cells.wrong(
                    column,
                    f"a fact of kind '{kind}' has a number",
                    "write 'value' as its kind, or leave value, low and high blank",
                )
        if row["unit"]:
            cells.unit("unit")
    cells.text("source_id")
    _check_grade(cells)
    return Fact(
        fact_id=row["fact_id"],
        table=table,
        quantity=identity["quantity"],
        number=int(identity["number"]),
        dimensions={
            column: text for column, text in row.values.items() if text and column in fact_columns()
        },
        # Few different words in very many rows: each is kept once.
        period=sys.intern(row["period"]),
        kind=cast(FactKind, sys.intern(kind)),
        value=value,
        low=low,
        high=high,
        unit=sys.intern(row["unit"]),
        source_id=sys.intern(row["source_id"]),
        grade=sys.intern(row["grade"]),
        note=row["note"],
        file=row.file,
        line=row.line,
    )


_table = cache(table_in)

_PART = re.compile(r"\b(share|recovery|recovered)\b")
"""Metrics of which a plain number or a percentage is a part of a whole."""


def _check_figures(
    cells: Cells, value: float | None, low: float | None, high: float | None
) -> None:
    if not cells.row["value"]:
        cells.wrong(
            "value",
            "a fact of kind 'value' has no number",
            "write the number, or 'undisclosed' or 'event' as its kind",
        )
    if value is None:
        return
    if low is not None and low > value:
        cells.wrong(
            "low",
            f"low {stated(low)} is above value {stated(value)}",
            "swap or correct the figures",
        )
    if high is not None and high < value:
        cells.wrong(
            "high",
            f"high {stated(high)} is below value {stated(value)}",
            "swap or correct the figures",
        )
    if _PART.search(cells.row.values.get("metric", "")):
        for column, figure in zip(FIGURES, (value, low, high), strict=True):
            fault = None if figure is None else part_fault(figure, cells.row["unit"])
            if fault is not None:
                cells.wrong(column, *fault)


def _check_grade(cells: Cells) -> None:
    grade = cells.one_of("grade", grades())
    if grade == max(grades()) and not cells.row["note"]:
        cells.wrong(
            "note", f"a fact of grade {grade} has no note", "say in the note how it was estimated"
        )


def _source(cells: Cells) -> Source:
    row = cells.row
    if cells.text("source_id") and not _SOURCE_ID.fullmatch(row["source_id"]):
        cells.wrong(
            "source_id",
            f"'{row['source_id']}' is not a source id",
            "write folder/key, such as 'world/mcs2026'",
        )
    if row["date"] and not _DATE.fullmatch(row["date"]):
        cells.wrong(
            "date",
            f"the date '{row['date']}' is not understood",
            "write YYYY, YYYY-MM or YYYY-MM-DD, or leave it blank",
        )
    return Source(
        source_id=row["source_id"],
        title=cells.text("title"),
        publisher=row["publisher"],
        date=row["date"],
        url=row["url"],
        kind=cast(SourceKind, cells.one_of("kind", SOURCE_KINDS)),
        file=row.file,
        line=row.line,
    )


def _claim(cells: Cells) -> Claim:
    row = cells.row
    claimed = cells.number("claimed_value")
    if claimed is not None or row["claimed_unit"] or bare_number(row["finding"]) is not None:
        cells.unit("claimed_unit")
    cells.text("source_id")
    _check_grade(cells)
    year = cells.number("year") if row.values.get("year") else None
    return Claim(
        claim_id=cells.text("claim_id"),
        claim=cells.text("claim"),
        subject=row["subject"],
        claimed_value=claimed,
        claimed_unit=row["claimed_unit"],
        finding=cells.text("finding"),
        verdict=cast(Verdict, cells.one_of("verdict", VERDICTS)),
        why=cells.text("why"),
        facts=tuple(row["facts"].split()),
        source_id=row["source_id"],
        grade=row["grade"],
        note=row["note"],
        file=row.file,
        line=row.line,
        indicator=row.values.get("indicator", ""),
        year=None if year is None else int(year),
    )


def _corrections(path: Path, problems: Problems, root: Path) -> tuple[Correction, ...]:
    """Read the corrections of a study, which may have none."""
    document = read_document(path, problems, root=root, top=list) if is_there(path) else None
    if document is None:
        return ()
    entries = [
        (validate(_CorrectionEntry, item, document, problems, prefix=(index,)), index)
        for index, item in enumerate(document.data)
    ]
    return tuple(
        Correction(**entry.model_dump(), file=document.file, line=document.line_of((index,)))
        for entry, index in entries
        if entry is not None
    )
