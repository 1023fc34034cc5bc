"""Turns levers into edits, one function per kind; nothing else in the product knows levers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput, Problem
from monazite.core.units import convert
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity, vintage_shares
from monazite.parameters.chemistry import contained
from monazite.parameters.labels import Lane, lane_name, node_name
from monazite.parameters.positions import positions
from monazite.parameters.remembering import apply_once
from monazite.strategy import (
    CapacityProgramme,
    ExportLimit,
    ForeignExportControl,
    Lever,
    Partnership,
    Permit,
    Priority,
    Stockpile,
)
from monazite.study import Study

SLACK_NEVER = 20.0
"""Multiple of the reference price charged per tonne missing from a stock that is never released."""


def apply_levers(study: Study, parameters: Parameters, levers: Iterable[Lever]) -> Parameters:
    """Apply levers in order; each sees the parameters its predecessors left."""
    for lever in levers:
        parameters = apply_once(MAKERS[type(lever)], lever, study, parameters)
    return parameters


def window_shares(parameters: Parameters, lever: Lever) -> dict[int, float]:
    """Share of each period during which a lever is in force, for the periods it touches at all.

    A steady rule acts pro rata in the years it starts and ends.
    """
    shares: dict[int, float] = {}
    for period in parameters.labels.periods:
        years = parameters.labels.years_of(period)
        share = sum(lever.share_of_year(year) for year in years) / len(years)
        if share > 0:
            shares[period] = share
    return shares


def _edit(lever: Lever, parameter: str, operation: Any, value: float, **where: Any) -> Edit:
    return Edit(
        parameter=parameter,
        where=where,
        operation=operation,
        value=float(value),
        reason=lever.why,
        origin=lever.origin,
        source=lever.source,
    )


def _refuse(lever: Lever, field: str, message: str, remedy: str) -> InvalidInput:
    return InvalidInput(
        [Problem(file=lever.file, line=lever.line, field=field, message=message, remedy=remedy)]
    )


def export_limit(lever: ExportLimit, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Fill a free slot: contained element over all forms on every lane out, bar exempt ones."""
    # a limit on what no lane carries holds its slot all the same
    content = parameters["export_content"].transpose("slot", "lane").values
    limits = parameters["export_limit"].transpose("slot", "period").values
    used = np.asarray(content.any(axis=1) | (limits < np.inf).any(axis=1))
    free = [
        slot
        for slot, taken in zip(parameters.labels.slots, used.tolist(), strict=True)
        if not taken
    ]
    if not free:
        raise _refuse(
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
    reference = 0.0
    for lane in lanes:
        held = per_tonne[lane.name]
        if held > 0:
            reference += held * parameters.at("reference_flow", lane.name)
            yield _edit(lever, "export_content", "set", held, slot=slot, lane=lane.name)
    for period, share in window_shares(parameters, lever).items():
        if share >= 1.0:
            yield _edit(
                lever, "export_limit", "set", lever.tonnes_per_year, slot=slot, period=period
            )
        elif reference > 0:
            # before the rule starts the observed trade goes on; without an observed flow the rest
            # of that year cannot be bounded and the limit begins with the first full year
            mixed = share * lever.tonnes_per_year + (1.0 - share) * reference
            yield _edit(lever, "export_limit", "set", mixed, slot=slot, period=period)


def _content_by_lane(
    lever: ExportLimit, parameters: Parameters, lanes: list[Lane]
) -> dict[str, float]:
    if lever.material is not None:
        return {lane.name: 1.0 for lane in lanes}
    element = str(lever.element)
    labels = parameters.labels
    group = None if element in labels.groups else labels.group_of_element[element]
    content = contained(parameters, element, group)
    by_lane = dict(zip(labels.lanes, content.values.tolist(), strict=True))
    return {lane.name: by_lane[lane] for lane in lanes}


def capacity_programme(
    lever: CapacityProgramme, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Add nameplate from a month on; the ramp of the facility runs from there."""
    labels = parameters.labels
    for facility in lever.facilities:
        add = lever.add
        if add is None:
            online = int(lever.online[:4])
            vintages = [vintage for vintage in labels.vintages if vintage <= online]
            now = sum(
                parameters.at(name, facility, vintage)
                for vintage in vintages
                for name in ("nameplate", "programme")
            )
            add = (float(lever.multiply or 1.0) - 1.0) * now
        for vintage, share in vintage_shares(labels, lever.online).items():
            yield _edit(lever, "programme", "add", add * share, facility=facility, vintage=vintage)
        yield _edit(lever, "public_share", "set", lever.public_share, facility=facility)


def permit(lever: Permit, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Move the ceiling on what a facility may run; its nameplate is another target."""
    for facility in lever.facilities:
        for period, share in window_shares(parameters, lever).items():
            old = parameters.at("permit", facility, period)
            new = (
                lever.tonnes_per_year
                if lever.tonnes_per_year is not None
                else old * float(lever.multiply or 1.0)
            )
            mixed = new if share >= 1.0 or not np.isfinite(old) else share * new + (1 - share) * old
            yield _edit(lever, "permit", "set", mixed, facility=facility, period=period)


def partnership(lever: Partnership, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Open a partner's plant for the agreed tonnage and take or pay for a share of it.

    What is due follows the ramp of the plant that was opened, so that none of it falls due before
    it can be made.
    """
    labels = parameters.labels
    lane = lane_name(lever.material, lever.region, study.settings.home)
    if lane not in labels.coordinates("lane"):
        raise _refuse(
            lever,
            "material",
            f"there is no lane for {lever.material} from {lever.region}",
            "add the lane to chain/lanes.csv or name another material",
        )
    made = f"{labels.facility_recipe[lever.facility]}/{lever.material}"
    size = lever.tonnes_per_year / float(parameters["recipe_amount"].sel(flow=made))
    opened = xr.zeros_like(parameters["programme"])
    for vintage, share in vintage_shares(labels, lever.start).items():
        opened.loc[lever.facility, vintage] = share
        yield _edit(
            lever, "programme", "add", size * share, facility=lever.facility, vintage=vintage
        )
    alone = {"nameplate": xr.zeros_like(parameters["nameplate"]), "programme": opened}
    ramped = committed_capacity(parameters.replaced(alone, ())).sel(facility=lever.facility)
    taken = parameters["agreement_lane"].any("lane")
    free = [
        str(name)
        for name in taken.coords["agreement"].values
        if not bool(taken.sel(agreement=name))
    ]
    if not free:
        raise _refuse(
            lever, "kind", "all rows for agreements are taken", "merge partnerships into one"
        )
    price = float(parameters["price"].sel(material=lever.material))
    yield _edit(lever, "agreement_lane", "set", 1.0, agreement=free[0], lane=lane)
    yield _edit(lever, "agreement_price", "set", price, agreement=free[0])
    for period in window_shares(parameters, lever):
        made_by_then = lever.tonnes_per_year * float(ramped.sel(period=period))
        due = lever.take_or_pay * made_by_then
        yield _edit(lever, "agreement_floor", "set", due, agreement=free[0], period=period)
        yield _edit(
            lever, "lane_limit", "at_least", lever.tonnes_per_year, lane=lane, period=period
        )
        # what was agreed comes on top of what trade by habit allows
        yield _edit(lever, "lane_opened", "add", made_by_then, lane=lane, period=period)


def stockpile(lever: Stockpile, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Ask for a stock by a date, as far as the budget buys it at the reference price."""
    home = study.settings.home
    store = node_name(lever.material, home)
    if store not in parameters.labels.coordinates("store"):
        raise _refuse(
            lever,
            "material",
            f"{lever.material} cannot be stored in {home}",
            "add a row to chain/stocks.csv or name another material",
        )
    wanted = lever.tonnes
    tier = parameters.labels.tiers[-1]
    held = parameters["content"].sel(material=lever.material)
    if wanted is None and not float(held.sum()):
        raise _refuse(
            lever,
            "days_of_cover",
            f"{lever.material} holds no oxide group, so days of use cannot be told in tonnes",
            "give the reserve in tonnes",
        )
    if lever.budget_crore is not None:
        price = float(parameters["price"].sel(material=lever.material))
        budget = convert(lever.budget_crore, "INR_2024 crore", "USD_2024", study.money)
        affordable = budget / price
    else:
        affordable = np.inf
    largest = 0.0
    for period in parameters.labels.periods:
        if not _holds_at_the_end_of(period, lever):
            continue
        tonnes = wanted
        if tonnes is None:
            use = home_need(parameters, lever.material, period)
            tonnes = float(lever.days_of_cover or 0.0) / 365.0 * use
        target = min(tonnes, affordable)
        largest = max(largest, target)
        yield _edit(
            lever, "stock_target", "at_least", target, store=store, tier=tier, period=period
        )
    # a public reserve is kept beside what makers hold, so storage grows with it
    yield _edit(lever, "stock_limit", "add", largest, store=store)
    if lever.release == "never":
        price = float(parameters["price"].sel(material=lever.material))
        yield _edit(
            lever, "shortfall_cost", "at_least", SLACK_NEVER * price, store=store, tier=tier
        )


def _holds_at_the_end_of(year: int, lever: Lever) -> bool:
    """Say whether a lever is in force in the last month of a year."""
    december = f"{year}-12"
    return lever.starts <= december and (lever.ends is None or lever.ends > december)


def home_need(parameters: Parameters, material: str, period: int) -> float:
    """Tonnes of a material that hold the oxide groups of one year's demand at home.

    For a material that serves uses directly this is the demand it can serve; for one further up
    the chain, the demand of home uses expressed in its main group.
    """
    labels = parameters.labels
    row = {name: place for place, name in enumerate(labels.materials)}
    content = parameters["content"].transpose("material", "group").values
    group = int(content[row[material]].argmax())
    demand = parameters["demand"].transpose("point", "period").values
    now = positions(parameters["demand"], "period")[period]
    materials: dict[str, list[str]] = {}
    for use, region, offered in labels.offers:
        if region == labels.home:
            materials.setdefault(use, []).append(offered)
    total = 0.0
    for place, (use, region) in enumerate(labels.points):
        if region != labels.home:
            continue
        served_by = materials[use]
        held = (
            1.0
            if material in served_by
            else float(content[row[served_by[0]], group] / content[row[material], group])
        )
        total += float(demand[place, now]) * held
    return total


def priority(lever: Priority, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Serve tiers of uses at home in order when not all can be served.

    Among uses of the same material the values that home puts on its tonnes are dealt out anew: the
    curve of what home bids stays as it is, the highest bids go to the first tier and the lowest to
    the last. What home bids against users abroad does not change, so ranking Indian uses takes
    nothing from anyone else.
    """
    home, labels = study.settings.home, parameters.labels
    rank = {f"{use}@{home}": place for place, tier in enumerate(lever.tiers) for use in tier}
    material: dict[str, str] = {}
    for use, region, served_by in labels.offers:
        material.setdefault(f"{use}@{region}", served_by)
    ranked = [point for point in labels.coordinates("point") if point in rank]
    at = [
        place
        for place, (use, region, _) in enumerate(labels.tranches)
        if f"{use}@{region}" in ranked
    ]
    names = labels.coordinates("tranche")
    owner = [f"{labels.tranches[place][0]}@{labels.tranches[place][1]}" for place in at]
    values = parameters["unmet_cost"].values[at]
    parts = parameters["tranche_share"].values[at]
    tiers = np.array([rank[point] for point in owner])
    place_of, when = (positions(parameters["demand"], name) for name in ("point", "period"))
    demand = parameters["demand"].values[[place_of[point] for point in owner]]
    for period, share in window_shares(parameters, lever).items():
        width = parts * demand[:, when[period]]
        for group in dict.fromkeys(material[point] for point in owner):
            rows = [row for row, point in enumerate(owner) if material[point] == group]
            dealt = dealt_anew(values[rows], width[rows], tiers[rows])
            for row, change in zip(rows, (dealt - values[rows]) * share, strict=True):
                if abs(change) > 1e-9:
                    yield _edit(
                        lever,
                        "priority_premium",
                        "set",
                        change,
                        tranche=names[at[row]],
                        period=period,
                    )


def dealt_anew(
    values: npt.NDArray[np.float64],
    tonnes: npt.NDArray[np.float64],
    tiers: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Deal the values of tonnes out again, the highest to the first tier.

    Bids are laid out by falling value; the tonnes of the first tier, the most valued first, take
    the beginning of that curve, those of the next tier what follows. A step that spans several bids
    takes their mean, so the sum of value times tonnes stays what it was.
    """
    falling = np.argsort(-values, kind="stable")
    ends = np.concatenate([[0.0], np.cumsum(tonnes[falling])])
    worth = np.concatenate([[0.0], np.cumsum((values * tonnes)[falling])])
    order = np.lexsort((-values, tiers))
    order = order[tonnes[order] > 0]
    taken = tonnes[order]
    reached = np.concatenate([[0.0], np.minimum(np.cumsum(taken), ends[-1])])
    dealt = values.copy()
    dealt[order] = np.diff(np.interp(reached, ends, worth)) / taken
    return dealt


def foreign_export_control(
    lever: ForeignExportControl, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Withhold a share of what is normally sent, for the months the control lasts.

    Normal is the observed flow of the lane times the demand index of its destination; a lane
    without an observed flow cannot be measured against it and is left alone.
    """
    destinations = lever.destinations(parameters.labels.regions)
    index = demand_index(parameters)
    for lane in parameters.labels.lanes:
        if (
            lane.origin != lever.exporter
            or lane.destination not in destinations
            or lane.material not in lever.materials
        ):
            continue
        normal = parameters.at("reference_flow", lane.name)
        if normal <= 0:
            continue
        for period, share in window_shares(parameters, lever).items():
            grown = normal * index[lane.destination, period]
            allowed = grown * (1.0 - lever.share_withheld * share)
            yield _edit(lever, "lane_limit", "at_most", allowed, lane=lane.name, period=period)


def demand_index(parameters: Parameters) -> dict[tuple[str, int], float]:
    """Demand of each region against the first year, weighted by value; 1 there."""
    labels = parameters.labels
    anchors = {
        f"{use}@{region}": cost
        for (use, region, number), cost in zip(
            labels.tranches, parameters["unmet_cost"].values, strict=True
        )
        if number == 1
    }
    worth = np.array([anchors[str(point)] for point in labels.coordinates("point")])
    value = parameters["demand"].transpose("point", "period").values * worth[:, None]
    index: dict[tuple[str, int], float] = {}
    for region in labels.regions:
        rows = [row for row, (_, place) in enumerate(labels.points) if place == region]
        total = value[rows].sum(axis=0)
        for period, now in zip(labels.periods, total, strict=True):
            index[region, period] = float(now / total[0]) if total[0] > 0 else 1.0
    return index


MAKERS: dict[type, Callable[[Any, Study, Parameters], Iterator[Edit]]] = {
    ExportLimit: export_limit,
    CapacityProgramme: capacity_programme,
    Permit: permit,
    Partnership: partnership,
    Stockpile: stockpile,
    Priority: priority,
    ForeignExportControl: foreign_export_control,
}
