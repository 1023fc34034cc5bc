"""What home's trade costs and earns at its border, and who has what scarcity makes of it.

Whoever holds trade back has what scarcity adds to the price. Where home does, it sells at what is
paid abroad; where a seller abroad does, home pays the price at home, not what is left of the price
where the tonne is from.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.findings.solution import Series, Solution, once_for_a_plan
from monazite.parameters.bands import lane_ceiling
from monazite.parameters.positions import in_order

FULL = 1e-6
"""Share of what a lane may carry by which it may stay below that and still be full."""

HELD_BY = ("lane_policy", "lane_limit")
"""By which parameters a lever takes away from what a lane may carry."""


def trade_at_border(solution: Solution) -> tuple[Series, Series]:
    """What home's imports cost before scarcity and what its exports earn at its border, money/yr.

    Imports at the price of origin with freight and the margin on the lane, exports at the price of
    destination less freight. What sellers who hold back are paid besides: `paid_for_scarcity`.
    """
    labels, shipment = solution.labels, solution.reported("shipment")
    into = solution.places.lanes(labels.materials, destination=solution.home)
    out = solution.places.lanes(labels.materials, origin=solution.home)
    imported = shipment[into] * cost_of_imports(solution)
    lanes = labels.lanes
    destination = solution.prices([(lanes[row].material, lanes[row].destination) for row in out])
    freight_paid = solution.parameters["freight"].values[out, None]
    exported = shipment[out] * (destination - freight_paid)
    return np.asarray(imported.sum(axis=0)), np.asarray(exported.sum(axis=0))


def cost_of_imports(solution: Solution) -> npt.NDArray[np.float64]:
    """Price at origin with freight and the margin on the lane; money/t, no duty.

    Shape (lane into home, reported year), lanes in the order of `places.lanes`.
    """
    labels = solution.labels
    into = solution.places.lanes(labels.materials, destination=solution.home)
    origin = solution.prices(
        [(labels.lanes[row].material, labels.lanes[row].origin) for row in into]
    )
    freight_paid = solution.parameters["freight"].values[into, None]
    return np.asarray(origin + freight_paid + solution.planned("lane_price_cost_margin")[into])


def paid_for_scarcity(solution: Solution) -> Series:
    """What home pays sellers who hold back, beyond what the tonnes cost them, money/yr."""
    labels = solution.labels
    into = solution.places.lanes(labels.materials, destination=solution.home)
    paid = solution.reported("shipment")[into] * scarcity_by_lane(solution)[into]
    return np.asarray(paid.sum(axis=0))


@once_for_a_plan
def scarcity_by_lane(solution: Solution) -> npt.NDArray[np.float64]:
    """What sellers who hold back are paid for a tonne beyond what it costs them, money/t.

    The price at home less customs duty, freight, margin and the price of origin, on lanes into home
    that a control or another lever took something from and that carry all they still may; 0 on all
    others, where whoever buys has what a full lane saves. Shape (lane, reported year).
    """
    labels = solution.labels
    found = np.zeros((len(labels.lanes), len(solution.years)))
    held = _held_back(solution)
    if not held.any():
        return found
    into = solution.places.lanes(labels.materials, destination=solution.home)
    ceiling = in_order(lane_ceiling(solution.parameters), "lane", "period").values
    may = ceiling[into, : len(solution.years)]
    full = solution.reported("shipment")[into] >= may * (1.0 - FULL)
    lanes = [labels.lanes[row] for row in into]
    here = solution.prices([(lane.material, lane.destination_place) for lane in lanes])
    more = here - solution.planned("duty")[into] - cost_of_imports(solution)
    found[into] = np.where(held[into] & full, np.maximum(more, 0.0), 0.0)
    return found


def _held_back(solution: Solution) -> npt.NDArray[np.bool_]:
    """Whether a lever took something from what a lane may carry; shape (lane, reported year).

    Told by the edits that levers left: a lane that a study dates or limits is trade as it is.
    """
    row = {lane.name: place for place, lane in enumerate(solution.labels.lanes)}
    column = {year: place for place, year in enumerate(solution.years)}
    held = np.zeros((len(row), len(column)), dtype=bool)
    for name in HELD_BY:
        for entry in solution.parameters.edits_of(name):
            edit = entry.edit
            if edit.operation == "at_most" or (edit.operation == "multiply" and edit.value < 1.0):
                lanes = [row[str(lane)] for lane in _named(edit, "lane", row)]
                years = [column[int(at)] for at in _named(edit, "period", column) if at in column]
                held[np.ix_(lanes, years)] = True
    return held


def _named(
    edit: Edit, dimension: str, every: dict[str, int] | dict[int, int]
) -> Iterator[str | int]:
    """Labels of a dimension that an edit names; all where it names none."""
    named = edit.where.get(dimension, tuple(every))
    yield from named if isinstance(named, tuple) else (named,)
