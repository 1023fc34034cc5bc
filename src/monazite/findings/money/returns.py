"""What a plant lives, and what money at different times is worth: payback, rate of return."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.findings.costs import KILOGRAMS

Numbers = npt.NDArray[np.float64]
"""One figure by calendar year."""

Spent = list[tuple[float, float]]
"""Capital by years after the first day."""

LEAST_MADE = 1e-3
"""Output in t over a plant's life below which it makes nothing."""


def discounting(ages: Numbers, rate: float) -> Numbers:
    """(1 + r)^-age by year, and nothing before the first day."""
    return np.where(ages > 0, (1.0 + rate) ** -np.clip(ages, 0.0, None), 0.0)


def lived(alive: Numbers) -> Numbers:
    """Part of each year that falls into a plant's life; how its first year begins the ramp says."""
    part = (alive > 0).astype(float)
    if part.any():
        last = int(np.flatnonzero(part)[-1])
        part[last] = alive[last]
    return part


def payback(ages: Numbers, earned: Numbers, spent: Spent) -> float | None:
    """Years until income covers all capital, without interest; straight lines inside years."""
    capital = sum(paid for _, paid in spent)
    if capital <= 0:
        return None
    total = 0.0
    for age, money in zip(ages, earned, strict=True):
        if age <= 0:
            continue
        if total + money >= capital:
            return float(max(age - 1.0 + (capital - total) / money, 0.0))
        total += float(money)
    return None


def rate_of_return(ages: Numbers, earned: Numbers, spent: Spent) -> float | None:
    """The rate at which income is worth exactly its capital, found by halving; None if none is."""

    def value(rate: float) -> float:
        factor = discounting(ages, rate)
        paid = [capital * (1.0 + rate) ** -age for age, capital in spent]
        return float((earned * factor).sum() - np.sum(paid))

    low, high = -0.9, 10.0
    if sum(paid for _, paid in spent) <= 0 or value(low) < 0 or value(high) > 0:
        return None
    for _ in range(80):
        middle = (low + high) / 2.0
        low, high = (middle, high) if value(middle) > 0 else (low, middle)
    return (low + high) / 2.0


def missed_per_kg(npv: float, made: float) -> float | None:
    """What each kilogram made would have to earn more for a present value of zero, money.

    `made` are t, discounted as the money is; None where a loss has no kilogram to be shared among.
    """
    if npv >= 0.0:
        return 0.0
    return -npv / made / KILOGRAMS if made > LEAST_MADE else None
