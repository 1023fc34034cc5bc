"""The money in which sums of a plan are told."""

from __future__ import annotations

from monazite.core.numerals import Coin
from monazite.findings.solution import Solution

__all__ = ["coin_of"]


def coin_of(solution: Solution) -> Coin:
    """Give the money of a plan's study, with what a dollar is in it."""
    return Coin(solution.money, solution.dollar)
