"""What the studio answers on facts: a row, a page of them, one with everything known of it."""

from __future__ import annotations

from pydantic import BaseModel

__all__ = ["FactRow", "FactView", "FactsFound"]


class FactRow(BaseModel):
    """A fact as a row of the table."""

    id: str
    table: str
    what: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    unit: str
    period: str
    grade: str
    source: str
    url: str
    chosen: bool
    used: int


class FactsFound(BaseModel):
    """A page of facts, how many there are, and what one may narrow them by."""

    count: int
    rows: list[FactRow]
    tables: list[str]
    grades: list[str]
    places: list[str]


class FactView(BaseModel):
    """A fact with everything known of it."""

    row: FactRow
    note: str
    rule: str
    rivals: list[FactRow]
    used_in: list[str]
