"""Calendar months as levers write them, `2025-06`, and how much of a year they cover."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

from monazite.core.errors import FieldError

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)


def is_month(text: str) -> bool:
    """Say whether text is a month as levers write it.

    >>> is_month("2030-03"), is_month("2030-13"), is_month("2030")
    (True, False, False)
    """
    match = _MONTH.fullmatch(text)
    return match is not None and 1 <= int(match[2]) <= 12


def _checked(text: object) -> str:
    match = _MONTH.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise FieldError(f"'{text}' is not a month", "write year and month such as 2025-06")
    if not 1 <= int(match[2]) <= 12:
        raise FieldError(f"'{text}' names month {int(match[2])}", "write a month from 01 to 12")
    return match[0]


Written = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2025-06"])]
"""What a file may say, as an editor is told it."""

Month = Annotated[str, BeforeValidator(_checked, json_schema_input_type=Written)]
"""A month as text, `YYYY-MM`; two of them compare in the order of time."""


def months_since_year_zero(month: str) -> int:
    """Count whole months up to the start of a month, so that months can be subtracted."""
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def written_month(count: int) -> str:
    """Write the month that begins so many whole months after year zero.

    >>> written_month(months_since_year_zero("2025-07") + 6)
    '2026-01'
    """
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def year_and_part(text: str) -> tuple[int, float]:
    """Give the year of `YYYY` or `YYYY-MM`, and the part of it that is over when the month begins.

    >>> year_and_part("2025-07")
    (2025, 0.5)
    """
    year, _, month = text.partition("-")
    return int(year), (int(month) - 1) / 12 if month else 0.0


def share_of_year(year: int, start: str, end: str | None = None) -> float:
    """Give the part of a calendar year between the start of two months.

    share = max(0, min(end, January of year + 1) - max(start, January of year)) / 12, in months;
    `end` is the first month no longer covered and without it there is no end.
    """
    january = year * 12
    first = max(months_since_year_zero(start), january)
    last = january + 12 if end is None else min(months_since_year_zero(end), january + 12)
    return max(0, last - first) / 12


def share_reached(year: int, start: str, reached: str | None, end: str | None = None) -> float:
    """Give the part of a change in force in a year whose share grows along a straight line.

    The share is 0 until `start`, 1 from `reached`, or from the start without it, to `end` and 0
    after that; the year has the mean
    of the middles of its twelve months.
    """
    first, full = months_since_year_zero(start), months_since_year_zero(reached or start)
    last = None if end is None else months_since_year_zero(end)
    total = 0.0
    for month in range(year * 12, year * 12 + 12):
        if month < first or (last is not None and month >= last):
            continue
        total += 1.0 if month >= full else (month + 0.5 - first) / (full - first)
    return total / 12
