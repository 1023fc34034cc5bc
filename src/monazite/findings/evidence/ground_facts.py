"""Lists the facts a plan rests on, chosen ones and rivals, with the reason for each choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.core.records import Record
from monazite.evidence import Fact, Quantity
from monazite.findings.solution import Solution
from monazite.study import resolved


@dataclass(frozen=True)
class FactUsed(Record):
    """A fact that a plan rests on, or its rival.

    `standing` is `chosen`, `rival` or `rejected`; `reason` says which step of the rule decided, or
    why a fact was rejected. Figures of a chosen fact are those after correction, in its own unit.
    """

    fact_id: str
    quantity: str
    about: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    grade: str
    standing: str
    reason: str
    used_by: str
    source_id: str
    note: str
    file: str
    line: int


def facts_used(solution: Solution) -> list[FactUsed]:
    """Every fact that parameters, rates, observations and expectations rest on, with its rivals.

    They stand in the order of their quantities.
    """
    evidence = solution.study.evidence
    used: dict[str, dict[str, None]] = {}
    for user, quantity in _quantities(solution):
        for fact_id in quantity.facts:
            used.setdefault(fact_id, {})[user] = None
    by_quantity: dict[str, list[str]] = {}
    for fact_id in used:
        by_quantity.setdefault(evidence.fact(fact_id).quantity, []).append(fact_id)
    return [
        _used(solution, fact, used.get(fact.fact_id, {}), by_quantity[quantity])
        for quantity in sorted(by_quantity)
        for fact in evidence.quantities[quantity]
    ]


def sources_used(solution: Solution) -> set[str]:
    """Ids of sources that parameters, rates, observations, expectations and levers rest on."""
    return {
        source for _, quantity in _quantities(solution) for source in quantity.sources if source
    } | {entry.edit.source for entry in solution.parameters.ledger if entry.edit.source}


def _quantities(solution: Solution) -> Iterator[tuple[str, Quantity]]:
    """Every quantity a plan and its calibration use, with the name of what uses it."""
    study = solution.study
    for name, entries in sorted(solution.parameters.lineage.items()):
        for quantity in entries.values():
            yield name, quantity
    problems = Problems()
    for currency in study.chain.currencies:
        rate = resolved(study, currency, "per_dollar", problems)
        if rate is not None:
            yield "exchange_rate", rate
    for observation in study.chain.observations:
        observed = resolved(study, observation, "observed", problems)
        if observed is not None:
            yield "calibration", observed
    for expectation in study.chain.expectations:
        expected = resolved(study, expectation, "expected", problems)
        if expected is not None:
            yield "expectation", expected
    problems.raise_if_any()


def _used(solution: Solution, fact: Fact, users: Iterable[str], used: Sequence[str]) -> FactUsed:
    evidence = solution.study.evidence
    choice = evidence.quantity(fact.quantity)
    # A cell may ask for a fact by its id; there that one is chosen, whatever the rule says.
    if fact.fact_id in used and choice.chosen is not fact:
        choice = evidence.quantity(fact.fact_id)
    elif choice.chosen.fact_id not in used:
        choice = evidence.quantity(used[0])
    rejections = [
        correction.reason
        for correction in evidence.corrections
        if (correction.fact, correction.status) == (fact.fact_id, "rejected")
    ]
    chosen = choice.chosen is fact
    figures = choice if chosen else fact
    reason = choice.rule if chosen else f"#{choice.chosen.number} was chosen: {choice.rule}"
    if rejections and not chosen:
        reason = rejections[0]
    return FactUsed(
        fact_id=fact.fact_id,
        quantity=fact.quantity,
        about=", ".join(value for value in fact.dimensions.values() if value),
        period=fact.period,
        value=figures.value,
        low=figures.low,
        high=figures.high,
        unit=fact.unit,
        grade=fact.grade,
        standing="chosen" if chosen else "rejected" if rejections else "rival",
        reason=reason,
        used_by=", ".join(users),
        source_id=fact.source_id,
        note=fact.note,
        file=fact.file,
        line=fact.line,
    )
