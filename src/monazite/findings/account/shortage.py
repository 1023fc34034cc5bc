"""Tells users who buy less at a higher price from users a crisis takes tonnes away from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.findings.solution import Series, Solution, once_for_a_plan, shock_years
from monazite.model import Outcome
from monazite.parameters.positions import positions

Table = npt.NDArray[np.float64]


@once_for_a_plan
def short_by_tranche(solution: Solution) -> Table:
    """Tonnes a year short by tranche and reported year.

    In a year of a shock, what goes unserved above what the last plan made before its news would
    have left unserved in that year, tranche by tranche and never less than nothing.
    """
    found = np.zeros_like(solution.reported("unmet"))
    for year, news in shock_years(solution).items():
        plan = plan_before(solution.outcome, news)
        if plan is None:
            continue
        place = solution.years.index(year)
        planned = Solution(solution.study, plan).reported("unmet")
        more = solution.reported("unmet")[:, place] - planned[:, place]
        found[:, place] = np.maximum(more, 0.0)
    return found


def plan_before(outcome: Outcome, news: int) -> Outcome | None:
    """The last plan made before news of a year came; None when there was none.

    Where stops are news of the first year, that is the first of two plans that open it.
    """
    plan = outcome
    while plan.before is not None and (plan.opens is None or plan.opens >= news):
        if plan.before.before is None and plan.before.opens == plan.opens:
            return plan.before
        plan = plan.before
    return plan if plan.opens is not None and plan.opens < news else None


def observed_prices(solution: Solution) -> Series:
    """The price each tranche's curve is anchored at, money/t."""
    prices, labels = solution.parameters["observed_price"], solution.labels
    row = positions(prices, "point")
    of = solution.places.once(
        ("points of tranches",), lambda: [row[tranche.point.name] for tranche in labels.tranches]
    )
    return np.asarray(prices.values[of])
