"""How numbers, units, grades and years are written for people."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import TYPE_CHECKING

from monazite.core.money import LITTLE, in_single_units
from monazite.core.numerals import column_decimals
from monazite.core.typed import typed as figure
from monazite.core.typed import typed_change as difference
from monazite.core.units import is_money
from monazite.core.wording import years_in_words

if TYPE_CHECKING:
    from monazite.findings.bottlenecks import BindingConstraint

__all__ = [
    "BETWEEN_STAGES",
    "decimals_for",
    "difference",
    "figure",
    "held_back_at",
    "scale",
    "spans",
]

BETWEEN_STAGES = "trade and stocks"
"""What rules are said to hold back that belong to no plant."""

_MUCH_MONEY = 1e6
_MUCH_MASS = 1e7


def decimals_for(values: Iterable[object], unit: str = "") -> int:
    """Choose the decimals of a column as pages do, at most three."""
    return column_decimals(values, unit, most=3)


def scale(unit: str, values: Iterable[object]) -> tuple[float, str]:
    """Choose a factor and a unit in which values read well: shares in %, millions of much.

    Money that comes to less than a tenth of the large number it is counted in is counted singly.
    """
    if unit == "1":
        return 100.0, "%"
    sizes = [abs(float(value)) for value in values if isinstance(value, Real)]
    if is_money(unit) and " " not in unit and max(sizes, default=0.0) >= _MUCH_MONEY:
        return 1e-6, f"million {unit}"
    if unit.startswith("t ") and max(sizes, default=0.0) >= _MUCH_MASS:
        return 1e-6, f"M{unit}"
    singly = in_single_units(unit)
    if singly is not None and 0.0 < max(sizes, default=0.0) < LITTLE:
        return singly
    return 1.0, unit


def held_back_at(constraint: BindingConstraint) -> str:
    """Say where a rule holds the chain back: at a stage, or in trade and stocks between stages."""
    return BETWEEN_STAGES if constraint.stage == "use" else constraint.stage


def spans(years: Iterable[int]) -> str:
    """Write years as the spans they form: 2024-2026, 2030."""
    return years_in_words(years, dash="-")
