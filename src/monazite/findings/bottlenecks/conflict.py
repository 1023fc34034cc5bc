"""Names the rules that leave no plan, with what they bind and the levers behind them."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from monazite.core.origin import Origin
from monazite.core.records import Record
from monazite.findings.evidence import Ground, Grounds, grounds_of
from monazite.findings.solution import Solution, title_of
from monazite.model import Broken, Outcome
from monazite.model.capacity import OUTPUT_AT_LEAST, least_output
from monazite.model.rule import RULES

_DATES = ("period", "decided")


@dataclass(frozen=True)
class Contradiction(Record):
    """A rule that contradicts others, what it binds, and the levers behind it."""

    rule: str
    sentence: str
    where: str
    title: str
    year: int | None
    levers: tuple[Origin, ...]


def contradictions(solution: Solution) -> list[Contradiction]:
    """List the rules of one contradiction: rule, sentence, where, title, year, levers.

    `where` are the labels of the row, `title` names for people what it binds, `year` is None for a
    rule over all years, such as reserves. `levers` are those that set anything the rule reads.
    """
    grounds = grounds_of(solution)
    return [_made(solution, broken, grounds) for broken in solution.outcome.conflict]


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
        fact
        for broken in outcome.conflict
        for ground in _below(grounds, broken, last)
        for quantity in ground.quantities
        for fact in quantity.facts
    }


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
    )
