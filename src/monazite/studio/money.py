"""In which money figures are told: as each stands, or all in one of the two the study counts in."""

from __future__ import annotations

import re

from monazite.core.units import convert, is_money
from monazite.study import Study

__all__ = ["moneys", "times", "told_in"]

_HEAD = re.compile(r"(?P<code>[A-Z]{3})_(?P<year>\d{4})(?: [a-z]+)?")
DOLLARS = "USD"


def moneys(study: Study) -> list[str]:
    """The currencies a visitor may choose from; none where the study counts in one alone."""
    found = _HEAD.match(study.settings.public_money.unit)
    other = found["code"] if found else DOLLARS
    return [] if other == DOLLARS else [DOLLARS, other]


def told_in(study: Study, money: str, unit: str) -> tuple[float, str]:
    """Give what a number of a unit is to be multiplied with, and the unit it then has.

    Without `money`, and for what is no money, that is 1 and the unit itself. Prices stay those of
    the year they are in.
    """
    found = _HEAD.match(unit)
    if not money or found is None or not is_money(unit) or found["code"] == money:
        return 1.0, unit
    to = f"{money}_{found['year']}{unit[found.end() :]}"
    return convert(1.0, unit, to, study.money), to


def times(value: float | None, factor: float) -> float | None:
    """Multiply a value that may be none."""
    return None if value is None else factor * value
