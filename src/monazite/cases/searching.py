"""Finds where a number passes a target as one figure moves, though it may jump and turn back.

The range is scanned at equal steps first, since nothing says that the number only rises or only
falls; every step across which it passes the target is then halved until it is narrow enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, isfinite, log10

from monazite.core.usual import SCAN, SCAN_TO

__all__ = ["Crossing", "Found", "crossings", "scan"]

Evaluate = Callable[[Sequence[float]], Sequence[float]]
"""Gives the number at several values of the figure; NaN where there is none."""


@dataclass(frozen=True)
class Crossing:
    """Where the number passes the target: two values of the figure close to each other.

    At `reached` the target is met, at `missed` it is not; where the number jumps, the two numbers
    stay apart however close the figures are.
    """

    reached: float
    missed: float
    number_reached: float
    number_missed: float


@dataclass(frozen=True)
class Found:
    """Every crossing, the nearest to the start first, with all that was tried, by its figure."""

    crossings: tuple[Crossing, ...]
    curve: tuple[tuple[float, float], ...]
    scanned: tuple[float, ...] = ()
    """Figures that were looked at before anything was narrowed down."""

    @property
    def told(self) -> tuple[tuple[float, float], ...]:
        """The curve where it was scanned, at both ends of every crossing, and at its gaps.

        What was tried on the way to a crossing says no more.
        """
        ends = {end for one in self.crossings for end in (one.reached, one.missed)}
        shown = ends.union(self.scanned)
        return tuple(one for one in self.curve if one[0] in shown or not isfinite(one[1]))


def scan(low: float, high: float, start: float, points: int, *, whole: bool) -> list[float]:
    """Give the values of a figure that are looked at first: equal steps, and where it stands."""
    step = (high - low) / (points - 1)
    scanned = {low + place * step for place in range(points - 1)} | {high}
    if low <= start <= high:
        scanned.add(start)
    return sorted({float(round(one)) for one in scanned} if whole else scanned)


def crossings(
    evaluate: Evaluate,
    low: float,
    high: float,
    target: float,
    *,
    rising: bool,
    start: float,
    points: int = SCAN,
    tolerance: float = SCAN_TO,
    whole: bool = False,
    in_round: bool = False,
) -> Found:
    """Find where a number meets a target between two values of a figure.

    The target is met from `target` upwards where `rising`, else from it downwards. What the number
    does between two neighbours of the scan and undoes again is not seen. A crossing is known to a
    part `tolerance` of the figure there, or to the next whole number where figures are `whole`.

    Which figure within that part is told depends on what was scanned, unless figures are told
    `in_round`: then it is the first round one that meets the target, whoever asks. Round are
    multiples of the power of ten next below the tolerance there, so that four figures tell a
    thousandth in full.
    """

    def apart(one: float, other: float) -> float:
        # next to nothing a part of the figure would never be reached
        return 1.0 if whole else tolerance * max(abs(one), abs(other), tolerance * (high - low))

    figures = scan(low, high, start, points, whole=whole)
    known = dict(zip(figures, evaluate(figures), strict=True))

    def met(number: float) -> bool:
        return number >= target if rising else number <= target

    def at(figure: float) -> float:
        (known[figure],) = evaluate([figure])
        return known[figure]

    found = []
    for one, other in pairwise(figures):
        if not (isfinite(known[one]) and isfinite(known[other])):
            continue
        if met(known[one]) == met(known[other]):
            continue
        ends = (one, other) if met(known[one]) else (other, one)
        reached, missed = _narrowed(ends, at, met, apart, whole=whole)
        if in_round and not whole:
            # finely first: beside a power of ten the figure says how far apart round ones lie
            for fine in (True, False):
                size = min(abs(reached), abs(missed)) if fine else abs(reached)
                step = 10.0 ** floor(log10(apart(size, size) * (1 + 1e-9)))
                reached, missed = _in_round((reached, missed), (low, high), step, at, met)
        found.append(Crossing(reached, missed, known[reached], known[missed]))
    nearest = sorted(found, key=lambda one: (abs(one.reached - start), one.reached))
    return Found(tuple(nearest), tuple(sorted(known.items())), tuple(figures))


def _narrowed(
    ends: tuple[float, float],
    at: Callable[[float], float],
    met: Callable[[float], bool],
    apart: Callable[[float, float], float],
    *,
    whole: bool,
) -> tuple[float, float]:
    """Halve the way from a figure that reaches the target to one that misses it, until near enough.

    It ends early at a figure that has no number.
    """
    reached, missed = ends
    while abs(reached - missed) > apart(reached, missed) * (1 + 1e-9):
        middle = (reached + missed) / 2
        if whole:
            middle = float(round(middle))
            if middle in (reached, missed):
                break
        number = at(middle)
        if not isfinite(number):
            break
        reached, missed = (middle, missed) if met(number) else (reached, middle)
    return reached, missed


def _in_round(
    ends: tuple[float, float],
    within: tuple[float, float],
    step: float,
    at: Callable[[float], float],
    met: Callable[[float], bool],
) -> tuple[float, float]:
    """Move both ends of a crossing outward to multiples of a step, and these to neighbours.

    A crossing stays as it is where a round figure would lie outside what is looked at, has no
    number, or where the target is not met, or missed, on the side it was.
    """
    reached, missed = ends
    out = (ceil, floor) if reached > missed else (floor, ceil)
    here, there = (way(round(end / step, 6)) for way, end in zip(out, ends, strict=True))

    def figure(place: int) -> float:
        return float(f"{place * step:.12g}")  # as it would be written, so that all have one value

    def meets(place: int) -> bool | None:
        if not within[0] <= figure(place) <= within[1]:
            return None
        number = at(figure(place))
        return met(number) if isfinite(number) else None

    # an end that is round but for the last digits of a float lies on the other side of itself
    aside = 1 if reached > missed else -1
    here += aside * (meets(here) is False)
    there -= aside * (meets(there) is True)
    if meets(here) is not True or meets(there) is not False:
        return ends
    while abs(here - there) > 1:
        middle = (here + there) // 2
        on_this_side = meets(middle)
        if on_this_side is None:
            return ends
        here, there = (middle, there) if on_this_side else (here, middle)
    return figure(here), figure(there)
