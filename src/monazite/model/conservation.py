"""Checks that an outcome conserves matter, from its numbers and not from the solver's word."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import xarray as xr

from monazite.parameters import Parameters


def movements(
    parameters: Parameters, values: Mapping[str, xr.DataArray]
) -> tuple[xr.DataArray, xr.DataArray]:
    """Add up what arrives at and leaves every node; two arrays over node, period, t/yr.

    Arrivals: recipe outputs, shipments in, releases, collected scrap. Departures: recipe inputs,
    shipments out, intakes, what is served, what is discarded, what a probe of a price takes out.
    """
    labels = parameters.labels
    nodes = {str(name): position for position, name in enumerate(labels.coordinates("node"))}
    shape = (len(nodes), len(labels.periods))
    arrivals, departures = np.zeros(shape), np.zeros(shape)

    def add(node: str, tonnes: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        np.add(arrivals[nodes[node]], np.clip(tonnes, 0, None), out=arrivals[nodes[node]])
        np.subtract(departures[nodes[node]], np.clip(tonnes, None, 0), out=departures[nodes[node]])

    activity = values["activity"].transpose("facility", "period").values
    amount = dict(zip(labels.flows, parameters["recipe_amount"].values, strict=True))
    for position, facility in enumerate(labels.facilities):
        for recipe, material in labels.flows:
            if recipe == labels.facility_recipe[facility]:
                node = f"{material}@{labels.place_of(facility, material)}"
                add(node, activity[position] * amount[recipe, material])
    shipment = values["shipment"].transpose("lane", "period").values
    for position, lane in enumerate(labels.lanes):
        add(f"{lane.material}@{lane.origin_place}", -shipment[position])
        add(f"{lane.material}@{lane.destination_place}", shipment[position])
    if labels.stores:
        net = (values["release"] - values["intake"]).transpose("store", "period").values
        for position, (material, region) in enumerate(labels.stores):
            add(f"{material}@{region}", net[position])
    served = values["served"].transpose("offer", "period").values
    for position, (_, region, material) in enumerate(labels.offers):
        add(f"{material}@{region}", -served[position])
    if labels.collections:
        collected = values["collected"].transpose("collection", "period").values
        for position, (_, region, scrap) in enumerate(labels.collections):
            add(f"{scrap}@{region}", collected[position])
    discard = values["discard"].transpose("pile", "period")
    for position, name in enumerate(discard.coords["pile"].values):
        add(str(name), -discard.values[position])
    for position, name in enumerate(nodes):
        add(name, -parameters["balance_shift"].values[position])
    coordinates = {"node": list(nodes), "period": labels.coordinates("period")}
    return (
        xr.DataArray(arrivals, coords=coordinates, dims=("node", "period")),
        xr.DataArray(departures, coords=coordinates, dims=("node", "period")),
    )


def balance_residual(parameters: Parameters, values: Mapping[str, xr.DataArray]) -> float:
    """Largest imbalance of any node and period over max(throughput, 1 t)."""
    arrivals, departures = movements(parameters, values)
    throughput = np.maximum(np.maximum(arrivals, departures), 1.0)
    return float((np.abs(arrivals - departures) / throughput).max())
