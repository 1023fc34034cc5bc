"""A number cell becomes a quantity: value, range, unit, and the facts and sources it rests on.

A cell holds a plain number in the unit of its column, a reference to a quantity or fact, or
arithmetic over references. A number that rests on no fact needs source, grade and, when its grade
is the worst, a note in the same row.

The range of a fact is its own low and high. Where it gives none, the study's spread for its grade
stands in as a fraction of the value, and the quantity says that its range is assumed. The range
of an expression treats its facts as independent: each in turn is put at its low and its high
while the others stay, and the deviations downwards and upwards are added in quadrature,

    low = value - sqrt(sum of squared downward deviations), high likewise.

An expression over one fact therefore has exactly the range that fact gives it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monazite.core.errors import FieldError, InvalidInput, Problems, name_remedy
from monazite.core.tables import Row
from monazite.core.units import (
    Money,
    UnitError,
    canonical_quantity,
    convert,
    magnitude,
    written,
)
from monazite.core.vocabulary import grades
from monazite.evidence.arithmetic import (
    Node,
    Reference,
    evaluate,
    parse_expression,
    references,
    shorten,
)
from monazite.evidence.catalogue import Evidence
from monazite.evidence.choosing import Choice

if TYPE_CHECKING:
    import pint

__all__ = ["Quantity", "resolve"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the chain with its range and everything it rests on."""

    value: float
    low: float
    high: float
    unit: str
    facts: tuple[str, ...]
    """Ids of the facts used, in the order the cell names them."""
    sources: tuple[str, ...]
    grade: str
    """The worst grade among the facts."""
    text: str
    """The cell as written."""
    note: str
    assumed: bool
    """Whether any of the range comes from the spread by grade."""
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class _Range:
    """The figures of one chosen fact in its own unit."""

    low: float
    value: float
    high: float
    unit: str
    assumed: bool


def resolve(
    cell: str,
    unit: str,
    *,
    evidence: Evidence,
    money: Money,
    row: Row,
    field: str,
    spread: Mapping[str, float],
    problems: Problems,
) -> Quantity | None:
    """Turn a cell into a quantity in `unit`, or report why not and return nothing.

    A blank cell returns nothing and is no problem. `field` names the column in reports; `spread`
    gives, by grade, the fraction of its value by which a figure without a range may be off.
    """
    if not cell:
        return None
    found = Problems()
    quantity = None
    try:
        node = parse_expression(cell)
        if not references(node):
            quantity = _from_row(node, cell, unit, evidence, row, spread, found)
        else:
            choices = _choices(node, evidence, found)
            if choices is not None:
                quantity = _from_facts(node, choices, cell, unit, money, row, spread)
    except FieldError as error:
        found.add(error.message, remedy=error.remedy)
    except RecursionError:
        found.add("the expression is too long", remedy="split it over facts")
    for problem in found:
        problems.add(
            problem.message,
            remedy=problem.remedy,
            file=row.file,
            line=row.line,
            field=problem.field or field,
        )
    return quantity


def _from_row(
    node: Node,
    cell: str,
    unit: str,
    evidence: Evidence,
    row: Row,
    spread: Mapping[str, float],
    found: Problems,
) -> Quantity | None:
    """Take a plain number, which rests on the source its own row names."""
    value = magnitude(_calculate(node, {}, shorten(cell)), "1", Money())
    source, grade, note = (row.values.get(name, "") for name in ("source_id", "grade", "note"))
    if not source:
        found.add(
            f"the number '{shorten(cell)}' rests on nothing",
            remedy="give the row a source_id and a grade, or refer to a fact as {table:slug}",
        )
        return None
    if source not in evidence.sources and source not in evidence.faulty:
        found.add(
            f"the source '{source}' is not in sources.csv",
            remedy=name_remedy(source, evidence.sources),
            field="source_id",
        )
    if grade not in grades():
        found.add(
            f"'{grade}' is not a grade" if grade else "the grade is blank",
            remedy=f"write one of: {', '.join(grades())}",
            field="grade",
        )
    elif grade == max(grades()) and not note:
        found.add(
            f"a number of grade {grade} has no note",
            remedy="say in the note how it was estimated",
            field="note",
        )
    if found:
        return None
    margin = abs(value) * spread[grade]
    return Quantity(
        value=value,
        low=value - margin,
        high=value + margin,
        unit=unit,
        facts=(),
        sources=(source,),
        grade=grade,
        text=cell,
        note=note,
        assumed=True,
        file=row.file,
        line=row.line,
    )


def _choices(node: Node, evidence: Evidence, found: Problems) -> dict[str, Choice] | None:
    """Look up every quantity an expression names; nothing when one cannot be had."""
    choices = {}
    for name in references(node):
        try:
            choices[name] = evidence.quantity(name)
        except InvalidInput as error:
            # A fact whose own row has a problem was reported there.
            if name not in evidence.faulty:
                found.extend(error.problems)
    return choices if len(choices) == len(references(node)) else None


def _from_facts(
    node: Node,
    choices: Mapping[str, Choice],
    cell: str,
    unit: str,
    money: Money,
    row: Row,
    spread: Mapping[str, float],
) -> Quantity:
    """Calculate an expression over chosen facts, with its range."""
    ranges = {name: _range(choice, spread[choice.chosen.grade]) for name, choice in choices.items()}
    if isinstance(node, Reference):
        only = ranges[node.name]
        low, value, high = (
            convert(figure, only.unit, unit, money) for figure in (only.low, only.value, only.high)
        )
    else:
        low, value, high = _combine(node, ranges, cell, unit, money)
    facts = [choice.chosen for choice in choices.values()]
    return Quantity(
        value=value,
        low=low,
        high=high,
        unit=unit,
        facts=tuple(dict.fromkeys(fact.fact_id for fact in facts)),
        sources=tuple(dict.fromkeys(fact.source_id for fact in facts)),
        grade=max(fact.grade for fact in facts),
        text=cell,
        note=row.values.get("note", "") or (facts[0].note if len(facts) == 1 else ""),
        assumed=any(fact_range.assumed for fact_range in ranges.values()),
        file=row.file,
        line=row.line,
    )


def _range(choice: Choice, spread: float) -> _Range:
    """Return the range of a fact, with the spread standing in for a bound it does not give."""
    margin = abs(choice.value) * spread
    return _Range(
        low=choice.value - margin if choice.low is None else choice.low,
        value=choice.value,
        high=choice.value + margin if choice.high is None else choice.high,
        unit=choice.unit,
        assumed=choice.low is None or choice.high is None,
    )


def _combine(
    node: Node, ranges: Mapping[str, _Range], cell: str, unit: str, money: Money
) -> tuple[float, float, float]:
    """Calculate low, value and high of an expression, moving one fact at a time."""
    figures = {name: fact.value for name, fact in ranges.items()}

    def calculate(moved: Mapping[str, float], text: str) -> float:
        quantities = {
            name: canonical_quantity(figure, ranges[name].unit, money)
            for name, figure in {**figures, **moved}.items()
        }
        return magnitude(_calculate(node, quantities, text), unit, money)

    value = calculate({}, shorten(cell))
    drops, rises = [], []
    for name, fact in ranges.items():
        deviations = [
            calculate({name: bound}, f"{shorten(cell)}' with '{name}' at '{bound:g} {fact.unit}")
            - value
            for bound in (fact.low, fact.high)
        ]
        # Both bounds may lie on one side, as in x * (1 - x); only the larger step counts.
        drops.append(min(0.0, *deviations))
        rises.append(max(0.0, *deviations))
    return value - math.hypot(*drops), value, value + math.hypot(*rises)


def _calculate(
    node: Node, quantities: Mapping[str, pint.Quantity[float]], text: str
) -> pint.Quantity[float]:
    """Calculate an expression with its dimensions, or say what cannot be calculated in it."""
    # pint takes a third of a second to import, which those who only ask for help do not owe.
    from pint import DimensionalityError

    def plain(number: float) -> pint.Quantity[float]:
        return canonical_quantity(number, "1", Money())

    try:
        result = evaluate(node, quantities.__getitem__, plain)
    except ZeroDivisionError:
        raise FieldError(
            f"the expression '{text}' divides by zero",
            "correct the divisor, or the bounds of the fact that is zero",
        ) from None
    except DimensionalityError as error:
        raise UnitError(
            f"the expression '{text}' adds '{written(error.units1)}' to '{written(error.units2)}'",
            "add only figures that measure the same thing",
        ) from None
    if not math.isfinite(result.magnitude):
        raise FieldError(
            f"the expression '{text}' gives no finite number", "correct the figures in it"
        )
    return result
