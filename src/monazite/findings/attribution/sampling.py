"""Shapley contributions from some orders of the players, with how far off they may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from monazite.core.streams import stream
from monazite.findings.attribution.shapley import Worths

__all__ = ["Estimate", "orders", "sampled", "subsets_of"]


@dataclass(frozen=True)
class Estimate:
    """A contribution as estimated, and the standard error of it."""

    value: float
    error: float


def orders(players: int, pairs: int, seed: int) -> tuple[tuple[int, ...], ...]:
    """Draw orders in which players join, each followed by its reverse.

    A lever that comes early in one comes late in the other, which makes the mean of the two vary
    less than that of two orders drawn apart. Order k is the same however many are drawn.
    """
    found: list[tuple[int, ...]] = []
    for place in range(pairs):
        drawn = stream(seed, "orders", str(place)).permutation(players).tolist()
        found += [tuple(drawn), tuple(reversed(drawn))]
    return tuple(found)


def subsets_of(order: Sequence[int]) -> tuple[int, ...]:
    """List the subsets an order passes through, from none to all players."""
    found = [0]
    for player in order:
        found.append(found[-1] | 1 << player)
    return tuple(found)


def sampled(worths: Worths, drawn: Sequence[Sequence[int]]) -> tuple[Estimate, ...]:
    """Estimate what each player adds, from orders drawn in pairs as `orders` draws them.

    The mean over pairs, with the standard error of that mean. In every order what the players add
    sums to v(all) - v(none), so the means do too.
    """
    players = len(drawn[0])
    added = np.zeros((len(drawn), players))
    for row, order in enumerate(drawn):
        passed = subsets_of(order)
        for player, before, after in zip(order, passed, passed[1:], strict=False):
            added[row, player] = worths[after] - worths[before]
    of_pairs = (added[0::2] + added[1::2]) / 2.0
    count = len(of_pairs)
    errors = (
        of_pairs.std(axis=0, ddof=1) / np.sqrt(count) if count > 1 else np.full(players, np.nan)
    )
    return tuple(
        Estimate(fsum(of_pairs[:, player]) / count, float(errors[player]))
        for player in range(players)
    )
