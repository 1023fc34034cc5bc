"""How numbers are written for people: three significant figures, a unit, a basis, a year of money.

Facts and findings carry canonical units such as `USD_2024/t oxide`. People read prices per
kilogram, budgets in millions and shares in per cent, so each unit has one way to be shown, and
that way depends on the unit alone: two charts of the same quantity never differ in scale.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard

__all__ = [
    "Shown",
    "amount",
    "change",
    "decimals_of",
    "fixed",
    "interval",
    "number",
    "shown",
]

SPACE = "\u00a0"
"""The space between a number and its unit, which must not break at the end of a line."""
NONE = "–"
"""What stands where there is no number."""
_MINUS = "\u2212"
# Below this a shown figure is what a solver leaves around zero.
_AS_GOOD_AS_ZERO = 5e-7
_MONEY = re.compile(r"\b([A-Z]{3})_(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Shown:
    """The way a unit is shown: what to multiply by, and what to write behind the number."""

    factor: float
    label: str
    difference: str
    """What to write behind a difference; percentages differ by points."""

    @property
    def plain_label(self) -> str:
        """The label without the year of prices, where room is short and the year stands nearby."""
        return self.label.partition(" (")[0]

    @property
    def prices(self) -> str:
        """The year of prices in words, or nothing."""
        return self.label.partition(" (")[2].rstrip(")")


@lru_cache(maxsize=256)
def shown(unit: str) -> Shown:
    """Return how quantities of a canonical unit are shown."""
    plain = unit.strip()
    if plain in {"1", "%"}:
        return Shown(100.0 if plain == "1" else 1.0, "%", "points")
    money = _MONEY.match(plain)
    if not money:
        return Shown(1.0, plain, plain)
    factor, after = 1.0, plain[money.end() :]
    currency = money[1]
    if after in {"", "/yr"}:
        factor, currency = (
            (1e-7, "INR crore") if currency == "INR" else (1e-6, f"million {currency}")
        )
    elif re.match(r"/t\b", after):
        factor, after = 1e-3, f"/kg{after[2:]}"
    label = f"{currency}{after} ({money[2]} prices)"
    return Shown(factor, label, label)


def number(value: float | None, *, figures: int = 3) -> str:
    """Write a number with three significant figures, thousands apart, and a real minus sign."""
    if value is None or math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else _MINUS + "∞"
    if abs(value) < _AS_GOOD_AS_ZERO:
        return "0"
    places = _places(value, figures)
    text = f"{round(value, places):,.{max(0, places)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", _MINUS)


def amount(value: float | None, unit: str) -> str:
    """Write a quantity as it is shown to people: `1,230 t magnet/yr`, `31.2 %`."""
    way = shown(unit)
    if value is None or math.isnan(value):
        return NONE
    return _joined(number(value * way.factor), way.label)


def decimals_of(values: Iterable[float | None], *, figures: int = 3) -> int:
    """Return the decimals that give the largest value three figures, for numbers in one column."""
    largest = max((abs(value) for value in values if _is_number(value)), default=0.0)
    return max(0, _places(largest, figures)) if largest >= _AS_GOOD_AS_ZERO else 0


def fixed(value: float | None, decimals: int) -> str:
    """Write a number with the decimals of its column; what rounds to zero has no sign."""
    if not _is_number(value):
        return number(value)
    rounded = round(value, decimals) or 0.0
    return f"{rounded:,.{decimals}f}".replace("-", _MINUS)


def interval(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    """Write a quantity with its range: `2.4 (1.9–3.0) t oxide/yr`."""
    if value is None or low is None or high is None or low == high:
        return amount(value, unit)
    way = shown(unit)
    middle = number(value * way.factor)
    decimals = len(middle.partition(".")[2])
    if decimals == 0:
        ends = [number(end * way.factor) for end in (low, high)]
    else:
        ends = [f"{end * way.factor:,.{decimals}f}".replace("-", _MINUS) for end in (low, high)]
    joint = " to " if min(low, high) < 0 else "–"
    return _joined(f"{middle} ({ends[0]}{joint}{ends[1]})", way.label)


def change(value: float | None, unit: str) -> str:
    """Write a difference with its sign: `+4 points`, `−120 t magnet/yr`, `0`."""
    if value is None or math.isnan(value):
        return NONE
    way = shown(unit)
    text = number(value * way.factor)
    if text == "0":
        return text
    return _joined(text if value < 0 else f"+{text}", way.difference)


def _is_number(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _places(value: float, figures: int) -> int:
    """Count the decimals that leave this many significant figures (negative left of the point)."""
    places = figures - 1 - math.floor(math.log10(abs(value)))
    carried = abs(round(value, places)) >= 10 ** (figures - places)
    return places - 1 if carried else places


def _joined(text: str, label: str) -> str:
    return f"{text}{SPACE}{label}" if label else text
