"""What recipes take and give, read once out of the amounts of their flows."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.parameters.arrays import Parameters

__all__ = ["Recipes", "recipes_of"]

Recipes = Mapping[str, Mapping[str, float]]
"""Tonnes by recipe and material, per tonne of activity: given above nought, taken below."""


def recipes_of(parameters: Parameters) -> Recipes:
    """Give the amounts of every recipe that has any, in the order of its flows."""
    amounts = parameters["recipe_amount"].values.tolist()
    found: dict[str, dict[str, float]] = {}
    for (recipe, material), amount in zip(parameters.labels.flows, amounts, strict=True):
        found.setdefault(recipe, {})[material] = amount
    return found
