"""Numbers known to within an error, written with no figure beyond it."""

from __future__ import annotations

import math

from monazite.core.numerals import (
    Written,
    fixed,
    number,
    shown,
    written_as_share_change,
)

__all__ = ["change_within", "error_of_change", "percent_within", "places_within"]

FIGURES = 3
"""Figures that are written where an error leaves more."""


def places_within(value: float, error: float) -> int:
    """Count the decimals of a number that stand before its error; below 0 left of the point.

    The last of them is that of the first figure of the error; three figures are the most.
    """
    most = _last(value, FIGURES) if value else FIGURES - 1
    return min(most, _last(error, 1)) if error > 0 else most


def _last(value: float, figures: int) -> int:
    """The decimal at which the last of so many figures of a number stands, once it is rounded."""
    place = figures - 1 - math.floor(math.log10(abs(value)))
    return place - 1 if round(abs(value), place) >= 10.0 ** (figures - place) else place


def change_within(value: float, error: float, unit: str) -> Written:
    """Write a difference with its sign and no figure beyond its standard error: `+4.6 points`.

    What its error hides altogether is 0. Without an error it is written as any other difference.
    """
    if not (error > 0 and math.isfinite(error) and math.isfinite(value)):
        return written_as_share_change(value, unit)
    way = shown(unit)
    places = places_within(value * way.factor, error * way.factor)
    usual = written_as_share_change(value, unit)
    decimals = len(usual.figure.partition(".")[2])
    text = fixed(value * way.factor, min(places, decimals) if places > 0 else places)
    if not any(digit in text for digit in "123456789"):
        return Written("0")
    return Written(f"+{text}" if value > 0 else text, way.difference)


def error_of_change(error: float, unit: str) -> str:
    """Write the standard error of a difference by its first figure, in the unit as it is shown."""
    return number(error * shown(unit).factor, figures=1)


def percent_within(share: float, error: float) -> str:
    """Write a share with its standard error in per cent, neither beyond the first figure of it."""
    if not error > 0:
        return f"{number(100.0 * share)} %"
    places = places_within(100.0 * share, 100.0 * error)
    return f"{fixed(100.0 * share, places)} % ± {number(100.0 * error, figures=1)}"
