"""What inputs do alone, tried one at a time, and how much of what draws differ by that foretells.

With few draws of many inputs none of them stands out from chance. Solved one at a time, what an
input does is known without any, and draws, in which all of them move, say how far that holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from monazite.core.records import Record
from monazite.core.streams import stream
from monazite.findings.ensemble.bands import Draws
from monazite.findings.ensemble.influence import correlated

__all__ = ["Alone", "End", "Foretold", "foretold"]

AGAIN = 200
"""How often draws are drawn anew from themselves to see how far off a share may be."""

LEAST = 8
"""Draws below which nothing is said."""

SURE = 2.0
"""Standard errors beyond which draws follow what inputs do alone by more than chance."""

ALIKE = 1e-9
"""Part of the variance of draws below which others are taken to be alike."""

End = tuple[float, float, float]
"""A number with an input at its low, at the figure chosen and at its high."""


@dataclass(frozen=True)
class Alone(Record):
    """What an input alone would make a number differ by.

    `share` is the variance the number has if this input alone is drawn, over that of draws in which
    all move, with its standard error; `rises` says whether the number is larger at the input's high
    than at its low.
    """

    input: str
    title: str
    grade: str
    share: float
    share_error: float
    rises: bool


@dataclass(frozen=True)
class Foretold:
    """What inputs do alone, the most first, and what that is worth.

    `part` is the share of the variance of draws that is foretold by adding up what each input does
    alone, at nought or below where it foretells nothing, with its standard error. `apart` says that
    draws follow it by more than chance, and that it foretells more than it may err: only then are
    the shares those of the draws.
    """

    rows: tuple[Alone, ...]
    part: float
    part_error: float
    correlation: float
    apart: bool


def foretold(
    ends: Mapping[str, End],
    parts: Mapping[str, Draws],
    numbers: Draws,
    titles: Mapping[str, tuple[str, str]],
    seed: int,
) -> Foretold | None:
    """Say what inputs do alone, and which share of a number's variance that foretells.

    `ends` are the number with each input at its low, chosen and high, `parts` where inputs lie in
    each draw, 0 to 1, `titles` the title and grade of each. In between, the number is taken to go
    straight to either end. None where there are too few draws or the number never moves.
    """
    known = np.isfinite(numbers)
    number = numbers[known]
    if len(number) < LEAST or np.ptp(number) == 0 or not ends:
        return None
    added = np.zeros(len(number))
    for name, (low, chosen, high) in ends.items():
        up = 2.0 * parts[name][known] - 1.0
        added += np.where(up <= 0.0, -up * (low - chosen), up * (high - chosen))
    scale = float(np.var(number))
    picks = stream(seed, "alone").integers(0, len(number), size=(AGAIN, len(number)))
    # draws drawn anew may be all alike, of which nothing is a share
    again = [pick for pick in picks if np.var(number[pick]) > ALIKE * scale]
    part_error = _error([_part(added[pick], number[pick]) for pick in again])
    spread = _error([scale / float(np.var(number[pick])) for pick in again])
    rows = []
    for name, end in ends.items():
        share = _variance(*end) / scale
        title, grade = titles[name]
        rows.append(Alone(name, title, grade, share, share * spread, end[2] > end[0]))
    part, correlation = _part(added, number), correlated(added, number)
    return Foretold(
        rows=tuple(sorted(rows, key=lambda one: -one.share)),
        part=part,
        part_error=part_error,
        correlation=correlation,
        apart=part > part_error and correlation > SURE / sqrt(len(number) - 1),
    )


def _part(added: Draws, number: Draws) -> float:
    return 1.0 - float(np.var(number - added)) / float(np.var(number))


def _error(values: Sequence[float]) -> float:
    """Half of what two in three lie between; few of them may lie very far off."""
    low, high = np.quantile(values, (0.16, 0.84)).tolist()
    return float(high - low) / 2.0


def _variance(low: float, chosen: float, high: float) -> float:
    """Variance of a number that goes straight from `low` to `chosen` and on to `high`.

    With l and h what the ends are above the chosen: (l^2 + h^2) / 6 - ((l + h) / 4)^2.
    """
    below, above = low - chosen, high - chosen
    return (below**2 + above**2) / 6.0 - ((below + above) / 4.0) ** 2
