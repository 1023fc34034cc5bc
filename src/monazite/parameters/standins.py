"""Levers that stand in for one another: they say the same thing of the same plants, otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers import edits_of
from monazite.strategy import Lever
from monazite.study import Study

__all__ = ["stand_ins"]

Cells = dict[str, list[dict[str, frozenset[str | int]]]]
"""By parameter, the labels along each dimension that edits name."""


def stand_ins(
    study: Study, parameters: Parameters, levers: Sequence[Lever]
) -> tuple[frozenset[int], ...]:
    """Give for each lever the places of those it stands in for.

    They are of one kind and move a number both do, such as the capacity of a plant in other tonnes.
    What a lever moves is looked up in parameters before any other lever.
    """
    moved = [_moved(study, parameters, lever) for lever in levers]
    found: list[set[int]] = [set() for _ in levers]
    for one, other in combinations(range(len(levers)), 2):
        if levers[one].kind == levers[other].kind and _meet(moved[one], moved[other]):
            found[one].add(other)
            found[other].add(one)
    return tuple(map(frozenset, found))


def _moved(study: Study, parameters: Parameters, lever: Lever) -> Cells:
    try:
        edits = list(edits_of(lever, study, parameters))
    except InvalidInput:
        # it needs another lever before it, and is none that could stand alone
        return {}
    found: Cells = {}
    for edit in edits:
        found.setdefault(edit.parameter, []).append(_labels(edit))
    return found


def _labels(edit: Edit) -> dict[str, frozenset[str | int]]:
    return {
        dimension: frozenset(named if isinstance(named, tuple) else (named,))
        for dimension, named in edit.where.items()
    }


def _meet(one: Cells, other: Cells) -> bool:
    return any(
        all(a[name] & b[name] for name in a.keys() & b.keys())
        for parameter in one.keys() & other.keys()
        for a, b in product(one[parameter], other[parameter])
    )
