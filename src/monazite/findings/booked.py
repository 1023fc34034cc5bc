"""Takes out of a bottleneck's worth what only the owner of a pool books for tonnes nobody takes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.reading import Reading
from monazite.model.owners import transfer_credit
from monazite.parameters.labels import node_name

Table = npt.NDArray[np.float64]


@lru_cache(maxsize=32)
def booked_worth(reading: Reading) -> dict[str, Table]:
    """Part of the worth of a tonne a year more at each home plant that is booked and never earned.

    Plants that deliver into a pool with a transfer price run as if every tonne earned it. While the
    pool holds more than makers take (its own price is below zero), one more tonne only adds to its
    stock. What the plant books for it, and what plants before it would see of that, is then no gain
    to anyone. USD_2024/t of activity, one number per reported year, at most; zero for other plants.
    """
    labels = reading.labels
    credit = dict(zip(labels.facilities, transfer_credit(reading.parameters).values, strict=True))
    amounts = dict(zip(labels.flows, reading.parameters["recipe_amount"].values, strict=True))
    home = [name for name in labels.facilities if labels.facility_region[name] == labels.home]
    flows = {
        facility: [
            (node_name(material, labels.place_of(facility, material)), float(amount))
            for (recipe, material), amount in amounts.items()
            if recipe == labels.facility_recipe[facility]
        ]
        for facility in home
    }
    if not any(credit[facility] for facility in home):
        return {facility: reading.zeros() for facility in home}
    balance = reading.outcome.duals["materials_balance"]
    own = {
        facility: np.where(_in_glut(reading, flows[facility], balance), credit[facility], 0.0)
        for facility in home
    }
    passed: dict[str, Table] = {}
    # each pass carries the price one plant further up the chain
    for _ in range(len(reading.labels.material_form)):
        new = {facility: own[facility] + _outputs(flows[facility], passed) for facility in home}
        carried = _carried(flows, new)
        settled = carried.keys() == passed.keys() and all(
            np.array_equal(carried[node], passed[node]) for node in carried
        )
        passed = carried
        if settled:
            break
    return {facility: own[facility] + _outputs(flows[facility], passed) for facility in home}


def _in_glut(reading: Reading, flows: list[tuple[str, float]], balance: object) -> Table:
    """Whether what a plant makes lies in a pool that holds more than anyone takes."""
    prices = [
        np.asarray(reading.select(balance.sel(node=node)).values)  # type: ignore[attr-defined]
        for node, amount in flows
        if amount > 0 and "." in node
    ]
    if not prices:
        return np.zeros(len(reading.years), dtype=bool)
    return np.asarray(np.min(prices, axis=0) < 0.0)


def _outputs(flows: list[tuple[str, float]], passed: dict[str, Table]) -> Table | float:
    return sum(
        (amount * passed[node] for node, amount in flows if amount > 0 and node in passed), 0.0
    )


def _carried(
    flows: dict[str, list[tuple[str, float]]], worth: dict[str, Table]
) -> dict[str, Table]:
    """What a tonne at a node brings through plants that use nothing else, at once or later."""
    carried: dict[str, Table] = {}
    for facility, around in flows.items():
        inputs = [(node, -amount) for node, amount in around if amount < 0]
        if len(inputs) != 1:
            continue
        node, used = inputs[0]
        brought = worth[facility] / used
        if brought.any():
            carried[node] = np.maximum(carried.get(node, 0.0), brought)
    return carried
