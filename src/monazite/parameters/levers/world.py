"""What the country does not choose as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import lead_times
from monazite.parameters.labels import Lane
from monazite.parameters.levers.base import (
    MAKERS,
    edits,
    money_in,
    period_means,
    window_shares,
)
from monazite.parameters.levers.usual import reference_trade
from monazite.strategy import ALL, DemandPath, ForeignExportControl, PricePath, SupplyLoss
from monazite.study import Study


@MAKERS.of(ForeignExportControl)
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
    usual = reference_trade(parameters, lanes)
    factors = {
        period: 1.0 - lost * share for period, share in window_shares(parameters, lever).items()
    }
    allowed = {
        lane: {period: tonnes[period] * factor for period, factor in factors.items()}
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
    known = reference_trade(parameters, lanes)
    closed = {
        period: 0.0 for period, share in window_shares(parameters, lever).items() if share >= 1.0
    }
    unknown = [lane.name for lane in lanes if lane.name not in known]
    yield from edits(lever, "lane_limit", "at_most", "lane", dict.fromkeys(unknown, closed))


@MAKERS.of(SupplyLoss)
def supply_loss(lever: SupplyLoss, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Take a share of what plants could run, for the months the loss lasts.

    availability x (1 - share lost, the mean over the period): what they must run and what they have
    sold ahead as a share of capacity falls with it. Where growth is lost, the share is

        1 - could_run[f, year before it begins] / could_run[f, t].
    """
    labels = parameters.labels
    lost, shares = {}, period_means(parameters, lever.lost_in)
    for facility in lever.facilities:
        could = _could_run(parameters, facility) if lever.growth_lost else {}
        factors = {}
        for period, lost_share in shares.items():
            if lever.growth_lost and could[period] > 0:
                before = max(labels.periods[0], int(lever.start[:4]) - 1)
                lost_share *= max(0.0, 1.0 - could[before] / could[period])
            if lost_share > 0:
                factors[period] = 1.0 - lost_share
        lost[facility] = factors
    yield from edits(lever, "availability", "multiply", "facility", lost)


def _could_run(parameters: Parameters, facility: str) -> dict[int, float]:
    """What a plant could run by period if its owner built all he may, whatever its ramp; t/yr.

    Nameplate and programme online by then, and build_rate x years of every period whose additions
    stand by then.
    """
    online = (parameters["nameplate"] + parameters["programme"]).sel(facility=facility)
    rate = parameters["build_rate"].sel(facility=facility) * parameters["period_years"]
    periods = parameters.labels.periods
    lead = lead_times(parameters).sel(facility=facility).sel(period=list(periods)).values.tolist()
    added = list(zip(periods, lead, rate.sel(period=list(periods)).values.tolist(), strict=True))
    vintages, stands = online.coords["vintage"].values, online.values
    return {
        period: float(np.where(vintages <= period, stands, 0.0).sum())
        + sum(
            tonnes
            for decided, after, tonnes in added
            if decided < period and decided + after <= period
        )
        for period in periods
    }


@MAKERS.of(DemandPath)
def demand_path(lever: DemandPath, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Multiply demand along a path: 1 until it starts, a straight line, then the whole factor."""
    labels = parameters.labels
    regions = lever.within(labels.regions)
    points = [
        f"{use}@{region}"
        for use, region in labels.points
        if use in lever.uses and region in regions
    ]
    means = period_means(parameters, lever.factor_in)
    factors = {period: factor for period, factor in means.items() if factor != 1.0}
    yield from edits(lever, "demand", "multiply", "point", dict.fromkeys(points, factors))


@MAKERS.of(PricePath)
def price_path(lever: PricePath, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Move the margin on lanes out of a region, whoever buys unless buyers are named.

    Where the region sells cheaper, whoever sells there gets as much less: without that the plan
    would ship a material there and back again at a gain. No way round becomes cheaper than it was.
    What makers at home pay a pool moves with it where it is that region's price, and so do the
    prices that ceilings of support are stated in.

    A margin is paid by the buyer and reaches no producer. Where something else raises the price for
    everybody, such as demand, `stated_only` leaves lanes alone and moves the stated prices with it.
    """
    labels = parameters.labels
    change = money_in(lever, "change", study)
    shares = period_means(parameters, lever.share_in)
    changes = {period: change * share for period, share in shares.items() if share > 0}
    out, into = {}, {}
    everybody = lever.importers == (ALL,)
    for lane in labels.lanes:
        if lane.material in lever.materials and not lane.is_transfer and not lever.stated_only:
            if lane.origin == lever.exporter:
                if everybody or lane.destination in lever.importers:
                    out[lane.name] = changes
            elif lane.destination == lever.exporter and change < 0:
                into[lane.name] = {period: -moved for period, moved in changes.items()}
    yield from edits(lever, "lane_price_cost_margin", "add", "lane", out | into)
    if not (everybody or labels.home in lever.importers):
        return
    yield from _move_account_prices(lever, study, parameters, changes)
    fetched = dict.fromkeys(lever.materials, changes)
    yield from edits(lever, "market_price", "add", "material", fetched)


def _move_account_prices(
    lever: PricePath, study: Study, parameters: Parameters, changes: dict[int, float]
) -> Iterator[Edit]:
    """Move what makers pay a pool where that is a price of the region's; never below nothing."""
    follows = {
        (row.ownership_account, row.material)
        for row in study.chain.ownership_account_prices
        if row.border == lever.exporter and row.material in lever.materials
    }
    paid = parameters["transfer_price"]
    moved = {}
    for lane in parameters.labels.lanes:
        if lane.is_transfer and (lane.origin_account, lane.material) in follows:
            now = dict(zip(parameters.labels.periods, paid.sel(lane=lane.name).values, strict=True))
            moved[lane.name] = {
                period: max(change, -float(now[period])) for period, change in changes.items()
            }
    yield from edits(lever, "transfer_price", "add", "lane", moved)
