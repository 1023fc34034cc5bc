"""Sentences written from the numbers: what a line does, where it peaks, which line passes which.

They are the text alternative of a chart, so they say what a reader would take from the picture
and nothing the rows do not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.core.numerals import amount, number, shown
from monazite.core.wording import span

__all__ = ["Series", "crossing", "trend"]

Series = Mapping[int, float]
"""Year to value, in years' order."""

_STEADY = 0.03
"""A series that ends within this share of its largest value of where it began is steady."""
_BUMP = 0.05
"""A peak counts when it stands out from both ends by this share of the largest value."""


def trend(name: str, series: Series, unit: str) -> str:
    """Say how a series runs from its first year to its last, with its peak or low between."""
    years = sorted(series)
    if not years:
        return f"{name}: no figures."
    first, last = series[years[0]], series[years[-1]]
    if len(years) == 1:
        return f"{name} is {amount(first, unit)} in {years[0]}."
    largest = max(abs(series[year]) for year in years)
    if number(largest * shown(unit).factor) == "0":
        return f"{name} is zero throughout {span(years)}."
    top = max(years, key=lambda year: series[year])
    bottom = min(years, key=lambda year: series[year])
    between = ""
    if series[top] - max(first, last) > _BUMP * largest:
        between += f", with a peak of {_bare(series[top], unit)} in {top}"
    if min(first, last) - series[bottom] > _BUMP * largest:
        between += f", with a low of {_bare(series[bottom], unit)} in {bottom}"
    if abs(last - first) > _STEADY * largest:
        return f"{_course(name, years, first, last, unit)}{between}."
    if between:
        where = f"{name} ends in {years[-1]} near where it was in {years[0]}"
        return f"{where}, {amount(last, unit)}{between}."
    return f"{name} stays near {amount(last, unit)} from {years[0]} to {years[-1]}."


def _course(name: str, years: Sequence[int], first: float, last: float, unit: str) -> str:
    verb = "rises" if last > first else "falls"
    return (
        f"{name} {verb} from {_bare(first, unit)} in {years[0]} "
        f"to {amount(last, unit)} in {years[-1]}"
    )


def crossing(one: str, first: Series, other: str, second: Series) -> str:
    """Say when one series passes another for good, or nothing when it never does."""
    years = sorted(set(first) & set(second))
    leads = [(year, first[year] - second[year]) for year in years]
    leads = [(year, lead) for year, lead in leads if abs(lead) > 1e-9]
    if len(leads) < 2 or (leads[0][1] > 0) == (leads[-1][1] > 0):
        return ""
    ahead = leads[-1][1] > 0
    since = leads[-1][0]
    for year, lead in reversed(leads):
        if (lead > 0) != ahead:
            break
        since = year
    above, below = (one, other) if ahead else (other, one)
    return f"{above} passes {below[:1].lower() + below[1:]} in {since}."


def _bare(value: float, unit: str) -> str:
    way = shown(unit)
    text = number(value * way.factor)
    return f"{text}\u00a0%" if way.label == "%" else text
