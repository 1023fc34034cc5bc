"""Periods are written as years, months, Indian fiscal years or spans of years."""

from __future__ import annotations

import re

from monazite.core.errors import FieldError

__all__ = ["Months", "overlap", "parse_period"]

Months = tuple[int, int]
"""First and last month of a period, counted from the year 0, both included."""

_ALWAYS: Months = (0, 12 * 10_000 - 1)
_PERIOD = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})|(?P<last>[0-9]{4})))?"
    r"|FY(?P<fiscal>[0-9]{4})-(?P<next>[0-9]{2})",
    re.ASCII,
)
_REMEDY = "write YYYY, YYYY-MM, FY2024-25, YYYY-YYYY, or leave it blank"


def parse_period(text: str) -> Months:
    """Return the months a period covers; a blank period covers them all."""
    if not text:
        return _ALWAYS
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise FieldError(f"the period '{text}' is not understood", _REMEDY)
    if match["fiscal"]:
        first = int(match["fiscal"])
        if int(match["next"]) != (first + 1) % 100:
            remedy = f"write 'FY{first}-{(first + 1) % 100:02d}'"
            raise FieldError(f"the fiscal year '{text}' does not end a year later", remedy)
        return first * 12 + 3, first * 12 + 14
    year = int(match["year"])
    if match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            raise FieldError(f"the period '{text}' names no month", "write a month from 01 to 12")
        return year * 12 + month - 1, year * 12 + month - 1
    last = int(match["last"] or year)
    if last < year:
        raise FieldError(f"the period '{text}' ends before it begins", "swap the two years")
    return year * 12, last * 12 + 11


def overlap(one: Months, other: Months) -> bool:
    """Say whether two periods share a month."""
    return one[0] <= other[1] and other[0] <= one[1]
