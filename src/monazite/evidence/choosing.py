"""Rivals speak of one quantity; a stated rule chooses one of them in the open.

The rule, in order, until one fact is left:

1. a fact `corrections.yaml` prefers; rejected facts and facts without a number never count;
2. the best grade;
3. the latest date of the source;
4. the latest end of the period;
5. nearest to the median of all rivals, where no exchange rate is needed to compare them;
6. the lowest number.

The losers are kept, and the choice says which step decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import reckoned, stated
from monazite.core.units import Money, UnitError, convert
from monazite.evidence.periods import parse_period
from monazite.evidence.records import Correction, Fact, Source

__all__ = ["Choice", "choose"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The fact chosen for a quantity, its corrected figures, the losers and why."""

    quantity: str
    chosen: Fact
    """The chosen fact as written."""
    value: float
    """Its value after correction, in its own unit."""
    low: float | None
    high: float | None
    losers: tuple[Fact, ...]
    """Every other rival, rejected and undisclosed ones included, in order of number."""
    rule: str
    """Which step of the rule decided, in words."""

    @property
    def unit(self) -> str:
        """Return the unit the figures are in."""
        return self.chosen.unit


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rival that may be chosen, with its figures after correction."""

    fact: Fact
    value: float
    low: float | None
    high: float | None
    changed: str


def choose(
    rivals: Iterable[Fact],
    corrections: Iterable[Correction],
    *,
    sources: Mapping[str, Source],
    named: str = "",
) -> Choice:
    """Choose among facts about one quantity; the order they come in does not matter.

    With `named`, the id of a fact, that fact is taken and the others lose.
    """
    facts = sorted(rivals, key=lambda fact: fact.number)
    decided: dict[tuple[str, str], Correction] = {
        (correction.fact, correction.status): correction for correction in corrections
    }
    rejected = [fact for fact in facts if (fact.fact_id, "rejected") in decided]
    candidates = [
        _candidate(fact, fact.value, decided.get((fact.fact_id, "corrected")))
        for fact in facts
        if fact.value is not None and fact not in rejected
    ]
    if named:
        candidates = [candidate for candidate in candidates if candidate.fact.fact_id == named]
    if not candidates:
        raise _nothing_to_choose(named or facts[0].quantity)
    awardee, rule = _decide(candidates, decided, sources)
    if named:
        rule = "asked for by its id"
    remarks = [rule, awardee.changed]
    for fact in rejected:
        remarks.append(f"#{fact.number} rejected: {decided[fact.fact_id, 'rejected'].reason}")
    return Choice(
        quantity=awardee.fact.quantity,
        chosen=awardee.fact,
        value=awardee.value,
        low=awardee.low,
        high=awardee.high,
        losers=tuple(fact for fact in facts if fact is not awardee.fact),
        rule="; ".join(remark for remark in remarks if remark),
    )


def _nothing_to_choose(name: str) -> InvalidInput:
    return InvalidInput(
        Problem(
            message=f"'{name}' has no number that can be chosen",
            remedy="add a fact with a value, or withdraw a rejection in corrections.yaml",
        )
    )


def _candidate(fact: Fact, value: float, correction: Correction | None) -> _Candidate:
    """Give a fact its corrected figures."""
    if correction is None or correction.value is None:
        return _Candidate(fact, value, fact.low, fact.high, "")
    low = fact.low if correction.low is None else correction.low
    high = fact.high if correction.high is None else correction.high
    changed = f"corrected from {stated(value)} to {stated(correction.value)}: {correction.reason}"
    return _Candidate(fact, correction.value, low, high, changed)


def _decide(
    candidates: list[_Candidate],
    decided: Mapping[tuple[str, str], Correction],
    sources: Mapping[str, Source],
) -> tuple[_Candidate, str]:
    """Apply the steps of the rule until one candidate is left."""
    for candidate in candidates:
        preference = decided.get((candidate.fact.fact_id, "preferred"))
        if preference is not None:
            return candidate, f"preferred: {preference.reason}"
    if len(candidates) == 1:
        return candidates[0], "the only figure"

    def date(candidate: _Candidate) -> str:
        source = sources.get(candidate.fact.source_id)
        return source.date if source else ""

    left = _keep_best(candidates, _grade, min)
    if len(left) == 1:
        return left[0], f"best grade, {left[0].fact.grade}"
    left = _keep_best(left, date, max)
    if len(left) == 1:
        return left[0], f"latest source among those of the best grade, {date(left[0])}"
    left = _keep_best(left, _end_of_period, max)
    if len(left) == 1:
        return left[0], f"latest period among equals, {left[0].fact.period}"
    return _nearest(left, candidates)


def _nearest(left: list[_Candidate], candidates: list[_Candidate]) -> tuple[_Candidate, str]:
    """Of equals the one nearest to the median of all, else the first."""
    middle = _median(candidates)
    if middle is not None:
        value, unit = middle
        left = _keep_best(left, lambda candidate: abs(_in(candidate, unit) - value), min)
        if len(left) == 1:
            return left[0], f"nearest to the median of the rivals, {reckoned(value)} {unit}"
    return left[0], "the first of equals"


def _keep_best(
    candidates: list[_Candidate],
    merit: Callable[[_Candidate], Any],
    best_of: Callable[[list[Any]], Any],
) -> list[_Candidate]:
    merits = [merit(candidate) for candidate in candidates]
    best = best_of(merits)
    return [candidate for candidate, its in zip(candidates, merits, strict=True) if its == best]


def _grade(candidate: _Candidate) -> str:
    return candidate.fact.grade


def _end_of_period(candidate: _Candidate) -> int:
    # A blank period claims to hold always, which is no reason to believe it over a dated one.
    return parse_period(candidate.fact.period)[1] if candidate.fact.period else 0


def _median(candidates: list[_Candidate]) -> tuple[float, str] | None:
    """Return the median of all candidates and its unit, or nothing when money is in the way."""
    unit = candidates[0].fact.unit
    try:
        return median(_in(candidate, unit) for candidate in candidates), unit
    except UnitError:
        return None


def _in(candidate: _Candidate, unit: str) -> float:
    return convert(candidate.value, candidate.fact.unit, unit, Money())
