"""Names the rules that leave no plan, with what they bind and the levers behind them."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.evidence import grounds
from monazite.findings.solution import Solution, title_of
from monazite.model import Broken
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
    levers: tuple[str, ...]


def contradictions(solution: Solution) -> list[Contradiction]:
    """List the rules of one contradiction: rule, sentence, where, title, year, levers.

    `where` are the labels of the row, `title` names for people what it binds, `year` is None for a
    rule over all years, such as reserves. `levers` are those that set anything the rule reads.
    """
    return [_made(solution, broken) for broken in solution.outcome.conflict]


def _made(solution: Solution, broken: Broken) -> Contradiction:
    at = dict(broken.at)
    year = next((int(at[date]) for date in _DATES if date in at), None)
    labels = {dimension: label for dimension, label in broken.at if dimension not in _DATES}
    last = solution.labels.periods[-1]
    below = grounds(solution.outcome, broken.rule, labels, last if year is None else year)
    rule = RULES[broken.rule]
    return Contradiction(
        rule=rule.name,
        sentence=rule.sentence,
        where=broken.where,
        title=title_of(solution, rule.subject, str(at[rule.subject])),
        year=year,
        levers=tuple(sorted({entry.edit.origin for ground in below for entry in ground.edits})),
    )
