"""How numbers are written in a terminal: by the keyboard alone, so that they can be pasted."""

from __future__ import annotations

import math
from numbers import Real

from monazite.core.numerals import AS_GOOD_AS_ZERO, MINUS, NONE, decimals_of, fixed

__all__ = ["typed", "typed_change"]


def typed(value: object, decimals: int | None = None) -> str:
    """Write a number for a terminal, with three figures or with as many decimals as its column.

    Zeros at the end stay, so that a column lines up; nothing is written with a power of ten.
    """
    if isinstance(value, bool) or not isinstance(value, Real) or math.isnan(value):
        return NONE
    plain = float(value)
    if math.isinf(plain):
        return "∞" if plain > 0 else "-∞"
    if abs(plain) < AS_GOOD_AS_ZERO:
        return "0"
    if decimals is None:
        decimals = decimals_of([plain])
    return fixed(plain, decimals).replace(MINUS, "-")


def typed_change(value: object, baseline: object, decimals: int | None = None) -> str:
    """Write for a terminal what a value has over its baseline, with a sign if it can be seen."""
    if not isinstance(value, Real) or not isinstance(baseline, Real):
        return NONE
    gap = float(value) - float(baseline)
    text = typed(gap, decimals)
    if not any(digit in text for digit in "123456789∞"):
        return text if text == NONE else "0"
    return f"+{text}" if gap > 0 else text
