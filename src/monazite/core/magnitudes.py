"""Which numbers the programme can carry: neither so large nor so small that they change meaning.

Where the programme is written, `UNLIMITED` stands for 'no limit', so a number as large would be
dropped without a word; the solver takes coefficients smaller than `LEAST` for zero.
"""

from __future__ import annotations

import math
import re

from monazite.core.numerals import stated

__all__ = [
    "LEAST",
    "LIMITLESS",
    "OVERSHOOT",
    "UNLIMITED",
    "magnitude_fault",
    "most_in",
    "part_fault",
]

UNLIMITED = 1e9
"""Tonnes, dollars a tonne or thousand dollars from which on a number would mean 'no limit'."""

LIMITLESS = 1e12
"""Tonnes with which 'no limit' is said on purpose: more than is taken for a number, yet finite."""

LEAST = 1e-9
"""Below this anything but zero is taken for zero."""

OVERSHOOT = 1.05
"""Sources measure a plant at 101 % of its nameplate; so much above a bound counts as the bound."""

_MONEY = re.compile(r"(?:[A-Z]{3}_[0-9]{4}|<money>)(?:/|\s|$)")
_SUMS = 1e3
"""Sums of money reach the programme in thousands."""


def most_in(unit: str, dollar: float = 1.0) -> float:
    """Give the size that numbers of a unit must stay below.

    Money is counted in dollars where it is held against it; one is `dollar` of that unit.
    """
    if not _MONEY.match(unit):
        return UNLIMITED
    return UNLIMITED * dollar * (1.0 if "/" in unit else _SUMS)


def magnitude_fault(value: float, unit: str = "", dollar: float = 1.0) -> tuple[str, str] | None:
    """Say what is wrong with a number that cannot be carried, and what to do about it."""
    most = most_in(unit, dollar)
    what = f"{stated(value)}{'' if unit in ('', '1') else f' {unit}'}"
    if not math.isfinite(value) or abs(value) >= most:
        return f"{what} is more than can be calculated with", f"give a number below {stated(most)}"
    if value != 0 and abs(value) < LEAST:
        return (
            f"{what} is less than can be told from nothing",
            f"write 0, or at least {stated(LEAST)}",
        )
    return None


def part_fault(value: float, unit: str) -> tuple[str, str] | None:
    """Say what is wrong with a part of a whole, in percent or as a plain number, and the remedy.

    In other units, such as tonnes of one thing in a tonne of another, a whole is no bound.
    """
    whole = {"1": 1.0, "%": 100.0}.get(unit)
    if whole is None or 0.0 <= value <= whole * OVERSHOOT:
        return None
    said = "100 %" if unit == "%" else "1"
    what = f"{stated(value)}{' %' if unit == '%' else ''}"
    if value < 0:
        return f"{what} of a whole is less than nothing", f"give a number from 0 to {said}"
    return f"{what} of a whole is more than the whole", f"give a number from 0 to {said}"
