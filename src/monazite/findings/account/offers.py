"""What may serve each use at home, and what each misses at the observed price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from monazite.core.labelled import Labelled
from monazite.findings.solution import Series, Solution, once_for_a_plan
from monazite.parameters import Labels
from monazite.parameters.named import Point
from monazite.parameters.positions import once_for_each

_LEAST = 1e-6
"""Tonnes a year below which nobody goes short."""


@once_for_a_plan
def missing_by_use(solution: Solution) -> dict[tuple[str, str], Series]:
    """What each use at home would take at the observed price beyond what serves it.

    max(0, demand - sum over offers of served x equivalence) / equivalence of the material that
    serves the use at the least penalty, in t of that material; by use and that material.
    """
    worth = solution.parameters["equivalence"].values
    served, demand = solution.reported("served"), solution.planned("demand")
    missing: dict[tuple[str, str], Series] = {}
    for use, offers in _offers(solution).items():
        point = solution.places.points((Point(use, solution.home),))
        given = worth[offers.rows] @ served[offers.rows]
        short = np.maximum(0.0, demand[point[0]] - given)
        # What a solver leaves around zero is no shortage.
        short[short < _LEAST] = 0.0
        missing[use, offers.best] = short / offers.worth
    return missing


def least_penalty(solution: Solution) -> dict[str, tuple[str, float]]:
    """The material that serves each use at home at the least penalty, and t of the use by a t."""
    return {use: (offers.best, offers.worth) for use, offers in _offers(solution).items()}


@dataclass(frozen=True)
class _Offers:
    """Rows of what may serve a use, the one at the least penalty, and t of the use by a t of it."""

    rows: list[int]
    best: str
    worth: float


def _offers(solution: Solution) -> Mapping[str, _Offers]:
    """What may serve each use at home."""
    parameters = solution.parameters
    return _offered(solution.labels, parameters["equivalence"], parameters["penalty"])


@once_for_each(16)
def _offered(labels: Labels, equivalence: Labelled, penalties: Labelled) -> Mapping[str, _Offers]:
    worth, penalty = equivalence.values, penalties.values
    rows: dict[str, list[int]] = {}
    for row, (use, place, _) in enumerate(labels.use_options):
        if place == labels.home and worth[row] > 0:
            rows.setdefault(use, []).append(row)
    found = {}
    for use, own in rows.items():
        best = min(own, key=lambda row: float(penalty[row]))
        found[use] = _Offers(own, labels.use_options[best][2], float(worth[best]))
    return found
