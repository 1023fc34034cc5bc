"""Checks that an outcome conserves matter, from its numbers and not from the solver's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.model.slices import bare, places
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import node_name
from monazite.parameters.positions import once_for_each

Numbers = npt.NDArray[np.float64]


def movements(parameters: Parameters, values: Mapping[str, Labelled]) -> tuple[Labelled, Labelled]:
    """Add up what arrives at and leaves every node; two arrays over node, period, t/yr.

    Arrivals: recipe outputs, shipments in, releases, collected scrap. Departures: recipe inputs,
    shipments out, intakes, what is served, what is discarded, what a probe of a price takes out.
    """
    labels = parameters.labels
    coordinates = {name: labels.coordinates(name) for name in ("node", "period")}
    arrivals, departures = _movements(parameters, values)
    return (
        Labelled(arrivals, coords=coordinates, dims=("node", "period")),
        Labelled(departures, coords=coordinates, dims=("node", "period")),
    )


def balance_residual(parameters: Parameters, values: Mapping[str, Labelled]) -> float:
    """Largest imbalance of any node and period over max(throughput, 1 t)."""
    arrivals, departures = _movements(parameters, values)
    throughput = np.maximum(np.maximum(arrivals, departures), 1.0)
    return float((np.abs(arrivals - departures) / throughput).max())


@dataclass(frozen=True)
class _Ends:
    """Which cell of the nodes each movement goes to; what does not change from solve to solve."""

    node: Mapping[str, int]
    """The row of each node."""
    facility: npt.NDArray[np.intp]
    """The plant of each flow of each plant; shape (run,)."""
    flow: npt.NDArray[np.intp]
    cells: npt.NDArray[np.intp]
    """Flat position of node and period of every movement and period, in the order of `_tonnes`.

    What is put aside is left out: not every node has a pile.
    """


@once_for_each(16)
def _ends(labels: Labels) -> _Ends:
    row = {str(name): position for position, name in enumerate(labels.coordinates("node"))}
    facilities = {name: position for position, name in enumerate(labels.facilities)}
    runs = [
        (facilities[facility], flow, row[node_name(material, labels.place_of(facility, material))])
        for facility in labels.facilities
        for flow, (recipe, material) in enumerate(labels.flows)
        if recipe == labels.facility_recipe[facility]
    ]
    nodes = [node for _, _, node in runs]
    for lane in labels.lanes:
        nodes += [
            row[node_name(lane.material, place)]
            for place in (lane.origin_place, lane.destination_place)
        ]
    nodes += [row[node_name(*store)] for store in labels.stores]
    nodes += [row[node_name(material, region)] for _, region, material in labels.use_options]
    nodes += [row[node_name(scrap, region)] for _, region, scrap in labels.end_of_life_streams]
    periods = len(labels.periods)
    return _Ends(
        node=row,
        facility=np.array([facility for facility, _, _ in runs], dtype=np.intp),
        flow=np.array([flow for _, flow, _ in runs], dtype=np.intp),
        cells=(np.array(nodes)[:, None] * periods + np.arange(periods)).ravel(),
    )


@once_for_each(16)
def _piles(labels: Labels, known: Mapping[str | int, int]) -> npt.NDArray[np.intp]:
    """The nodes of what is put aside, in its order."""
    node = _ends(labels).node
    return np.array([node[str(name)] for name in known], dtype=np.intp)


def _tonnes(parameters: Parameters, values: Mapping[str, Labelled], ends: _Ends) -> list[Numbers]:
    """Every movement into (positive) or out of a node but for discards; over movement, period."""
    labels = parameters.labels

    def by_period(name: str, dimension: str) -> Numbers:
        return bare(values, name, dimension, "period")

    amount = parameters["recipe_amount"].values[ends.flow]
    tonnes = [by_period("activity", "facility")[ends.facility] * amount[:, None]]
    shipment = by_period("shipment", "lane")
    tonnes.append(np.stack([-shipment, shipment], axis=1).reshape(-1, shipment.shape[1]))
    if labels.stores:
        tonnes.append(by_period("release", "store") - by_period("intake", "store"))
    tonnes.append(-by_period("served", "use_option"))
    if labels.end_of_life_streams:
        tonnes.append(by_period("collected", "end_of_life_stream"))
    return tonnes


def _movements(parameters: Parameters, values: Mapping[str, Labelled]) -> tuple[Numbers, Numbers]:
    """Sum movements over the cells they go to; two arrays of shape (node, period)."""
    labels = parameters.labels
    ends = _ends(labels)
    tonnes = np.concatenate(_tonnes(parameters, values, ends)).ravel()
    shape = (len(labels.nodes), len(labels.periods))
    size = shape[0] * shape[1]

    def summed(weights: Numbers) -> Numbers:
        sums: Numbers = np.bincount(ends.cells, weights=weights, minlength=size).astype(float)
        return sums.reshape(shape)

    arrivals, departures = summed(np.clip(tonnes, 0, None)), summed(np.clip(-tonnes, 0, None))
    discard = bare(values, "discard", "disposal", "period")
    disposals = _piles(labels, places(values, "discard", "disposal"))
    departures[disposals] += np.clip(discard, 0, None)
    arrivals[disposals] += np.clip(-discard, 0, None)
    shift = parameters["balance_shift"].values
    departures += np.clip(shift, 0, None)
    arrivals += np.clip(-shift, 0, None)
    return arrivals, departures
