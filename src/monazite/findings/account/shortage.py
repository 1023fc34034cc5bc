"""Tells users who buy less at a higher price from users a crisis takes tonnes away from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.solution import Reading, Rows, Series, shock_years
from monazite.model import Outcome
from monazite.parameters.named import Point
from monazite.parameters.positions import positions

Table = npt.NDArray[np.float64]


def short(reading: Reading, points: Sequence[Point]) -> Series:
    """Tonnes a year a crisis takes away at demand points; nothing outside the years of a shock."""
    return np.asarray(_short(reading)[_rows(reading, points)].sum(axis=0))


def short_value(reading: Reading, points: Sequence[Point]) -> Series:
    """What users would have paid for the tonnes a crisis takes away: a rectangle, USD/yr."""
    rows = _rows(reading, points)
    value = reading.parameters["unmet_cost"].values[rows]
    return np.asarray((_short(reading)[rows] * value[:, None]).sum(axis=0))


def responding(reading: Reading, points: Sequence[Point]) -> Series:
    """Tonnes a year users at demand points do without because the price is above the observed."""
    return reading.unmet(points) - short(reading, points)


def responding_value(reading: Reading, points: Sequence[Point]) -> Series:
    """What they lose by it, a triangle: what each would have paid less the observed price.

    USD_2024/yr.
    """
    rows = _rows(reading, points)
    loss = reading.parameters["unmet_cost"].values[rows] - _observed_price(reading)[rows]
    left = reading.reported("unmet")[rows] - _short(reading)[rows]
    return np.asarray((left * np.maximum(loss, 0.0)[:, None]).sum(axis=0))


@lru_cache(maxsize=256)
def _short(reading: Reading) -> Table:
    """Tonnes a year short by tranche and reported year.

    In a year of a shock, what goes unserved above what the last plan made before its news would
    have left unserved in that year, tranche by tranche and never less than nothing.
    """
    found = np.zeros_like(reading.reported("unmet"))
    for year, news in shock_years(reading).items():
        plan = plan_before(reading.outcome, news)
        if plan is None:
            continue
        place = reading.years.index(year)
        planned = Reading(reading.study, plan).reported("unmet")
        more = reading.reported("unmet")[:, place] - planned[:, place]
        found[:, place] = np.maximum(more, 0.0)
    return found


def plan_before(outcome: Outcome, news: int) -> Outcome | None:
    """The last plan made before a year in which news came; None when there was none."""
    plan: Outcome | None = outcome
    while plan is not None and (plan.opens is None or plan.opens >= news):
        plan = plan.before
    return plan


def _observed_price(reading: Reading) -> Series:
    """The price each tranche's curve is anchored at, USD_2024/t."""
    prices = reading.parameters["observed_price"]
    row = positions(prices, "point")
    of = [tranche.point.name for tranche in reading.labels.tranches]
    return np.asarray(prices.values[[row[point] for point in of]])


def _rows(reading: Reading, points: Sequence[Point]) -> Rows:
    return reading.places.tranches(tuple(points))
