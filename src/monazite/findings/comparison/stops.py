"""What a stop abroad takes from home, and what carries home's users through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.numerals import tonnes
from monazite.core.records import Record
from monazite.core.wording import listed
from monazite.findings.indicators import compute
from monazite.findings.solution import Reading, Series
from monazite.parameters import Stage
from monazite.strategy import ForeignExportControl

TOLD = 2
"""Stops an answer speaks of."""

SHOWS = 1.0
"""Tonnes a year by which strategies differ too little in a stop to be told apart."""


@dataclass(frozen=True)
class StopYear(Record):
    """One year of a stop that came as news: where what home's uses need came from.

    Tonnes a year of what serves those uses at home that the tracked group serves:

        need = withheld_from + other_lanes + home_plants + stocks + left_before + short

    `need` is what uses would take at the observed price; `withheld_from` still arrives from who
    withholds, `other_lanes` from everyone else; `home_plants` is made at home, net of what other
    plants take of the same (a magnet coated from another counts once), less exports and what is put
    aside; `stocks` give more than they take; `left_before` are users who by the plan of before had
    left already, at its price, less those that a low price would have brought; `short` is what the
    stop takes: what users get less than by the plan of before. Beside these, `taken` is what
    arrives less than it was to from who withholds, `home_planned` what `home_plants` were to give,
    and `value_lost` what users who go short would have paid, USD_2024 a year.
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
    reading: Reading, stages: Sequence[Stage], outcomes: Sequence[Reading]
) -> tuple[StopYear, ...]:
    """List the years of every stop that came as news and withholds something from home.

    `outcomes` are readings of the stages: the one before the news is the plan it is held against.
    """
    found = []
    for number, stage in enumerate(stages):
        stops = [
            stop
            for stop in stage.stops
            if stop.share_lost > 0 and reading.home in stop.destinations(reading.labels.regions)
        ]
        if stops and number:
            found += _years_of(reading, outcomes[number - 1], stops, stage.opens)
    return tuple(found)


def _years_of(
    now: Reading, before: Reading, stops: Sequence[ForeignExportControl], opens: int
) -> list[StopYear]:
    materials = serving_home(now)
    home = now.home
    names = ", ".join(dict.fromkeys(stop.title or stop.exporter for stop in stops))
    by = tuple(dict.fromkeys(stop.exporter for stop in stops))

    def from_withholders(of: Reading) -> Series:
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


def serving_home(reading: Reading) -> tuple[str, ...]:
    """Materials that serve the uses at home which something with the tracked group in it serves."""
    uses = _uses(reading)
    offers = [(use, m) for use, region, m in reading.labels.offers if region == reading.home]
    return tuple(dict.fromkeys(material for use, material in offers if use in uses))


def _uses(reading: Reading) -> set[str]:
    return {
        use
        for use, region, material in reading.labels.offers
        if region == reading.home and reading.tracked_content(material) > 0
    }


def _need(reading: Reading) -> Series:
    uses = _uses(reading)
    points = [
        row
        for row, (use, region) in enumerate(reading.labels.points)
        if region == reading.home and use in uses
    ]
    return np.asarray(reading.planned("demand")[points].sum(axis=0))


def says_of_stops(world: str, rows: Mapping[str, Sequence[StopYear]], baseline: str) -> list[str]:
    """Say, for every year of a world's stops, how far each strategy's own plants help in it.

    `rows` are years of stops by title of the strategy, the `baseline` among them; strategies that
    change nothing are named together.
    """
    said = []
    for base in rows.get(baseline, ()):
        year = base.year
        parts = [
            f"In “{world}” users at home need {tonnes(base.need)} in {year}; under “{baseline}” "
            f"{tonnes(base.short)} of it are missing"
        ]
        alike = []
        for title, row in _of_year(rows, year).items():
            if title == baseline:
                continue
            more, less = row.home_plants - base.home_plants, base.short - row.short
            if max(abs(more), abs(less)) < SHOWS:
                alike.append(f"“{title}”")
                continue
            made = (
                "home plants give no more"
                if abs(more) < SHOWS
                else f"home plants give {tonnes(abs(more))} {'more' if more > 0 else 'less'}"
            )
            short = (
                "as much is missing"
                if abs(less) < SHOWS
                else f"{tonnes(abs(less))} {'less' if less > 0 else 'more'} are missing"
            )
            parts.append(f"under “{title}” {made} and {short}")
        if alike:
            parts.append(f"as much is missing under {listed(alike)}")
        said.append("; ".join(parts) + ".")
    return said


def says_what_stops_take(
    stops: Mapping[str, Mapping[str, Sequence[StopYear]]], baseline: str, strategy: str
) -> str:
    """What the worst year of each stop takes from users at home, under two strategies.

    `stops` are years of stops by title of the world and of the strategy; those that take most from
    the baseline are told, at most `TOLD` of them.
    """
    parts = []
    worst = {
        world: max(rows[baseline], key=lambda row: row.short)
        for world, rows in stops.items()
        if rows.get(baseline)
    }
    most = sorted(worst, key=lambda world: -worst[world].short)[:TOLD]
    for world, rows in stops.items():
        base = worst[world] if world in most else None
        own = _of_year(rows, base.year).get(strategy) if base is not None else None
        if base is None or own is None:
            continue
        more = own.home_plants - base.home_plants
        plants = (
            f"plants that run give {tonnes(more)} more"
            if more >= 0.5
            else ("plants give no more yet")
        )
        under = (
            f"under “{baseline}” and {tonnes(own.short)} under “{strategy}” ({plants})"
            if strategy != baseline
            else f"under “{baseline}”"
        )
        parts.append(
            f"“{world}” takes {tonnes(base.short)} of the {tonnes(base.need)} users at home "
            f"need in {base.year} {under}"
        )
    return "; ".join(parts) + "." if parts else ""


def _of_year(rows: Mapping[str, Sequence[StopYear]], year: int) -> dict[str, StopYear]:
    return {title: row for title, found in rows.items() for row in found if row.year == year}
