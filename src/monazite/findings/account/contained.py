"""What tonnes hold: the groups a study follows, in a basis it declares, in place of their own mass.

A tonne of a material counts with what it holds of the groups; a tonne a use wants counts with what
is held by as much of the material that serves it at the least penalty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from monazite.findings.account.homeflows import Weights, group_weights
from monazite.findings.account.offers import least_penalty
from monazite.findings.solution import Solution

__all__ = ["Contained", "held_by_need", "held_weights"]


@dataclass(frozen=True)
class Contained:
    """Groups counted together, which share a basis, told in tonnes of `basis`.

    `factor` is the tonnes of `basis` in a tonne of what the groups are tonnes of.
    """

    groups: tuple[str, ...]
    basis: str
    title: str
    """What is contained, as people call it."""
    factor: float = 1.0


@lru_cache(maxsize=64)
def held_weights(solution: Solution, of: Contained) -> Weights:
    """Tonnes of `of.basis` in a tonne of each material that holds any."""
    found: dict[str, float] = {}
    for group in of.groups:
        for material, tonnes in group_weights(solution, group):
            found[material] = found.get(material, 0.0) + of.factor * tonnes
    return tuple((name, found[name]) for name in solution.labels.materials if name in found)


@lru_cache(maxsize=64)
def held_by_need(solution: Solution, of: Contained) -> Mapping[str, float]:
    """Tonnes of `of.basis` in a tonne each use at home wants, by use."""
    held = dict(held_weights(solution, of))
    return {
        use: held.get(material, 0.0) / worth
        for use, (material, worth) in least_penalty(solution).items()
    }
