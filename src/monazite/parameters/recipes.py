"""What recipes take and give, read once out of the amounts of their flows."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters
from monazite.parameters.labels import Labels
from monazite.parameters.positions import once_for_each

__all__ = ["Recipes", "recipes_of"]

Recipes = Mapping[str, Mapping[str, float]]
"""Tonnes by recipe and material, per tonne of activity: given above nought, taken below."""


def recipes_of(parameters: Parameters) -> Recipes:
    """Give the amounts of every recipe that has any, in the order of its flows."""
    return _read(parameters.labels, parameters["recipe_amount"])


@once_for_each(8)
def _read(labels: Labels, amounts: Labelled) -> Recipes:
    found: dict[str, dict[str, float]] = {}
    for (recipe, material), amount in zip(labels.flows, amounts.values.tolist(), strict=True):
        found.setdefault(recipe, {})[material] = amount
    return found
