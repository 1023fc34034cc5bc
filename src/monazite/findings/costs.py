"""Adds up what a year costs: to the world, to home at border prices, to the public purse."""

from __future__ import annotations

import numpy as np

from monazite.core.units import convert
from monazite.findings.reading import Reading, Series
from monazite.model.capacity import annuity_factor
from monazite.parameters.labels import node_name, region_of


def running_cost(reading: Reading, region: str | None) -> Series:
    """Operating cost of plants in a region, or of all, USD_2024/yr."""
    labels = reading.labels
    names = [
        name
        for name in labels.facilities
        if region is None or labels.facility_region[name] == region
    ]
    activity = reading.select(reading.outcome["activity"]).sel(facility=names)
    cost = reading.parameters["operating_cost"].sel(facility=names)
    return np.asarray((activity * cost).sum("facility").values)


def capital_cost(reading: Reading, region: str | None) -> Series:
    """Annuities on additions and programmes for the part of a year they are online, USD_2024/yr."""
    labels, parameters = reading.labels, reading.parameters
    total = reading.zeros()
    added = reading.outcome.values.get("addition")
    growing = added.coords["investable"].values.tolist() if added is not None else []
    terms = {
        name: parameters[name].values
        for name in ("capital_cost", "hurdle_rate", "lifetime", "lead_time")
    }
    for place, facility in enumerate(labels.facilities):
        if region is not None and labels.facility_region[facility] != region:
            continue
        capital, hurdle, lifetime, lead = (float(values[place]) for values in terms.values())
        programme = parameters["programme"].values[place].tolist()
        built = list(zip(map(float, labels.vintages), programme, strict=True))
        if added is not None and facility in growing:
            decided = added.values[growing.index(facility)].tolist()
            built += [
                (period + lead, tonnes)
                for period, tonnes in zip(labels.periods, decided, strict=True)
            ]
        annuity = capital * annuity_factor(hurdle, lifetime)
        for online, tonnes in built:
            if tonnes <= 0:
                continue
            paid = [
                max(0.0, min(1.0, year + 1 - online, online + lifetime - year))
                for year in reading.years
            ]
            total = total + annuity * tonnes * np.array(paid)
    return total


def unmet_value(reading: Reading, points: list[str]) -> Series:
    """Value lost at demand points: unmet tonnes times what each tranche would have paid, USD."""
    if not points:
        return reading.zeros()
    tranches = reading.tranches(points)
    unmet = reading.select(reading.outcome["unmet"]).sel(tranche=tranches)
    value = reading.parameters["unmet_cost"].sel(tranche=tranches)
    return np.asarray((unmet * value).sum("tranche").values)


def storage_and_disposal(reading: Reading, region: str | None) -> Series:
    """Cost of keeping stocks and of putting material aside, USD_2024/yr."""
    labels, parameters = reading.labels, reading.parameters
    total = reading.zeros()
    stores = [
        node_name(m, place) for m, place in labels.stores if region in (None, region_of(place))
    ]
    if stores:
        stock = reading.select(reading.outcome["stock"]).sel(store=stores)
        total = total + (stock * parameters["storage_cost"].sel(store=stores)).sum("store").values
    for material in labels.materials:
        cost = float(parameters["disposal_cost"].sel(material=material))
        if cost:
            places = [region] if region is not None else list(labels.regions)
            for place in places:
                total = total + cost * reading.discarded((material,), place)
    return total


def freight(reading: Reading, destination: str | None) -> Series:
    """Freight on lanes into a region, or on all, USD_2024/yr."""
    labels = reading.labels
    names = [lane.name for lane in labels.lanes if destination in (None, lane.destination)]
    shipment = reading.select(reading.outcome["shipment"]).sel(lane=names)
    return np.asarray((shipment * reading.parameters["freight"].sel(lane=names)).sum("lane").values)


def undelivered(reading: Reading) -> Series:
    """What home pays for tonnes that agreements owe and it does not take, USD_2024/yr."""
    if "undelivered" not in reading.outcome.values:
        return reading.zeros()
    missing = reading.select(reading.outcome["undelivered"])
    return np.asarray((missing * reading.parameters["agreement_price"]).sum("agreement").values)


def serving_cost(reading: Reading, region: str | None) -> Series:
    """Extra cost of serving uses with second-best materials, USD_2024/yr."""
    names = [
        f"{use}@{place}/{material}"
        for use, place, material in reading.labels.offers
        if region in (None, place)
    ]
    served = reading.select(reading.outcome["served"]).sel(offer=names)
    return np.asarray((served * reading.parameters["penalty"].sel(offer=names)).sum("offer").values)


def world_cost(reading: Reading, qualifier: str = "total") -> Series:
    """What the whole chain spends and loses, USD_2024/yr.

    Plants, annuities on what is added, freight, storage, disposal, second-best materials and value
    lost. What only steers is left out: premiums for priority, missed stock targets, and payments
    for what is not delivered, which the other side receives.
    """
    points = [f"{use}@{region}" for use, region in reading.labels.points]
    return (
        running_cost(reading, None)
        + capital_cost(reading, None)
        + freight(reading, None)
        + storage_and_disposal(reading, None)
        + serving_cost(reading, None)
        + unmet_value(reading, points)
    )


def home_cost(reading: Reading, qualifier: str = "total") -> Series:
    """What home spends and loses, with trade at border prices; USD_2024/yr.

    Plants at home with annuities, imports at the price of origin plus freight and the margin on the
    lane less exports at the price of destination less freight, payments for what is not delivered,
    storage, disposal, second-best materials and value lost at home. What a limit on exports makes
    scarce abroad is earned by home as long as it may sell, and is gone when it may not.
    """
    labels, home = reading.labels, reading.home
    trade = reading.zeros()
    for lane in labels.lanes:
        if home not in (lane.origin, lane.destination) or lane.is_transfer:
            continue
        tonnes = reading.select(reading.outcome["shipment"]).sel(lane=lane.name).values
        freight_paid = float(reading.parameters["freight"].sel(lane=lane.name))
        if lane.destination == home:
            margin = reading.series(reading.parameters["lane_wedge"], {"lane": lane.name})
            border = reading.price(lane.material, lane.origin) + freight_paid + margin
            trade = trade + tonnes * border
        else:
            trade = trade - tonnes * (reading.price(lane.material, lane.destination) - freight_paid)
    return (
        running_cost(reading, home)
        + capital_cost(reading, home)
        + trade
        + undelivered(reading)
        + storage_and_disposal(reading, home)
        + serving_cost(reading, home)
        + unmet_value(reading, reading.home_points())
    )


def burden(reading: Reading, region: str) -> Series:
    """A region's price times use plus value lost on unmet demand, USD_2024/yr."""
    labels = reading.labels
    total = unmet_value(reading, [f"{u}@{r}" for u, r in labels.points if r == region])
    for use, place, material in labels.offers:
        if place != region:
            continue
        offer = f"{use}@{place}/{material}"
        served = reading.select(reading.outcome["served"]).sel(offer=offer).values
        total = total + served * reading.price(material, region)
    return total


def public_outlay(reading: Reading, qualifier: str = "total") -> Series:
    """What the treasury pays for programmes, support and stocks, INR_2024 crore/yr.

    The public share of programmes and the subsidised share of additions in the year they come
    online; support per tonne of supported output; a stock target when it rises, at the reference
    price, as far as the stock really rises to it.
    """
    labels, parameters = reading.labels, reading.parameters
    dollars = reading.zeros()
    for facility in labels.facilities:
        share = float(parameters["public_share"].sel(facility=facility))
        capital = float(parameters["capital_cost"].sel(facility=facility))
        if share * capital:
            programme = parameters["programme"].sel(facility=facility, vintage=list(reading.years))
            dollars = dollars + share * capital * programme.values
    dollars = dollars + support_paid(reading) + capital_subsidy(reading)
    for material, place in labels.stores:
        store = node_name(material, place)
        target = reading.select(parameters["stock_target"]).sel(store=store).sum("tier").values
        if not target.any():
            continue
        stock = reading.select(reading.outcome["stock"]).sel(store=store).values
        held = np.minimum(stock, target)
        bought = np.diff(held, prepend=0.0).clip(min=0.0)
        dollars = dollars + bought * float(parameters["price"].sel(material=material))
    crore = convert(1.0, "USD_2024", "INR_2024 crore", reading.study.money)
    return np.asarray(dollars * crore)


def support_paid(reading: Reading) -> Series:
    """Support per tonne paid on supported output, USD_2024/yr."""
    if "supported_output" not in reading.outcome.values:
        return reading.zeros()
    paid = reading.outcome["supported_output"] * reading.parameters["incentive"]
    return np.asarray(reading.select(paid).sum("winner").values)


def capital_subsidy(reading: Reading) -> Series:
    """Subsidised share of the capital of additions at home, in the year they are online, USD_2024.

    Additions that come online between two years count in the year that has begun.
    """
    added = reading.outcome.values.get("addition")
    total = reading.zeros()
    if added is None:
        return total
    for place, facility in enumerate(added.coords["investable"].values.tolist()):
        at = {"facility": facility}
        share = float(reading.parameters["subsidy_share"].sel(at))
        if share <= 0 or reading.labels.facility_region[facility] != reading.home:
            continue
        capital = float(reading.parameters["capital_cost"].sel(at))
        lead = float(reading.parameters["lead_time"].sel(at))
        for period, tonnes in zip(reading.labels.periods, added.values[place], strict=True):
            online = int(period + lead)
            if online in reading.years:
                total[reading.years.index(online)] += share * capital * float(tonnes)
    return total


def duty_paid(reading: Reading, qualifier: str = "total") -> Series:
    """Customs duty on what home imports, a transfer from users to the treasury, USD_2024/yr."""
    lanes = [
        lane.name
        for lane in reading.labels.lanes
        if lane.destination == reading.home and not lane.is_transfer
    ]
    paid = reading.outcome["shipment"].sel(lane=lanes) * reading.parameters["duty"].sel(lane=lanes)
    return np.asarray(reading.select(paid).sum("lane").values)
