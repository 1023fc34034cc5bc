"""Indicators asked of another key, whose years they put together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from monazite.findings.indicators.keys import compute
from monazite.findings.indicators.registry import Asked, indicator
from monazite.findings.solution import Series, Solution, discounted, shock_years, smoothed, summed

OF_ANOTHER = Asked(lambda study, labels: [])
"""Another key; which ones follows from their units."""


def _series(solution: Solution, key: str) -> dict[str, Any]:
    return {"series": compute(solution, key)}


@indicator(
    "to_date",
    unit="<of>",
    title="Summed from the start",
    says="Sum of another indicator from the first year to each, as in to_date.public_outlay.",
    better="neither",
    asked=OF_ANOTHER,
    feed=_series,
)
def to_date(series: Series) -> Series:
    """Sum of a yearly figure from the first year to each."""
    return summed(series)


@indicator(
    "present_value",
    unit="<of>",
    title="Present value from the start",
    says="Sum of yearly money from the first year to each, discounted to the first, as in "
    "present_value.public_outlay.",
    better="neither",
    asked=OF_ANOTHER,
    feed=lambda solution, key: {
        **_series(solution, key),
        "years": solution.years,
        "rate": float(solution.parameters["discount_rate"]),
    },
)
def present_value(series: Series, years: Sequence[int], rate: float) -> Series:
    """Sum of yearly money from the first year to each, discounted to the first: x (1 + r)^-age."""
    return discounted(series, years, rate)


@indicator(
    "three_year_mean",
    unit="<of>",
    title="Mean of three years",
    says="Another indicator over the year, the one before and the one after; years of a shock "
    "stand alone.",
    better="neither",
    asked=OF_ANOTHER,
    feed=lambda solution, key: {
        **_series(solution, key),
        "years": solution.years,
        "alone": shock_years(solution),
    },
)
def three_year_mean(series: Series, years: Sequence[int], alone: Collection[int] = ()) -> Series:
    """Mean of a yearly figure over the year, the one before and the one after.

    Fewer years at both ends of the horizon. Years of a shock are single: their mean is their own
    figure, and they are left out of all others.
    """
    return smoothed(series, years, alone)
