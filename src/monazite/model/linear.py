"""A programme as plain numbers: columns, rows and what stands where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.draft import Draft
from monazite.model.expressions import Numbers, Terms
from monazite.model.rule import RULES, SIGNS


@dataclass(frozen=True, eq=False)
class Linear:
    """Minimise costs @ x with every row of `terms` on its side of `right` and x within bounds.

    `costs`, `lower` and `upper` go by column, `right` by row, of which the rule says the side. What
    is never limited stands with the largest number that means anything, see `UNLIMITED`.
    """

    costs: Numbers
    lower: Numbers
    upper: Numbers
    right: Numbers
    terms: Terms


def laid_out(draft: Draft) -> Linear:
    """Put together what has been written."""
    numbers = {
        "cost": np.zeros(draft.columns),
        "lower": np.zeros(draft.columns),
        "upper": np.full(draft.columns, np.inf),
    }
    right = np.zeros(draft.rows)
    for rule in draft.rules.values():
        right[rule.rows.values.ravel()] = rule.constant
    for place in draft.places:
        if place.kind == "limit":
            right[place.rows] = place.flat(place.first)
        elif place.kind in numbers:
            numbers[place.kind][place.columns] = place.flat(place.first)
    terms = Terms.of(rule.terms for rule in draft.rules.values())
    return Linear(numbers["cost"], numbers["lower"], numbers["upper"], right, terms)


def lp_text(
    variables: Mapping[str, Labelled], constraints: Mapping[str, Labelled], linear: Linear
) -> str:
    """Write a programme in LP format, with the names and labels of rows and columns.

    What is zero is left out, and a row in which nothing stands.
    """
    columns = list(_names(variables))
    lines = ["min"]
    lines += [
        f"  {_signed(cost)} {columns[at]}"
        for at, cost in enumerate(linear.costs.tolist())
        if cost != 0.0
    ]
    lines += ["subject to"]
    terms = linear.terms.in_order_of_rows()
    starts = np.searchsorted(terms.rows, np.arange(linear.right.size + 1)).tolist()
    at, amounts = terms.columns.tolist(), terms.amounts.tolist()
    right, rows = linear.right.tolist(), _names(constraints)
    for name, numbers in constraints.items():
        sign = SIGNS[RULES[name].sense]
        for row in numbers.values.ravel().tolist():
            label = next(rows)
            held = [
                f"    {_signed(amounts[term])} {columns[at[term]]}"
                for term in range(starts[row], starts[row + 1])
                if amounts[term] != 0.0
            ]
            if held:
                lines += [f"  {label}:", *held, f"    {sign} {right[row] + 0.0}"]
    lines += ["bounds"]
    lines += [
        f"  {_signed(lower)} <= {name} <= {_signed(upper)}"
        for name, lower, upper in zip(
            columns, linear.lower.tolist(), linear.upper.tolist(), strict=True
        )
        if lower != 0.0 or upper != np.inf
    ]
    return "\n".join([*lines, "end", ""])


def _names(families: Mapping[str, Labelled]) -> Iterator[str]:
    """Name every cell, in order: `activity(home_mine,2024)`."""
    for family, cells in families.items():
        labels = [cells.axis(name).tolist() for name in cells.dims]
        for cell in product(*labels):
            yield f"{family}({','.join(map(str, cell))})"


def _signed(number: float) -> str:
    return f"{'' if number < 0.0 else '+'}{number}"
