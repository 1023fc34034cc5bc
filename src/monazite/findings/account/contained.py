"""What tonnes hold: the groups a study follows, in a basis it declares, in place of their own mass.

A tonne of a material counts with what it holds of the groups; a tonne a use wants counts with what
is held by as much of the material that serves it at the least penalty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from monazite.findings.account.homeflows import Weights, group_weights
from monazite.findings.account.offers import least_penalty
from monazite.findings.solution import Contained, Series, Solution, once_for_a_plan

__all__ = [
    "Contained",
    "held_by_need",
    "held_by_plants",
    "held_in_any",
    "held_in_plants",
    "held_weights",
    "summed_as",
]


@once_for_a_plan
def held_weights(solution: Solution, of: Contained) -> Weights:
    """Tonnes of `of.basis` in a tonne of each material that holds any."""
    found: dict[str, float] = {}
    for group in of.groups:
        for material, tonnes in group_weights(solution, group):
            found[material] = found.get(material, 0.0) + of.factor * tonnes
    return tuple((name, found[name]) for name in solution.labels.materials if name in found)


@once_for_a_plan
def held_by_need(solution: Solution, of: Contained) -> Mapping[str, float]:
    """Tonnes of `of.basis` in a tonne each use at home wants, by use."""
    held = dict(held_weights(solution, of))
    return {
        use: held.get(material, 0.0) / worth
        for use, (material, worth) in least_penalty(solution).items()
    }


def held_in_any(
    solution: Solution, materials: Collection[str], of: Contained | None
) -> Contained | None:
    """Give what tonnes of materials are told as; None, as each stands, where none holds any."""
    if of is None or not any(name in materials for name, _ in held_weights(solution, of)):
        return None
    return of


def summed_as(
    solution: Solution,
    materials: Iterable[str],
    of: Contained | None,
    read: Callable[[tuple[str, ...]], Series],
) -> Series:
    """Read what adds up over materials, t; as what a tonne of each holds where `of` says so."""
    named = tuple(materials)
    if of is None:
        return read(named)
    held = dict(held_weights(solution, of))
    parts = [held[one] * read((one,)) for one in named if held.get(one)]
    return sum(parts, solution.zeros())


def held_in_plants(
    solution: Solution, plants: Collection[str], of: Contained | None
) -> Contained | None:
    """Give what tonnes of plants are told as; None, as they stand, where none holds any."""
    held = held_by_plants(solution, of)
    return of if of is not None and any(held[name] for name in plants) else None


def held_by_plants(solution: Solution, of: Contained | None) -> Mapping[str, float]:
    """Tonnes of `of.basis` in a tonne that each plant is counted in; 1 of each as they stand."""
    chain = solution.study.chain
    held = None if of is None else dict(held_weights(solution, of))
    return {
        name: 1.0 if held is None else held.get(chain.reference[chain.facility[name].recipe], 0.0)
        for name in solution.labels.facilities
    }
