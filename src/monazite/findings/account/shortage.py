"""Tells users who buy less at a higher price from users a crisis takes tonnes away from."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.solution import Reading, Series, shock_years
from monazite.model import Outcome
from monazite.parameters.positions import positions

Table = npt.NDArray[np.float64]


@lru_cache(maxsize=256)
def short_by_tranche(reading: Reading) -> Table:
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


def observed_prices(reading: Reading) -> Series:
    """The price each tranche's curve is anchored at, USD_2024/t."""
    prices = reading.parameters["observed_price"]
    row = positions(prices, "point")
    of = [tranche.point.name for tranche in reading.labels.tranches]
    return np.asarray(prices.values[[row[point] for point in of]])
