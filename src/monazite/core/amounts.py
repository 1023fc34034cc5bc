"""Amounts carry their dimensions through arithmetic; they stand in base units throughout.

A cell's arithmetic is done over thousands of figures whose units were reduced to base units once,
so all that is left to follow are the powers of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = ["Amount", "Powers", "UnlikeAmountsError", "sorted_powers"]

Powers = tuple[tuple[str, int], ...]
"""Powers of base units by name, in the order of the names, without zeros."""


class UnlikeAmountsError(Exception):
    """Two amounts that do not measure the same thing were added."""

    def __init__(self, left: Powers, right: Powers) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in base units, with the powers of these."""

    magnitude: float
    powers: Powers

    def __add__(self, other: Amount) -> Amount:
        """Add what measures the same thing; raises UnlikeAmountsError."""
        return Amount(self.magnitude + other.magnitude, _same(self.powers, other.powers))

    def __sub__(self, other: Amount) -> Amount:
        """Subtract what measures the same thing; raises UnlikeAmountsError."""
        return Amount(self.magnitude - other.magnitude, _same(self.powers, other.powers))

    def __mul__(self, other: Amount) -> Amount:
        """Multiply numbers and units."""
        return Amount(self.magnitude * other.magnitude, _joined(self.powers, other.powers, 1))

    def __truediv__(self, other: Amount) -> Amount:
        """Divide numbers and units; raises ZeroDivisionError."""
        return Amount(self.magnitude / other.magnitude, _joined(self.powers, other.powers, -1))


def sorted_powers(powers: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Powers:
    """Put powers of base units into the one order in which they are compared."""
    return tuple(sorted((name, round(power)) for name, power in dict(powers).items() if power))


def _same(left: Powers, right: Powers) -> Powers:
    if left != right:
        raise UnlikeAmountsError(left, right)
    return left


@lru_cache(maxsize=4096)
def _joined(left: Powers, right: Powers, sign: int) -> Powers:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return sorted_powers(powers)
