"""What happened in a year to the trade, the contracts and the plants of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from monazite.findings.solution import Solution
from monazite.model.capacity import least_output
from monazite.parameters.contracts import contract_due
from monazite.parameters.labels import node_name

MOVES = 0.02
"""Change of a limit or a margin from which it counts as an event, as a share."""

EMPTY = 1.0
"""Tonnes below which nothing is left in a store."""

BY_LEVER = ("lane_policy", "lane_limit", "lane_price_cost_margin", "lane_opened", "duty")
"""What changes over time on a lane only where a lever, a world or a date of the study does it."""

Series = npt.NDArray[np.float64]

Plants = dict[str, float]
"""Tonnes of a material for each tonne that a plant runs."""


class Events:
    """Events of a year by material, region and lane; `at` is its position, from the second on.

    Each is found in the numbers the plan was made with: a limit, duty or margin on trade that a
    lever moved; contracts that begin, end or ramp; plants that come online, ramp or were added;
    what plants are bound to run, where a mandate begins or ends; and stores that ran empty. What
    contracts and plants changed by counts only if it comes to `enough` tonnes.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.labels = solution.labels
        self.years = solution.years

    def of_levers(
        self, material: str, at: int, lanes: Iterable[int] | None = None
    ) -> Iterator[str]:
        """Levers that moved something on lanes of a material, or on the rows of lanes given."""
        parameters = self.solution.parameters
        rows = range(len(self.labels.lanes)) if lanes is None else tuple(lanes)
        for name in BY_LEVER:
            planned = self.solution.planned(name)
            for row in rows:
                lane = self.labels.lanes[row]
                if lane.material == material and _moved(planned[row, at - 1], planned[row, at]):
                    cell = (lane.name, self.years[at - 1], self.years[at])
                    edits = parameters.edits_of(name, cell)
                    for entry in edits:
                        yield f"lever {entry.edit.origin.name}"
                    if not edits:
                        yield f"lane {lane.name}"

    def of_contracts(
        self,
        material: str,
        at: int,
        enough: float,
        *,
        touching: Iterable[str] = (),
        origin: str = "",
        destination: str = "",
    ) -> Iterator[str]:
        """Contracts of a material that came to owe more or less.

        Those with an end in one of some regions, or those between two regions.
        """
        among = set(touching)
        for contract, tonnes in zip(self.labels.contracts, self._due, strict=True):
            ends = (self.labels.facility_region[contract.seller], contract.buyer)
            if (
                contract.material == material
                and (among.intersection(ends) or ends == (origin, destination))
                and abs(tonnes[at] - tonnes[at - 1]) >= enough
            ):
                yield f"contract {contract.name}"

    def of_plants(
        self, amounts: Plants, at: int, enough: float, direction: float = 0.0
    ) -> Iterator[str]:
        """Plants that came to make or take more or less of a material, or were bound to.

        `amounts` is what each of them makes or takes of it; all of them together have to come to
        `enough`, in the direction of a change if one is given, and the largest is named.
        """
        for word, tonnes in (("plant", self._capacity), ("floor", self._bound)):
            changes = {
                facility: abs(amount) * float(tonnes[row, at] - tonnes[row, at - 1])
                for facility, amount in amounts.items()
                for row in (self._row[facility],)
            }
            whole = sum(changes.values())
            if changes and abs(whole) >= enough and whole * direction >= 0:
                yield f"{word} {max(changes, key=lambda name: abs(changes[name]))}"

    def of_stores(self, material: str, region: str, at: int, enough: float) -> Iterator[str]:
        """Stores of a material in a region that gave until nothing was left, or met a target.

        Owners keep stores of their own: that of one runs empty while another's is full. A target
        counts where what it asks for in a year changed by `enough` tonnes and the store follows.
        """
        asked = self.solution.planned("stock_target")
        places = [place for _, place in self.labels.stores]
        stock = self.solution.reported("stock")
        for row in self.solution.places.stores((material,), region):
            opening = float(self.solution.parameters["initial_stock"].values[row])
            held = (opening, *stock[row])
            before, begun, ended = (tonnes >= EMPTY for tonnes in held[at - 1 : at + 2])
            if (before and not begun) or (begun and not ended):
                yield f"store {node_name(material, places[row])}"
            past, last, now = (0.0, *asked[row].max(axis=0))[at - 1 : at + 2]
            turns = (now - last) - (last - past)
            met = 0.0 < last <= held[at] + EMPTY or 0.0 < now <= held[at + 1] + EMPTY
            if met and abs(turns) >= max(enough, EMPTY):
                yield f"target {node_name(material, places[row])}"

    @cached_property
    def _row(self) -> dict[str, int]:
        return {facility: row for row, facility in enumerate(self.labels.facilities)}

    @cached_property
    def _due(self) -> Series:
        due: Series = contract_due(self.solution.parameters).values[:, : len(self.years)]
        return due

    @cached_property
    def _bound(self) -> Series:
        """What plants have to run at least; shape (facility, reported year)."""
        return np.asarray(least_output(self.solution.parameters).values[:, : len(self.years)])

    @cached_property
    def _capacity(self) -> Series:
        """Ramped capacity with what the plan added; shape (facility, reported year)."""
        ready = self.solution.usable_capacity.transpose("facility", "period")
        return np.asarray(ready.values[:, : len(self.years)])


def _moved(before: float, after: float) -> bool:
    """Whether a number changed by enough to be an event; from or to no limit always is."""
    if not np.isfinite(before) or not np.isfinite(after):
        return bool(np.isfinite(before) != np.isfinite(after))
    return abs(after - before) > MOVES * max(abs(before), abs(after))
