"""What is told of rules that leave no plan, and what is wrong where a number is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monazite.core.errors import Problem
from monazite.core.wording import counted, listed, lowered, years_in_words
from monazite.findings.bottlenecks import Conflict, Opposed

if TYPE_CHECKING:
    from monazite.runs.plan.records import RunRecords

__all__ = [
    "at_in_words",
    "contradicted",
    "facts_in_words",
    "more_in_words",
    "names_behind",
    "opposed_in_words",
]

FACTS_AT_MOST = 3
"""Facts behind a rule that are named; the others are counted."""


def at_in_words(one: Opposed) -> str:
    """Say what a rule binds, and when."""
    titles = listed(one.titles)
    return f"{titles}, {years_in_words(one.years)}" if one.years else titles


def facts_in_words(one: Opposed) -> str:
    """Name the facts a rule rests on; blank where it rests on none."""
    named, more = one.facts[:FACTS_AT_MOST], len(one.facts[FACTS_AT_MOST:])
    facts = listed((*named, f"{more} more") if more else named)
    return f"the fact{'s' if len(one.facts) > 1 else ''} {facts}" if facts else ""


def names_behind(records: RunRecords, one: Opposed) -> list[str]:
    """Titles of the levers behind a rule; the place of one that has none or was taken away."""
    return [title or place.name for title, place in records.levers_behind(one)]


def opposed_in_words(records: RunRecords, one: Opposed) -> str:
    """Say what a rule asks, what it binds and when, and which levers would have it so."""
    levers = listed([f"“{name}”" for name in names_behind(records, one)])
    behind = f", as {levers} would have it" if levers else ""
    return f"{lowered(one.sentence.rstrip('.'))} ({at_in_words(one)}){behind}"


def more_in_words(conflict: Conflict) -> str:
    """Say how many rules take part in a contradiction beside those told; blank for none."""
    if not conflict.more:
        return ""
    return f"{counted(conflict.more, 'more rule takes', 'more rules take')} part in it."


def contradicted(records: RunRecords) -> Iterator[Problem]:
    """Give a problem for each rule in the contradiction that somebody can change, then the rest."""
    conflict, name = records.conflict_told(), records.case.strategy.name
    for one in conflict.told:
        yield Problem(
            file=", ".join(origin.name for origin in one.levers),
            field=one.rule.replace("_", " "),
            message=f"'{name}' has no plan: {opposed_in_words(records, one)}",
            remedy=_remedy(one),
        )
    if conflict.more:
        yield Problem(
            message=more_in_words(conflict).rstrip("."),
            remedy="`run.conflict()` lists them all, `run.mended()` looks for what leaves a plan",
        )


def _remedy(one: Opposed) -> str:
    if one.levers:
        return "relax this lever, or what stands against it"
    return f"it rests on {facts_in_words(one)}" if one.facts else "relax what stands against it"
