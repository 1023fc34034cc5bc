"""What a stop abroad takes from home, and what carries home's users through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.indicators import compute, points_of
from monazite.findings.solution import Series, Solution
from monazite.parameters import InformationStage
from monazite.strategy import ForeignExportControl


@dataclass(frozen=True)
class StopYear(Record):
    """One year of a stop that came as news: where what home's uses need came from.

    Tonnes a year of what serves those uses at home that take the product:

        need + brought
            = withheld_from + other_lanes + home_plants + stocks + price_response + shortage

    `need` is what uses would take at the observed price, and `brought` what is served on top of it
    to users whom a low price brings; `withheld_from` still arrives from who withholds,
    `other_lanes` from everyone else; `home_plants` is made at home, net of what other plants take
    of the same (one finished from another counts once), less exports and what is put aside;
    `stocks` give more than they take. `price_response` and `shortage` are the indicators of these
    names, and `shortage_value` is too, money a year. Beside these, `taken` is what arrives less
    than it was to from who withholds, and `home_planned` what `home_plants` were to give.
    """

    year: int
    title: str
    need: float
    withheld_from: float
    other_lanes: float
    home_plants: float
    stocks: float
    brought: float
    price_response: float
    shortage: float
    taken: float
    home_planned: float
    shortage_value: float

    @property
    def unmet(self) -> float:
        """Unmet demand: users who buy less at a higher price, and what the stop takes, t/yr."""
        return self.price_response + self.shortage


def stop_years(
    solution: Solution, stages: Sequence[InformationStage], outcomes: Sequence[Solution]
) -> tuple[StopYear, ...]:
    """List the years of every stop that came as news and withholds something from home.

    `outcomes` are readings of the stages: the one before the news is the plan it is held against.
    """
    found = []
    for number, stage in enumerate(stages):
        stops = [
            stop
            for stop in stage.stops
            if stop.share_lost > 0 and solution.home in stop.destinations(solution.labels.regions)
        ]
        if stops and number:
            found += _years_of(solution, outcomes[number - 1], stops, stage.opens)
    return tuple(found)


def _years_of(
    now: Solution, before: Solution, stops: Sequence[ForeignExportControl], opens: int
) -> list[StopYear]:
    materials = serving_home(now)
    home = now.home
    names = ", ".join(dict.fromkeys(stop.title or stop.exporter for stop in stops))
    by = tuple(dict.fromkeys(stop.exporter for stop in stops))

    def from_withholders(of: Solution) -> Series:
        lost = of.zeros()
        for region in by:
            lost = lost + of.shipped(materials, origin=region, destination=home)
        return lost

    arrivals = now.shipped(materials, destination=home)
    still = from_withholders(now)
    kept, planned = (
        of.gained(materials, home)
        - of.shipped(materials, origin=home)
        - of.discarded(materials, home)
        for of in (now, before)
    )
    stocks = now.net_release(materials, home)
    need = _need(now)
    response, short, worth = (
        compute(now, name) for name in ("price_response", "shortage", "shortage_value")
    )
    brought = now.served(materials, home) + compute(now, "unmet_demand") - need
    taken = from_withholders(before) - still
    years = []
    for place, year in enumerate(now.years):
        if year < opens or not any(stop.share_of_year(year) > 0 for stop in stops):
            continue
        years.append(
            StopYear(
                year=year,
                title=names,
                need=float(need[place]),
                withheld_from=float(still[place]),
                other_lanes=float(arrivals[place] - still[place]),
                home_plants=float(kept[place]),
                stocks=float(stocks[place]),
                brought=float(brought[place]),
                price_response=float(response[place]),
                shortage=float(short[place]),
                shortage_value=float(worth[place]),
                taken=float(taken[place]),
                home_planned=float(planned[place]),
            )
        )
    return years


def serving_home(solution: Solution) -> tuple[str, ...]:
    """Materials that serve the uses at home which take the product."""
    points = set(points_of(solution, "total"))
    options = solution.labels.use_options
    return tuple(dict.fromkeys(one.material for one in options if one.point in points))


def _need(solution: Solution) -> Series:
    rows = solution.places.points(tuple(points_of(solution, "total")))
    return np.asarray(solution.planned("demand")[rows].sum(axis=0))
