"""Checks that need more than one record; each can be called by itself."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from monazite.core.errors import Problems, name_remedy
from monazite.core.numerals import stated
from monazite.core.units import convertible
from monazite.core.vocabulary import grades
from monazite.evidence.catalogue import Evidence
from monazite.evidence.periods import overlap, parse_period
from monazite.evidence.records import Claim, Correction, Fact, Source

_ESTIMATED = re.compile(
    r"\b(estimate[sd]?|preliminary|recalled|assumed|assumption|guess(ed)?|forecast)\b",
    re.IGNORECASE,
)
"""Words by which a note says that its figure was not measured."""

__all__ = [
    "check_claims_rest_on_facts",
    "check_corrections_fit",
    "check_grades_are_earned",
    "check_ids_are_unique",
    "check_rivals_compare",
    "check_sources_resolve",
    "estimate_named_in",
]


def check_ids_are_unique(
    records: Sequence[Fact] | Sequence[Source] | Sequence[Claim], problems: Problems
) -> None:
    """Report every fact, source or claim whose id was used before it."""
    first: dict[str, Fact | Source | Claim] = {}
    for record in records:
        column, identity = _identity(record)
        earlier = first.setdefault(identity, record)
        if earlier is not record:
            problems.at(
                record,
                column,
                f"'{identity}' was used before, at {earlier.file}:{earlier.line}",
                "number rivals #1, #2 and so on" if column == "fact_id" else "choose another",
            )


def check_sources_resolve(evidence: Evidence, problems: Problems) -> None:
    """Report every fact and claim whose source is not in `sources.csv`."""
    records: list[Fact | Claim] = [*evidence.facts.values(), *evidence.claims]
    for record in records:
        if evidence.lacks_source(record.source_id):
            problems.at(
                record,
                "source_id",
                f"the source '{record.source_id}' is not in sources.csv",
                name_remedy(record.source_id, evidence.sources),
            )


def check_rivals_compare(evidence: Evidence, problems: Problems) -> None:
    """Report rivals that do not measure the same thing or do not speak of the same time."""
    for rivals in evidence.quantities.values():
        numbered = [fact for fact in rivals if fact.kind == "value"]
        for fact in numbered[1:]:
            first = numbered[0]
            if not convertible(fact.unit, first.unit):
                problems.at(
                    fact,
                    "unit",
                    f"unit '{fact.unit}' does not compare with '{first.unit}' of the rival "
                    f"'{first.fact_id}'",
                    "give both in units of one kind, or name another quantity",
                )
            if not overlap(parse_period(fact.period), parse_period(first.period)):
                problems.at(
                    fact,
                    "period",
                    f"the period '{fact.period}' does not meet '{first.period}' of the rival "
                    f"'{first.fact_id}'",
                    "give figures of different times different slugs",
                )


def check_grades_are_earned(evidence: Evidence, problems: Problems) -> None:
    """Report figures of the best grade whose own note calls them an estimate.

    The best publisher's estimate is an estimate: the grade is of the figure, not of its printer.
    """
    best = min(grades())
    for fact in evidence.facts.values():
        word = estimate_named_in(fact.note)
        if fact.kind == "value" and fact.grade == best and word:
            problems.at(
                fact,
                "grade",
                f"a figure of grade {best} is '{word}' by its own note",
                "give it a lower grade, or say in the note what was measured",
            )


def estimate_named_in(note: str) -> str:
    """Give the word by which a note says that its figure was not measured, blank when none does."""
    word = _ESTIMATED.search(note)
    return word[0].lower() if word else ""


def check_corrections_fit(evidence: Evidence, problems: Problems) -> None:
    """Report corrections of unknown facts, contradicting ones and values outside their range."""
    seen: set[tuple[str, str]] = set()
    preferred: dict[str, Correction] = {}
    for correction in evidence.corrections:
        fact = evidence.facts.get(correction.fact)
        key, wrong = "fact", None
        if fact is not None:
            wrong = _contradiction(fact, correction, seen, preferred)
            if wrong is None and fact.value is not None and not _in_range(fact, correction):
                message = f"the corrected value {stated(correction.value)} is outside low and high"
                key, wrong = "value", (message, "give 'low' and 'high' with the correction")
        elif correction.fact not in evidence.faulty:
            message = f"the fact '{correction.fact}' is not known"
            wrong = message, name_remedy(correction.fact, evidence.facts)
        if wrong is not None:
            message, remedy = wrong
            problems.at(correction, key, message, remedy)
        seen.add((correction.fact, correction.status))
        if fact is not None and correction.status == "preferred":
            preferred.setdefault(fact.quantity, correction)


_OPPOSITE = {"preferred": "rejected", "rejected": "preferred"}


def _contradiction(
    fact: Fact,
    correction: Correction,
    seen: Container[tuple[str, str]],
    preferred: Mapping[str, Correction],
) -> tuple[str, str] | None:
    """Why a correction does not go with its fact or with corrections before it, and what to do."""
    name, status = correction.fact, correction.status
    if fact.value is None:
        message = f"the fact '{name}' has no number to correct or choose"
        return message, "add a fact with a value as its rival"
    if (fact.fact_id, status) in seen:
        return f"the fact '{name}' is {status} twice", "keep one of the two"
    if (fact.fact_id, _OPPOSITE.get(status, "")) in seen:
        return f"the fact '{name}' is both preferred and rejected", "keep one of the two"
    if status == "preferred" and fact.quantity in preferred:
        other = preferred[fact.quantity].fact
        return f"'{name}' and '{other}' are rivals and both preferred", "prefer one"
    return None


def check_claims_rest_on_facts(evidence: Evidence, problems: Problems) -> None:
    """Report claims that refer to facts nobody knows."""
    known: Mapping[str, object] = {**evidence.facts, **evidence.quantities}
    for claim in evidence.claims:
        for name in _unknown(claim.facts, known, evidence.faulty):
            problems.at(claim, "facts", f"the fact '{name}' is not known", name_remedy(name, known))


def _identity(record: Fact | Source | Claim) -> tuple[str, str]:
    if isinstance(record, Fact):
        return "fact_id", record.fact_id
    if isinstance(record, Source):
        return "source_id", record.source_id
    return "claim_id", record.claim_id


def _in_range(fact: Fact, correction: Correction) -> bool:
    if correction.value is None:
        return True
    low = fact.low if correction.low is None else correction.low
    high = fact.high if correction.high is None else correction.high
    return (low is None or low <= correction.value) and (high is None or correction.value <= high)


def _unknown(
    names: Iterable[str], known: Mapping[str, object], faulty: frozenset[str]
) -> list[str]:
    return [name for name in names if name not in known and name not in faulty]
