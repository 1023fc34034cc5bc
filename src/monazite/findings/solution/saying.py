"""Numbers as sentences say them: three significant figures, with unit and basis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from monazite.findings.solution.reading import Reading, Series

__all__ = [
    "at",
    "crore",
    "dollars",
    "figure",
    "listed",
    "lowered",
    "percent",
    "points",
    "ranged",
    "tonnes",
    "whole_percents",
]


def at(reading: Reading, series: Series, year: int) -> float:
    """The value of a series in a year; 0 where it has no meaning."""
    value = float(series[reading.years.index(year)])
    return 0.0 if math.isnan(value) else value


def figure(value: float, *, signed: bool = False) -> str:
    """A number to three significant figures, thousands apart: 0.0123, 4.57, 13,400."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "–"
    digits = 2 - math.floor(math.log10(abs(value)))
    rounded = round(value, digits)
    text = f"{rounded:,.{max(digits, 0)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"+{text}" if signed and rounded > 0 else text.replace("-", "−")


def tonnes(value: float, basis: str = "", *, signed: bool = False) -> str:
    """Tonnes in words: 1,360 t NdPr oxide; less than half a tonne is none."""
    text = "0" if abs(value) < 0.5 else figure(value, signed=signed)
    return f"{text} t {basis}".rstrip()


def dollars(value: float, *, signed: bool = False) -> str:
    """Dollars of 2024 in words, from a million on in million."""
    if abs(value) >= 999_500:
        return f"{figure(value / 1e6, signed=signed)} million USD"
    text = "0" if abs(value) < 0.5 else figure(value, signed=signed)
    return f"{text} USD"


def crore(value: float, *, signed: bool = False) -> str:
    """Crore rupees of 2024 in words; what does not show is nothing."""
    return "nothing" if abs(value) < 0.05 else f"{figure(value, signed=signed)} crore rupees"


def percent(share: float) -> str:
    """A share in per cent to two or three figures: 8.7 %, 13 %, 100 %."""
    value = 100.0 * share
    if abs(value) < 0.05:
        return "0 %" if abs(value) < 1e-6 else "under 0.1 %"
    return f"{value:.1f} %".replace("-", "−") if abs(value) < 10 else f"{value:.0f} %"


def whole_percents(shares: Mapping[str, float]) -> dict[str, str]:
    """Shares of one whole in whole per cents that add up to what the shares add up to.

    What rounding takes away goes to those it takes most from; shares of nothing are left out.
    """
    exact = {name: 100.0 * share for name, share in shares.items()}
    floors = {name: math.floor(value) for name, value in exact.items()}
    left = round(sum(exact.values())) - sum(floors.values())
    for name in sorted(exact, key=lambda name: floors[name] - exact[name])[: max(left, 0)]:
        floors[name] += 1
    return {name: f"{value} %" for name, value in floors.items() if value > 0}


def points(gap: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    value = round(100.0 * gap, 1)
    return f"{value:+.1f}".replace("-", "−") if value else "0"


def ranged(central: str, low: str, high: str) -> str:
    """A value with its range, as in 13 % (6.7–17 %); without one when nothing shows."""
    if low == high == central:
        return central
    unit = "".join(central.partition(" ")[1:])
    return f"{central} ({low.removesuffix(unit) if unit else low}–{high})"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Words one after the other, the last joined by a word."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def lowered(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins an acronym or a name."""
    word = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if word[1:] == word[1:].lower() else text
