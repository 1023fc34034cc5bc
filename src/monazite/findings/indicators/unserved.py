"""Indicators of what users at home go without, at higher prices or in a crisis."""

from __future__ import annotations

from monazite.findings.account import responding, responding_value, short, short_value
from monazite.findings.costs import unmet_value
from monazite.findings.solution import Reading, Series, ratio
from monazite.parameters.named import Point

OF_USES = (
    "unmet_demand",
    "unmet_demand_share",
    "unmet_demand_value",
    "price_response",
    "price_response_value",
    "shortage",
    "shortage_value",
    "embodied_imports",
)
"""Indicators asked of a use at home: what it goes without."""


def points_of(reading: Reading, qualifier: str) -> list[Point]:
    """Demand points at home of one use, or of all whose materials are magnets for `total`."""
    if qualifier != "total":
        return reading.home_points(qualifier)
    offers = reading.labels.offers
    rows = reading.places.offers(reading.materials("magnet"), reading.home)
    return sorted({offers[row].point for row in rows})


def unmet_demand(reading: Reading, qualifier: str) -> Series:
    """Demand at the reference price that is not served at home, t/yr."""
    return reading.unmet(points_of(reading, qualifier))


def unmet_demand_share(reading: Reading, qualifier: str) -> Series:
    """Unmet demand over demand at home."""
    points = points_of(reading, qualifier)
    rows = reading.places.points(tuple(points))
    return ratio(reading.unmet(points), reading.planned("demand")[rows].sum(axis=0))


def unmet_demand_value(reading: Reading, qualifier: str) -> Series:
    """Unmet tonnes times what each step of users would have paid, USD_2024/yr."""
    return unmet_value(reading, points_of(reading, qualifier))


def price_response(reading: Reading, qualifier: str) -> Series:
    """Unmet demand at home that is no shortage: users who buy less at a price above the observed.

    With `shortage` it adds up to `unmet_demand`.
    """
    return responding(reading, points_of(reading, qualifier))


def price_response_value(reading: Reading, qualifier: str) -> Series:
    """What users lose who buy less: what each would have paid less the observed price, USD_2024/yr.

    A triangle under the demand curve.
    """
    return responding_value(reading, points_of(reading, qualifier))


def shortage(reading: Reading, qualifier: str) -> Series:
    """What a crisis takes away at home: tonnes unserved above the last plan made before its news.

    In years of a shock of the world, t/yr; 0 in all others, and where nothing was planned before.
    """
    return short(reading, points_of(reading, qualifier))


def shortage_value(reading: Reading, qualifier: str) -> Series:
    """Tonnes a crisis takes away times what each step of users would have paid, USD_2024/yr."""
    return short_value(reading, points_of(reading, qualifier))
