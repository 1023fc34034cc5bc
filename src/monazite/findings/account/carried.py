"""How a change is carried through the chain: from what moved to what moved it.

A material that balances passes a change on: what one plant or lane brings more of, others take
more of or bring less of. Going from flow to flow along balances and recipes leads from a change to
the events that may stand behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from monazite.findings.account.events import (
    Events,
    Plants,
    Series,
)
from monazite.findings.solution import Solution
from monazite.parameters.labels import region_of
from monazite.parameters.recipes import recipes_of

STEPS = 5
"""Flows a change is followed through before it counts as unexplained."""

STIRS = 0.1
"""Change of a flow below which it runs as it did and hands nothing on, as a share of itself."""

LEADS = 0.25
"""Share of the value of what a process takes or makes from which a material decides over it."""


@dataclass(frozen=True)
class Process:
    """All plants of a recipe in a region; it runs in tonnes of its reference material."""

    recipe: str
    region: str


Node = tuple[str, str]
"""A material in a region, pools of owners included."""

Flow = Process | int | Node
"""A process, a lane by its row, or what stores of a material in a region give on balance."""


class Carried:
    """Follows a change of a plan from flow to flow.

    A flow explains a change only if what it changed by comes to the whole of `enough`, the part of
    the change that has to be explained, in tonnes of that flow; along the way it is multiplied by
    what recipes take and give and never becomes a smaller part. An industry that grows by a few
    per cent as it always does explains no jump of a small one, so what hands a change on changed by
    a tenth itself; and a process answers to what it lives on, not to a by-product.
    """

    def __init__(self, solution: Solution, events: Events) -> None:
        self.solution = solution
        self.labels = solution.labels
        self.events = events

    def causes(self, starts: Iterable[tuple[Flow, float]], at: int) -> list[str]:
        """Events on the nearest flows that have any; nothing within some steps gives none.

        `starts` are flows with the tonnes of each that have to be explained.
        """
        return self._causes(dict(starts), at, STEPS, frozenset())

    def _causes(
        self, front: dict[Flow, float], at: int, steps: int, seen: frozenset[Flow]
    ) -> list[str]:
        reached: list[dict[Flow, float]] = []
        for _ in range(steps):
            found = [
                event for flow, enough in front.items() for event in self._on(flow, at, enough)
            ]
            if found:
                return found
            seen |= front.keys()
            reached.append(front)
            front = {
                flow: enough
                for before, needed in front.items()
                for flow, enough in self._next(before, at, needed)
                if flow not in seen
            }
        # only where no single flow hands the whole of a change on
        for depth, passed in enumerate(reached):
            for flow, enough in passed.items():
                for parts in self._parts(flow, at, enough, seen):
                    left = steps - depth - 1
                    each = [self._causes({one: of}, at, left, seen) for one, of in parts.items()]
                    if all(each):
                        return [event for events in each for event in events]
        return []

    def making(
        self, material: str, region: str, at: int, enough: float
    ) -> Iterator[tuple[Flow, float]]:
        """Processes whose output of a material in a region changed by enough."""
        for flow, amount in self._at.get((material, region), ()):
            changed = amount * abs(self._change(flow, at))
            if isinstance(flow, Process) and amount > 0 and changed >= enough:
                yield flow, enough / amount

    def plants(self, process: Process) -> tuple[str, ...]:
        """The plants of a process."""
        return tuple(self.labels.facilities[row] for row in self._rows[process])

    def _on(self, flow: Flow, at: int, enough: float) -> Iterator[str]:
        """Events on a flow itself that come to enough."""
        if isinstance(flow, Process):
            plants: Plants = dict.fromkeys(self.plants(flow), 1.0)
            yield from self.events.of_plants(plants, at, enough, self._change(flow, at))
            return
        if isinstance(flow, tuple):
            yield from self.events.of_stores(*flow, at, enough)
            return
        lane = self.labels.lanes[flow]
        yield from self.events.of_levers(lane.material, at, (flow,))
        yield from self.events.of_contracts(
            lane.material, at, enough, origin=lane.origin, destination=lane.destination
        )

    def _next(self, flow: Flow, at: int, enough: float) -> Iterator[tuple[Flow, float]]:
        """Flows that make up for a flow where it begins, ends, takes and gives."""
        for node, amount in self._leading(flow):
            needed = enough * abs(amount)
            for other, size, moved in self._makes_up(flow, node, amount, at):
                if moved >= needed:
                    yield other, needed / size

    def _parts(
        self, flow: Flow, at: int, enough: float, seen: Collection[Flow]
    ) -> Iterator[dict[Flow, float]]:
        """The fewest flows at one end that make up for a flow together, where none does alone."""
        for node, amount in self._leading(flow):
            needed = enough * abs(amount)
            parts: dict[Flow, float] = {}
            left = needed
            for other, size, moved in sorted(
                self._makes_up(flow, node, amount, at), key=lambda one: -one[2]
            ):
                if moved >= needed or other in seen:
                    break
                # of the last one no more than what the others leave open
                parts[other] = min(moved, left) / size
                left -= moved
                if left <= 0:
                    yield parts
                    break

    def _makes_up(
        self, flow: Flow, node: Node, amount: float, at: int
    ) -> Iterator[tuple[Flow, float, float]]:
        """Flows that make up for one at a node, what each moves there a tonne and in all."""
        change = self._change(flow, at)
        for other, size in self._at[node]:
            moved = size * self._change(other, at)
            opposed = other != flow and moved * change * amount < 0
            if opposed and (self._stirs(other, at) or self._is_moved(other, at)):
                yield other, abs(size), abs(moved)

    def _leading(self, flow: Flow) -> list[tuple[Node, float]]:
        """Where a flow answers to others: both ends of a lane, what a process lives on."""
        touched = list(self._touches(flow))
        if not isinstance(flow, Process):
            return touched
        worth = {
            node: amount * self.solution.parameters.at("price", node[0]) for node, amount in touched
        }
        made, taken = (
            sum(sign * value for value in worth.values() if sign * value > 0) for sign in (1, -1)
        )
        return [
            (node, amount)
            for node, amount in touched
            if abs(worth[node]) >= LEADS * (made if amount > 0 else taken)
        ]

    def _stirs(self, flow: Flow, at: int) -> bool:
        tonnes = self._tonnes(flow)
        return abs(self._change(flow, at)) > STIRS * float(np.abs(tonnes[[at, at - 1]]).max())

    def _is_moved(self, flow: Flow, at: int) -> bool:
        """Whether a lever moved a lane: then it did not merely go on as ever, however large."""
        if not isinstance(flow, int):
            return False
        return any(self.events.of_levers(self.labels.lanes[flow].material, at, (flow,)))

    def _touches(self, flow: Flow) -> Iterator[tuple[Node, float]]:
        if isinstance(flow, Process):
            for material, amount in self._recipes[flow.recipe]:
                yield (material, flow.region), amount
        elif isinstance(flow, tuple):
            yield flow, 1.0
        else:
            lane = self.labels.lanes[flow]
            yield (lane.material, lane.origin), -1.0
            yield (lane.material, lane.destination), 1.0

    def _change(self, flow: Flow, at: int) -> float:
        tonnes = self._tonnes(flow)
        return float(tonnes[at] - tonnes[at - 1])

    def _tonnes(self, flow: Flow) -> Series:
        if isinstance(flow, Process):
            return self._runs[flow]
        return self._released[flow] if isinstance(flow, tuple) else self._shipment[flow]

    @cached_property
    def _shipment(self) -> Series:
        return self.solution.reported("shipment")

    @cached_property
    def _released(self) -> dict[Node, Series]:
        stores = dict.fromkeys(
            (material, region_of(place)) for material, place in self.labels.stores
        )
        return {node: self.solution.net_release((node[0],), node[1]) for node in stores}

    @cached_property
    def _recipes(self) -> dict[str, list[tuple[str, float]]]:
        return {
            recipe: [(material, amount) for material, amount in amounts.items() if amount != 0]
            for recipe, amounts in recipes_of(self.solution.parameters).items()
        }

    @cached_property
    def _rows(self) -> dict[Process, list[int]]:
        found: dict[Process, list[int]] = {}
        for row, facility in enumerate(self.labels.facilities):
            recipe = self.labels.facility_recipe[facility]
            found.setdefault(Process(recipe, self.labels.facility_region[facility]), []).append(row)
        return found

    @cached_property
    def _runs(self) -> dict[Process, Series]:
        activity = self.solution.reported("activity")
        return {process: np.sum(activity[rows], axis=0) for process, rows in self._rows.items()}

    @cached_property
    def _at(self) -> dict[Node, list[tuple[Flow, float]]]:
        """What arrives at or leaves every node, with tonnes per tonne of the flow."""
        found: dict[Node, list[tuple[Flow, float]]] = {}
        flows: list[Flow] = [
            *self._rows,
            *self._released,
            *(row for row, lane in enumerate(self.labels.lanes) if not lane.is_transfer),
        ]
        for flow in flows:
            for node, amount in self._touches(flow):
                found.setdefault(node, []).append((flow, amount))
        return found
