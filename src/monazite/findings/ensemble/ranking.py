"""Which strategy is best, and which input, if settled, would settle that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.core.records import Record
from monazite.core.streams import stream
from monazite.findings.ensemble.bands import Draws

__all__ = ["Best", "Settled", "best_of_all", "settled"]

DEGREE = 2
"""Degree of the curve by which the worth of a strategy follows an input."""

SHUFFLED = 40
"""How often draws are shuffled to see what chance alone would be worth."""

SURE = 0.95
"""Part of the shuffles in which no input is worth as much as one that is called apart."""


@dataclass(frozen=True)
class Best(Record):
    """In how many draws a strategy is the best of those compared, and what it comes to on average.

    `regret` is by how much it falls short of the best one of each draw, on average, in unit.
    """

    strategy: str
    mean: float
    best: float
    """Share of draws."""
    regret: float
    unit: str


@dataclass(frozen=True)
class Settled(Record):
    """What it is worth, for the choice of a strategy, to know one input.

    `value` is by how much the best choice gets better on average once the input is known, in unit,
    less what the same would come to if the input were shuffled; `share` is that over the value of
    knowing everything.
    """

    input: str
    title: str
    value: float
    chance: float
    """What shuffled inputs come to on average; a value near it is no finding."""
    share: float
    apart: bool
    """Whether it is more than the most valuable of so many shuffled inputs."""
    unit: str


def _worths(numbers: Mapping[str, Draws], *, rising: bool) -> npt.NDArray[np.float64]:
    """Numbers by draw and strategy, in draws that all strategies have, the larger the better."""
    table = np.stack(list(numbers.values()), axis=1)
    known = np.isfinite(table).all(axis=1)
    return np.asarray(table[known] if rising else -table[known])


def best_of_all(numbers: Mapping[str, Draws], unit: str, *, rising: bool) -> list[Best]:
    """Say how often each strategy is the best, and how far it falls short of the best on average.

    `rising` says that more is better. Where several are best in a draw, they share it.
    """
    worths = _worths(numbers, rising=rising)
    if not len(worths):
        return []
    most = worths.max(axis=1, keepdims=True)
    first = worths >= most - 1e-12 * np.maximum(np.abs(most), 1.0)
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    sign = 1.0 if rising else -1.0
    return [
        Best(
            strategy=name,
            mean=sign * float(worths[:, place].mean()),
            best=float(shares[place]),
            regret=float((most[:, 0] - worths[:, place]).mean()),
            unit=unit,
        )
        for place, name in enumerate(numbers)
    ]


def settled(
    numbers: Mapping[str, Draws],
    parts: Mapping[str, Draws],
    titles: Mapping[str, str],
    unit: str,
    seed: int,
    *,
    rising: bool,
) -> list[Settled]:
    """Say of each input what it would be worth to know it, the most valuable first.

        EVPPI = mean over draws of max over s of E(worth of s | input) - max over s of E(worth of s)

    where the expectation given the input is a parabola through the draws (Strong, Oakley and
    Brennan 2014), and knowing everything is worth the mean of the best of each draw less the best
    mean. A parabola may see more than that in few draws; no input is worth more than everything.
    """
    worths = _worths(numbers, rising=rising)
    known = np.isfinite(np.stack(list(numbers.values()))).all(axis=0)
    if len(worths) <= DEGREE + 1 or worths.shape[1] < 2:
        return []
    all_known = float(worths.max(axis=1).mean() - worths.mean(axis=0).max())
    chance = stream(seed, "settled")
    orders = [chance.permutation(len(worths)) for _ in range(SHUFFLED)]
    gains, shuffled = {}, []
    for name, part in parts.items():
        fit = _fit(part[known])
        gains[name] = min(_gain(fit, worths), all_known)
        shuffled.append([min(_gain(fit, worths[order]), all_known) for order in orders])
    by_chance = np.array(shuffled)
    largest = float(np.quantile(by_chance.max(axis=0), SURE))
    found = []
    for place, (name, gain) in enumerate(gains.items()):
        usual = float(by_chance[place].mean())
        share = (gain - usual) / all_known if all_known > 0 else 0.0
        found.append(Settled(name, titles[name], gain - usual, usual, share, gain > largest, unit))
    return sorted(found, key=lambda one: -one.value)


def _fit(part: Draws) -> npt.NDArray[np.float64]:
    """An orthonormal base of the parabolas over an input."""
    base, _ = np.linalg.qr(np.vander(2.0 * part - 1.0, DEGREE + 1))
    return np.asarray(base)


def _gain(fit: npt.NDArray[np.float64], worths: npt.NDArray[np.float64]) -> float:
    expected = fit @ (fit.T @ worths)
    return float(expected.max(axis=1).mean() - expected.mean(axis=0).max())
