"""Demand by use and region, its curve, the materials that serve it and the scrap it leaves."""

from __future__ import annotations

from bisect import bisect_right
from math import gamma

import numpy as np
import numpy.typing as npt

from monazite.parameters.gather import Gathering
from monazite.parameters.labels import STEPS

LEGACY_YEARS = 25
"""Years of demand before the first one that are run back to find scrap already on its way."""


def gather_demand(gathering: Gathering) -> None:
    """Fill demand, the cost of each step left unserved, and the options that serve a use."""
    labels, chain = gathering.labels, gathering.study.chain
    use_row = {row.use: row for row in chain.uses}
    anchors: dict[tuple[str, str], dict[int, float]] = {}
    for row in chain.demand:
        anchors.setdefault((row.use, row.region), {})[row.year] = gathering.number(
            row,
            "quantity",
            parameter="demand",
            cell=(f"{row.use}@{row.region}", row.year),
        )
    gathering.start("demand", "point", "period")
    for (use, region), known in anchors.items():
        for period in labels.periods:
            path = [demand_in(known, year) for year in labels.years_of(period)]
            gathering.put("demand", (f"{use}@{region}", period), float(np.mean(path)))
    gathering.start("step_share", "point", "step")
    gathering.start("unmet_cost", "point", "step")
    gathering.start("priority_premium", "point", "step", "period")
    for use, region in labels.points:
        point = f"{use}@{region}"
        numbers = [
            gathering.number(use_row[use], column, parameter=parameter, cell=(point, column))
            for column, parameter in (
                ("reference_price", "unmet_cost"),
                ("choke", "unmet_cost"),
                ("elasticity", "step_share"),
            )
        ]
        shares, costs = demand_steps(*numbers)
        gathering.put("step_share", (point,), shares)
        gathering.put("unmet_cost", (point,), costs)
    gathering.start("equivalence", "offer")
    gathering.start("penalty", "offer")
    for option in chain.options:
        for use, region, material in labels.offers:
            if (use, material) == (option.use, option.material):
                offer = f"{use}@{region}/{material}"
                for name in ("equivalence", "penalty"):
                    number = gathering.number(option, name, parameter=name, cell=(offer,))
                    gathering.put(name, (offer,), number)


def demand_in(anchors: dict[int, float], year: int) -> float:
    """Demand in a year: geometric between anchor years, the outer growth rates continued."""
    known = sorted(anchors)
    if len(known) == 1:
        return anchors[known[0]]
    position = min(max(bisect_right(known, year) - 1, 0), len(known) - 2)
    start, end = known[position], known[position + 1]
    if anchors[start] <= 0 or anchors[end] <= 0:
        share = (year - start) / (end - start)
        return max(0.0, anchors[start] + share * (anchors[end] - anchors[start]))
    growth = (anchors[end] / anchors[start]) ** (1.0 / (end - start))
    return float(anchors[start] * growth ** (year - start))


def demand_steps(price: float, choke: float, elasticity: float) -> tuple[list[float], list[float]]:
    """Cut a demand curve above its anchor into steps; returns shares of demand and costs.

    Demand at price p is Q (p / price) ** elasticity, anchored at the reference price, until the
    choke price, where the users that are left stop. Step k covers the users who leave between two
    prices spaced evenly in logarithm, valued at their geometric middle; the last step holds all who
    stay until the choke and is valued at it. Costs rise, so the programme leaves out the cheapest
    users first.
    """
    if choke <= price:
        return [0.0] * (STEPS - 1) + [1.0], [price] * (STEPS - 1) + [max(price, choke)]
    edges = np.geomspace(price, choke, STEPS)
    kept = (edges / price) ** elasticity
    shares = [*(kept[:-1] - kept[1:]), kept[-1]]
    costs = [*np.sqrt(edges[:-1] * edges[1:]), choke]
    return [float(share) for share in shares], [float(cost) for cost in costs]


def gather_recycling(gathering: Gathering) -> None:
    """Fill end-of-life scrap: hazard by age for served cohorts, and what older cohorts leave.

    A cohort of age a leaves use with the Weibull probability of failing in its a-th year; of it,
    collection x yield becomes scrap.
    """
    labels, chain = gathering.labels, gathering.study.chain
    gathering.start("scrap_share", "collection", "cohort_age")
    gathering.start("legacy_scrap", "collection", "period")
    demand_rows: dict[tuple[str, str], dict[int, float]] = {}
    for entry, quantity in gathering.lineage.get("demand", {}).items():
        point, year = str(entry[0]), int(entry[1])
        use, _, region = point.partition("@")
        demand_rows.setdefault((use, region), {})[year] = quantity.value
    for row in chain.recycling:
        name = f"{row.use}@{row.region}/{row.material}"
        collected, mean, shape, yielded = (
            gathering.number(row, column, parameter="scrap_share", cell=(name, column))
            for column in ("collection", "lifetime_mean", "lifetime_shape", "yield")
        )
        ages = np.asarray(labels.coordinates("cohort_age"), dtype=float)
        hazard = failure_share(ages, mean, shape) * collected * yielded
        gathering.put("scrap_share", (name,), hazard.tolist())
        anchors = demand_rows[row.use, row.region]
        first = labels.years[0]
        cohorts = [
            (cohort, demand_in(anchors, cohort)) for cohort in range(first - LEGACY_YEARS, first)
        ]
        lags = np.arange(1, labels.periods[-1] - cohorts[0][0] + 1)
        fails = dict(
            zip(lags.tolist(), failure_share(lags.astype(float), mean, shape).tolist(), strict=True)
        )
        for period in labels.periods:
            years = labels.years_of(period)
            total = 0.0
            for year in years:
                for cohort, tonnes in cohorts:
                    total += tonnes * fails[year - cohort]
            gathering.put("legacy_scrap", (name, period), total / len(years) * collected * yielded)


def failure_share(
    ages: npt.NDArray[np.float64], mean: float, shape: float
) -> npt.NDArray[np.float64]:
    """Share of a cohort that fails in its a-th year under a Weibull law of given mean and shape.

    F(a + 1/2) - F(a - 1/2), with F(x) = 1 - exp(-(x/scale)^shape) and scale = mean /
    Gamma(1 + 1/shape); nothing fails before it exists.
    """
    if mean <= 0 or shape <= 0:
        return np.zeros_like(ages)
    scale = mean / gamma(1.0 + 1.0 / shape)

    def failed(age: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return 1.0 - np.exp(-((np.clip(age, 0.0, None) / scale) ** shape))

    return np.where(ages < 0, 0.0, failed(ages + 0.5) - failed(ages - 0.5))
