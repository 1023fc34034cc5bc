"""How much each input decides of a number, from draws in which all of them moved at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from monazite.core.records import Record
from monazite.core.streams import stream
from monazite.findings.ensemble.bands import Draws

__all__ = ["Influence", "correlated", "influences"]

AGAIN = 200
"""How often draws are drawn anew from themselves to see how far off an index may be."""

SURE = 0.95
"""Chance with which no input without any influence looks as if it had some."""

LEAST = 8
"""Draws below which nothing is said."""


@dataclass(frozen=True)
class Influence(Record):
    """What an input decides of a number.

    `correlation` is Spearman's rank correlation of input and number, with its standard error.
    `first_order` is the share of the number's variance that is gone once the input is settled, with
    its standard error from draws drawn anew; what inputs do together is in none of them. `apart`
    says that the correlation is larger than the largest that chance would show among so many inputs
    without any influence.
    """

    input: str
    title: str
    grade: str
    correlation: float
    correlation_error: float
    first_order: float
    first_order_error: float
    apart: bool


def influences(
    parts: Mapping[str, Draws], numbers: Draws, titles: Mapping[str, tuple[str, str]], seed: int
) -> list[Influence]:
    """Say of each input what it decides of a number, the most influential first.

    `parts` are the inputs in each draw, `titles` the title and grade of each.

    The first-order index is that of equal groups of draws by the input, m of them:
    1 - (1 - V(means of groups) / V) (n - 1) / (n - m), which is nothing on average where the
    input decides nothing, and may therefore fall below nothing.
    """
    known = np.isfinite(numbers)
    number = numbers[known]
    count = len(number)
    if count < LEAST or np.ptp(number) == 0:
        return []
    ranks = _ranks(number)
    error = 1 / sqrt(count - 1)
    noise = NormalDist().inv_cdf(1 - (1 - SURE) / (2 * len(parts))) * error
    groups = max(2, min(10, round(sqrt(count / 2))))
    chance = stream(seed, "influence")
    picks = chance.integers(0, count, size=(AGAIN, count))
    found = []
    for name, part in parts.items():
        own = part[known]
        correlation = correlated(_ranks(own), ranks)
        title, grade = titles[name]
        apart = abs(correlation) > noise
        index = _first_order(own, number, groups)
        # drawing anew takes longest; it is done where there is something to see
        spread = (
            float(np.std([_first_order(own[pick], number[pick], groups) for pick in picks]))
            if apart
            else sqrt(2.0 * (groups - 1)) / (count - groups)
        )
        found.append(
            Influence(
                input=name,
                title=title,
                grade=grade,
                correlation=correlation,
                correlation_error=(1 - correlation**2) * error,
                first_order=index,
                first_order_error=spread,
                apart=apart,
            )
        )
    return sorted(found, key=lambda one: -abs(one.correlation))


def _ranks(values: Draws) -> Draws:
    """Ranks from 0; equal values share the mean of theirs."""
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values), dtype=float)
    distinct, inverse = np.unique(values, return_inverse=True)
    if len(distinct) < len(values):
        means = np.bincount(inverse, ranks) / np.bincount(inverse)
        ranks = means[inverse]
    return ranks


def correlated(one: Draws, other: Draws) -> float:
    """Pearson's correlation of two series; nought where one of them never moves."""
    first, second = one - one.mean(), other - other.mean()
    size = sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / size if size else 0.0


def _first_order(part: Draws, number: Draws, groups: int) -> float:
    count = len(number)
    place = np.argsort(np.argsort(part, kind="stable"), kind="stable") * groups // count
    sizes = np.bincount(place, minlength=groups)
    means = np.bincount(place, number, minlength=groups) / sizes
    variance = float(np.var(number))
    if variance == 0:
        return 0.0
    explained = float((sizes * (means - number.mean()) ** 2).sum()) / count / variance
    return 1 - (1 - explained) * (count - 1) / (count - groups)
