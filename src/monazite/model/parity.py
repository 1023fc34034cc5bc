"""A pool that would be undersold by imports meets their price, rather than let its plants stand.

The price a study states for feed is one path, and the plan has its own price at the border. Where
the stated one is higher, makers would buy abroad what the pool could sell at a gain, and a gap of
a few per cent between two figures would decide whether home ore is used at all.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.model.outcome import Outcome
from monazite.model.owners import transfer_toll
from monazite.model.slices import bare
from monazite.parameters import Labels
from monazite.parameters.bands import lane_ceiling
from monazite.parameters.labels import node_name
from monazite.parameters.positions import in_order, once_for_each

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

UNDERCUT = 0.02
"""Part by which a pool stays below the price of imports it meets: they get cheaper by about as much
when home buys none, and a pool that only matched them would be undersold again."""

UNDERSOLD = 1e-3
"""Part by which the stated price has to be above that of imports."""

ROUNDS = 3
"""How often a pool looks again; what is left then is printed with the prices of feed."""


def prices_met(outcome: Outcome, opens: int) -> tuple[Edit, ...]:
    """Edits that bring stated prices down to those of imports, from the period a stage opens.

    The price of imports is the least, over lanes into home that are open and not full, of the price
    at their origin, freight, margin and duty. Only lanes that bear a toll are looked at: a price no
    higher than the pool's running cost has nothing to give.
    """
    parameters, labels = outcome.parameters, outcome.labels
    stated = in_order(parameters["transfer_price"], "lane", "period").values
    if not stated.any():
        return ()
    toll = transfer_toll(parameters).values
    periods = np.array(labels.periods)
    found = []
    known: dict[str, Numbers] = {}
    for row in np.flatnonzero(toll.any(axis=1)):
        lane = labels.lanes[row]
        if not lane.is_transfer:
            continue
        if lane.material not in known:
            known[lane.material] = imports(outcome, lane.material)
        met = known[lane.material] * (1.0 - UNDERCUT)
        undersold = stated[row] > known[lane.material] * (1.0 + UNDERSOLD)
        for column in np.flatnonzero(undersold & (toll[row] > 0) & (periods >= opens)):
            found.append(
                Edit(
                    parameter="transfer_price",
                    where={"lane": lane.name, "period": int(periods[column])},
                    operation="set",
                    value=float(met[column]),
                    reason="Imports would be cheaper than the stated price; the pool meets them.",
                    origin="model/parity#prices_met",
                    source="",
                )
            )
    return tuple(found)


def imports(outcome: Outcome, material: str) -> Numbers:
    """Least a further tonne from abroad costs at home by period, money/t; infinite: none."""
    parameters, labels = outcome.parameters, outcome.labels
    lanes, origins = _from_abroad(labels, material)
    if not lanes.size:
        return np.full(len(labels.periods), np.inf)
    prices = bare(outcome.duals, "materials_balance", "node", "period")
    margin, duty, ceiling = (
        in_order(array, "lane", "period").values[lanes]
        for array in (
            parameters["lane_price_cost_margin"],
            parameters["duty"],
            lane_ceiling(parameters),
        )
    )
    cost = prices[origins] + parameters["freight"].values[lanes, None] + (margin + duty)
    shipped = bare(outcome.values, "shipment", "lane", "period")[lanes]
    room = shipped < ceiling * (1.0 - 1e-6)
    return np.asarray(np.where(room, cost, np.inf).min(axis=0))


@once_for_each(64)
def _from_abroad(labels: Labels, material: str) -> tuple[Positions, Positions]:
    """Lanes that bring a material home from abroad, and the nodes at which they begin."""
    row = {name: place for place, name in enumerate(labels.coordinates("node"))}
    found = [
        (at, row[node_name(material, lane.origin_place)])
        for at, lane in enumerate(labels.lanes)
        if lane.material == material and lane.destination == labels.home and not lane.is_transfer
    ]
    lanes, origins = np.array(found, dtype=np.intp).reshape(-1, 2).T
    return lanes, origins
