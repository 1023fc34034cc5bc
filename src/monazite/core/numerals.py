"""How numbers are written for people: three significant figures, a unit, a basis, a year of money.

Charts, pages, sentences and screens write every number by a function of this module. Pages have a
real minus sign and a space that does not break; what is printed in a terminal, see `typed`, keeps
to the characters of a keyboard, so that it can be pasted anywhere.

Facts and findings carry canonical units such as `USD_2024/t oxide`. People read prices per
kilogram, budgets in millions and shares in per cent, so each unit has one way to be shown, and
that way depends on the unit alone: two charts of the same quantity never differ in scale.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from numbers import Real
from typing import NamedTuple, TypeGuard, TypeVar

from monazite.core.shown import Shown, shown
from monazite.core.vocabulary import currencies, unit_words

__all__ = [
    "AS_GOOD_AS_ZERO",
    "MINUS",
    "NONE",
    "SHOWS",
    "SPACE",
    "Coin",
    "Shown",
    "Written",
    "amount",
    "beside",
    "change",
    "column_decimals",
    "decimals_of",
    "fixed",
    "in_all",
    "interval",
    "number",
    "part_text",
    "percent",
    "points",
    "ranged",
    "reckoned",
    "share_or_amount",
    "share_or_change",
    "share_text",
    "shown",
    "stated",
    "stated_percent",
    "tonnes",
    "whole_percent",
    "whole_percents",
    "written",
    "written_as_share",
    "written_as_share_change",
    "written_change",
]

SPACE = "\u00a0"
"""The space between a number and its unit, which must not break at the end of a line."""
NONE = "–"
"""What stands where there is no number."""
SHOWS = 5e-4
"""Sums of public money below which nothing is said to be paid."""
MINUS = "\u2212"
"""A real minus sign, which pages have."""
_FIGURE = re.compile(r"\D*[0-9][0-9.,]*")
AS_GOOD_AS_ZERO = 5e-7
"""Below this a shown figure is what a solver leaves around zero."""
_LEAST_IN_FULL, _MOST_IN_FULL = 1e-12, 1e15
_EXACT = 12
"""Figures of a number that arithmetic leaves alone; a float has between 15 and 17."""
_BESIDE = 1e-4
"""Part of the largest number of a table below which one is what a solver leaves around zero."""
# From here on a share has the one decimal of its table.
_TENTH = 0.1


Named = TypeVar("Named", bound=Hashable)  # what shares are of


class Written(NamedTuple):
    """A quantity as it is written: its figure, and what stands behind that."""

    figure: str
    label: str = ""

    def __str__(self) -> str:
        """Write both with a space between them that does not break."""
        return f"{self.figure}{SPACE}{self.label}" if self.label else self.figure


def number(value: float | None, *, figures: int = 3, signed: bool = False) -> str:
    """Write a number with three significant figures, thousands apart: 0.0123, 4.57, 13,400.

    A negative number has a real minus sign, and one that is `signed` a plus when it is above zero.
    """
    if value is None or math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else MINUS + "∞"
    return _written(float(value), figures, signed)


@lru_cache(maxsize=8192)
def _written(value: float, figures: int, signed: bool) -> str:
    """Write a number; of a page that is made again most are the same as before."""
    if abs(value) < AS_GOOD_AS_ZERO:
        return "0"
    places = _places(value, figures)
    text = f"{_rounded(value, places):,.{max(0, places)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"+{text}" if signed and value > 0 else text.replace("-", MINUS)


def beside(value: float | None, size: float, factor: float = 1.0) -> str:
    """Write a number with three figures; what does not show beside others of a size is 0."""
    if value is not None and abs(value) < _BESIDE * size:
        return "0"
    return number(None if value is None else factor * value)


def amount(value: float | None, unit: str) -> str:
    """Write a quantity as it is shown to people: `1,230 t magnet/yr`, `31.2 %`."""
    return str(written(value, unit))


def written(value: float | None, unit: str) -> Written:
    """Write a quantity as `amount` does, its figure and its label apart; NONE without a label."""
    way = shown(unit)
    if value is None or math.isnan(value):
        return Written(NONE)
    return Written(number(value * way.factor), way.label)


def decimals_of(values: Iterable[object], *, most: int | None = None) -> int:
    """Return the decimals that give the largest value three figures, for numbers in one column."""
    largest = max((abs(value) for value in values if _is_number(value)), default=0.0)
    places = max(0, _places(largest, 3)) if largest >= AS_GOOD_AS_ZERO else 0
    return places if most is None else min(most, places)


def column_decimals(values: Iterable[object], label: str, *, most: int | None = None) -> int:
    """Return the decimals of a column of figures shown in `label`, alike on every screen.

    Shares have one decimal, whatever stands beside them, where any of them shows at it; everything
    else has three figures for its largest number.
    """
    found = list(values)
    largest = max((abs(value) for value in found if _is_number(value)), default=0.0)
    return 1 if label == "%" and largest >= _TENTH else decimals_of(found, most=most)


def share_or_amount(value: float | None, unit: str) -> str:
    """Write a quantity as `amount` does, a share with the decimals of tables: `5.5 %`, `12.6 %`."""
    return str(written_as_share(value, unit))


def written_as_share(value: float | None, unit: str) -> Written:
    """Write a quantity as `share_or_amount` does, its figure and its label apart."""
    way = shown(unit)
    if value is None or way.label != "%" or not _TENTH <= abs(value * way.factor) < math.inf:
        return written(value, unit)
    return Written(fixed(value * way.factor, 1), "%")


def share_or_change(value: float | None, unit: str) -> str:
    """Write a difference as `change` does, of shares with the decimals of tables."""
    return str(written_as_share_change(value, unit))


def written_as_share_change(value: float | None, unit: str) -> Written:
    """Write a difference as `share_or_change` does, its figure and its label apart."""
    way = shown(unit)
    if value is None or way.label != "%" or not _TENTH <= abs(value * way.factor) < math.inf:
        return written_change(value, unit)
    sign = "+" if value > 0 else ""
    return Written(sign + fixed(value * way.factor, 1), way.difference)


def fixed(value: float | None, decimals: int) -> str:
    """Write a number with the decimals of its column; what rounds to zero has no sign.

    Decimals below 0 leave the last digits of large numbers out: with -3 to whole thousands.
    """
    if value is None or not math.isfinite(value):
        return number(value)
    rounded = _rounded(value, decimals) or 0.0
    return f"{rounded:,.{max(decimals, 0)}f}".replace("-", MINUS)


def interval(value: float | None, low: float | None, high: float | None, unit: str) -> str:
    """Write a quantity with its range: `2.4 (1.9–3.0) t oxide/yr`."""
    if value is None or low is None or high is None or low == high:
        return amount(value, unit)
    way = shown(unit)
    middle = value * way.factor
    decimals = _decimals_written(middle)
    if decimals == 0:
        ends = [number(end * way.factor) for end in (low, high)]
    else:
        ends = [f"{end * way.factor:,.{decimals}f}".replace("-", MINUS) for end in (low, high)]
    joint = " to " if min(low, high) < 0 else "–"
    return str(Written(f"{number(middle)} ({ends[0]}{joint}{ends[1]})", way.label))


def change(value: float | None, unit: str) -> str:
    """Write a difference with its sign: `+4 points`, `−120 t magnet/yr`, `0`."""
    return str(written_change(value, unit))


def written_change(value: float | None, unit: str) -> Written:
    """Write a difference as `change` does, its figure and its label apart; no label for 0."""
    if value is None or math.isnan(value):
        return Written(NONE)
    way = shown(unit)
    text = number(value * way.factor, signed=True)
    return Written(text, "" if text == "0" else way.difference)


def stated(value: float | None) -> str:
    """Write a number as a file states it, thousands apart and nothing rounded away: `2,112.5`."""
    return _in_full(value, 10)


def reckoned(value: float | None) -> str:
    """Write a number that was worked out of what a file states, to six figures: `0.333333`."""
    return _in_full(value, 6)


def _in_full(value: float | None, figures: int) -> str:
    """Write a number to so many figures, thousands apart, without a power of ten.

    Only what no quantity comes to, a slip such as 1e308, keeps it: nobody would count the zeros.
    """
    if value is None or math.isinf(value):
        return number(value)
    if math.isnan(value):
        return "nan"
    if value and not _LEAST_IN_FULL <= abs(value) < _MOST_IN_FULL:
        return f"{value:.{figures}g}"
    text = f"{Decimal(f'{value:.{figures}g}'):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def tonnes(value: float, basis: str = "", *, signed: bool = False) -> str:
    """Tonnes in words: 1,360 t NdPr oxide; less than half a tonne is none."""
    text = "0" if abs(value) < 0.5 else number(value, signed=signed)
    return f"{text} t {basis}".rstrip()


@dataclass(frozen=True, slots=True)
class Coin:
    """The money sentences and tables of a study tell sums in.

    A dollar of 2024 is `dollar` of a sum: what is too little to be told is so many dollars.
    """

    currency: str = "USD_2024"
    dollar: float = 1.0
    rate: float = 1.0  # what a sum of another money is multiplied with

    @property
    def code(self) -> str:
        """The currency without its year: USD."""
        return self.currency[:3]

    @property
    def large(self) -> str:
        """What large sums are counted in: million USD, crore INR."""
        return f"{self.word} {self.code}"

    @property
    def word(self) -> str:
        """The large number by itself: million, crore."""
        return currencies()[self.code].large

    def in_large(self, value: float) -> float:
        """Give a sum in what large sums are counted in."""
        return self.rate * value / float(unit_words()[currencies()[self.code].large].definition)

    def told(self, value: float) -> str:
        """A sum in what large sums are counted in, to three figures; that stands beside it."""
        return number(self.in_large(value))

    def single(self, value: float | None) -> str:
        """A sum in the currency itself, to three figures, such as a price; that stands beside."""
        return number(None if value is None else self.rate * value)

    def said(self, value: float, *, signed: bool = False) -> str:
        """A sum in words, a large one in what large sums are counted in: 3.2 million USD."""
        if abs(self.in_large(value)) >= 0.9995:
            return f"{number(self.in_large(value), signed=signed)} {self.large}"
        value *= self.rate
        text = "0" if abs(value) < 0.5 else number(value, signed=signed)
        return f"{text} {self.code}"


def in_all(value: float, name: str) -> str:
    """A sum of money in words, by the name of what is counted; what does not show is nothing."""
    return "nothing" if abs(value) < SHOWS else f"{number(value)} {name}"


def percent(share: float) -> str:
    """A share in per cent to two or three figures: 8.7 %, 13 %, 100 %."""
    value = 100.0 * share
    if abs(value) < 0.05:
        return "0 %" if abs(value) < 1e-6 else "under 0.1 %"
    return f"{value:.{1 if round(abs(value), 1) < 10 else 0}f} %".replace("-", MINUS)


def whole_percent(share: float, *, signed: bool = False) -> str:
    """A share in whole per cents: 9 %; a gap that is `signed` has a plus above zero."""
    value = round(100 * share)
    return f"{value:{'+' if signed and value else ''}d} %".replace("-", MINUS)


def stated_percent(share: float) -> str:
    """A share as a file states it, in per cent with nothing rounded away: 2.5 %."""
    return f"{stated(round(100 * share, 10))} %"


def whole_percents(shares: Mapping[Named, float]) -> dict[Named, str]:
    """Shares of one whole in whole per cents that add up to what the shares add up to.

    What rounding takes away goes to those it takes most from; shares of nothing are left out.
    """
    exact = {name: 100.0 * share for name, share in shares.items()}
    floors = {name: math.floor(value) for name, value in exact.items()}
    left = round(sum(exact.values())) - sum(floors.values())
    for name in sorted(exact, key=lambda name: floors[name] - exact[name])[: max(left, 0)]:
        floors[name] += 1
    return {name: f"{value} %" for name, value in floors.items() if value > 0}


def share_text(part: float, whole: float) -> str:
    """Write a part of a whole as a percentage without decimals, or nothing of nothing."""
    return f"{number(100 * part / whole, figures=2)}{SPACE}%" if abs(whole) > 1e-12 else ""


def part_text(share: float) -> str:
    """Write a share in whole per cents for a picture; what is there but small is under 1 %."""
    if 0 < share < 0.01:
        return f"under 1{SPACE}%"
    return f"{100 * share:.0f}{SPACE}%"


def points(gap: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    value = round(100.0 * gap, 1)
    return f"{value:+.1f}".replace("-", MINUS) if value else "0"


def ranged(central: str, low: str, high: str) -> str:
    """A value with its range, as in 13 % (6.7–17 %); without one when nothing shows."""
    if low == high == central:
        return central
    figure = _FIGURE.match(central)
    unit = central[figure.end() :] if figure else ""
    return f"{central} ({low.removesuffix(unit) if unit else low}–{high})"


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, Real) and math.isfinite(value)


def _places(value: float, figures: int) -> int:
    """Count the decimals that leave this many significant figures (negative left of the point)."""
    places = figures - 1 - math.floor(math.log10(abs(value)))
    carried = abs(_rounded(value, places)) >= 10 ** (figures - places)
    return places - 1 if carried else places


def _decimals_written(value: float) -> int:
    """Count the decimals that `number` leaves of a value: no zeros at the end."""
    if abs(value) < AS_GOOD_AS_ZERO or not math.isfinite(value):
        return 0
    most = max(0, _places(value, 3))
    rounded = _rounded(value, most)
    return next(places for places in range(most + 1) if round(rounded, places) == rounded)


def _rounded(value: float, places: int) -> float:
    """Round a number as it would stand on paper, so that one number is never written two ways.

    What arithmetic leaves in the last digits decides no tie: 1.215 and 1.2149999999999999 are one.
    """
    return round(float(f"{value:.{_EXACT}g}"), places)
