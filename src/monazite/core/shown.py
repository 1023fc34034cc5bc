"""How a unit is shown to people: what a number is multiplied with, and what stands behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from monazite.core.vocabulary import currencies, large_numbers, unit_words

__all__ = ["Shown", "shown"]

_MONEY = re.compile(r"\b([A-Z]{3})_(\d{4})\b")
# These are said before a currency, and large numbers of other tongues behind it.
_SAID_FIRST = ("million", "billion", "trillion")


@dataclass(frozen=True, slots=True)
class Shown:
    """The way a unit is shown: what to multiply by, and what to write behind the number."""

    factor: float
    plain_label: str
    """The label without the year of prices, for where room is short and the year stands nearby."""
    prices: str = ""
    """The year of prices in words, or nothing."""
    large: str = ""
    """The large number money is counted in, such as `million`; blank where it is counted singly."""

    @property
    def label(self) -> str:
        """What to write behind a number."""
        return f"{self.plain_label} ({self.prices})" if self.prices else self.plain_label

    @property
    def difference(self) -> str:
        """What to write behind a difference; percentages differ by points."""
        return "points" if self.plain_label == "%" else self.label

    @property
    def plain_difference(self) -> str:
        """What to write behind a difference, without the year of prices."""
        return "points" if self.plain_label == "%" else self.plain_label

    @property
    def large_behind(self) -> bool:
        """Whether the large number stands behind the currency, as in `INR crore`."""
        return bool(self.large) and self.large not in _SAID_FIRST


@lru_cache(maxsize=256)
def shown(unit: str) -> Shown:
    """Return how quantities of a canonical unit are shown."""
    plain = unit.strip()
    if plain in {"1", "%"}:
        return Shown(100.0 if plain == "1" else 1.0, "%")
    money = _MONEY.match(plain)
    if not money:
        return Shown(1.0, plain)
    currency, factor, after = money[1], 1.0, plain[money.end() :]
    large, per, time = after.strip().partition("/")
    if after in {"", "/yr"} and currency in currencies():
        large = currencies()[currency].large
        factor = 1.0 / float(unit_words()[large].definition)
    if factor != 1.0 or large in _SAID_FIRST:
        currency = f"{large} {currency}" if large in _SAID_FIRST else f"{currency} {large}"
        after = f"{per}{time}"
    elif re.match(r"/t\b", after):
        factor, after = 1e-3, f"/kg{after[2:]}"
    counted_in = large if large in large_numbers() else ""
    return Shown(factor, f"{currency}{after}", f"{money[2]} prices", counted_in)
