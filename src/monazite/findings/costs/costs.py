"""Adds up what a year costs: to the world, to home at border prices, to a partner's users."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from monazite.findings.solution import Reading, Series
from monazite.model.capital import capital_factor
from monazite.parameters import lead_times, standing_share
from monazite.parameters.named import Point
from monazite.parameters.positions import positions

Numbers = npt.NDArray[np.float64]


def running_cost(reading: Reading, region: str | None) -> Series:
    """Operating cost of plants in a region, or of all, USD_2024/yr."""
    rows = reading.places.facilities(region)
    cost = reading.parameters["operating_cost"].values[rows]
    return np.asarray((reading.reported("activity")[rows] * cost[:, None]).sum(axis=0))


def capital_cost(reading: Reading, region: str | None) -> Series:
    """Charge for the capital of additions and programmes, USD_2024/yr.

    capital_cost * capital_factor on every tonne the ramp lets what was added make in a year.
    """
    plants, online, tonnes = _built(reading, region)
    parameters, years = reading.parameters, np.array(reading.years, dtype=float)
    capital, hurdle, lifetime = (
        parameters[name].values for name in ("capital_cost", "hurdle_rate", "lifetime")
    )
    ramps = parameters["ramp"].transpose("facility", ...).values
    total = reading.zeros()
    for plant in np.unique(plants):
        ramp, life = tuple(ramps[plant].tolist()), float(lifetime[plant])
        at = plants == plant
        share = standing_share(ramp, life, years - online[at][:, None])
        factor = capital[plant] * capital_factor(ramp, float(hurdle[plant]), life)
        total = total + factor * (tonnes[at][:, None] * share).sum(axis=0)
    return np.asarray(total)


def _built(reading: Reading, region: str | None) -> tuple[npt.NDArray[np.intp], Numbers, Numbers]:
    """Row of the plant, date online and tonnes of everything added in a region."""
    labels, parameters = reading.labels, reading.parameters
    lead = lead_times(parameters).values
    plants = reading.places.facilities(region)
    programme = parameters["programme"].values[plants]
    tonnes = np.concatenate([programme, reading.paid_additions[plants]], axis=1)
    online = np.concatenate(
        [
            np.broadcast_to(np.array(labels.vintages, dtype=float), programme.shape),
            np.array(labels.periods, dtype=float) + lead[plants],
        ],
        axis=1,
    )
    row, column = np.nonzero(tonnes > 0)
    return np.asarray(plants)[row], online[row, column], tonnes[row, column]


def unmet_value(reading: Reading, points: Sequence[Point]) -> Series:
    """Value lost at demand points: unmet tonnes times what each tranche would have paid, USD."""
    rows = reading.places.tranches(tuple(points))
    value = reading.parameters["unmet_cost"].values[rows]
    return np.asarray((reading.reported("unmet")[rows] * value[:, None]).sum(axis=0))


def storage_and_disposal(reading: Reading, region: str | None) -> Series:
    """Cost of keeping stocks and of putting material aside, USD_2024/yr."""
    labels, parameters = reading.labels, reading.parameters
    stores = reading.places.stores(labels.materials, region)
    piles, put_aside = reading.piles(labels.materials, region)
    stock = reading.reported("stock")[stores] if stores.size else reading.zeros()[None][:0]
    kept = stock * parameters["storage_cost"].values[stores][:, None]
    of_material = parameters["disposal_cost"].values
    row = positions(parameters["disposal_cost"], "material")
    cost = of_material[[row[material] for material, _ in put_aside]]
    aside = reading.reported("discard")[piles] * cost[:, None]
    return np.asarray(np.concatenate([kept.sum(axis=0)[None], aside]).sum(axis=0))


def freight(reading: Reading, destination: str | None) -> Series:
    """Freight on lanes into a region, or on all, USD_2024/yr."""
    lanes = reading.places.lanes_into(destination)
    cost = reading.parameters["freight"].values[lanes]
    return np.asarray((reading.reported("shipment")[lanes] * cost[:, None]).sum(axis=0))


def undelivered(reading: Reading) -> Series:
    """What home pays for tonnes that agreements owe and it does not take, USD_2024/yr."""
    if "undelivered" not in reading.outcome.values:
        return reading.zeros()
    price = reading.parameters["agreement_price"].values
    return np.asarray((reading.reported("undelivered") * price[:, None]).sum(axis=0))


def serving_cost(reading: Reading, region: str | None) -> Series:
    """Extra cost of serving uses with second-best materials, USD_2024/yr."""
    offers = reading.places.offers(reading.labels.materials, region)
    cost = reading.parameters["penalty"].values[offers]
    return np.asarray((reading.reported("served")[offers] * cost[:, None]).sum(axis=0))


def spent_by_all(reading: Reading) -> dict[str, Series]:
    """What the whole chain spends and loses, item by item, USD_2024/yr."""
    return {
        "running plants": running_cost(reading, None),
        "capital of additions": capital_cost(reading, None),
        "freight": freight(reading, None),
        "storage and disposal": storage_and_disposal(reading, None),
        "second-best materials": serving_cost(reading, None),
        "value lost by users": unmet_value(reading, reading.labels.points),
    }


def spent_at_home(reading: Reading) -> dict[str, Series]:
    """What home spends and loses, item by item, with trade at border prices, USD_2024/yr."""
    home = reading.home
    imported, exported = trade_at_border(reading)
    return {
        "running plants": running_cost(reading, home),
        "capital of additions": capital_cost(reading, home),
        "imports at border prices": imported,
        "less exports at border prices": -exported,
        "agreed tonnes not taken": undelivered(reading),
        "storage and disposal": storage_and_disposal(reading, home),
        "second-best materials": serving_cost(reading, home),
        "value lost by users": unmet_value(reading, reading.home_points()),
    }


def trade_at_border(reading: Reading) -> tuple[Series, Series]:
    """What home's imports cost and its exports earn at its border, USD_2024/yr.

    Imports at the price of origin with freight and the margin on the lane, exports at the price of
    destination less freight.
    """
    labels, home = reading.labels, reading.home
    imported, exported = reading.zeros(), reading.zeros()
    shipment, freight_cost = reading.reported("shipment"), reading.parameters["freight"].values
    margin = reading.planned("lane_wedge")
    for row in reading.places.lanes_touching(home):
        lane, tonnes, freight_paid = labels.lanes[row], shipment[row], float(freight_cost[row])
        if lane.destination == home:
            border = reading.price(lane.material, lane.origin) + freight_paid + margin[row]
            imported = imported + tonnes * border
        else:
            border = reading.price(lane.material, lane.destination) - freight_paid
            exported = exported + tonnes * border
    return imported, exported


def burden(reading: Reading, region: str) -> Series:
    """A region's price times use plus value lost on unmet demand, USD_2024/yr."""
    labels = reading.labels
    total = unmet_value(reading, [point for point in labels.points if point.region == region])
    for row in reading.places.offers(labels.materials, region):
        served = reading.reported("served")[row]
        total = total + served * reading.price(labels.offers[row][2], region)
    return total


def duty_paid(reading: Reading) -> Series:
    """Customs duty on what home imports, a transfer from users to the treasury, USD_2024/yr."""
    lanes = reading.places.lanes(reading.labels.materials, destination=reading.home)
    paid = reading.reported("shipment")[lanes] * reading.planned("duty")[lanes]
    return np.asarray(paid.sum(axis=0))
