"""How numbers, units, grades and years are written for people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from numbers import Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monazite.findings.bottlenecks import Bind

__all__ = [
    "BETWEEN_STAGES",
    "decimals_for",
    "difference",
    "figure",
    "grade_word",
    "held_back_at",
    "scale",
    "spans",
]

BETWEEN_STAGES = "trade and stocks"
"""What rules are said to hold back that belong to no plant."""

_GRADES = {"A": "Firm", "B": "Fair", "C": "Thin"}
# Below this an LP answer is noise around zero, in every unit a headline is given in.
_NOTHING = 5e-7
_MUCH_MONEY = 1e6


def figure(value: object, decimals: int | None = None) -> str:
    """Write a number with three significant figures, or with as many decimals as its column."""
    if isinstance(value, bool) or not isinstance(value, Real) or math.isnan(value):
        return "–"
    number = float(value)
    if math.isinf(number):
        return "∞" if number > 0 else "-∞"
    if abs(number) < _NOTHING:
        return "0"
    if decimals is None:
        if abs(number) < 0.001:
            return f"{number:.2e}"
        decimals = decimals_for([number], most=5)
    text = f"{number:,.{decimals}f}"
    return text.removeprefix("-") if not any(digit in text for digit in "123456789") else text


def decimals_for(values: Iterable[object], *, most: int = 3) -> int:
    """Choose the decimals that give the largest of some numbers three significant figures."""
    sizes = [abs(float(value)) for value in values if isinstance(value, Real)]
    largest = max((size for size in sizes if math.isfinite(size)), default=0.0)
    return max(0, min(most, 2 - math.floor(math.log10(largest)))) if largest >= _NOTHING else 0


def difference(value: object, baseline: object, decimals: int | None = None) -> str:
    """Write what a value has over its baseline, with a sign unless it is too small to be seen."""
    if not isinstance(value, Real) or not isinstance(baseline, Real):
        return "–"
    gap = float(value) - float(baseline)
    text = figure(gap, decimals)
    if not any(digit in text for digit in "123456789∞"):
        return "0" if text != "–" else text
    return f"+{text}" if gap > 0 else text


def scale(unit: str, values: Iterable[object]) -> tuple[float, str]:
    """Choose a factor and a unit in which values read well: shares in %, much money in millions."""
    if unit == "1":
        return 100.0, "%"
    sizes = [abs(float(value)) for value in values if isinstance(value, Real)]
    if unit.startswith("USD_") and max(sizes, default=0.0) >= _MUCH_MONEY:
        return 1e-6, f"million {unit}"
    return 1.0, unit


def grade_word(grade: object) -> str:
    """Say how well a fact is supported."""
    return _GRADES.get(str(grade), str(grade))


def held_back_at(bind: Bind) -> str:
    """Say where a rule holds the chain back: at a stage, or in trade and stocks between stages."""
    return BETWEEN_STAGES if bind.stage == "use" else bind.stage


def spans(years: Iterable[int]) -> str:
    """Write years as the spans they form: 2024-2026, 2030."""
    found: list[list[int]] = []
    for year in sorted(set(years)):
        if found and year == found[-1][1] + 1:
            found[-1][1] = year
        else:
            found.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
