"""Names the rules that leave no plan, with what they bind, and the levers and facts behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from monazite.core.origin import Origin
from monazite.core.records import Record
from monazite.findings.evidence import Ground, Grounds, grounds_of
from monazite.findings.solution import Solution, title_of
from monazite.model import Broken, Outcome
from monazite.model.capacity import OUTPUT_AT_LEAST, least_output
from monazite.model.rule import RULES

_Row = TypeVar("_Row")
_DATES = ("period", "decided")


TOLD_AT_MOST = 8
"""Rules of a contradiction that are told one by one, with room beside them on a screen."""


@dataclass(frozen=True)
class Contradiction(Record):
    """A rule that contradicts others, what it binds, and the levers and facts behind it."""

    rule: str
    sentence: str
    where: str
    title: str
    year: int | None
    levers: tuple[Origin, ...]
    facts: tuple[str, ...]


def contradictions(solution: Solution) -> list[Contradiction]:
    """List the rules of one contradiction: rule, sentence, where, title, year, levers, facts.

    `where` are the labels of the row, `title` names for people what it binds, `year` is None for a
    rule over all years, such as reserves. `levers` are those that set anything the rule reads,
    `facts` the ids of those its limit rests on. Rules with levers come first, then those with
    facts, then all others.
    """
    grounds = grounds_of(solution)
    found = [_made(solution, broken, grounds) for broken in solution.outcome.conflict]
    return sorted(found, key=lambda one: (not one.levers, not one.facts))


@dataclass(frozen=True)
class Opposed(Record):
    """A rule that contradicts others wherever the same levers and facts stand behind it."""

    rule: str
    sentence: str
    titles: tuple[str, ...]
    """What it binds, for people."""
    years: tuple[int, ...]
    """Blank for a rule over all years."""
    levers: tuple[Origin, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """A contradiction as far as a screen holds it: what somebody can change, and how much else."""

    told: tuple[Opposed, ...]
    more: int
    """Rows of the programme that contradict the others too and are not told."""


def conflict_told(rows: Sequence[Contradiction]) -> Conflict:
    """Put together what the same rule says of many plants and years, and leave out the arithmetic.

    Those with levers come first, of these such as speak of most, then those with facts, of these
    what has to be before what may be. What neither sets, such as balances of materials, is counted,
    unless there is nothing else.
    """
    grounded = [one for one in rows if one.levers or one.facts] or rows
    found = [_opposed(alike) for alike in _grouped(grounded, _but_for_years)]
    merged = [_together(alike) for alike in _grouped(found, _but_for_titles)]
    merged.sort(key=lambda one: (not one.levers, not one.facts, not _forces(one), -_rows(one)))
    told = tuple(merged[:TOLD_AT_MOST])
    return Conflict(told, len(rows) - sum(map(_rows, told)))


def _grouped(rows: Sequence[_Row], key: Callable[[_Row], object]) -> list[list[_Row]]:
    found: dict[object, list[_Row]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return list(found.values())


def _but_for_years(one: Contradiction) -> object:
    return one.rule, one.title, one.levers, not one.levers and one.facts


def _but_for_titles(one: Opposed) -> object:
    """Where levers stand behind a rule, facts may differ from plant to plant."""
    return one.rule, one.years, one.levers, not one.levers and one.facts


def _opposed(rows: Sequence[Contradiction]) -> Opposed:
    first = rows[0]
    years = tuple(sorted(one.year for one in rows if one.year is not None))
    facts = tuple(dict.fromkeys(fact for one in rows for fact in one.facts))
    return Opposed(first.rule, first.sentence, (first.title,), years, first.levers, facts)


def _together(rows: Sequence[Opposed]) -> Opposed:
    titles = tuple(title for one in rows for title in one.titles)
    facts = tuple(dict.fromkeys(fact for one in rows for fact in one.facts))
    return replace(rows[0], titles=titles, facts=facts)


def _forces(one: Opposed) -> bool:
    return RULES[one.rule].sense == "floor"


def _rows(one: Opposed) -> int:
    return len(one.titles) * max(len(one.years), 1)


@dataclass(frozen=True)
class Forced(Record):
    """A plant that a contradiction holds to some output, and the years in which it does.

    `least` is the most it has to make in any of them, t/yr.
    """

    facility: str
    title: str
    years: tuple[int, ...]
    least: float


def forced(solution: Solution) -> list[Forced]:
    """List the plants that have to run where no plan keeps all rules, the most held first."""
    outcome = solution.outcome
    held: dict[str, list[int]] = {}
    for broken in outcome.conflict:
        if RULES[broken.rule] is OUTPUT_AT_LEAST and (year := _year(broken)) is not None:
            held.setdefault(str(dict(broken.at)["facility"]), []).append(year)
    if not held:
        return []
    least = least_output(outcome.parameters)
    found = []
    for facility, years in held.items():
        most = max(float(least.sel(facility=facility, period=year)) for year in years)
        title = title_of(solution, OUTPUT_AT_LEAST.subject, facility)
        found.append(Forced(facility, title, tuple(sorted(years)), most))
    return sorted(found, key=lambda one: -one.least)


def facts_in_conflict(outcome: Outcome) -> set[str]:
    """Facts that the limits of the rules of a contradiction rest on, by their ids."""
    grounds, last = Grounds(outcome), outcome.labels.periods[-1]
    return {
        fact for broken in outcome.conflict for fact in _facts_of(_below(grounds, broken, last))
    }


def _facts_of(below: Sequence[Ground]) -> set[str]:
    return {fact for ground in below for quantity in ground.quantities for fact in quantity.facts}


def _below(grounds: Grounds, broken: Broken, last: int) -> tuple[Ground, ...]:
    """What a limit rests on; that of a rule over all years in the last of them."""
    labels = {dimension: label for dimension, label in broken.at if dimension not in _DATES}
    year = _year(broken)
    return grounds.of(broken.rule, labels, last if year is None else year)


def _year(broken: Broken) -> int | None:
    at = dict(broken.at)
    return next((int(at[date]) for date in _DATES if date in at), None)


def _made(solution: Solution, broken: Broken, grounds: Grounds) -> Contradiction:
    at = dict(broken.at)
    below = _below(grounds, broken, solution.labels.periods[-1])
    behind = {entry.edit.origin for ground in below for entry in ground.edits}
    rule = RULES[broken.rule]
    return Contradiction(
        rule=rule.name,
        sentence=rule.sentence,
        where=broken.where,
        title=title_of(solution, rule.subject, str(at[rule.subject])),
        year=_year(broken),
        levers=tuple(sorted(behind, key=attrgetter("name"))),
        facts=tuple(sorted(_facts_of(below))),
    )
