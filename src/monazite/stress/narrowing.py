"""Numbers narrowed down where what they come to falls first and then rises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

NARROWED = 10
"""Trials by which a number is narrowed down, each to three fifths of what was left."""

GOLDEN = (sqrt(5.0) - 1.0) / 2.0


def narrowed(
    total: Callable[[float], float], low: float, high: float, times: int = NARROWED
) -> float:
    """Find where a total is least between two numbers, by golden section."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = total(left), total(right)
    for _ in range(times):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = total(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = total(right)
    return left if at_left <= at_right else right


def neighbours(tried: Sequence[float], one: float) -> tuple[float, float]:
    """Give what was tried below and above a number, or the number itself where nothing was."""
    below = max((each for each in tried if each < one), default=one)
    return below, min((each for each in tried if each > one), default=one)
