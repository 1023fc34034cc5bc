"""Owners inside home trade with each other at a stated price, which is a cost to nobody."""

from __future__ import annotations

import numpy as np
import xarray as xr

from monazite.parameters import Parameters


def pool_prices(parameters: Parameters) -> dict[tuple[str, str], float]:
    """Price at which owners of a pool sell inside the country; by material and place, USD_2024/t.

    Where lanes out of a pool differ, the highest price counts.
    """
    price: dict[tuple[str, str], float] = {}
    for lane, paid in zip(
        parameters.labels.lanes, parameters["transfer_price"].values, strict=True
    ):
        if lane.is_transfer and paid > 0:
            at = (lane.material, lane.origin_place)
            price[at] = max(price.get(at, 0.0), float(paid))
    return price


def transfer_credit(parameters: Parameters) -> xr.DataArray:
    """What the owners of a pool count on per tonne of activity; dims facility; USD_2024/t.

    A plant whose product goes into a pool with a transfer price runs as if each tonne earned that
    price, whether or not a maker takes it; makers pay it on the lanes out of the pool. So a glut in
    the pool does not make feed cheap for makers, and the payment cancels over home as a whole.
    """
    labels = parameters.labels
    price = pool_prices(parameters)
    credit = np.zeros(len(labels.facilities))
    if price:
        amounts = dict(zip(labels.flows, parameters["recipe_amount"].values, strict=True))
        for place, facility in enumerate(labels.facilities):
            if facility in labels.facility_pool:
                recipe = labels.facility_recipe[facility]
                credit[place] = sum(
                    amount * price.get((material, labels.place_of(facility, material)), 0.0)
                    for (of, material), amount in amounts.items()
                    if of == recipe
                )
    return xr.DataArray(
        credit, coords={"facility": labels.coordinates("facility")}, dims="facility"
    )


def transfer_payment(parameters: Parameters) -> xr.DataArray:
    """What a tonne on a lane pays to the pool it leaves, less what it is worth to the pool it
    enters; dims lane; USD_2024/t.

    Makers pay the transfer price. What leaves the country earns its price there and nothing from
    makers, so the credit on making it is taken back; what comes in from abroad is credited as if
    it had been made in the pool. All that keeps its credit is what stays there or is put aside.
    """
    labels, price = parameters.labels, pool_prices(parameters)
    paid = parameters["transfer_price"].values.copy()
    if price:
        for place, lane in enumerate(labels.lanes):
            if not lane.is_transfer:
                paid[place] += price.get((lane.material, lane.origin_place), 0.0)
            paid[place] -= price.get((lane.material, lane.destination_place), 0.0)
    return xr.DataArray(paid, coords={"lane": labels.coordinates("lane")}, dims="lane")
