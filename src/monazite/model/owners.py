"""Owners inside home sell to each other at a stated price, which is a cost to nobody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.running import DearestCosts, Node, Numbers, RunningCosts
from monazite.parameters import Labels, Parameters, committed_capacity
from monazite.parameters.arrays import frozen
from monazite.parameters.positions import in_order, once_for_each, with_numbers
from monazite.parameters.remembering import once_for_what_it_reads


@once_for_what_it_reads(16)
def transfer_toll(parameters: Parameters) -> Labelled:
    """What a tonne on a lane out of a pool pays above what it costs the pool; dims lane, period.

        cost[l,t] = max(running_cost[m,o,t], transfer_cost[l,t]),
        toll[l,t] = max(0, transfer_price[l,t] - cost[l,t]), money/t,

    for material m out of pool o. Its running cost is that of the cheapest plant that is there or
    may be added to; where that one is full in a plan, the pool counts from the cheapest that is
    not, which is the transfer cost. Where a plant has room, one more tonne costs the pool what it
    counts from and the maker pays exactly the transfer price. It is paid on what is
    taken alone, so no plant runs and no store grows because of it. Where what the pool makes is
    scarce, makers pay what it is worth to them. On a way abroad a pool asks a price only once a
    plan made it (`parity`); there nobody pays a toll, it only tells where a tonne goes.
    """
    if not parameters["transfer_price"].values.any():
        return parameters["transfer_price"]
    arrays = [parameters[name] for name in READ]
    stated = parameters["transfer_price"], parameters["transfer_cost"]
    return _toll(parameters.labels, *stated, *arrays)


def cost_counted(parameters: Parameters) -> Numbers:
    """What pools count a toll from, money/t by lane and period; nothing where none is stated."""
    arrays = [parameters[name] for name in READ]
    stated = parameters["transfer_price"], parameters["transfer_cost"]
    return _counted(parameters.labels, *stated, *arrays)


READ = (
    *("nameplate", "programme", "ramp", "availability", "permit", "build_rate"),
    *("recipe_amount", "operating_cost", "running_cost_factor", "levy", "disposal_cost", "price"),
)
"""What a toll is worked out from, beside stated price and cost."""


@once_for_each(16)
def _toll(labels: Labels, price: Labelled, cost: Labelled, *arrays: Labelled) -> Labelled:
    stated = in_order(price, "lane", "period")
    paid, counted = stated.values, _counted(labels, price, cost, *arrays)
    toll = np.zeros_like(paid)
    for row, _ in charged(labels, paid):
        toll[row] = np.clip(paid[row] - counted[row], 0.0, None)
    return frozen(with_numbers(stated, toll))


@once_for_each(16)
def _counted(labels: Labels, price: Labelled, cost: Labelled, *arrays: Labelled) -> Numbers:
    counted = np.array(in_order(cost, "lane", "period").values)
    for row, node in charged(labels, in_order(price, "lane", "period").values):
        counted[row] = np.maximum(counted[row], _pools(labels, *arrays).costs.at(*node))
    counted.flags.writeable = False
    return counted


def dearest_costs(parameters: Parameters) -> DearestCosts:
    """What one more tonne costs pools at the dearest plants that are there or may be."""
    return _pools(parameters.labels, *(parameters[name] for name in READ)).dearest


def charged(labels: Labels, prices: Numbers) -> list[tuple[int, Node]]:
    """Rows of the lanes on which a pool asks a price, with what they carry and whence."""
    return [(row, node) for row, node in _out_of_pools(labels) if prices[row].any()]


@dataclass(frozen=True, eq=False)
class _Pools:
    """What a tonne costs pools at their cheapest and dearest plants."""

    costs: RunningCosts
    dearest: DearestCosts


# pools meet prices in rounds, in which nothing else moves
@once_for_each(8)
def _pools(labels: Labels, *arrays: Labelled) -> _Pools:
    parameters = Parameters(labels, dict(zip(READ, arrays, strict=True)), {})
    committed = committed_capacity(parameters).values
    stands, added = committed > 0, np.asarray(parameters["build_rate"].values > 0)
    costs = RunningCosts(parameters, stands | added)
    dearest = DearestCosts(parameters, stands | added.any(axis=1, keepdims=True))
    return _Pools(costs, dearest)


@once_for_each(16)
def _out_of_pools(labels: Labels) -> list[tuple[int, Node]]:
    """Rows of the lanes from a pool to others, with what they carry and whence."""
    return [
        (row, (lane.material, lane.origin_place))
        for row, lane in enumerate(labels.lanes)
        if lane.origin_account
    ]
