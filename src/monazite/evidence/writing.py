"""Facts are written as the table `read_evidence` reads, thematic columns only where one is used."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.core.tables import csv_text
from monazite.core.vocabulary import fact_columns
from monazite.evidence.records import LAST_COLUMNS, Fact

__all__ = ["table_of"]


def table_of(facts: Sequence[Fact]) -> str:
    """Write facts as the CSV text of an evidence table."""
    thematic = [name for name in fact_columns() if any(name in fact.dimensions for fact in facts)]
    rows = (
        (
            fact.fact_id,
            *(fact.dimensions.get(name, "") for name in thematic),
            *(fact.period, fact.kind),
            *(_figure(number) for number in (fact.value, fact.low, fact.high)),
            *(fact.unit, fact.source_id, fact.grade, fact.note),
        )
        for fact in facts
    )
    return csv_text(("fact_id", *thematic, "period", "kind", *LAST_COLUMNS), rows)


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"
