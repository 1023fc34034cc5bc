"""Demand by use and region, its curve, the materials that serve it and the scrap it leaves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import gamma

import numpy as np
import numpy.typing as npt

from monazite.parameters.curves import demand_curve, mixed_curve
from monazite.parameters.gather import Gathering
from monazite.parameters.labels import Labels, tranche_name
from monazite.parameters.named import Point, UseOption
from monazite.study import DemandRow, EmbodiedRow, UseRow

LEGACY_YEARS = 25
"""Years of demand before the first one that are run back to find scrap already on its way."""

STEADY = 5
"""Years between anchors from which on what demand grew by says how it goes on beyond them: a good
or a bad year carried on for as long as products live would make scrap out of nothing."""


def gather_demand(gathering: Gathering) -> None:
    """Fill demand, the value of each tranche left unserved, and the options that serve a use."""
    labels, chain = gathering.labels, gathering.study.chain
    use_row = {row.use: row for row in chain.uses}
    _gather_paths(gathering, "demand", chain.demand)
    _gather_paths(gathering, "embodied", chain.embodied)
    gathering.start("observed_price", "point")
    gathering.start("tranche_share", "tranche")
    gathering.start("unmet_cost", "tranche")
    gathering.start("priority_premium", "tranche", "period")
    mixed = {row.use for row in chain.mixtures}
    for point in labels.points:
        _gather_curve(gathering, point, use_row, mixed=point.use in mixed)
    gathering.start("saving_cost", "point", "period")
    gathering.start("saving_outlay", "point", "period")
    gathering.start("equivalence", "use_option")
    gathering.start("penalty", "use_option")
    for option in chain.options:
        for known in labels.use_options:
            if (known.use, known.material) == (option.use, option.material):
                cell = (known.name,)
                for name in ("equivalence", "penalty"):
                    figure = gathering.number(option, name, parameter=name, cell=cell)
                    gathering.put(name, cell, figure)


def _gather_curve(
    gathering: Gathering, point: Point, use_row: Mapping[str, UseRow], *, mixed: bool
) -> None:
    """Fill the demand curve of a use in a region; abroad, of a mixture where it has parts."""
    labels, (use, region) = gathering.labels, point
    columns = ("reference_price", "choke", "elasticity")
    read = {column: gathering.quantity(use_row[use], column) for column in columns}
    stated = {column: quantity for column, quantity in read.items() if quantity is not None}
    price, choke, elasticity = (
        stated[column].value if column in stated else 0.0 for column in columns
    )
    gathering.put("observed_price", (point.name,), price)
    if "reference_price" in stated:
        gathering.record("observed_price", [(point.name,)], stated["reference_price"])
    numbers, shift = labels.numbers_of[use, region], _shift(labels, use, region)
    if mixed and region != labels.home:
        parts = _parts(gathering, use, use_row)
        curve = mixed_curve(price, parts, elasticity, numbers, shift)
    else:
        curve = demand_curve(price, choke, elasticity, numbers, shift)
    for number, (share, value) in curve.items():
        tranche = tranche_name(use, region, number)
        gathering.put("tranche_share", (tranche,), share)
        gathering.put("unmet_cost", (tranche,), value)
        for column, quantity in stated.items():
            parameter = "tranche_share" if column == "elasticity" else "unmet_cost"
            gathering.record(parameter, [(tranche, column)], quantity)


def _gather_paths(
    gathering: Gathering, parameter: str, rows: Sequence[DemandRow | EmbodiedRow]
) -> None:
    """Fill tonnes by point and period from their anchor years."""
    labels = gathering.labels
    anchors: dict[tuple[str, str], dict[int, float]] = {}
    moved = {(row.use, row.region) for row in gathering.to_fill(rows)}
    for row in rows:
        anchors.setdefault((row.use, row.region), {})[row.year] = gathering.number(
            row, "quantity", parameter=parameter, cell=(Point(row.use, row.region).name, row.year)
        )
    gathering.go_on(parameter, "point", "period")
    for use, region in moved:
        known = anchors[use, region]
        for period in labels.periods:
            path = [demand_in(known, year) for year in labels.years_of(period)]
            # most periods are a year, whose mean is that year
            mean = path[0] if len(path) == 1 else float(np.mean(path))
            gathering.put(parameter, (Point(use, region).name, period), mean)


def demand_in(anchors: dict[int, float], year: int) -> float:
    """Demand in a year: geometric between anchor years, the outer growth rates continued.

    An outer rate is that of the outermost years, as many of them as make no accident of one year.
    """
    known = sorted(anchors)
    if len(known) == 1:
        return anchors[known[0]]
    first, last = known[0], known[-1]
    if year < first:
        start, end = first, next((one for one in known if one - first >= STEADY), last)
    elif year > last:
        start, end = next((one for one in reversed(known) if last - one >= STEADY), first), last
    else:
        position = min(bisect_right(known, year) - 1, len(known) - 2)
        start, end = known[position], known[position + 1]
    if anchors[start] <= 0 or anchors[end] <= 0:
        share = (year - start) / (end - start)
        return max(0.0, anchors[start] + share * (anchors[end] - anchors[start]))
    growth = (anchors[end] / anchors[start]) ** (1.0 / (end - start))
    return float(anchors[start] * growth ** (year - start))


def _shift(labels: Labels, use: str, region: str) -> float:
    """Spread the cuts of like curves evenly over one tranche, from -1/2 to 1/2 of it.

    At home all uses that are cut alike stand next to one another, abroad the regions of one use.
    """
    kind = labels.numbers_of
    like = [
        point
        for point in labels.points
        if kind[point] == kind[use, region]
        and (point[1] == labels.home) == (region == labels.home)
        and (region == labels.home or point[0] == use)
    ]
    return (like.index(Point(use, region)) + 0.5) / len(like) - 0.5


def _parts(
    gathering: Gathering, use: str, use_row: Mapping[str, UseRow]
) -> list[tuple[float, float]]:
    """Share and choke price of every part of a use that stands for several."""
    found = []
    for row in gathering.study.chain.mixtures:
        if row.use == use:
            share = gathering.number(row, "share", parameter="tranche_share", cell=(use, "share"))
            choke = gathering.quantity(use_row[row.component], "choke")
            found.append((share, choke.value if choke else 0.0))
    return found


def gather_recycling(gathering: Gathering) -> None:
    """Fill end-of-life scrap: hazard by age for served cohorts, and what older cohorts leave.

    A cohort of age a leaves use with the Weibull probability of failing in its a-th year; of it,
    collection x yield becomes scrap.
    """
    labels, chain = gathering.labels, gathering.study.chain
    gathering.start("scrap_share", "end_of_life_stream", "cohort_age")
    gathering.start("legacy_scrap", "end_of_life_stream", "period")
    demand_rows: dict[tuple[str, str], dict[int, float]] = {}
    for entry, quantity in gathering.lineage["demand"].items():
        point, year = str(entry[0]), int(entry[1])
        use, region = labels.point[point]
        demand_rows.setdefault((use, region), {})[year] = quantity.value
    for row in chain.recycling:
        name = UseOption(row.use, row.region, row.material).name
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
