"""What a stop abroad takes from home, and what carries home's users through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.indicators import compute
from monazite.findings.solution import Series, Solution
from monazite.parameters import InformationStage
from monazite.strategy import ForeignExportControl


@dataclass(frozen=True)
class StopYear(Record):
    """One year of a stop that came as news: where what home's uses need came from.

    Tonnes a year of what serves those uses at home that the tracked group serves:

        need = withheld_from + other_lanes + home_plants + stocks + left_before + short

    `need` is what uses would take at the observed price; `withheld_from` still arrives from who
    withholds, `other_lanes` from everyone else; `home_plants` is made at home, net of what other
    plants take of the same (one finished from another counts once), less exports and what is put
    aside; `stocks` give more than they take; `left_before` are users who by the plan of before had
    left already, at its price, less those that a low price would have brought; `short` is what the
    stop takes: what users get less than by the plan of before. Beside these, `taken` is what
    arrives less than it was to from who withholds, `home_planned` what `home_plants` were to give,
    and `value_lost` what users who go short would have paid, money a year.
    """

    year: int
    title: str
    need: float
    withheld_from: float
    other_lanes: float
    home_plants: float
    stocks: float
    left_before: float
    short: float
    taken: float
    home_planned: float
    value_lost: float


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
    used, usual = (of.served(materials, home) for of in (now, before))
    need = _need(now)
    lost = compute(now, "unmet_demand_value") - compute(before, "unmet_demand_value")
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
                left_before=float(need[place] - usual[place]),
                short=float(usual[place] - used[place]),
                taken=float(taken[place]),
                home_planned=float(planned[place]),
                value_lost=float(lost[place]),
            )
        )
    return years


def serving_home(solution: Solution) -> tuple[str, ...]:
    """Materials that serve the uses at home which something with the tracked group in it serves."""
    uses = _uses(solution)
    use_options = [
        (use, m) for use, region, m in solution.labels.use_options if region == solution.home
    ]
    return tuple(dict.fromkeys(material for use, material in use_options if use in uses))


def _uses(solution: Solution) -> set[str]:
    return {
        use
        for use, region, material in solution.labels.use_options
        if region == solution.home and solution.tracked_content(material) > 0
    }


def _need(solution: Solution) -> Series:
    uses = _uses(solution)
    points = [
        row
        for row, (use, region) in enumerate(solution.labels.points)
        if region == solution.home and use in uses
    ]
    return np.asarray(solution.planned("demand")[points].sum(axis=0))
