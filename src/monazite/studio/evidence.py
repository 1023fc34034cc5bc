"""Facts for the evidence screen: found by words and facets, each with its rivals and its use."""

from __future__ import annotations

from pydantic import BaseModel, Field

from monazite.api import KnownFact
from monazite.core.errors import check_name
from monazite.core.numerals import interval, shown
from monazite.studio.room import Room

__all__ = ["FactAsked", "FactRow", "FactView", "FactsAsked", "FactsFound", "fact", "facts"]

_RIVALS_AT_MOST = 40


class FactsAsked(BaseModel):
    """Words and facets facts are looked for by, and which page of them is wanted."""

    text: str = Field("", max_length=200)
    table: str = Field("", max_length=200)
    grade: str = Field("", max_length=10)
    place: str = Field("", max_length=200)
    chosen: bool = False
    offset: int = Field(0, ge=0)
    limit: int = Field(50, ge=1, le=500)


class FactAsked(BaseModel):
    """Which fact is looked at."""

    id: str = Field(max_length=200)


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


def facts(room: Room, asked: FactsAsked) -> FactsFound:
    """Find facts by words and facets."""
    every = list(room.known_facts.values())
    text = asked.text.strip().lower()
    found = [
        one
        for one in every
        if (not text or all(word in _haystack(one) for word in text.split()))
        and asked.table in ("", _table(one))
        and asked.grade in ("", one.grade)
        and (not asked.place or asked.place in one.dimensions.values())
        and (not asked.chosen or one.chosen)
    ]
    page = found[asked.offset : asked.offset + asked.limit]
    return FactsFound(
        count=len(found),
        rows=[_row(one, room) for one in page],
        tables=sorted({_table(one) for one in every}),
        grades=sorted({one.grade for one in every}),
        places=sorted(
            {
                value
                for one in every
                for name, value in one.dimensions.items()
                if value and name in ("country", "region", "place")
            }
        ),
    )


def fact(room: Room, fact_id: str) -> FactView:
    """Give one fact with its rivals and where it is used; raises InvalidInput for none."""
    every = room.known_facts
    check_name("fact", fact_id, every)
    one = every[fact_id]
    quantity = fact_id.partition("#")[0]
    rivals = [other for key, other in every.items() if key.partition("#")[0] == quantity]
    return FactView(
        row=_row(one, room),
        note=one.note,
        rule=one.rule,
        rivals=[_row(other, room) for other in rivals[:_RIVALS_AT_MOST]],
        used_in=room.used_in.get(fact_id, []),
    )


def _haystack(one: KnownFact) -> str:
    told = " ".join(one.dimensions.values())
    return f"{one.fact_id} {told} {one.note} {one.source} {one.period}".lower()


def _table(one: KnownFact) -> str:
    return one.fact_id.partition(":")[0]


def _row(one: KnownFact, room: Room) -> FactRow:
    name = one.fact_id.partition(":")[2].partition("#")[0].replace("-", " ")
    told = [value for value in one.dimensions.values() if value]
    return FactRow(
        id=one.fact_id,
        table=_table(one),
        what=f"{name} ({', '.join(dict.fromkeys(told))})" if told else name,
        value=one.value,
        low=one.low,
        high=one.high,
        text=interval(one.value, one.low, one.high, one.unit),
        unit=shown(one.unit).label if one.unit else "",
        period=one.period,
        grade=one.grade,
        source=one.source,
        url=one.url,
        chosen=one.chosen,
        used=len(room.used_in.get(one.fact_id, ())),
    )
