"""What the country does not choose as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.core.units import convert
from monazite.parameters.arrays import Parameters
from monazite.parameters.labels import Lane
from monazite.parameters.levers.base import edits, refuse, window_shares
from monazite.parameters.levers.usual import usual_trade
from monazite.strategy import DemandPath, ForeignExportControl, PricePath
from monazite.study import Study


def foreign_export_control(
    lever: ForeignExportControl, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Withhold a share of what is usually sent, for the months the control lasts.

    policy = 1 - share withheld x (1 - recoverable) x share of the period; it moves both sides of
    the band around usual trade. The most that may be sent is usual trade x policy all the same, so
    that a control acts in a study without bands. A lane without an observed flow cannot be measured
    against it and is left alone.
    """
    labels = parameters.labels
    destinations = lever.destinations(labels.regions)
    lanes = [
        lane
        for lane in labels.lanes
        if lane.origin == lever.exporter
        and lane.destination in destinations
        and lane.material in lever.materials
    ]
    if lever.share_lost > 0:
        yield from _leave_less(lever, parameters, lanes, lever.share_lost)
    if lever.home_keeps:
        yield from _keep_at_home(lever, parameters)


def _leave_less(
    lever: ForeignExportControl, parameters: Parameters, lanes: list[Lane], lost: float
) -> Iterator[Edit]:
    """Take a share of usual trade away from lanes, at both sides of their band and as a limit."""
    usual = usual_trade(parameters, lanes)
    factors = {
        period: 1.0 - lost * share for period, share in window_shares(parameters, lever).items()
    }
    policy = _rows(parameters, "lane_policy")
    allowed = {
        lane: {
            period: tonnes[period] * policy[lane][period] * factor
            for period, factor in factors.items()
        }
        for lane, tonnes in usual.items()
    }
    yield from edits(lever, "lane_policy", "multiply", "lane", dict.fromkeys(usual, factors))
    yield from edits(lever, "lane_limit", "at_most", "lane", allowed)


def _keep_at_home(lever: ForeignExportControl, parameters: Parameters) -> Iterator[Edit]:
    """Let nothing that holds the tracked group leave home while a control lasts.

    In a period it covers in part, usual trade goes on for the rest of it; a lane without an
    observed flow has none to go on and closes in periods that are covered whole.
    """
    labels = parameters.labels
    held = parameters["content"].sel(group=labels.tracked_group)
    contents = dict(zip(labels.materials, held.values, strict=True))
    lanes = [
        lane
        for lane in labels.lanes
        if lane.origin == labels.home and not lane.is_transfer and contents[lane.material] > 0
    ]
    yield from _leave_less(lever, parameters, lanes, 1.0)
    known = usual_trade(parameters, lanes)
    closed = {
        period: 0.0 for period, share in window_shares(parameters, lever).items() if share >= 1.0
    }
    unknown = [lane.name for lane in lanes if lane.name not in known]
    yield from edits(lever, "lane_limit", "at_most", "lane", dict.fromkeys(unknown, closed))


def _rows(parameters: Parameters, name: str) -> dict[str, dict[int, float]]:
    """A parameter over (lane, period) as numbers by lane and period."""
    labels = parameters.labels
    return {
        str(lane): dict(zip(labels.periods, row, strict=True))
        for lane, row in zip(
            labels.coordinates("lane"), parameters[name].values.tolist(), strict=True
        )
    }


def demand_path(lever: DemandPath, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Multiply demand along a path: 1 until it starts, a straight line, then the whole factor."""
    labels = parameters.labels
    regions = lever.within(labels.regions)
    points = [
        f"{use}@{region}"
        for use, region in labels.points
        if use in lever.uses and region in regions
    ]
    factors = {}
    for period in labels.periods:
        years = labels.years_of(period)
        factor = sum(lever.factor_in(year) for year in years) / len(years)
        if factor != 1.0:
            factors[period] = factor
    yield from edits(lever, "demand", "multiply", "point", dict.fromkeys(points, factors))


def price_path(lever: PricePath, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Move the margin on every lane out of a region, whoever buys.

    A fall that would let a material travel in a circle at a gain is refused: no such trade exists
    and the plan would have no end.
    """
    labels = parameters.labels
    change = convert(lever.change_usd_per_kg, "USD_2024/kg REO", "USD_2024/t REO", study.money)
    changes = {}
    for period in labels.periods:
        years = labels.years_of(period)
        share = sum(lever.share_in(year) for year in years) / len(years)
        if share > 0:
            changes[period] = change * share
    for material in dict.fromkeys(lever.materials):
        lanes = [
            lane
            for lane in labels.lanes
            if lane.origin == lever.exporter and lane.material == material and not lane.is_transfer
        ]
        if change < 0 and _earns_in_a_circle(parameters, material, lanes, changes):
            raise refuse(
                lever,
                "change_usd_per_kg",
                f"{material} would become so cheap that shipping it from {lever.exporter} and back "
                "earns money",
                "make the change smaller, or raise the margins of these lanes in chain/lanes.csv",
            )
        names = [lane.name for lane in lanes]
        yield from edits(lever, "lane_wedge", "add", "lane", dict.fromkeys(names, changes))


def _earns_in_a_circle(
    parameters: Parameters, material: str, cheaper: list[Lane], changes: dict[int, float]
) -> bool:
    """Say whether some way back to where the cheaper lanes begin costs less than nothing.

    Cheapest ways between all places are found one stop after the other, for all periods at once.
    """
    labels = parameters.labels
    lanes = [lane for lane in labels.lanes if lane.material == material]
    places = sorted(
        {place for lane in lanes for place in (lane.origin_place, lane.destination_place)}
    )
    at = {place: n for n, place in enumerate(places)}
    row = {name: n for n, name in enumerate(map(str, labels.coordinates("lane")))}
    change = np.array([changes.get(period, 0.0) for period in labels.periods])
    cost = np.full((len(places), len(places), len(labels.periods)), np.inf)
    for lane in lanes:
        n = row[lane.name]
        moved = (
            parameters["freight"].values[n]
            + parameters["lane_wedge"].values[n]
            + parameters["duty"].values[n]
            + (change if lane in cheaper else 0.0)
        )
        open_ = parameters["lane_limit"].values[n] > 0
        cost[at[lane.origin_place], at[lane.destination_place]] = np.where(open_, moved, np.inf)
    for stop in range(len(places)):
        cost = np.minimum(cost, cost[:, stop, None] + cost[None, stop])
    return any((cost[at[lane.origin_place], at[lane.origin_place]] < 0).any() for lane in cheaper)
