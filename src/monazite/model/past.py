"""Holds what has happened already, so that news can change the future alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.expressions import Indices, Numbers
from monazite.model.outcome import Outcome
from monazite.model.rule import RULES
from monazite.model.single_rows import Limits
from monazite.model.slices import Families, Layout, Slice
from monazite.parameters.positions import once_for_each


@dataclass(frozen=True)
class Past:
    """What has happened already: an outcome, and the first period that is still open."""

    outcome: Outcome
    opens: int


CARRIED = {"addition": "decided", "stock": "period", "served": "period"}
"""Decisions of the past that the future depends on, and the dimension that dates them."""

HAIR = 1e-8
"""Tonnes by which what was carried over or used up may be off: a plan is known to the solver's
tolerance, and what was at its limits, held to the last digit, may leave no plan at all."""


# pools meet prices in rounds, all with one past
@once_for_each(4)
def past_bounds(past: Past, layout: Layout) -> tuple[Indices, Numbers, Numbers]:
    """Columns of the past with the bounds it sets; an infinite upper one leaves the column's own.

    What is carried over is held as it was, within a hair. Of reserves and budgets the past takes no
    less than it took: a hair less, so that what was at its limit then is within it now.
    """
    columns, carried = held_columns(layout, past.opens)
    values = past.outcome.values
    assert isinstance(values, Families)
    numbers = values.numbers[columns]
    kept = np.clip(numbers[:carried], 0.0, None)
    upper = np.full(columns.size, np.inf)
    upper[:carried] = kept + HAIR
    lower = np.clip(np.concatenate([kept, numbers[carried:]]) - HAIR, 0.0, None)
    return columns, lower, upper


def hold(limits: Limits, columns: Indices, lower: Numbers, upper: Numbers) -> None:
    """Put columns between bounds that `past_bounds` gives, whatever they were held between."""
    limits.lower[columns] = lower
    own = np.maximum(limits.upper[columns], lower)
    limits.upper[columns] = np.where(np.isfinite(upper), upper, own)


@lru_cache(maxsize=16)
def held_columns(layout: Layout, opens: int) -> tuple[Indices, int]:
    """Columns the past decides before a year: first those carried over, and how many they are."""
    variables, constraints = layout.columns.slices, layout.rows.slices
    carried, used = [], []
    for name, dimension in CARRIED.items():
        if name in variables:
            like = variables[name].like
            before = like.coords[dimension].values < opens
            axis = like.dims.index(dimension)
            carried.append(np.compress(before, variables[name].positions, axis=axis).ravel())
    for name, owner, rule in used_up(variables, constraints):
        at = variables[name]
        limited = np.isin(at.like.coords[owner].values, constraints[rule].like.coords[owner].values)
        before = at.like.coords["period"].values < opens
        used.append(at.positions[np.ix_(limited, before)].ravel())
    columns = np.concatenate([*carried, *used])
    return columns, sum(at.size for at in carried)


def used_up(
    variables: Mapping[str, Slice], constraints: Mapping[str, Slice]
) -> Iterator[tuple[str, str, str]]:
    """Give what rules over all years use up: the variable, whose it is, and the rule.

    A rule of a group, such as the budget of a scheme, is used up by members with rules of their
    own; what is carried over as it was needs no bound beside.
    """
    for name, rows in constraints.items():
        rule = RULES[name]
        known = variables.get(rule.limits)
        if rows.years is not None or known is None or rule.limits in CARRIED:
            continue
        if rule.subject in known.like.dims:
            yield rule.limits, rule.subject, name


def with_past(outcome: Outcome, past: Past) -> Outcome:
    """Join the past of one outcome to the future of another; both of the same programme."""
    before = past.outcome

    def joined(new: Mapping[str, Labelled], old: Mapping[str, Labelled]) -> Families:
        assert isinstance(new, Families)
        assert isinstance(old, Families)
        return new.after(old, past.opens)

    return replace(
        outcome,
        values=joined(outcome.values, before.values),
        duals=joined(outcome.duals, before.duals),
        bound_duals=joined(outcome.bound_duals, before.bound_duals),
        residual=max(outcome.residual, before.residual),
    )
