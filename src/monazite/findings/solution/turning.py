"""Which materials recipes turn into which, and which steps give back the form they take."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from monazite.parameters import Labels, Parameters

Pairs = frozenset[tuple[str, str]]
"""A material taken with one made of it."""


def turned(labels: Labels, parameters: Parameters) -> Pairs:
    """What recipes take, with what they make of it."""
    return _pairs(labels.flows, parameters["recipe_amount"].values.tobytes())


# Amounts go by their bytes, since what recipes take and give may move with a lever or a draw.
@lru_cache(maxsize=16)
def _pairs(flows: tuple[tuple[str, str], ...], amounts: bytes) -> Pairs:
    known = list(zip(flows, np.frombuffer(amounts), strict=True))
    taken = [flow for flow, amount in known if amount < 0]
    made = [flow for flow, amount in known if amount > 0]
    return frozenset((m, n) for recipe, m in taken for other, n in made if other == recipe)


def finishing(pairs: Pairs, stage: dict[str, str], materials: Collection[str]) -> Pairs:
    """The pairs that stay among some materials and inside one stage, as what is finished does.

    A compound that is made of another further down the row is another thing, whatever its form.
    """
    return frozenset(
        (taken, made)
        for taken, made in pairs
        if taken in materials and made in materials and stage[taken] == stage[made]
    )
