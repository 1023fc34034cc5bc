"""Follows a number back: its parts, what binds, parameters, levers, facts, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite

from monazite.core.edit import LedgerEntry
from monazite.core.numerals import SPACE, amount, number, reckoned, shown, stated
from monazite.core.origin import Origin
from monazite.core.records import Record
from monazite.core.usual import RULES_TOLD
from monazite.evidence import Quantity
from monazite.findings.bottlenecks.binding import (
    BindingConstraint,
    at_limits,
    grounded,
    used_before,
)
from monazite.findings.bottlenecks.enlarged import LEAST_SAVED, EnlargedLimit
from monazite.findings.bottlenecks.path import path_of
from monazite.findings.costs import CHARGED_BY, PAID_BY
from monazite.findings.evidence import Ground, grounds_of
from monazite.findings.indicators import (
    Part,
    compute,
    full_key,
    indicators,
    parts_of,
    spelled_out,
    title_of,
    unit_of,
)
from monazite.findings.solution import Solution
from monazite.model.rule import RULES


@dataclass(frozen=True)
class TraceStep(Record):
    """A step of a trace told in order, with how deep it stands below the number it explains.

    `before` is the value in the baseline, where the number and its parts are compared with it.
    `saved_in_all` is what home saves over all reported years where the limit of a rule alone is a
    tenth larger, where that is known, money.
    """

    depth: int
    kind: str
    text: str
    value: float | None
    unit: str
    where: str
    before: float | None = None
    saved_in_all: float | None = None


@dataclass(frozen=True)
class Step:
    """One step of a trace: what kind of thing, in words, with its number and what it leads to."""

    kind: str
    text: str
    value: float | None = None
    unit: str = ""
    where: str = ""
    leads_to: tuple[Step, ...] = field(default_factory=tuple)
    before: float | None = None
    saved_in_all: float | None = None

    def told(self, depth: int = 0) -> list[TraceStep]:
        """The step and everything below it, in order, with their depth."""
        own = TraceStep(
            depth=depth,
            kind=self.kind,
            text=self.text,
            value=self.value,
            unit=self.unit,
            where=self.where,
            before=self.before,
            saved_in_all=self.saved_in_all,
        )
        return [own, *(step for below in self.leads_to for step in below.told(depth + 1))]


def trace(
    solution: Solution,
    key: str,
    year: int,
    *,
    rules: int | None = RULES_TOLD,
    known: Sequence[EnlargedLimit] = (),
) -> Step:
    """Follow an indicator in a year back to sources.

    The indicator leads to its formula, to the parts it is made of, items of public money to the
    levers that spend or bring it, and to the rules at home that bind in that year: those on its own
    path first, then by what a limit twice as large is worth to its owner a year; a limit of nothing
    counts with what stood under it in the baseline. What is `known` of limits made larger in that
    year comes before such worth: home saves by some, which come first, and loses by others, which
    come last. Rules of one kind that the same levers or facts
    set are told once, as many as `rules` says, or all. Each leads to the parameters that set its
    limit, each parameter to the levers that changed it and to the facts it rests on, each fact to
    its source.
    """
    name, _ = full_key(spelled_out(solution.study, key))
    index = solution.years.index(year)
    formula = indicators()[name].said
    return Step(
        kind="indicator",
        text=f"{title_of(solution, key)}, {year}",
        value=float(compute(solution, key)[index]),
        unit=unit_of(solution, key),
        where=key,
        before=None
        if solution.baseline_solution is None
        else float(compute(solution.baseline_solution, key)[index]),
        leads_to=(
            Step(kind="formula", text=formula),
            *(_part(solution, part) for part in parts_of(solution, key, year)),
            *(
                _rule(solution, rows, _saved(rows, known))
                for rows in _weightiest(solution, key, year, known)[:rules]
            ),
        ),
    )


def _part(solution: Solution, part: Part) -> Step:
    """A figure in the number; an item of public money leads to the levers behind it."""
    return Step(
        kind="part",
        text=part.text,
        value=part.value,
        unit=part.unit,
        leads_to=(*(_part(solution, below) for below in part.parts), *_spending(solution, part)),
        before=part.before,
    )


def _spending(solution: Solution, part: Part) -> tuple[Step, ...]:
    parameter = PAID_BY.get(part.text) or CHARGED_BY.get(part.text)
    if parameter is None or part.value == 0.0:
        return ()
    return _by_lever(solution, solution.parameters.edits_of(parameter))


def _weightiest(
    solution: Solution, key: str, year: int, known: Sequence[EnlargedLimit]
) -> list[list[BindingConstraint]]:
    """What binds in a year, on the path of a number first, then what home saves most by.

    Of what was not tried the most valuable to its owner comes first. Alike are rules of one kind
    and one ground.
    """
    path = path_of(solution, key)
    alike: dict[object, list[BindingConstraint]] = {}
    binding = [
        grounded(solution, row) for row in at_limits(solution) if row.binding and row.year == year
    ]
    for row in sorted(binding, key=lambda row: -_yearly(solution, row)):
        ground: object = (row.levers, row.facts) if row.levers or row.facts else row.subject
        alike.setdefault((row.rule, row.stage, ground), []).append(row)

    def weight(rows: Sequence[BindingConstraint]) -> tuple[bool, int, float]:
        off, saved = path is not None and not any(map(path.holds, rows)), _saved(rows, known)
        if saved is None:
            return off, 1, -_together(solution, rows)
        return off, 0 if saved >= LEAST_SAVED * solution.dollar else 2, -saved

    return sorted(alike.values(), key=weight)


def _saved(rows: Sequence[BindingConstraint], known: Sequence[EnlargedLimit]) -> float | None:
    """What home saves most, all years counted, where one of some limits alone is larger.

    None where none was tried.
    """
    of = {(one.rule, one.subject): one.saved_in_all for one in known}
    tried = [of[place] for row in rows if (place := (row.rule, row.subject)) in of]
    return max(tried, default=None)


def _together(solution: Solution, rows: Sequence[BindingConstraint]) -> float:
    return sum(_yearly(solution, row) for row in rows)


def _yearly(solution: Solution, row: BindingConstraint) -> float:
    """What a limit twice as large is worth to its owner a year, money.

    Of a limit of nothing what it took away counts, as far as the baseline had it.
    """
    return row.annual_value if row.size > 0 else row.shadow_price * used_before(solution, row)


def _rule(solution: Solution, rows: Sequence[BindingConstraint], saved: float | None) -> Step:
    row = rows[0]
    rule = RULES[row.rule]
    below = tuple(
        _parameter(solution, ground)
        for ground in grounds_of(solution).of(row.rule, {rule.subject: row.subject}, row.year)
    )
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    state = "full" if row.sense == "ceiling" else "forced"
    worth = amount(row.shadow_price, row.unit.name)
    said = "" if saved is None else _of_home(solution, saved, bool(more))
    return Step(
        kind="rule",
        text=f"{row.title}{more}: {rule.said} ({state}), {worth}{said}",
        value=_together(solution, rows),
        unit=f"{solution.money}/yr",
        where=f"{row.rule}[{row.subject}, {row.year}]",
        leads_to=below,
        saved_in_all=saved,
    )


def _of_home(solution: Solution, saved: float, several: bool) -> str:
    """What home has of a larger limit, behind what it is worth to its owner in the same prices."""
    who = "one of them a tenth larger" if several else "a tenth larger, it"
    if abs(saved) < LEAST_SAVED * solution.dollar:
        return f"; {who} saves home nothing"
    way = shown(solution.money)
    told = f"{number(abs(saved) * way.factor)}{SPACE}{way.plain_label}"
    return f"; {who} {'saves' if saved > 0.0 else 'costs'} home {told} in all"


def _parameter(solution: Solution, ground: Ground) -> Step:
    quantities = [
        Step(
            kind="quantity",
            text=_called(solution, quantity),
            value=quantity.value,
            unit=quantity.unit,
            where=f"{quantity.file}:{quantity.line}",
            leads_to=_facts(solution, quantity.facts)
            if quantity.facts
            else tuple(step for source in quantity.sources for step in _source(solution, source)),
        )
        for quantity in ground.quantities
    ]
    return Step(
        kind="parameter",
        text=ground.parameter.replace("_", " "),
        where=ground.parameter,
        leads_to=(*_by_lever(solution, ground.edits), *quantities),
    )


def _called(solution: Solution, quantity: Quantity) -> str:
    """What a number is called: what is said of it, behind the title of the one fact it is."""
    said = quantity.note or quantity.text
    if len(quantity.facts) != 1:
        return said
    study = solution.study
    title = study.fact_titles[study.evidence.fact(quantity.facts[0]).quantity]
    return f"{title}: {quantity.note}" if quantity.note else title


def _by_lever(solution: Solution, edits: Sequence[LedgerEntry]) -> tuple[Step, ...]:
    """What each lever did to a parameter, in the order in which they acted."""
    by_lever: dict[Origin, list[LedgerEntry]] = {}
    for entry in edits:
        by_lever.setdefault(entry.edit.origin, []).append(entry)
    return tuple(_lever(solution, entries) for entries in by_lever.values())


def _lever(solution: Solution, entries: Sequence[LedgerEntry]) -> Step:
    """What one lever did to a parameter; its value where that is one number."""
    first = entries[0]
    one = len(entries) == 1
    return Step(
        kind="lever",
        text=first.edit.reason,
        value=first.new if one else None,
        unit=_before(first.old) if one else f"{len(entries)} numbers",
        where=first.edit.origin.name,
        leads_to=_source(solution, first.edit.source),
    )


def _before(value: float) -> str:
    """What a number was before a lever, to stand behind what it is."""
    return f"where it was {reckoned(value)}" if isfinite(value) else "where there was no limit"


def _facts(solution: Solution, ids: tuple[str, ...]) -> tuple[Step, ...]:
    evidence = solution.study.evidence
    steps = []
    for fact_id in ids:
        fact = evidence.fact(fact_id)
        choice = evidence.quantity(fact.quantity)
        if choice.chosen is not fact:
            choice = evidence.quantity(fact_id)
        rivals = "; ".join(
            f"{loser.fact_id} said {stated(loser.value)}"
            for loser in choice.losers
            if loser.value is not None
        )
        steps.append(
            Step(
                kind="fact",
                text=f"{fact.graded}; {choice.rule}"
                + (f"; not chosen: {rivals}" if rivals else ""),
                value=choice.value,
                unit=fact.unit,
                where=fact_id,
                leads_to=_source(solution, fact.source_id),
            )
        )
    return tuple(steps)


def _source(solution: Solution, source_id: str) -> tuple[Step, ...]:
    if source_id not in solution.study.evidence.sources:
        return ()
    source = solution.study.evidence.source(source_id)
    return (
        Step(
            kind="source",
            text=f"{source.title}, {source.publisher}, {source.date}",
            where=source.url or source_id,
        ),
    )
