"""Facts for the evidence screen: found by words and facets, each with its rivals and its use."""

from __future__ import annotations

from monazite.api import KnownFact
from monazite.core.errors import check_name
from monazite.core.numerals import interval, shown
from monazite.core.wording import raised
from monazite.evidence import fact_named, fact_told, fact_words
from monazite.studio.asked import FactAsked, FactsAsked
from monazite.studio.facts_told import FactNamed, FactRow, FactsFound, FactView
from monazite.studio.room import Room

__all__ = ["fact", "fact_row", "facts", "named", "what_of"]

_RIVALS_AT_MOST = 40


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


def fact(room: Room, asked: FactAsked) -> FactView:
    """Give one fact with its rivals and where it is used; raises InvalidInput for none."""
    every = room.known_facts
    fact_id = asked.id
    check_name("fact", fact_id, every)
    one = every[fact_id]
    quantity = fact_named(fact_id).quantity
    rivals = [other for key, other in every.items() if fact_named(key).quantity == quantity]
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
    return fact_named(one.fact_id).table


def what_of(one: KnownFact, room: Room) -> str:
    """Say what a fact is of, in the words of the study: its table and what the table tells it by.

    Behind that stands the fact's own name, unless it says no more.
    """
    titles, name = room.study.titles, fact_named(one.fact_id)
    of = ", ".join(fact_told(one.dimensions, titles))
    if not of or fact_words(name, one.dimensions, one.period, titles):
        of = f"{of} ({name.words})" if of else name.words
    return f"{raised(_table(one).replace('_', ' '))}: {of}"


def named(one: KnownFact, room: Room) -> FactNamed:
    """Tell a fact as a list of facts does: what it is of, its figure if it has one, its source."""
    known = one.value is not None
    figure = f", {interval(one.value, one.low, one.high, one.unit)}" if known else ""
    return FactNamed(
        fact=one.fact_id,
        title=f"{what_of(one, room)}{figure}",
        grade=one.grade,
        source=one.source,
        url=one.url,
    )


def _row(one: KnownFact, room: Room) -> FactRow:
    return FactRow(
        id=one.fact_id,
        table=_table(one),
        what=what_of(one, room),
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


def fact_row(fact_id: str, room: Room) -> FactRow:
    """Tell a fact by its id as the list of facts does."""
    return _row(room.known_facts[fact_id], room)
