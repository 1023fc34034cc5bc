"""What may be doubted: single facts and families of facts, with how far each may be off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monazite.core.errors import InvalidInput
from monazite.evidence import Choice
from monazite.study import Study, UncertainFamily, range_of


@dataclass(frozen=True)
class UncertainInput:
    """One thing that may be wrong, and the values it may have instead.

    A single fact is told in its own unit. A family has many units, so its `low` and `high` are
    means of its facts as shares of their central values.
    """

    name: str
    """Id of the fact, or name of the family."""
    title: str
    facts: tuple[str, ...]
    low: float
    central: float
    high: float
    unit: str
    grade: str
    """The worst grade among the facts."""
    at_low: Mapping[str, float]
    """The value of every fact when the doubt turns out low."""
    at_high: Mapping[str, float]


def uncertain_fact(study: Study, name: str) -> UncertainInput | None:
    """Doubt one fact, or the one chosen for a quantity; None when it has no range at all."""
    choice = study.evidence.quantity(name)
    low, high = range_of(study, choice)
    if low == high:
        return None
    fact = choice.chosen
    return UncertainInput(
        name=fact.fact_id,
        title=study.fact_titles[fact.quantity],
        facts=(fact.fact_id,),
        low=low,
        central=choice.value,
        high=high,
        unit=fact.unit,
        grade=fact.grade,
        at_low={fact.fact_id: low},
        at_high={fact.fact_id: high},
    )


def uncertain_family(study: Study, family: UncertainFamily) -> UncertainInput | None:
    """Doubt all facts of a family at once; None when none of them has a range."""
    quantities = dict.fromkeys(
        name for pattern in family.facts for name in study.evidence.numbered(pattern)
    )
    return uncertain_facts(study, family.name, family.title, quantities)


def facts_doubted(study: Study, name: str) -> tuple[str, ...]:
    """Give the facts of an input by its name: those of the family, or the fact itself."""
    for family in study.settings.uncertain_inputs:
        if family.name == name:
            doubt = uncertain_family(study, family)
            return () if doubt is None else doubt.facts
    return (name,)


def uncertain_facts(
    study: Study, name: str, title: str, quantities: Iterable[str]
) -> UncertainInput | None:
    """Doubt several facts that move together: all at their low, then all at their high."""
    choices: dict[str, Choice] = {}
    for quantity in quantities:
        try:
            choice = study.evidence.quantity(quantity)
        except InvalidInput:
            continue  # every figure about it was rejected
        choices[choice.chosen.fact_id] = choice
    ranges = {fact: range_of(study, choice) for fact, choice in choices.items()}
    ranges = {fact: (low, high) for fact, (low, high) in ranges.items() if low != high}
    if not ranges:
        return None
    shares = [
        (low / choices[fact].value, high / choices[fact].value)
        for fact, (low, high) in ranges.items()
        if choices[fact].value
    ]
    count = max(len(shares), 1)
    return UncertainInput(
        name=name,
        title=title,
        facts=tuple(ranges),
        low=sum(low for low, _ in shares) / count,
        central=1.0,
        high=sum(high for _, high in shares) / count,
        unit="of central",
        grade=max(choices[fact].chosen.grade for fact in ranges),
        at_low={fact: low for fact, (low, _) in ranges.items()},
        at_high={fact: high for fact, (_, high) in ranges.items()},
    )
