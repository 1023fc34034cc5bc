"""The table of all commodities, as the USGS releases it since 2026: a row for each figure.

Salient statistics, import sources, world production and reserves stand below one another; which
statistic a row is, its unit and its year stand in columns of their own, and a note says what is
estimated. The edition stands in the name of the file alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.tables import Row
from monazite.core.units import parse
from monazite.core.vocabulary import grades
from monazite.evidence.checking import estimate_named_in
from monazite.evidence.records import Fact
from monazite.evidence.usgs_cells import country_named, published, slug

__all__ = ["LONG", "read_long"]

LONG = (
    "MCS chapter",
    "Section",
    "Commodity",
    "Country",
    "Statistics",
    "Statistics_detail",
    "Unit",
    "Year",
    "Value",
    "Notes",
)
"""Columns the table begins with; others that follow are left alone."""

_EDITION = re.compile(r"(?i)\bMCS(?P<year>[0-9]{4})(?![0-9])")
_YEARS = re.compile(
    r"(?P<first>[0-9]{4})(?:[-\N{EN DASH}](?P<last>[0-9]{4}|[0-9]{2}))?(?P<estimated>_?est[a-z]*)?",
    re.ASCII,
)
_POUND = 0.45359237
_TROY_OUNCE = 0.0311034768
_MASSES = {
    "metric tons": "t",
    "thousand metric tons": "kt",
    "million metric tons": "Mt",
    "kilograms": "kg",
    "grams": "g",
}
_PRICES: Mapping[str, tuple[float, str]] = {
    "dollars per kilogram": (1.0, "kg"),
    "dollars per gram": (1.0, "g"),
    "dollars per metric ton": (1.0, "t"),
    "dollars per pound": (1.0 / _POUND, "kg"),
    "cents per pound": (0.01 / _POUND, "kg"),
    "dollars per troy ounce": (1.0 / _TROY_OUNCE, "kg"),
}
"""Dollars in one of a unit, and the mass they are for."""
_HELD = ("stock", "reserve")
"""Statistics of what is there at a time, and does not come by the year."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the figures of a unit are multiplied with, and what they then are."""

    factor: float
    unit: str


def read_long(
    rows: Sequence[Row],
    path: Path,
    problems: Problems,
    table: str,
    basis: str,
    commodity: str,
    without: Collection[str],
) -> list[Fact]:
    """Read the rows of one commodity into facts of `table`, and report all that is wrong.

    `without` names statistics to leave out. Two rows that speak of the same thing in one year are
    one fact where they say the same, and rivals where they do not.
    """
    edition = _EDITION.search(path.stem)
    if edition is None:
        problems.add(
            "the name of the file does not say which edition it is",
            remedy="keep the publisher's name for it, such as MCS2026_Commodities_Data.csv",
            file=path.name,
        )
    wanted = _of_one_commodity(rows, path, commodity, problems)
    known = {row["Statistics"] for row in rows}
    for name in without:
        if name not in known:
            problems.add(
                f"the table has no statistic '{name}'",
                remedy=name_remedy(name, sorted(known)),
                field="--without",
            )
    kept = [row for row in wanted if row["Statistics"] not in without]
    measures = _measures(kept, basis, path, problems)
    source = f"usgs/MCS{edition['year']}" if edition else ""
    facts: dict[str, list[Fact]] = {}
    for row in kept:
        fact = _fact(row, measures, table, source, problems)
        if fact is None:
            continue
        rivals = facts.setdefault(fact.quantity, [])
        if any((one.value, one.unit) == (fact.value, fact.unit) for one in rivals):
            continue
        rivals.append(_numbered(fact, len(rivals) + 1))
    return [fact for rivals in facts.values() for fact in rivals]


def _of_one_commodity(
    rows: Sequence[Row], path: Path, commodity: str, problems: Problems
) -> list[Row]:
    """Keep the rows of a commodity, by its own name or by that of its chapter."""
    known = list(dict.fromkeys(row["Commodity"] for row in rows))
    asked = commodity.casefold()
    found = [
        row
        for row in rows
        if asked in (row["Commodity"].casefold(), row["MCS chapter"].casefold())
        or (not commodity and len(known) == 1)
    ]
    named = list(dict.fromkeys(row["Commodity"] for row in found))
    if asked in (one.casefold() for one in named):
        found = [row for row in found if row["Commodity"].casefold() == asked]
        named = [name for name in named if name.casefold() == asked]
    if len(named) == 1:
        return found
    problems.add(
        f"the chapter '{commodity}' holds {len(named)} commodities"
        if named
        else f"there is no commodity '{commodity}'"
        if commodity
        else f"the table holds {len(known)} commodities, whose tonnes are not of the same",
        remedy=name_remedy(commodity, named or known)
        if commodity
        else f"name one with --commodity, such as --commodity '{known[0]}'",
        file=path.name,
        field="--commodity",
    )
    return []


def _measure(word: str, statistics: str, basis: str) -> _Measure | None:
    """What the figures of a statistic are by the word of their unit.

    None for a word nobody knows, and for masses where nothing says what they are of.
    """
    if word == "percent":
        return _Measure(1.0, "%")
    if word in ("number", "employees") and "employ" in statistics:
        return _Measure(1.0, "person")
    if not basis:
        return None
    if word in _PRICES:
        factor, mass = _PRICES[word]
        return _Measure(factor, f"USD_{{year}}/{mass} {basis}")
    if word in _MASSES:
        held = any(part in statistics for part in _HELD)
        return _Measure(1.0, f"{_MASSES[word]} {basis}{'' if held else '/yr'}")
    return None


def _measures(
    rows: Sequence[Row], basis: str, path: Path, problems: Problems
) -> Mapping[tuple[str, str], _Measure]:
    """What the figures of each statistic and unit are, reporting a unit that is not known once."""
    found: dict[tuple[str, str], _Measure] = {}
    without_basis = False
    reported: set[str] = set()
    for row in rows:
        key = row["Statistics"], row["Unit"]
        if key in found or not row["Value"]:
            continue
        word = re.split(r",| \(| of ", row["Unit"].casefold(), maxsplit=1)[0].strip()
        measure = _measure(word, row["Statistics"].casefold(), basis)
        if measure is not None:
            found[key] = measure
        elif word in _MASSES or word in _PRICES:
            without_basis = True
        elif word not in reported:
            reported.add(word)
            problems.at(
                row,
                "Unit",
                f"the unit '{row['Unit']}' is not known here",
                f"leave such figures out with --without '{row['Statistics']}'",
            )
    if without_basis:
        problems.add(
            "nothing says what the masses are of",
            remedy="write --basis with the word, such as --basis ore",
            file=path.name,
            field="--basis",
        )
    try:
        parse(f"t {basis}" if basis else "t ore")
    except FieldError as error:
        problems.add(error.message, remedy=error.remedy, field="--basis")
    return found


def _fact(
    row: Row,
    measures: Mapping[tuple[str, str], _Measure],
    table: str,
    source: str,
    problems: Problems,
) -> Fact | None:
    """Make the fact of a row; none where the cell is blank or, then reported, says nothing."""
    measure = measures.get((row["Statistics"], row["Unit"]))
    if measure is None or not row["Value"]:
        return None
    try:
        cell = published(row["Value"])
    except FieldError as error:
        problems.at(row, "Value", error.message, error.remedy)
        return None
    years = _YEARS.fullmatch(row["Year"])
    faults = []
    if years is None:
        faults.append(("Year", f"'{row['Year']}' is not a year", "write YYYY or YYYY-YY"))
    if not row["Country"]:
        faults.append(("Country", "the cell is blank", "name the country"))
    for field, message, remedy in faults:
        problems.at(row, field, message, remedy)
    if years is None or faults:
        return None
    first, last = years["first"], years["last"] or ""
    last = f"{first[: 4 - len(last)]}{last}" if last else first
    period = first if first == last else f"{first}-{last}"
    note = " ".join(_said(row, cell.note, measure))
    unsure = cell.estimated or bool(years["estimated"] or estimate_named_in(note))
    detail = row["Statistics_detail"] or row["Statistics"]
    named = slug(row["Country"], detail, period)
    dimensions = {
        "item": row["Country"],
        "metric": row["Statistics"].lower(),
        "series": detail,
        "country": country_named(row["Country"]),
        "commodity": row["Commodity"],
    }
    return Fact(
        fact_id=f"{table}:{named}#1",
        table=table,
        quantity=f"{table}:{named}",
        number=1,
        dimensions={name: text for name, text in dimensions.items() if text},
        period=period,
        kind="undisclosed" if cell.value is None else "value",
        value=None if cell.value is None else cell.value * measure.factor,
        low=None,
        high=None,
        unit=measure.unit.format(year=last),
        source_id=source,
        grade=sorted(grades())[1 if unsure else 0],
        note=note,
        file=row.file,
        line=row.line,
    )


def _said(row: Row, note: str, measure: _Measure) -> Iterator[str]:
    """What is to be known of a figure: its letters, its own unit, and the publisher's notes."""
    if note:
        yield note
    if measure.factor != 1.0:
        yield f"Published as {row['Value']} {row['Unit']}."
    for name in ("Notes", "Other notes"):
        text = row.values.get(name, "")
        if text:
            yield text if text.endswith((".", "!", "?")) else f"{text}."


def _numbered(fact: Fact, number: int) -> Fact:
    if number == 1:
        return fact
    return replace(fact, fact_id=f"{fact.quantity}#{number}", number=number)
