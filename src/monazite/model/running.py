"""What one more tonne costs to make at home, from the mine up, at what plants cost to run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from monazite.parameters import Parameters, owners_costs
from monazite.parameters.recipes import recipes_of

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

Node = tuple[str, str]
"""A material and the place it is balanced at."""

Makers = dict[Node, list[tuple[int, float]]]
"""Rows of plants, with tonnes per tonne of activity, by the nodes they deliver to."""


class RunningCosts:
    """What one more tonne costs plants at home to make, by node and period; money/t.

    The cheapest plant counts of those that are there:

        cost[m] = (running_cost + sum over inputs of amount x cost[input]
                   + sum over other outputs of amount x disposal_cost) / amount of m

    and so on upstream to the mine. A product bears the cost of all that comes with it: joint
    products count for what putting them aside costs, or brings. Scrap, and what no plant at home
    makes, counts at its reference price. What the treasury takes per tonne is a cost to the owner
    like any other; capital, margins and support are in none of it.
    """

    def __init__(self, parameters: Parameters, there: Mask) -> None:
        """Read recipes and costs; `there` says by facility and period which plants count."""
        labels = parameters.labels
        self.labels = labels
        self.makers = home_makers(parameters)
        self.recipes = recipes_of(parameters)
        self.disposal, self.price = (
            dict(zip(labels.materials, parameters[name].values.tolist(), strict=True))
            for name in ("disposal_cost", "price")
        )
        self.running = owners_costs(parameters).values
        self.there = there
        self.known: dict[Node, Numbers] = {}

    def at(self, material: str, place: str) -> Numbers:
        """The cost of a tonne at a place; nothing in periods in which no plant makes it there."""
        cost = self.made((material, place))
        return np.where(np.isfinite(cost), cost, 0.0)

    def made(self, node: Node) -> Numbers:
        """The cost at the cheapest plant, infinite in periods in which there is none."""
        if node not in self.known:
            self.known[node] = self._made(node, frozenset({node}))
        return self.known[node]

    def _made(self, node: Node, above: frozenset[Node]) -> Numbers:
        best = np.full(len(self.labels.periods), np.inf)
        for counts, cost in self._plants(node, above):
            best = np.minimum(best, np.where(counts, cost, np.inf))
        return best

    def _plants(self, node: Node, above: frozenset[Node]) -> Iterator[tuple[Mask, Numbers]]:
        """When each plant counts that counts at all, and what a tonne costs there."""
        material = node[0]
        for row, size in self.makers.get(node, ()):
            counts = self._counts(row, material)
            if not counts.any():
                continue
            facility = self.labels.facilities[row]
            total = np.array(self.running[row])
            for name, amount in self.recipes[self.labels.facility_recipe[facility]].items():
                if name == material:
                    continue
                if amount > 0:
                    total += amount * self.disposal[name]
                else:
                    total -= amount * self._bought(
                        (name, self.labels.place_of(facility, name)), above
                    )
            yield counts, total / size

    def _counts(self, row: int, material: str) -> Mask:
        """In which periods a plant counts for a material it makes."""
        return np.asarray(self.there[row])

    def _bought(self, node: Node, above: frozenset[Node]) -> Numbers:
        """The cost of an input: what it costs to make, or else its reference price."""
        stated = np.full(len(self.labels.periods), self.price[node[0]])
        if node in above or self.labels.material_role[node[0]] == "scrap":
            return stated
        cost = self._made(node, above | {node})
        return np.where(np.isfinite(cost), cost, stated)


class CostsOnPurpose(RunningCosts):
    """The same for tonnes that could be had for more money; infinite where none could.

    What comes along with other things could not: scrap, and what is less than half of all that a
    plant sells at reference prices. What no plant at home makes is bought abroad.
    """

    def _counts(self, row: int, material: str) -> Mask:
        amounts = self.recipes[self.labels.facility_recipe[self.labels.facilities[row]]]
        worth = {name: amount * self.price[name] for name, amount in amounts.items() if amount > 0}
        return np.asarray(self.there[row] & (2.0 * worth[material] >= sum(worth.values())))

    def _bought(self, node: Node, above: frozenset[Node]) -> Numbers:
        material, place = node
        if node in self.makers and node not in above:
            return self._made(node, above | {node})
        to_be_had = node not in self.makers and place == self.labels.home
        scrap = self.labels.material_role[material] == "scrap"
        return self._abroad(material) if to_be_had and not scrap else self._never

    def _abroad(self, material: str) -> Numbers:
        return np.full(len(self.labels.periods), self.price[material])

    @property
    def _never(self) -> Numbers:
        return np.full(len(self.labels.periods), np.inf)


class DearestCosts(CostsOnPurpose):
    """What such a tonne costs at the dearest plants, the most that any could come to in a plan."""

    def _made(self, node: Node, above: frozenset[Node]) -> Numbers:
        most = -self._never
        for counts, cost in self._plants(node, above):
            most = np.maximum(most, np.where(counts & np.isfinite(cost), cost, -np.inf))
        return np.where(np.isfinite(most), most, np.inf)


def home_makers(parameters: Parameters) -> Makers:
    """Plants at home by the nodes they deliver to."""
    labels = parameters.labels
    recipes = recipes_of(parameters)
    found: Makers = {}
    for row, facility in enumerate(labels.facilities):
        if labels.facility_region[facility] == labels.home:
            for name, amount in recipes.get(labels.facility_recipe[facility], {}).items():
                if amount > 0:
                    node = (name, labels.place_of(facility, name))
                    found.setdefault(node, []).append((row, amount))
    return found
