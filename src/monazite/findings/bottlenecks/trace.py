"""Follows a number back: formula, binding rules, parameters, levers, facts, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from monazite.core.edit import LedgerEntry
from monazite.core.numerals import whole_percent
from monazite.core.records import Record
from monazite.findings.bottlenecks.binding import Bind, binds
from monazite.findings.evidence import Ground, grounds
from monazite.findings.indicators import compute, entry_of, full_key, indicators, unit_of
from monazite.findings.solution import Reading
from monazite.model.rule import RULES


@dataclass(frozen=True)
class TraceStep(Record):
    """A step of a trace told in order, with how deep it stands below the number it explains."""

    depth: int
    kind: str
    text: str
    value: float | None
    unit: str
    where: str


@dataclass(frozen=True)
class Step:
    """One step of a trace: what kind of thing, in words, with its number and what it leads to."""

    kind: str
    text: str
    value: float | None = None
    unit: str = ""
    where: str = ""
    leads_to: tuple[Step, ...] = field(default_factory=tuple)

    def told(self, depth: int = 0) -> list[TraceStep]:
        """The step and everything below it, in order, with their depth."""
        own = TraceStep(depth, self.kind, self.text, self.value, self.unit, self.where)
        return [own, *(step for below in self.leads_to for step in below.told(depth + 1))]


def trace(reading: Reading, key: str, year: int, *, rules: int = 5) -> Step:
    """Follow an indicator in a year back to sources.

    The indicator leads to its formula and to the rules at home that bind in that year, the most
    valuable first; each rule to the parameters that set its limit, each parameter to the levers
    that changed it and to the facts it rests on, each fact to its source.
    """
    name, qualifier = full_key(key)
    index = reading.years.index(year)
    value = float(compute(reading, key)[index])
    entry = entry_of(key)
    binding = [row for row in binds(reading) if row.binding and row.year == year]
    binding.sort(key=lambda row: -row.worth)
    formula = indicators()[name].said
    return Step(
        kind="indicator",
        text=f"{entry.title} ({qualifier}), {year}",
        value=value,
        unit=unit_of(reading, key),
        where=key,
        leads_to=(
            Step(kind="formula", text=formula),
            *(_rule(reading, row) for row in binding[:rules]),
        ),
    )


def _rule(reading: Reading, row: Bind) -> Step:
    rule = RULES[row.rule]
    below = tuple(
        _parameter(reading, ground)
        for ground in grounds(reading.outcome, row.rule, {rule.subject: row.subject}, row.year)
    )
    return Step(
        kind="rule",
        text=f"{row.title}: {rule.said} ({row.sense}, {whole_percent(row.utilisation)} used)",
        value=row.worth,
        unit=row.unit,
        where=f"{row.rule}[{row.subject}, {row.year}]",
        leads_to=below,
    )


def _parameter(reading: Reading, ground: Ground) -> Step:
    by_lever: dict[str, list[LedgerEntry]] = {}
    for entry in ground.edits:
        by_lever.setdefault(entry.edit.origin, []).append(entry)
    levers = [_lever(reading, entries) for entries in by_lever.values()]
    quantities = [
        Step(
            kind="quantity",
            text=quantity.note or quantity.text,
            value=quantity.value,
            unit=quantity.unit,
            where=f"{quantity.file}:{quantity.line}",
            leads_to=_facts(reading, quantity.facts)
            if quantity.facts
            else tuple(step for source in quantity.sources for step in _source(reading, source)),
        )
        for quantity in ground.quantities
    ]
    return Step(
        kind="parameter",
        text=ground.parameter.replace("_", " "),
        where=ground.parameter,
        leads_to=(*levers, *quantities),
    )


def _lever(reading: Reading, entries: Sequence[LedgerEntry]) -> Step:
    """What one lever did to a parameter; its value where that is one number."""
    first = entries[0]
    one = len(entries) == 1
    return Step(
        kind="lever",
        text=first.edit.reason,
        value=first.new if one else None,
        unit=f"was {first.old:g}" if one else f"{len(entries)} numbers",
        where=first.edit.origin,
        leads_to=_source(reading, first.edit.source),
    )


def _facts(reading: Reading, ids: tuple[str, ...]) -> tuple[Step, ...]:
    evidence = reading.study.evidence
    steps = []
    for fact_id in ids:
        fact = evidence.fact(fact_id)
        choice = evidence.quantity(fact.quantity)
        if choice.chosen is not fact:
            choice = evidence.quantity(fact_id)
        rivals = "; ".join(
            f"{loser.fact_id} said {loser.value:g}"
            for loser in choice.losers
            if loser.value is not None
        )
        steps.append(
            Step(
                kind="fact",
                text=f"grade {fact.grade}; {choice.rule}"
                + (f"; not chosen: {rivals}" if rivals else ""),
                value=choice.value,
                unit=fact.unit,
                where=fact_id,
                leads_to=_source(reading, fact.source_id),
            )
        )
    return tuple(steps)


def _source(reading: Reading, source_id: str) -> tuple[Step, ...]:
    if source_id not in reading.study.evidence.sources:
        return ()
    source = reading.study.evidence.source(source_id)
    return (
        Step(
            kind="source",
            text=f"{source.title}, {source.publisher}, {source.date}",
            where=source.url or source_id,
        ),
    )
