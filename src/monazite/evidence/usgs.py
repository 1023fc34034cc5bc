"""Tables of the Mineral Commodity Summaries, as the USGS releases them, become facts.

Four layouts are read. The salient statistics of one commodity have a row per year and a column per
series, such as `USprod_Primary_kg`; the world table has a row per country and columns such as
`Prod_t_2023`, `Prod_t_est_2024` and `Reserves_t`; that of all commodities has its units in a column
of their own (`usgs_world`); that of 2026 has a row for each figure (`usgs_long`). Tables may be in
UTF-8, with or without its mark, or as Windows writes them; `usgs_cells` reads what a cell says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from monazite.core.errors import FieldError, Problems
from monazite.core.tables import Row, rows_of
from monazite.core.units import may_be_basis, parse
from monazite.core.vocabulary import grades
from monazite.evidence.checking import estimate_named_in
from monazite.evidence.records import Fact
from monazite.evidence.usgs_cells import Published, country_named, published, slug
from monazite.evidence.usgs_long import LONG, read_long
from monazite.evidence.usgs_world import UNIT, WORLD_OF_ALL, unit_of_row, with_earlier_names

__all__ = ["read_usgs"]

_SALIENT = ("DataSource", "Commodity", "Year")
_WORLD = ("Source", "Country", "Type")
_PUBLISHERS_COUNTRY = "United States"
"""The country of the salient statistics, which name none."""
_MASSES = {"t": "t", "kg": "kg", "g": "g", "kt": "kt", "mmt": "Mt"}
# No `mt`: read by some as metric tons and by others as millions of them.
_PRICES = {"dkg": "kg", "dt": "t", "dg": "g"}
_OTHER_UNITS = {"pct": "%", "num": "person"}
_HELD = ("stocks", "reserves")
"""What is there at a time and does not come by the year."""
_METRICS = {
    "usprod": "production",
    "prod": "production",
    "import": "imports",
    "export": "exports",
    "consump": "consumption",
    "nir": "net import reliance",
    "cap": "capacity",
    "employ": "employment",
    "stock": "stocks",
    "reserve": "reserves",
}
_YEAR = re.compile(r"(?P<year>[0-9]{4})(?P<estimated>(?:_?estimated|_est|_?e)?)", re.ASCII)
_ESTIMATED = frozenset({"est", "estimated", "e"})
"""Words in the name of a column of estimates."""
_EDITION = re.compile(r"[A-Za-z]+[0-9]{4}", re.ASCII)
_REMOVE = "remove the column, or leave it out with --without"


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column of figures is about."""

    name: str
    metric: str
    group: str
    """First word of the name, by which the column of notes is found."""
    unit: str
    """Unit of the figures, in which `{year}` stands for the year of the money."""
    year: str = ""
    estimated: bool = False


def read_usgs(
    path: Path,
    problems: Problems,
    *,
    table: str,
    basis: str = "",
    commodity: str = "",
    without: Collection[str] = (),
) -> list[Fact]:
    """Read a table of a release into facts of an evidence `table`, and report all that is wrong.

    `basis` says what the tonnes are of, `commodity` names it where the table does not, and
    `without` names columns to leave out.
    """
    if basis and not may_be_basis(basis):
        problems.add(
            f"'{basis}' is no word a mass can be of",
            remedy="write one word that is no unit, such as --basis ore",
            field="--basis",
        )
        return []
    raw = list(
        rows_of(path, problems, root=path.parent, required=(), optional=None, as_published=True)
    )
    if not raw:
        if not problems:
            problems.add("the table has no rows", remedy="give one", file=path.name)
        return []
    if set(LONG) <= set(raw[0].values):
        return read_long(raw, path, problems, table, basis, commodity, without)
    of_all = set(WORLD_OF_ALL) <= set(raw[0].values)
    if of_all:
        without = [name.replace(" ", "") for name in without]
        raw = with_earlier_names(raw, path, commodity, problems)
        if not raw:
            return []
    release = _Release(raw, of_all, table, basis, commodity, frozenset(without), problems)
    missing = release.report_missing(without)
    columns = release.columns_of(raw[0])
    if missing:
        return []
    return _each_once(release.facts(columns), problems)


@dataclass(frozen=True)
class _Release:
    """A table with a row per year or per country, and what is asked of it."""

    rows: Sequence[Row]
    of_all: bool
    """Whether it is that of all commodities, whose units stand in a column."""
    table: str
    basis: str
    commodity: str
    without: frozenset[str]
    problems: Problems
    by_units: dict[tuple[str, ...], list[_Column]] = field(default_factory=dict)

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(self.rows[0].values)

    @cached_property
    def layout(self) -> tuple[str, ...]:
        """Columns that say what a row is about."""
        if self.of_all:
            return (*_WORLD, "Commodity", UNIT)
        return _SALIENT if "DataSource" in self.header else _WORLD

    @cached_property
    def figures(self) -> list[str]:
        """Columns of figures, by name."""
        apart = {*self.layout, *self.without}
        return [name for name in self.header if name not in apart and not _is_note(name)]

    def report_missing(self, without: Iterable[str]) -> bool:
        """Report columns that are not there, and say whether the layout lacks any."""
        missing = [name for name in self.layout if name not in self.header]
        for name in missing:
            self.problems.add(
                "the column is missing",
                remedy=f"a release begins with {','.join(_SALIENT)} or {','.join(_WORLD)}",
                file=self.rows[0].file,
                line=1,
                field=name,
            )
        for name in without:
            if name not in self.header:
                self.problems.add(
                    f"the table has no column '{name}'", remedy="name one it has", field="--without"
                )
        return bool(missing)

    def columns_of(self, row: Row) -> list[_Column]:
        """The columns of figures, in the units the row gives them in."""
        signs = tuple(unit_of_row(row, name) if self.of_all else "" for name in self.figures)
        if signs not in self.by_units:
            found = (
                _column(name, self.basis, row.file, self.problems, sign)
                for name, sign in zip(self.figures, signs, strict=True)
            )
            self.by_units[signs] = [column for column in found if column is not None]
        return self.by_units[signs]

    def facts(self, columns: Sequence[_Column]) -> Iterator[tuple[Row, Fact]]:
        """Make the facts of all rows; what is undated is put in the last year of the columns."""
        last = max((column.year for column in columns), default="")
        for row in self.rows:
            if self.layout is _SALIENT:
                place, year, then = _PUBLISHERS_COUNTRY, row["Year"], ""
            else:
                place, year, then = row["Country"], "", last
            for fact in self._facts(row, place, year, then):
                yield row, fact

    def _facts(self, row: Row, place: str, written: str, last: str) -> Iterator[Fact]:
        """Make the facts of a row, one of every cell that says anything."""
        dated = _YEAR.fullmatch(written)
        faults = list(_faults_of_row(row, place, written))
        for name, message, remedy in faults:
            self.problems.at(row, name, message, remedy)
        for column in self.columns_of(row):
            text = row[column.name]
            if not text:
                continue
            try:
                cell = published(text)
            except FieldError as error:
                self.problems.at(row, column.name, error.message, error.remedy)
                continue
            if not faults:
                yield _fact(row, column, cell, place, dated, last, self.table, self.commodity)


def _each_once(found: Iterable[tuple[Row, Fact]], problems: Problems) -> list[Fact]:
    """Keep each fact once, and report rows and columns that speak of the same."""
    facts: list[Fact] = []
    seen: dict[str, tuple[int, str]] = {}
    told: set[int] = set()
    for row, fact in found:
        if row.line in told:
            continue
        series = fact.dimensions["series"]
        line, column = seen.setdefault(fact.fact_id, (row.line, series))
        if line != row.line:
            told.add(row.line)
            problems.at(
                row,
                "",
                f"the row speaks of the same as line {line}",
                "keep one of the two, or tell them apart in Country or Type",
            )
        elif column != series:
            problems.at(
                row,
                series,
                f"the column speaks of the same as '{column}'",
                "leave one of the two out with --without",
            )
        else:
            facts.append(fact)
    return facts


def _faults_of_row(row: Row, place: str, written: str) -> Iterator[tuple[str, str, str]]:
    """Say of which year, edition and country a row does not speak: column, fault and remedy."""
    origin = _origin(row)
    if origin == "DataSource" and _YEAR.fullmatch(written) is None:
        yield "Year", f"'{written}' is not a year", "write YYYY or YYYY_estimated"
    if not _EDITION.fullmatch(row[origin]):
        yield origin, f"'{row[origin]}' names no edition", "write it as in MCS2025"
    if not place:
        yield "Country", "the cell is blank", "name the country"


def _origin(row: Row) -> str:
    """The column that names the edition a row is from."""
    return "DataSource" if "DataSource" in row.values else "Source"


def _fact(
    row: Row,
    column: _Column,
    cell: Published,
    place: str,
    dated: re.Match[str] | None,
    last: str,
    table: str,
    commodity: str,
) -> Fact:
    """Make the fact of a cell, with what the table says of how sure and how old it is."""
    year = column.year or (dated["year"] if dated else last)
    estimated = column.estimated or bool(dated and dated["estimated"])
    notes = [cell.note] if cell.note else []
    if estimated and not cell.estimated:
        notes.append("Estimated by the publisher.")
    if not column.year and dated is None and year:
        notes.append("Undated in the table: put in its last year.")
    note = " ".join([*notes, *_notes(row, column.group)])
    unsure = estimated or cell.estimated or bool(estimate_named_in(note))
    about = row.values.get("Type", "") or row.values.get("Commodity", "")
    quantity = f"{table}:{slug(place, about, _undated(column), year)}"
    return Fact(
        fact_id=f"{quantity}#1",
        table=table,
        quantity=quantity,
        number=1,
        dimensions=_dimensions(row, column, place, commodity),
        period=year,
        kind="undisclosed" if cell.value is None else "value",
        value=cell.value,
        low=None,
        high=None,
        unit=column.unit.format(year=year),
        source_id=f"usgs/{row[_origin(row)]}",
        grade=sorted(grades())[1 if unsure else 0],
        note=note,
        file=row.file,
        line=row.line,
    )


def _dimensions(row: Row, column: _Column, place: str, commodity: str) -> Mapping[str, str]:
    """Say what a fact is about; what is no country is named as the publisher names it."""
    country = country_named(place)
    found = {
        "item": place,
        "metric": column.metric,
        "series": column.name,
        "country": country,
        "product": row.values.get("Type", ""),
        "commodity": commodity or row.values.get("Commodity", ""),
    }
    return {name: text for name, text in found.items() if text}


def _column(
    name: str, basis: str, file: str, problems: Problems, unit_sign: str = ""
) -> _Column | None:
    """Read what a column is about out of its name, or report what it does not say.

    `unit_sign` is that of its unit where a row says it and not the name.
    """
    group, *rest = name.split("_")
    words = [word.lower() for word in rest]
    first = group.lower()
    metric = _METRICS.get(first) or _METRICS.get(first.removesuffix("s")) or first
    known = {*_MASSES, *_PRICES, "pct", *(("num",) if metric == "employment" else ())}
    word = unit_sign or next((word for word in reversed(words) if word in known), "")
    if not word:
        problems.add(
            "the unit in the name of this column is not known",
            remedy=_REMOVE,
            file=file,
            line=1,
            field=name,
        )
        return None
    if word in _OTHER_UNITS:
        unit = _OTHER_UNITS[word]
    elif not basis:
        problems.add(
            f"nothing says what the mass in '{name}' is of",
            remedy="write --basis with the word, such as --basis REO",
            file=file,
            line=1,
            field=name,
        )
        return None
    elif word in _PRICES:
        unit = f"USD_{{year}}/{_PRICES[word]} {basis}"
    else:
        unit = f"{_MASSES[word]} {basis}{'' if metric in _HELD else '/yr'}"
    try:
        parse(unit.replace("{year}", "2024"))
    except FieldError as error:
        problems.add(error.message, remedy=error.remedy, field="--basis")
        return None
    year = next((word for word in words if re.fullmatch(r"[0-9]{4}", word, re.ASCII)), "")
    estimated = bool(_ESTIMATED & set(words))
    return _Column(name, metric, first, unit, year, estimated)


def _undated(column: _Column) -> str:
    """Name a series without its year, which the fact id gives last."""
    words = column.name.split("_")
    left = [word for word in words if word != column.year and word.lower() not in _ESTIMATED]
    return " ".join(left)


def _is_note(name: str) -> bool:
    return name.lower().endswith(("notes", "note"))


def _notes(row: Row, group: str) -> list[str]:
    """Give what the publisher noted about a group of columns, or about the whole row."""
    return [
        text
        for name, text in row.values.items()
        if text and _is_note(name) and name.lower().partition("_")[0] in (group, "notes", "note")
    ]
