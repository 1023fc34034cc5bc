"""Figures of mass told as what is contained in it, in place of tonnes of each thing itself.

A figure of several materials or uses is put together of those of each, so that what differs in
content counts with its own; one that is no such sum, such as a share, stays as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from monazite.findings.account import Contained, account_of, held_by_need, held_weights
from monazite.findings.indicators.asked import OF_PLANTS, OF_USES, points_of
from monazite.findings.indicators.keys import (
    compute,
    full_key,
    over_time,
    spelled_out,
    unit_of,
    unit_told_of,
)
from monazite.findings.indicators.registry import indicators
from monazite.findings.solution import Series, Solution, once_for_a_plan

__all__ = ["as_contained", "figures_alike", "held_in_each"]

MADE = "output"
"""What home makes of a form, which is no sum over materials where one is made into another."""

_MASS = ("t <basis>/yr", "t <basis>")
_NEAR = 1e-6
"""Gap between a figure and the sum of its parts, over the largest, at which it is that sum."""

Terms = Sequence[tuple[str, float]]


@once_for_a_plan
def as_contained(solution: Solution, key: str, of: Contained) -> tuple[Series, str] | None:
    """Give a figure by reported year with its unit; None for one that is of no mass or no sum.

    What home makes of a form is a sum of its materials only where no step turns one into another,
    and else what began at home of all they hold.
    """
    terms = _terms(solution, spelled_out(solution.study, key), of)
    if not terms:
        return None
    whole, parts = compute(solution, key), [compute(solution, one) for one, _ in terms]
    if np.allclose(np.sum(parts, axis=0), whole, rtol=_NEAR, atol=_NEAR, equal_nan=True):
        told = np.sum([share * part for (_, share), part in zip(terms, parts, strict=True)], axis=0)
    elif full_key(key)[0] == MADE:
        told = account_of(solution, _materials_held(terms)).begun()
    else:
        return None
    return np.asarray(told), unit_told_of(solution, key, of.basis)


def _materials_held(terms: Terms) -> tuple[tuple[str, float], ...]:
    """The materials of terms that hold any of what is told, each with how much."""
    return tuple((full_key(one)[1], share) for one, share in terms if share)


def held_in_each(solution: Solution, key: str, of: Contained) -> tuple[float, str] | None:
    """Give what a tonne of a figure holds, and its unit; None where that is not one number.

    A figure of no mass has none, nor has one whose parts hold different amounts. What is held is
    else a multiple of the figure in every plan, and so are its differences.
    """
    told = as_contained(solution, key, of)
    if told is None:
        return None
    held = {share for _, share in _terms(solution, spelled_out(solution.study, key), of)}
    return (held.pop(), told[1]) if len(held) == 1 else None


def figures_alike(
    solutions: Sequence[Solution], key: str, of: Contained | None
) -> tuple[list[Series], str]:
    """Give a figure of several plans with its unit, each as it stands or all as contained.

    What holds none of it stands as it is, and the unit says so: what is contained goes by its name.
    """
    first = solutions[0]
    if of is not None and any(
        share for _, share in _terms(first, spelled_out(first.study, key), of)
    ):
        told = [found for one in solutions if (found := as_contained(one, key, of)) is not None]
        if len(told) == len(solutions):
            return [values for values, _ in told], unit_told_of(first, key, of.words)
    return [compute(one, key) for one in solutions], unit_of(first, key)


def _terms(solution: Solution, key: str, of: Contained) -> Terms:
    """The keys a figure is the sum of, each with what a tonne of it holds; none if it has no mass.

    A price per tonne is one of a single material, and is divided by what a tonne holds.
    """
    name, qualifier = full_key(key)
    if over_time(name):
        return [(f"{name}.{one}", share) for one, share in _terms(solution, qualifier, of)]
    entry, asked = indicators()[name].entry, indicators()[name].asked
    held = dict(held_weights(solution, of))
    if entry.per_basis:
        return [(key, 1.0 / held[qualifier])] if held.get(qualifier) else []
    if entry.unit not in _MASS:
        return []
    if asked is OF_USES:
        wanted = held_by_need(solution, of)
        uses = dict.fromkeys(point.use for point in points_of(solution, qualifier))
        return [(f"{name}.{use}", wanted.get(use, 0.0)) for use in uses]
    if asked is OF_PLANTS:
        chain = solution.study.chain
        return [(key, held.get(chain.reference[chain.facility[qualifier].recipe], 0.0))]
    allowed = asked.options(solution.study, solution.labels)
    materials = solution.materials(qualifier)
    return [(f"{name}.{one}", held.get(one, 0.0)) for one in materials if one in allowed]
