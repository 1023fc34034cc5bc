"""Owners inside home sell to each other at a stated price, which is a cost to nobody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.running import Makers, Node, Numbers, RunningCosts
from monazite.parameters import Labels, Parameters, committed_capacity
from monazite.parameters.arrays import frozen
from monazite.parameters.positions import in_order, once_for_each, with_numbers
from monazite.parameters.remembering import once_for_what_it_reads


@once_for_what_it_reads(16)
def transfer_toll(parameters: Parameters) -> Labelled:
    """What a tonne on a lane out of a pool pays above what it costs the pool; dims lane, period.

        toll[l,t] = max(0, transfer_price[l,t] - running_cost[m,o,t]) x captive[m,o,t], money/t,

    for material m out of pool o. Where a plant of the pool has room to spare, one more tonne costs
    the pool its running cost and the maker pays exactly the transfer price. It is paid on what is
    taken alone, so no plant runs and no store grows because of it. Where what the pool makes is
    scarce, makers pay what it is worth to them. A pool that may send abroad all it can make is
    not captive: there its material is worth what it fetches, and no toll is needed.
    """
    if not parameters["transfer_price"].values.any():
        return parameters["transfer_price"]
    arrays = [parameters[name] for name in READ]
    return _toll(parameters.labels, parameters["transfer_price"], *arrays)


READ = (
    *("nameplate", "programme", "ramp", "availability", "permit", "build_rate"),
    *("recipe_amount", "operating_cost", "running_cost_factor", "levy", "disposal_cost", "price"),
    *("export_content", "export_limit", "lane_limit"),
)
"""What a toll is worked out from, beside the stated price."""


@once_for_each(16)
def _toll(labels: Labels, price: Labelled, *arrays: Labelled) -> Labelled:
    stated = in_order(price, "lane", "period")
    paid = stated.values
    toll = np.zeros_like(paid)
    charged = [(row, node) for row, node in _out_of_pools(labels) if paid[row].any()]
    if charged:
        costs, captive = _pools(labels, *arrays)
        for row, node in charged:
            toll[row] = np.clip(paid[row] - costs.at(*node), 0.0, None) * captive.share(node)
    return frozen(with_numbers(stated, toll))


# pools meet prices in rounds, in which nothing else moves
@once_for_each(8)
def _pools(labels: Labels, *arrays: Labelled) -> tuple[RunningCosts, _Captive]:
    parameters = Parameters(labels, dict(zip(READ, arrays, strict=True)), {})
    committed = committed_capacity(parameters).values
    costs = RunningCosts(parameters, committed)
    return costs, _Captive(parameters, costs.makers, committed)


@once_for_each(16)
def _out_of_pools(labels: Labels) -> list[tuple[int, Node]]:
    """Rows of the lanes from a pool to others inside home, with what they carry and whence."""
    return [
        (row, (lane.material, lane.origin_place))
        for row, lane in enumerate(labels.lanes)
        if lane.is_transfer and lane.origin_account
    ]


@once_for_each(16)
def _ways_out(labels: Labels) -> Mapping[Node, list[int]]:
    """Rows of the lanes that lead from a place to another region, by what they carry and whence."""
    found: dict[Node, list[int]] = {}
    for row, lane in enumerate(labels.lanes):
        if not lane.is_transfer:
            found.setdefault((lane.material, lane.origin_place), []).append(row)
    return found


class _Captive:
    """Which pools can send abroad less of a material than they can make."""

    def __init__(self, parameters: Parameters, makers: Makers, committed: Numbers) -> None:
        self.labels, self.makers = parameters.labels, makers
        self.able = np.minimum(committed, parameters["permit"].values)
        self.content, self.limit = (
            parameters[name].values for name in ("export_content", "export_limit")
        )
        self.lanes = parameters["lane_limit"].values
        self.known: dict[Node, Numbers] = {}

    def share(self, node: Node) -> Numbers:
        """1 in periods in which a pool can send abroad less than it can make, else 0.

        What it can make follows from ramped capacity and permits; what it can send, from the limits
        of its lanes and the limits on exports that count them.
        """
        if node not in self.known:
            out, makes = np.zeros(len(self.labels.periods)), np.zeros(len(self.labels.periods))
            for row in _ways_out(self.labels).get(node, ()):
                counted = self.content[:, row] > 0
                allowed = self.limit[counted] / self.content[counted, row][:, None]
                out += np.vstack([self.lanes[row][None, :], allowed]).min(axis=0)
            for row, amount in self.makers.get(node, ()):
                makes += amount * self.able[row]
            captive = (out <= 0.0) | (out < makes * (1.0 - 1e-9))
            self.known[node] = np.asarray(captive, dtype=float)
        return self.known[node]
