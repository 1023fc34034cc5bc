"""What one more tonne costs to make at home, from the mine up, at what plants cost to run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.parameters import Parameters, owners_costs
from monazite.parameters.recipes import recipes_of

Numbers = npt.NDArray[np.float64]

Node = tuple[str, str]
"""A material and the place it is balanced at."""

Makers = dict[Node, list[tuple[int, float]]]
"""Rows of plants, with tonnes per tonne of activity, by the nodes they deliver to."""


class RunningCosts:
    """What one more tonne costs plants at home to make, by node and period; money/t.

    The cheapest plant counts that has capacity in the period or may be added to:

        cost[m] = (running_cost + sum over inputs of amount x cost[input]
                   + sum over other outputs of amount x disposal_cost) / amount of m

    and so on upstream to the mine. A product bears the cost of all that comes with it: joint
    products count for what putting them aside costs, or brings. Scrap, and what no plant at home
    makes, counts at its reference price. What the treasury takes per tonne is a cost to the owner
    like any other; capital, margins and support are in none of it.
    """

    def __init__(self, parameters: Parameters, committed: Numbers) -> None:
        """Read recipes and costs; `committed` is ramped capacity over facility and period."""
        labels = parameters.labels
        self.labels = labels
        self.makers = home_makers(parameters)
        self.recipes = recipes_of(parameters)
        self.disposal, self.price = (
            dict(zip(labels.materials, parameters[name].values.tolist(), strict=True))
            for name in ("disposal_cost", "price")
        )
        self.running = owners_costs(parameters).values
        self.there = (committed > 0) | (parameters["build_rate"].values > 0)
        self.known: dict[Node, Numbers] = {}

    def at(self, material: str, place: str) -> Numbers:
        """The cost of a tonne at a place; nothing in periods in which no plant makes it there."""
        node = (material, place)
        if node not in self.known:
            cost = self._made(node, frozenset({node}))
            self.known[node] = np.where(np.isfinite(cost), cost, 0.0)
        return self.known[node]

    def _made(self, node: Node, above: frozenset[Node]) -> Numbers:
        """The cost at the cheapest plant, infinite in periods in which there is none."""
        material, best = node[0], np.full(len(self.labels.periods), np.inf)
        for row, size in self.makers.get(node, ()):
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
            best = np.minimum(best, np.where(self.there[row], total / size, np.inf))
        return best

    def _bought(self, node: Node, above: frozenset[Node]) -> Numbers:
        """The cost of an input: what it costs to make, or else its reference price."""
        stated = np.full(len(self.labels.periods), self.price[node[0]])
        if node in above or self.labels.material_role[node[0]] == "scrap":
            return stated
        cost = self._made(node, above | {node})
        return np.where(np.isfinite(cost), cost, stated)


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
