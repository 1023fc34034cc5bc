"""What goes abroad from the pools of a plan although nobody is owed it, and what it fetches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from monazite.model.outcome import Outcome
from monazite.model.room import FULL, SMALLEST, Positions, margin_and_duty
from monazite.model.running import Mask, Node, Numbers
from monazite.model.slices import bare
from monazite.parameters import Labels
from monazite.parameters.contracts import contract_due
from monazite.parameters.labels import node_name
from monazite.parameters.positions import once_for_each


@once_for_each(16)
def ways_abroad(labels: Labels) -> Mapping[Node, Positions]:
    """Lanes that lead abroad from the place of every pool, by what they carry and whence."""
    found: dict[Node, list[int]] = {}
    for row, lane in enumerate(labels.lanes):
        if lane.origin_account and not lane.is_transfer:
            found.setdefault((lane.material, lane.origin_place), []).append(row)
    return {node: np.array(rows, dtype=np.intp) for node, rows in found.items()}


@once_for_each(16)
def ways_home(labels: Labels) -> Mapping[Node, Sequence[int]]:
    """Lanes that lead from the place of every pool to others at home, likewise."""
    found: dict[Node, list[int]] = {}
    for row, lane in enumerate(labels.lanes):
        if lane.origin_account and lane.is_transfer:
            found.setdefault((lane.material, lane.origin_place), []).append(row)
    return found


def freely_sent(outcome: Outcome, node: Node, lanes: Positions) -> Mask:
    """Whether lanes carry more than plants at their origin have sold ahead; by lane and period."""
    shipped = bare(outcome.values, "shipment", "lane", "period")[lanes]
    if not shipped.any():
        return np.zeros(shipped.shape, dtype=bool)
    return np.asarray(shipped * FULL > _due(outcome, node, lanes) + SMALLEST)


def fetched(outcome: Outcome, lanes: Positions) -> Numbers:
    """The price at the end of lanes less freight, margin and duty; by lane and period, money/t."""
    parameters = outcome.parameters
    paid = at_ends(outcome, lanes) - parameters["freight"].values[lanes, None]
    return np.asarray(paid - margin_and_duty(parameters, lanes))


def at_ends(outcome: Outcome, lanes: Positions) -> Numbers:
    """What a tonne is worth where lanes end; by lane and period, money/t."""
    ends = _ends(outcome.labels)[lanes]
    return bare(outcome.duals, "materials_balance", "node", "period")[ends]


@once_for_each(16)
def _ends(labels: Labels) -> Positions:
    row = {name: place for place, name in enumerate(labels.coordinates("node"))}
    ends = [row[node_name(lane.material, lane.destination_place)] for lane in labels.lanes]
    return np.array(ends, dtype=np.intp)


def _due(outcome: Outcome, node: Node, lanes: Positions) -> Numbers:
    labels = outcome.labels
    due = np.zeros((len(lanes), len(labels.periods)))
    sold = _sold_from(labels).get(node, ())
    if sold:
        tonnes = contract_due(outcome.parameters).values
        for contract, buyer in sold:
            due[[labels.lanes[lane].destination == buyer for lane in lanes]] += tonnes[contract]
    return due


@once_for_each(16)
def _sold_from(labels: Labels) -> Mapping[Node, Sequence[tuple[int, str]]]:
    """Contracts by what plants at a place have sold ahead, and who bought it."""
    found: dict[Node, list[tuple[int, str]]] = {}
    for number, one in enumerate(labels.contracts):
        place = labels.place_of(one.seller, one.material)
        found.setdefault((one.material, place), []).append((number, one.buyer))
    return found
