"""The words of the trade: names, titles, units and defaults that everything else looks up.

Every word stands in a CSV table of this package, so that checks, documentation and screens read
the same text. The functions below return the tables by name, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar, cast

from monazite.core.errors import Problems
from monazite.core.tables import Row, parse_number, read_table

__all__ = [
    "Currency",
    "FactColumn",
    "Grade",
    "Indicator",
    "Parameter",
    "UnitWord",
    "currencies",
    "fact_columns",
    "grade_word",
    "grades",
    "indicators",
    "large_numbers",
    "parameters",
    "unit_words",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Grade:
    """How far a fact can be trusted; grades sort from best to worst by name."""

    grade: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A labelled array the model reads."""

    parameter: str
    dimensions: tuple[str, ...]
    unit: str
    """Canonical unit; `<basis>` stands for the basis of the material or use of the row."""
    default: float | None
    """Value of a cell the study says nothing about; None when it must say something."""
    description: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure the findings report."""

    indicator: str
    unit: str
    """Canonical unit; `<basis>` and `<public money>` stand for those of the row and the study."""
    title: str
    description: str
    better: Literal["up", "down", "neither"]

    @property
    def of_another(self) -> bool:
        """Whether it is asked of another indicator, whose years it puts together."""
        return self.unit == "<of>"

    @property
    def per_basis(self) -> bool:
        """Whether it is told for each tonne or kilogram of a basis, as a price is."""
        return "/" in self.unit and self.unit.endswith("<basis>")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A thematic column an evidence table may have."""

    column: str
    description: str


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word a unit may contain, apart from bases and currencies."""

    unit: str
    dimension: str
    definition: str
    title: str
    mistaken_for: tuple[str, ...]
    """Spellings people use for it that are not accepted, each answered with the right one."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code; in a unit it always carries its year."""

    currency: str
    title: str
    plural: str
    """What people say behind a number: dollars, rupees."""
    large: str
    """The large number sums are told in: million, crore."""
    mistaken_for: tuple[str, ...]
    """Signs and names people use for it that are not accepted."""


@cache
def grades() -> Mapping[str, Grade]:
    """Return the grades of evidence, best first."""
    columns = ("grade", "title", "description")
    return _table("grades", columns, lambda row: Grade(*_cells(row, columns)))


def grade_word(grade: str) -> str:
    """Say in a word how well a figure is supported; a letter that is no grade stays as it is."""
    known = grades().get(grade)
    return known.title if known else grade


@cache
def parameters() -> Mapping[str, Parameter]:
    """Return the parameters of the model."""
    columns = ("parameter", "dimensions", "unit", "default", "description")
    return _table(
        "parameters",
        columns,
        lambda row: Parameter(
            row["parameter"],
            tuple(row["dimensions"].split()),
            row["unit"],
            parse_number(row["default"]) if row["default"] else None,
            row["description"],
        ),
    )


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return the indicators the findings report."""
    columns = ("indicator", "unit", "title", "description", "better")
    return _table(
        "indicators",
        columns,
        lambda row: Indicator(
            row["indicator"],
            row["unit"],
            row["title"],
            row["description"],
            cast(Literal["up", "down", "neither"], row["better"]),
        ),
    )


@cache
def fact_columns() -> Mapping[str, FactColumn]:
    """Return the thematic columns an evidence table may have."""
    columns = ("column", "description")
    return _table("fact_columns", columns, lambda row: FactColumn(*_cells(row, columns)))


@cache
def unit_words() -> Mapping[str, UnitWord]:
    """Return the words a unit may contain, apart from bases and currencies."""
    columns = ("unit", "dimension", "definition", "title", "mistaken_for")
    return _table(
        "units",
        columns,
        lambda row: UnitWord(
            row["unit"],
            row["dimension"],
            row["definition"],
            row["title"],
            tuple(row["mistaken_for"].split()),
        ),
    )


@cache
def large_numbers() -> tuple[str, ...]:
    """Return the words for large numbers: lakh, million, crore and so on."""
    return tuple(
        word for word, row in unit_words().items() if row.dimension == "number" and word.isalpha()
    )


@cache
def currencies() -> Mapping[str, Currency]:
    """Return the currencies a unit may contain."""
    columns = ("currency", "title", "plural", "large", "mistaken_for")
    return _table(
        "currencies",
        columns,
        lambda row: Currency(
            row["currency"],
            row["title"],
            row["plural"],
            row["large"],
            tuple(row["mistaken_for"].split()),
        ),
    )


def _cells(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[column] for column in columns)


def _table(name: str, columns: tuple[str, ...], record: Callable[[Row], T]) -> Mapping[str, T]:
    """Read one table of this package into records by their first column."""
    folder = Path(__file__).parent
    problems = Problems()
    rows = read_table(folder / f"{name}.csv", problems, root=folder, required=columns)
    problems.raise_if_any()
    return MappingProxyType({row[columns[0]]: record(row) for row in rows})
