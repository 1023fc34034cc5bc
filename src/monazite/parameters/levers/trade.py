"""Limits on exports, duties and agreed deliveries as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity, vintage_shares
from monazite.parameters.chemistry import contained
from monazite.parameters.labels import Lane, lane_name
from monazite.parameters.levers.base import (
    MAKERS,
    edit,
    edits,
    money_in,
    refuse,
    set_pro_rata,
    window_shares,
)
from monazite.parameters.levers.usual import reference_trade
from monazite.parameters.positions import in_order, position, with_numbers
from monazite.strategy import Diversification, ExportLimit, ImportDuty, Partnership
from monazite.study import Study


@MAKERS.of(ExportLimit)
def export_limit(lever: ExportLimit, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Fill a free slot: contained element over all forms on every lane out, bar exempt ones.

    The lower side of the band around usual trade is brought down with it, and the floor of plants
    that had to run for this trade ends.
    """
    # a limit on what no lane carries holds its slot all the same
    used = (parameters["export_content"].values != 0).any(axis=1)
    used |= np.isfinite(parameters["export_limit"].values).any(axis=1)
    free = [slot for slot, taken in zip(parameters.labels.slots, used, strict=True) if not taken]
    if not free:
        raise refuse(
            lever, "kind", "all rows for export limits are taken", "merge limits into one lever"
        )
    slot = free[0]
    exporter = lever.exporter or study.settings.home
    destinations = lever.destinations(parameters.labels.regions)
    lanes = [
        lane
        for lane in parameters.labels.lanes
        if lane.origin == exporter
        and lane.destination in destinations
        and lane.material not in lever.exempt
        and (lever.material is None or lane.material == lever.material)
    ]
    per_tonne = _content_by_lane(lever, parameters, lanes)
    counted: dict[float, list[str]] = {}
    for name, content in per_tonne.items():
        if content > 0:
            counted.setdefault(content, []).append(name)
    for content, names in counted.items():
        yield edit(lever, "export_content", "set", content, slot=slot, lane=tuple(names))
    flows = dict(
        zip(parameters.labels.coordinates("lane"), parameters["reference_flow"].values, strict=True)
    )
    reference = float(sum(content * flows[name] for name, content in per_tonne.items()))
    # before the rule starts the observed trade goes on; without an observed flow the rest of that
    # year cannot be bounded and the limit begins with the first full year
    limits = {
        period: share * lever.tonnes_per_year + (1.0 - share) * reference
        for period, share in window_shares(parameters, lever).items()
        if share >= 1.0 or reference > 0
    }
    yield from edits(lever, "export_limit", "set", "slot", {slot: limits})
    yield from _lower_the_band(lever, parameters, [x for x in lanes if per_tonne[x.name] > 0])
    ending = {period: 1.0 - share for period, share in window_shares(parameters, lever).items()}
    for floor in ("floor", "floor_share"):
        ended = [
            name
            for name in lever.ends_must_run_at
            if bool((parameters[floor].sel(facility=name) > 0).any())
        ]
        yield from edits(lever, floor, "multiply", "facility", dict.fromkeys(ended, ending))


def _lower_the_band(
    lever: ExportLimit, parameters: Parameters, lanes: list[Lane]
) -> Iterator[Edit]:
    """Leave lanes the share of their usual trade that a limit leaves them: none in a halt.

    factor = limit / contents of the usual trade of all these lanes, at most 1; in a period the
    limit covers in part, pro rata.
    """
    per_tonne = _content_by_lane(lever, parameters, lanes)
    usual = reference_trade(parameters, lanes)
    factors = {}
    for period, share in window_shares(parameters, lever).items():
        sent = sum(per_tonne[lane] * tonnes[period] for lane, tonnes in usual.items())
        left = min(1.0, lever.tonnes_per_year / sent) if sent > 0 else 1.0
        if left < 1.0:
            factors[period] = 1.0 - share * (1.0 - left)
    yield from edits(lever, "lane_policy", "multiply", "lane", dict.fromkeys(usual, factors))


@MAKERS.of(ImportDuty)
def import_duty(lever: ImportDuty, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Charge rate x reference price on every lane that comes home from a region not exempt."""
    labels = parameters.labels
    price = dict(zip(labels.materials, parameters["price"].values, strict=True))
    charged = {
        lane.name: lever.rate * float(price[lane.material])
        for lane in labels.lanes
        if lane.destination == labels.home
        and not lane.is_transfer
        and lane.material in lever.materials
        and lane.origin not in lever.exempt_from
    }
    yield from set_pro_rata(lever, parameters, "duty", charged)


def _content_by_lane(
    lever: ExportLimit, parameters: Parameters, lanes: list[Lane]
) -> dict[str, float]:
    if lever.material is not None:
        return {lane.name: 1.0 for lane in lanes}
    element = str(lever.element)
    labels = parameters.labels
    group = None if element in labels.groups else labels.group_of_element[element]
    content = contained(parameters, element, group)
    by_lane = dict(zip(labels.coordinates("lane"), content.values.tolist(), strict=True))
    return {lane.name: by_lane[lane.name] for lane in lanes}


@MAKERS.of(Partnership)
def partnership(lever: Partnership, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Open a partner's plant for the agreed tonnage and take or pay for a share of it.

    What is due follows the ramp of the plant that was opened, so that none of it falls due before
    it can be made.
    """
    labels = parameters.labels
    lane = lane_name(lever.material, lever.region, study.settings.home)
    if lane not in labels.coordinates("lane"):
        raise refuse(
            lever,
            "material",
            f"there is no lane for {lever.material} from {lever.region}",
            "add the lane to chain/lanes.csv or name another material",
        )
    flow = f"{labels.facility_recipe[lever.facility]}/{lever.material}"
    size = lever.tonnes_per_year / parameters.at("recipe_amount", flow)
    programme = parameters["programme"]
    opened = with_numbers(programme, np.zeros(programme.shape))
    for vintage, share in vintage_shares(labels, lever.start).items():
        opened.values[position(programme, (lever.facility, vintage))] = share
        yield edit(
            lever, "programme", "add", size * share, facility=lever.facility, vintage=vintage
        )
    nameplate = parameters["nameplate"]
    alone = {"nameplate": with_numbers(nameplate, np.zeros(nameplate.shape)), "programme": opened}
    ramped = committed_capacity(parameters.replaced(alone, ()))
    taken = in_order(parameters["agreement_lane"], "agreement", "lane").values
    free = [name for name, lanes in zip(labels.agreements, taken, strict=True) if not lanes.any()]
    if not free:
        raise refuse(
            lever, "kind", "all rows for agreements are taken", "merge partnerships into one"
        )
    price = parameters.at("price", lever.material)
    yield edit(lever, "agreement_lane", "set", 1.0, agreement=free[0], lane=lane)
    yield edit(lever, "agreement_price", "set", price, agreement=free[0])
    (plant,) = position(ramped, (lever.facility,))
    ready = dict(zip(labels.periods, ramped.values[plant].tolist(), strict=True))
    made = {
        period: lever.tonnes_per_year * ready[period] for period in window_shares(parameters, lever)
    }
    due = {period: lever.take_or_pay * tonnes for period, tonnes in made.items()}
    whole = dict.fromkeys(made, lever.tonnes_per_year)
    yield from edits(lever, "agreement_floor", "set", "agreement", {free[0]: due})
    yield from edits(lever, "lane_limit", "at_least", "lane", {lane: whole})
    # what was agreed comes on top of what trade by habit allows
    yield from edits(lever, "lane_opened", "add", "lane", {lane: made})


@MAKERS.of(Diversification)
def diversification(lever: Diversification, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Fill a free row with the largest share of one origin, what counts and what a breach costs.

    In a period it covers in part the largest share is the mean over time, all of it before.
    """
    taken = parameters["spread_counts"].any("material")
    free = [spread for spread in parameters.labels.spreads if not bool(taken.sel(spread=spread))]
    if not free:
        raise refuse(
            lever, "kind", "all rows for largest shares are taken", "merge them into one lever"
        )
    spread = free[0]
    yield edit(lever, "spread_counts", "set", 1.0, spread=spread, material=lever.materials)
    yield edit(lever, "spread_price", "set", money_in(lever, "breach", study), spread=spread)
    shares = {
        period: 1.0 - part * (1.0 - lever.share)
        for period, part in window_shares(parameters, lever).items()
    }
    yield from edits(lever, "spread_share", "set", "spread", {spread: shares})
