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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from monazite.core.amounts import Amount, UnlikeAmountsError
from monazite.core.errors import FieldError, InvalidInput, Problems, name_remedy
from monazite.core.numerals import reckoned
from monazite.core.tables import Row
from monazite.core.units import (
    Money,
    UnitError,
    base_factor,
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

__all__ = ["Quantity", "resolve"]

A = TypeVar("A", Amount, float)


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
        names = references(node)
        if not names:
            quantity = _from_row(node, cell, unit, evidence, row, spread, found)
        else:
            choices = _choices(names, evidence, found)
            if choices is not None:
                quantity = _from_facts(node, choices, cell, unit, money, row, spread)
    except FieldError as error:
        found.add(error.message, remedy=error.remedy)
    except RecursionError:
        found.add("the expression is too long", remedy="split it over facts")
    for problem in found:
        problems.at(row, problem.field or field, problem.message, problem.remedy)
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
    amount = _calculate(node, {}, _plain_amount, cell)
    value = magnitude(amount, "1", Money())
    source, grade, note = (row.values.get(name, "") for name in ("source_id", "grade", "note"))
    if not source:
        found.add(
            f"the number '{shorten(cell)}' rests on nothing",
            remedy="give the row a source_id and a grade, or refer to a fact as {table:slug}",
        )
        return None
    if evidence.lacks_source(source):
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


def _choices(
    names: tuple[str, ...], evidence: Evidence, found: Problems
) -> dict[str, Choice] | None:
    """Look up every quantity an expression names; nothing when one cannot be had."""
    choices = {}
    for name in names:
        try:
            choices[name] = evidence.quantity(name)
        except InvalidInput as error:
            # A fact whose own row has a problem was reported there.
            if name not in evidence.faulty:
                found.extend(error.problems)
    return choices if len(choices) == len(names) else None


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
    amounts = {
        name: canonical_quantity(fact.value, fact.unit, money) for name, fact in ranges.items()
    }
    amount = _calculate(node, amounts, _plain_amount, cell)
    value = magnitude(amount, unit, money)
    # The dimensions are known to fit by now, and only the numbers move.
    figures = {name: amount.magnitude for name, amount in amounts.items()}
    factor = base_factor(unit, money)

    def calculate(name: str, fact: _Range, bound: float) -> float:
        moved = {**figures, name: bound * base_factor(fact.unit, money)}
        return _calculate(node, moved, float, cell, (name, bound, fact.unit)) / factor

    drops, rises = [], []
    for name, fact in ranges.items():
        deviations = [calculate(name, fact, bound) - value for bound in (fact.low, fact.high)]
        # Both bounds may lie on one side, as in x * (1 - x); only the larger step counts.
        drops.append(min(0.0, *deviations))
        rises.append(max(0.0, *deviations))
    return value - math.hypot(*drops), value, value + math.hypot(*rises)


def _calculate(
    node: Node,
    leaves: Mapping[str, A],
    plain: Callable[[float], A],
    cell: str,
    moved: tuple[str, float, str] | None = None,
) -> A:
    """Calculate an expression, or say what cannot be calculated in it.

    `moved` is the fact that stands at a bound of its range, with that bound and its unit.
    """

    def text() -> str:
        """What is calculated, put together only when it is told."""
        if moved is None:
            return shorten(cell)
        name, bound, unit = moved
        return f"{shorten(cell)}' with '{name}' at '{reckoned(bound)} {unit}"

    try:
        result = evaluate(node, leaves.__getitem__, plain)
    except ZeroDivisionError:
        raise FieldError(
            f"the expression '{text()}' divides by zero",
            "correct the divisor, or the bounds of the fact that is zero",
        ) from None
    except UnlikeAmountsError as error:
        left, right = written(dict(error.left)), written(dict(error.right))
        raise UnitError(
            f"the expression '{text()}' adds '{left}' to '{right}'",
            "add only figures that measure the same thing",
        ) from None
    if not math.isfinite(result if isinstance(result, float) else result.magnitude):
        raise FieldError(
            f"the expression '{text()}' gives no finite number", "correct the figures in it"
        )
    return result


def _plain_amount(number: float) -> Amount:
    return Amount(number, ())
