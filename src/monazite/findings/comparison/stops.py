"""What a stop abroad takes from home, and what carries home's users through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from monazite.core.records import Record
from monazite.findings.account import held_by_need, held_in_any, summed_as
from monazite.findings.indicators import figures_alike, points_of
from monazite.findings.solution import Contained, Series, Solution
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
    solution: Solution,
    stages: Sequence[InformationStage],
    outcomes: Sequence[Solution],
    of: Contained | None = None,
) -> tuple[StopYear, ...]:
    """List the years of every stop that came as news and withholds something from home.

    `outcomes` are readings of the stages: the one before the news is the plan it is held against.
    Tonnes are what those of each material hold where `of` says so and any of them does.
    """
    found = []
    of = held_in_any(solution, serving_home(solution), of)
    for number, stage in enumerate(stages):
        stops = [
            stop
            for stop in stage.stops
            if stop.share_lost > 0 and solution.home in stop.destinations(solution.labels.regions)
        ]
        if stops and number:
            found += _years_of(solution, outcomes[number - 1], stops, stage.opens, of)
    return tuple(found)


def _years_of(
    now: Solution,
    before: Solution,
    stops: Sequence[ForeignExportControl],
    opens: int,
    of: Contained | None,
) -> list[StopYear]:
    materials = serving_home(now)
    home = now.home
    names = ", ".join(dict.fromkeys(stop.title or stop.exporter for stop in stops))
    by = tuple(dict.fromkeys(stop.exporter for stop in stops))

    def held(read: Callable[[tuple[str, ...]], Series]) -> Series:
        return summed_as(now, materials, of, read)

    def from_withholders(plan: Solution) -> Series:
        lost = plan.zeros()
        for region in by:
            lost = lost + held(partial(plan.shipped, origin=region, destination=home))
        return lost

    arrivals = held(partial(now.shipped, destination=home))
    still = from_withholders(now)
    kept, planned = (
        held(partial(plan.gained, region=home))
        - held(partial(plan.shipped, origin=home))
        - held(partial(plan.discarded, region=home))
        for plan in (now, before)
    )
    stocks = held(partial(now.net_release, region=home))
    need = _need(now, of)
    response, short, worth, unmet = (
        figures_alike([now], name, of)[0][0]
        for name in ("price_response", "shortage", "shortage_value", "unmet_demand")
    )
    brought = held(partial(now.served, region=home)) + unmet - need
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


def _need(solution: Solution, of: Contained | None) -> Series:
    points = tuple(points_of(solution, "total"))
    wanted = solution.planned("demand")[solution.places.points(points)]
    if of is not None:
        counts = held_by_need(solution, of)
        wanted = np.array([[counts.get(one.use, 0.0)] for one in points]) * wanted
    return np.asarray(wanted.sum(axis=0))
