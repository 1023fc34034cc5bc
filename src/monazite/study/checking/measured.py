"""What is observed, expected or forecast says of what, adds up like with like, and has a past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from monazite.core.errors import Problems
from monazite.study.chain import Chain
from monazite.study.checking.names import file_of
from monazite.study.records import ForecastRow, MeasuredRow
from monazite.study.settings import Settings

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "activity": ("facility",),
    "shipment": ("material", "origin"),
    "stock": ("material", "region"),
    "served": ("use", "region"),
    "price": ("material", "region"),
    "imports": ("material", "region"),
    "user_price": ("use", "region"),
    "import_price": ("material", "region"),
    "export_price": ("material", "origin"),
    "output": ("material", "region"),
    "output_share": ("material", "region"),
    "import_share": ("material", "origin", "region"),
}


def check_measured(
    chain: Chain, settings: Settings | None, troubled: Collection[str], problems: Problems
) -> None:
    """Report what does not say of what it speaks, and forecasts without a past.

    The past is not missed when observations are among the `troubled` files.
    """
    told = (
        ("an observation", chain.observations),
        ("an expectation", chain.expectations),
        ("a forecast", chain.forecasts),
    )
    for what, rows in told:
        for row in rows:
            for column in _NEEDED[row.kind]:
                if not row.listed(column):
                    problems.at(
                        row, column, f"{what} of kind '{row.kind}' needs this cell", "fill it in"
                    )
            _check_one_basis(chain, row, problems)
    if settings is not None:
        _check_years(chain, settings.horizon.years, problems)
    for forecast in chain.forecasts:
        if file_of("observations") not in troubled:
            _check_past(chain, forecast, problems)


def _check_years(chain: Chain, years: range, problems: Problems) -> None:
    """Report what is expected of a year that is not reported, and forecasts of no such year."""
    for row in chain.expectations:
        if row.year not in years:
            problems.at(
                row,
                "year",
                f"{row.year} is no year of the study",
                f"name one from {years[0]} to {years[-1]}",
            )
    for forecast in chain.forecasts:
        if forecast.last >= years[-1]:
            problems.at(
                forecast,
                "last",
                f"no reported year lies after {forecast.last}",
                f"name a year before {years[-1]}, the last one reported",
            )


def _check_past(chain: Chain, row: ForecastRow, problems: Problems) -> None:
    """Report a forecast of which nothing is known, or of a year about which two figures are."""
    if row.last < row.first:
        problems.at(row, "last", f"the past ends in {row.last} before it begins", "swap the two")
        return
    years = Counter(observed.year for observed in chain.known_past(row))
    if not years:
        problems.at(
            row,
            "first",
            f"nothing the same was observed from {row.first} to {row.last}",
            "add rows of the same kind, places and materials to chain/observations.csv",
        )
    for year, times in sorted(years.items()):
        if times > 1:
            problems.at(
                row,
                "series",
                f"{times} observations speak of it in {year}",
                "leave one, or call the others untestable in chain/observations.csv",
            )


def _check_one_basis(chain: Chain, row: MeasuredRow, problems: Problems) -> None:
    """Report tonnes of different things that would be added up."""
    recipes = [chain.facility[name].recipe for name in row.facilities if name in chain.facility]
    measured = [chain.reference[recipe] for recipe in recipes if recipe in chain.reference]
    column = "facility" if row.kind == "activity" else "material"
    added = measured if row.kind == "activity" else row.materials
    found = sorted({chain.basis[material] for material in added if material in chain.basis})
    if len(found) > 1:
        problems.at(
            row,
            column,
            f"tonnes of {' and of '.join(found)} cannot be added up",
            "make a row of each",
        )
