"""What one cell of a release of the USGS says, and what its rows are called here.

A figure the publisher keeps back, or gives as a dash, a bound, a range or a letter, is a fact
without a number whose note says what stood there: a flag is never zero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monazite.core.errors import FieldError, Problems
from monazite.core.tables import rows_of

__all__ = ["Published", "country_named", "published", "slug"]

_FIGURE = re.compile(
    r"(?P<before>e?)(?P<number>-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]+)?)(?P<after>[er]{0,2})",
    re.ASCII,
)
_DASH = re.compile(r"[-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]+")
_BOUND = re.compile(r"[<>\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}]\s*[0-9][0-9,.]*")
_HALF_UNIT = re.compile(r"(?i)less than (?:½|1/2|one-half)(?: of)?(?: the)? unit")
_RANGE = re.compile(r"[0-9][0-9,.]*\s*(?:-|\N{EN DASH}| to )\s*[0-9][0-9,.]*")
_FOOTNOTE = re.compile(r"\([0-9]{1,2}\)")
_LETTERS = {
    "W": "withheld to keep company data private",
    "NA": "not available",
    "XX": "not applicable",
    "E": "net exporter",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What one cell of a release says."""

    value: float | None
    """The number, or none where a flag stands in its place; a flag is never zero."""
    note: str
    estimated: bool = False


def published(text: str) -> Published:
    """Read a cell that is not blank: a number, with or without a letter, or a flag."""
    shown = f"Published as '{text}'"
    if text in _LETTERS:
        return Published(None, f"{shown}: {_LETTERS[text]}.")
    if _DASH.fullmatch(text):
        return Published(None, f"{shown}: a dash, nothing or no figure.")
    if _BOUND.fullmatch(text):
        return Published(None, f"{shown}: a bound and no figure.")
    if _RANGE.fullmatch(text):
        return Published(None, f"{shown}: a range and no figure.")
    if _HALF_UNIT.fullmatch(text):
        return Published(None, f"{shown}: too small for the unit, and not zero.")
    if _FOOTNOTE.fullmatch(text):
        return Published(None, f"{shown}: a footnote in place of a figure.")
    match = _FIGURE.fullmatch(text)
    if match is None or not match["number"].strip("-"):
        raise FieldError(
            f"'{text}' is neither a number nor a flag of the publisher",
            "write a number such as 1,200 or e1200, or W, NA, XX, E, --, >50, <1 or a blank",
        )
    letters = match["before"] + match["after"]
    said = [word for sign, word in (("e", "estimated"), ("r", "revised")) if sign in letters]
    note = f"{shown}: {' and '.join(said)} by the publisher." if said else ""
    return Published(float(match["number"].replace(",", "")), note, "e" in letters)


def slug(*parts: str) -> str:
    """Join words into the part of a fact id that names a quantity."""
    words = (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)
    return "-".join(word for word in words if word)


def country_named(name: str) -> str:
    """Give the country a publisher means as ISO 3166 alpha-3; blank where it means none."""
    return _countries().get(name) or _countries().get(name.partition(" (")[0], "")


@cache
def _countries() -> Mapping[str, str]:
    """Countries by the names the publisher gives them, as ISO 3166 alpha-3."""
    problems, path = Problems(), Path(__file__).with_name("countries.csv")
    rows = rows_of(path, problems, root=path.parent, required=("name", "country"))
    found = {row["name"]: row["country"] for row in rows}
    problems.raise_if_any()
    return found
