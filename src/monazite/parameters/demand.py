"""Demand by use and region, its curve, the materials that serve it and the scrap it leaves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import gamma

import numpy as np
import numpy.typing as npt

from monazite.parameters.gather import Gathering
from monazite.parameters.labels import (
    FINE_TRANCHES,
    MIXED_TRANCHES,
    PLAIN_TRANCHES,
    Labels,
    tranche_name,
)
from monazite.study import UseRow

LEGACY_YEARS = 25
"""Years of demand before the first one that are run back to find scrap already on its way."""


def gather_demand(gathering: Gathering) -> None:
    """Fill demand, the value of each tranche left unserved, and the options that serve a use."""
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
    gathering.start("tranche_share", "tranche")
    gathering.start("unmet_cost", "tranche")
    gathering.start("priority_premium", "tranche", "period")
    numbers_of: dict[tuple[str, str], tuple[int, ...]] = {}
    for use, region, number in labels.tranches:
        numbers_of[use, region] = (*numbers_of.get((use, region), ()), number)
    for use, region in labels.points:
        stated = {}
        for column in ("reference_price", "choke", "elasticity"):
            quantity = gathering.quantity(use_row[use], column)
            if quantity is not None:
                stated[column] = quantity
        price, choke, elasticity = (
            stated[column].value if column in stated else 0.0
            for column in ("reference_price", "choke", "elasticity")
        )
        numbers = numbers_of[use, region]
        if numbers == MIXED_TRANCHES:
            parts = _parts(gathering, use, use_row)
            curve = mixed_curve(price, parts, elasticity, _stretch(labels, use, region))
        else:
            stretch = 1.0 if region == labels.home else _stretch(labels, use, region)
            curve = demand_curve(price, choke, elasticity, numbers, stretch)
        for number, (share, value) in curve.items():
            tranche = tranche_name(use, region, number)
            gathering.put("tranche_share", (tranche,), share)
            gathering.put("unmet_cost", (tranche,), value)
            for column, quantity in stated.items():
                parameter = "tranche_share" if column == "elasticity" else "unmet_cost"
                gathering.record(parameter, [(tranche, column)], quantity)
    gathering.start("equivalence", "offer")
    gathering.start("penalty", "offer")
    for option in chain.options:
        for use, region, material in labels.offers:
            if (use, material) == (option.use, option.material):
                offer = f"{use}@{region}/{material}"
                for name in ("equivalence", "penalty"):
                    figure = gathering.number(option, name, parameter=name, cell=(offer,))
                    gathering.put(name, (offer,), figure)


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


CUTS = {
    FINE_TRANCHES: (0.01, 0.02, 0.04),
    MIXED_TRANCHES: (0.01, 0.02, 0.04),
    PLAIN_TRANCHES: (0.02,),
}
"""Distances from the anchor, as shares of demand, at which each kind of curve is cut."""


def demand_curve(
    price: float,
    choke: float,
    elasticity: float,
    numbers: tuple[int, ...] = FINE_TRANCHES,
    stretch: float = 1.0,
) -> dict[int, tuple[float, float]]:
    """Cut a demand curve into tranches; gives share of demand and value by tranche number.

    Demand at price p is Q (p / price) ** elasticity, anchored at the observed price and quantity,
    until the choke price, where the users that are left stop. Tranches are narrow next to the
    anchor and wider further away; each is valued at the geometric middle of its two prices.
    Number -1 is what more would be wanted just below the anchor price, +1 who leaves just above it,
    the last number all who stay until the choke and is valued at it. Values fall with the quantity
    served, so the programme leaves out the cheapest users first.

    `stretch` widens or narrows the tranches next to the anchor. Regions with different ones do not
    change their minds at the same price, so that a few tonnes more or less do not move the price of
    all of them by a whole tranche.
    """
    cuts = [cut * stretch for cut in CUTS[numbers]]
    last = numbers[-1]
    if choke <= price or elasticity >= 0.0:
        # everyone leaves at once
        top = max(price, choke)
        curve = {number: (0.0, price if number < 0 else top) for number in numbers}
        curve[last] = (1.0, top)
        return curve
    cut: dict[int, tuple[float, float]] = {}

    def price_at(demand: float) -> float:
        # in logarithms, since nearly inelastic users would pay more than a number can hold
        return float(price * np.exp(min(np.log(choke / price), np.log(demand) / elasticity)))

    more = [1.0, *(1.0 + cut for cut in cuts)]
    for below, (fewer, most) in enumerate(pairwise(more), start=1):
        cut[-below] = (most - fewer, float(np.sqrt(price_at(fewer) * price_at(most))))
    near = [price, *(price_at(1.0 - cut) for cut in cuts)]
    far = np.geomspace(near[-1], choke, last - len(cuts))[1:].tolist()
    for number, (inner, outer) in enumerate(pairwise([*near, *far]), start=1):
        share = (inner / price) ** elasticity - (outer / price) ** elasticity
        cut[number] = (share, float(np.sqrt(inner * outer)))
    cut[last] = ((choke / price) ** elasticity, choke)
    return cut


def _stretch(labels: Labels, use: str, region: str) -> float:
    """Spread the tranches of a use's regions abroad over 0.65 to 1.35 of their usual width."""
    places = [place for of, place in labels.points if of == use and place != labels.home]
    if len(places) < 2:
        return 1.0
    return 0.65 + 0.7 * places.index(region) / (len(places) - 1)


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


def mixed_curve(
    price: float, parts: Sequence[tuple[float, float]], elasticity: float, stretch: float = 1.0
) -> dict[int, tuple[float, float]]:
    """Cut the sum of several demand curves into tranches; `parts` are shares and choke prices.

    Near the anchor the sum behaves like one curve. Beyond it lie those who leave between the last
    cut and the lowest choke, then those who stay until their own choke, the lowest first, in as
    many groups as there are tranches left. Parts that would not pay the observed price are not
    among those observed.
    """
    numbers = MIXED_TRANCHES
    cuts = [cut * stretch for cut in CUTS[numbers]]
    paying = [(share, choke) for share, choke in parts if choke > price]
    whole = sum(share for share, _ in paying)
    ladder = sorted((choke, share / whole) for share, choke in paying)
    single = demand_curve(price, ladder[0][0] if ladder else price, elasticity, numbers, stretch)
    if not ladder:
        return single
    curve = {number: single[number] for number in numbers if number <= len(cuts)}
    lowest = ladder[0][0]
    near = lowest
    if elasticity < 0.0:
        near = price * np.exp(min(np.log(lowest / price), np.log(1.0 - cuts[-1]) / elasticity))
    left = (near / price) ** elasticity - (lowest / price) ** elasticity
    curve[len(cuts) + 1] = (left, float(np.sqrt(near * lowest)))
    stay = [(choke, share * (lowest / price) ** elasticity) for choke, share in ladder]
    groups = np.array_split(np.arange(len(stay)), numbers[-1] - len(cuts) - 1)
    for number, group in enumerate(groups, start=len(cuts) + 2):
        tonnes = sum(stay[row][1] for row in group)
        worth = sum(stay[row][0] * stay[row][1] for row in group)
        curve[number] = (tonnes, worth / tonnes if tonnes > 0 else stay[-1][0])
    return curve


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
