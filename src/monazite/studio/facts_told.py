"""What the studio answers on facts: one in a list, a page of them, all that is known of one."""

from __future__ import annotations

from pydantic import BaseModel

__all__ = ["FactNamed", "FactRow", "FactView", "FactsFound"]


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


class FactNamed(BaseModel):
    """A fact in a list: what it is of with its figure, its grade, and who says so."""

    fact: str
    title: str
    grade: str
    source: str
    url: str


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
