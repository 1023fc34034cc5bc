"""Reads what came of a forecast: a table of series, year, value and unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.tables import Row, parse_number, read_table
from monazite.core.units import Money, convert
from monazite.findings.hindcast import ForecastLine, Observed
from monazite.runs.forecasts.frozen import read_cell, whole_number


def read_observed(path: Path, lines: Sequence[ForecastLine], money: Money) -> tuple[Observed, ...]:
    """Read figures of a forecast's series and years, each brought into the unit of its forecast.

    A row without a value is untestable and says why under `reason`. Raises InvalidInput listing
    every problem: a series or year that was not forecast, a unit of something else, a figure given
    twice, or no figure at all.
    """
    problems = Problems()
    rows = read_table(
        path,
        problems,
        root=path.parent,
        required=("series", "year", "value", "unit"),
        optional=("reason", "source"),
    )
    units = {line.series: line.unit for line in lines}
    years: dict[str, set[int]] = {series: set() for series in units}
    for line in lines:
        if line.strategy:
            years[line.series].add(line.year)
    found: dict[tuple[str, int], Observed] = {}
    for row in rows:
        one = _observed(row, units, years, money, problems)
        if one is None:
            continue
        if (one.series, one.year) in found:
            problems.at(
                row, "year", f"'{one.series}' has a figure of {one.year} already", "leave one"
            )
        found[one.series, one.year] = one
    if not problems and not any(one.value is not None for one in found.values()):
        problems.add(
            "there is no figure to score a forecast by",
            remedy="add rows with a value",
            file=path.name,
        )
    problems.raise_if_any()
    return tuple(found.values())


def _observed(
    row: Row,
    units: dict[str, str],
    years: dict[str, set[int]],
    money: Money,
    problems: Problems,
) -> Observed | None:
    before = len(problems)
    series = row["series"]
    if series not in units:
        problems.at(row, "series", f"'{series}' was not forecast", name_remedy(series, units))
    year = read_cell(row, "year", whole_number, problems)
    if year is None and not row["year"]:
        problems.at(row, "year", "the cell is blank", "write a year")
    if isinstance(year, int) and series in years and year not in years[series]:
        span = f"{min(years[series])} to {max(years[series])}"
        problems.at(row, "year", f"{year} was not forecast of '{series}'", f"keep to {span}")
    value = read_cell(row, "value", parse_number, problems)
    if not row["value"] and not row["reason"]:
        problems.at(row, "value", "the cell is blank", "write a figure, or under reason why none")
    if isinstance(value, float) and series in units:
        try:
            value = convert(value, row["unit"], units[series], money)
        except FieldError as error:
            problems.at(row, "unit", error.message, error.remedy)
    if len(problems) > before or not isinstance(year, int):
        return None
    return Observed(
        series=series,
        year=year,
        value=value if isinstance(value, float) else None,
        reason=row["reason"],
        source=row["source"],
    )
