"""Where there is room for more in a plan: at plants, on lanes, and what a tonne there costs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.model.capacity import least_output, usable_capacity
from monazite.model.outcome import Outcome
from monazite.model.running import CostsOnPurpose, DearestCosts, Mask, Numbers
from monazite.model.slices import bare
from monazite.parameters import Labels, Parameters
from monazite.parameters.bands import lane_ceiling
from monazite.parameters.labels import node_name
from monazite.parameters.positions import in_order, once_for_each

Positions = npt.NDArray[np.intp]

FULL = 1.0 - 1e-6
"""Part of a limit from which nothing more goes."""

SMALLEST = 1e-6
"""Tonnes a year up to which a plant stands."""


class CostsWithRoom(CostsOnPurpose):
    """What one more tonne costs plants at home that could make it in a plan; money/t.

    A plant counts in periods in which it runs below its capacity and its permit, has reserves left,
    and what it takes can be had: made at home with room as well, or else brought from abroad on a
    lane that is not full.
    """

    def __init__(self, outcome: Outcome) -> None:
        """Read off a plan which plants have room."""
        super().__init__(outcome.parameters, plants_with_room(outcome))
        self.outcome = outcome

    def _abroad(self, material: str) -> Numbers:
        lanes, _ = from_abroad(self.labels, material)
        room = lanes_with_room(self.outcome, lanes).any(axis=0)
        return np.where(room, self.price[material], np.inf)


def plants_with_room(outcome: Outcome) -> Mask:
    """Whether a plant could run more than it does, by facility and period."""
    parameters = outcome.parameters
    activity = bare(outcome.values, "activity", "facility", "period")
    most = np.minimum(usable_capacity(outcome).values, parameters["permit"].values)
    dug = activity @ parameters["period_years"].values
    left = dug < parameters["reserves"].values * FULL
    return np.asarray((activity < most * FULL) & left[:, None])


def dearest_at_work(outcome: Outcome) -> DearestCosts:
    """What a tonne costs the dearest plants that a plan runs of its own accord, beyond floors."""
    activity = bare(outcome.values, "activity", "facility", "period")
    due = in_order(least_output(outcome.parameters), "facility", "period").values
    return DearestCosts(outcome.parameters, np.asarray(activity * FULL > due + SMALLEST))


def lanes_with_room(outcome: Outcome, lanes: Positions) -> Mask:
    """Whether some lanes could carry more than they do, by lane and period."""
    shipped = bare(outcome.values, "shipment", "lane", "period")[lanes]
    ceiling = in_order(lane_ceiling(outcome.parameters), "lane", "period").values[lanes]
    return np.asarray(shipped < ceiling * FULL)


def margin_and_duty(parameters: Parameters, lanes: Positions) -> Numbers:
    """What is paid on some lanes beside freight; by lane and period, money/t."""
    margin, duty = (
        in_order(parameters[name], "lane", "period").values[lanes]
        for name in ("lane_price_cost_margin", "duty")
    )
    return np.asarray(margin + duty)


@once_for_each(64)
def from_abroad(labels: Labels, material: str) -> tuple[Positions, Positions]:
    """Lanes that bring a material home from abroad, and the nodes at which they begin."""
    row = {name: place for place, name in enumerate(labels.coordinates("node"))}
    found = [
        (at, row[node_name(material, lane.origin_place)])
        for at, lane in enumerate(labels.lanes)
        if lane.material == material and lane.destination == labels.home and not lane.is_transfer
    ]
    lanes, origins = np.array(found, dtype=np.intp).reshape(-1, 2).T
    return lanes, origins
