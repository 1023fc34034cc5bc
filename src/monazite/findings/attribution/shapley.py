"""Shapley contributions and pairwise interactions of players, from what every subset is worth.

A subset of n players is a number from 0 to 2^n - 1, in which the bit of every player that takes
part is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from math import factorial, fsum

__all__ = ["Pair", "Worths", "pair_terms", "pairwise", "shapley"]

Worths = Mapping[int, float]
"""What each subset of players is worth."""

Pair = tuple[int, int]
"""Two players by their places, the lower first."""


def shapley(worths: Worths, players: int) -> tuple[float, ...]:
    """Share what all players are worth above none of them, to each by what it adds on average.

    phi_i = sum over subsets S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)).

    Every order in which players may join counts alike. Contributions add up to v(all) - v(none).
    """
    shares = _order_shares(players)
    return tuple(
        fsum(
            shares[subset.bit_count()] * (worths[subset | bit] - worths[subset])
            for subset in range(2**players)
            if not subset & bit
        )
        for bit in _bits(players)
    )


def pairwise(worths: Worths, players: int) -> dict[Pair, float]:
    """Say what each two players do together beyond what each of them does without the other.

    I_ij = sum over S without i and j of |S|! (n - |S| - 2)! / (n - 1)! times
    (v(S + i + j) - v(S + i) - v(S + j) + v(S)).

    Above nothing they need each other, below nothing one does what the other does anyway.
    """
    shares = _order_shares(players - 1)
    found = {}
    for one, other in combinations(range(players), 2):
        both = 1 << one | 1 << other
        found[one, other] = fsum(
            shares[subset.bit_count()] * _together(worths, subset, one, other)
            for subset in range(2**players)
            if not subset & both
        )
    return found


def pair_terms(worths: Worths, players: int, pair: Pair) -> tuple[float, float]:
    """Say what two players do together when alone, and when all others take part already."""
    one, other = pair
    rest = 2**players - 1 & ~(1 << one | 1 << other)
    return _together(worths, 0, one, other), _together(worths, rest, one, other)


def _together(worths: Worths, subset: int, one: int, other: int) -> float:
    first, second = 1 << one, 1 << other
    return fsum(
        (
            worths[subset | first | second],
            -worths[subset | first],
            -worths[subset | second],
            worths[subset],
        )
    )


def _bits(players: int) -> Iterator[int]:
    yield from (1 << place for place in range(players))


def _order_shares(players: int) -> list[float]:
    """Share of all orders in which a player finds a subset of a size before it, by that size."""
    return [
        factorial(size) * factorial(players - size - 1) / factorial(players)
        for size in range(players)
    ]
