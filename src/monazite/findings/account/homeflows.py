"""Gathers every movement at home of what is to be followed: a group, or tonnes of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np

from monazite.findings.solution import Series, Solution
from monazite.parameters import committed_capacity
from monazite.parameters.labels import region_of
from monazite.parameters.named import Point

Node = tuple[str, str]
"""A material and the place at home where it lies: the region itself or a pool inside it."""

Key = TypeVar("Key", Node, tuple[str, Node])

Amounts = Sequence[tuple[Node, float]]
"""Materials at their places with the tonnes of what is followed in them."""

Weights = tuple[tuple[str, float], ...]
"""How much of what is followed is in a tonne of each material; others are not followed."""


_LEAST = 1e-6
"""Tonnes a year below which nobody goes short."""


@dataclass(frozen=True)
class Step:
    """What one home facility takes and gives of what is followed, t per t of its activity."""

    facility: str
    stage: str
    activity: Series
    inputs: Amounts
    outputs: Amounts
    recycles: bool
    """Whether what comes out counts as recycled, whatever went in."""

    @property
    def brings_up(self) -> bool:
        """Whether what is followed begins here: nothing that holds it goes in."""
        return not self.inputs


@dataclass(frozen=True)
class HomeFlows:
    """Every movement at home of what is followed, t/yr by reported year.

    Each movement is at its node: an export leaves from its own place, an arrival comes to its own,
    a store stands at its own, and `transfers` are what passes from node to node. `arrivals` and
    `departures` are by node and region abroad, `served` by use and node, `short` by use and the
    node of the material that serves it at the least penalty, `kept` (what stores take less what
    they give) and the others by node; `stock` is t at the end of the year.
    """

    content: Mapping[str, float]
    years: int
    nodes: tuple[Node, ...]
    home_made: frozenset[str]
    """Materials home can make of its own ore with what stands in the first year."""
    regions: tuple[str, ...]
    """Regions abroad."""
    steps: tuple[Step, ...]
    arrivals: Mapping[tuple[Node, str], Series]
    departures: Mapping[tuple[Node, str], Series]
    transfers: Mapping[tuple[Node, Node], Series]
    collected: Mapping[Node, Series]
    kept: Mapping[Node, Series]
    intake: Mapping[Node, Series]
    release: Mapping[Node, Series]
    stock: Mapping[Node, Series]
    served: Mapping[tuple[str, Node], Series]
    short: Mapping[tuple[str, Node], Series]
    discarded: Mapping[Node, Series]

    def sent(self) -> dict[tuple[str, str], Series]:
        """What goes abroad by material and region, from all places of home together."""
        found: dict[tuple[str, str], Series] = {}
        for ((material, _), region), tonnes in self.departures.items():
            found[material, region] = found.get((material, region), 0.0) + tonnes
        return found


def group_weights(solution: Solution, group: str) -> Weights:
    """The tonnes of a group's oxide in a tonne of each material that holds it."""
    held = solution.parameters["content"].sel(group=group).values
    return tuple(
        (material, float(tonnes))
        for material, tonnes in zip(solution.labels.materials, held, strict=True)
        if tonnes > 0
    )


@lru_cache(maxsize=64)
def home_flows(solution: Solution, weights: Weights) -> HomeFlows:
    """Gather what home does with what is followed; labels that could move it are there at zero."""
    labels, content = solution.labels, dict(weights)
    stores = [((material, place), (material, place)) for material, place in labels.stores]
    scrap = [
        ((material, place), (material, place)) for _, place, material in labels.end_of_life_streams
    ]
    use_options = [((use, (m, place)), (m, place)) for use, place, m in labels.use_options]
    arrivals, departures, transfers = _lanes(solution, content)
    taken, given = (_added(solution, content, name, stores) for name in ("intake", "release"))
    kept = {key: taken[key] - given[key] for key in taken}
    steps = tuple(_steps(solution, content))
    return HomeFlows(
        content=content,
        years=len(solution.years),
        nodes=tuple(
            (material, place)
            for material, place in labels.nodes
            if material in content and region_of(place) == solution.home
        ),
        home_made=_home_made(solution, steps),
        regions=tuple(region for region in labels.regions if region != solution.home),
        steps=steps,
        arrivals=arrivals,
        departures=departures,
        transfers=transfers,
        collected=_added(solution, content, "collected", scrap),
        kept=kept,
        intake={node: np.maximum(tonnes, 0.0) for node, tonnes in kept.items()},
        release={node: np.maximum(-tonnes, 0.0) for node, tonnes in kept.items()},
        stock=_added(solution, content, "stock", stores),
        served=_added(solution, content, "served", use_options),
        short=_short(solution, content),
        discarded=_discarded(solution, content),
    )


def _added(
    solution: Solution,
    content: Mapping[str, float],
    variable: str,
    labelled: Sequence[tuple[Key, Node]],
) -> dict[Key, Series]:
    """Add a variable up by key over its labels at home, given as key and node."""
    found: dict[Key, Series] = {}
    if not labelled:
        return found
    for tonnes, (key, (material, place)) in zip(solution.reported(variable), labelled, strict=True):
        if material in content and region_of(place) == solution.home:
            found[key] = found.get(key, 0.0) + content[material] * tonnes
    return found


def _discarded(solution: Solution, content: Mapping[str, float]) -> dict[Node, Series]:
    """What is put aside at each node where that may be done."""
    rows, nodes = solution.disposals(tuple(content), solution.home)
    discard = solution.reported("discard")
    return {
        (material, place): content[material] * discard[row]
        for row, (material, place) in zip(rows, nodes, strict=True)
    }


def _lanes(
    solution: Solution, content: Mapping[str, float]
) -> tuple[
    dict[tuple[Node, str], Series], dict[tuple[Node, str], Series], dict[tuple[Node, Node], Series]
]:
    """Arrivals and departures by node and region abroad, and transfers from node to node."""
    arrivals: dict[tuple[Node, str], Series] = {}
    departures: dict[tuple[Node, str], Series] = {}
    transfers: dict[tuple[Node, Node], Series] = {}
    home = solution.home
    shipped = solution.reported("shipment")
    for row, lane in enumerate(solution.labels.lanes):
        if lane.material not in content or home not in (lane.origin, lane.destination):
            continue
        begins, ends = (lane.material, lane.origin_place), (lane.material, lane.destination_place)
        tonnes = content[lane.material] * shipped[row]
        if lane.is_transfer:
            transfers[begins, ends] = tonnes
        elif lane.destination == home:
            # The other side may send from several places of its own.
            arrivals[ends, lane.origin] = arrivals.get((ends, lane.origin), 0.0) + tonnes
        else:
            there = begins, lane.destination
            departures[there] = departures.get(there, 0.0) + tonnes
    return arrivals, departures, transfers


def _steps(solution: Solution, content: Mapping[str, float]) -> Iterable[Step]:
    labels = solution.labels
    amounts = solution.parameters["recipe_amount"].values
    held: dict[str, list[tuple[str, float]]] = {}
    for (recipe, material), amount in zip(labels.flows, amounts, strict=True):
        if material in content:
            held.setdefault(recipe, []).append((material, content[material] * float(amount)))
    for row in solution.places.facilities(labels.home):
        facility = labels.facilities[row]
        moved = [
            ((material, labels.place_of(facility, material)), amount)
            for material, amount in held.get(labels.facility_recipe[facility], [])
        ]
        inputs = tuple((node, -amount) for node, amount in moved if amount < 0)
        outputs = tuple((node, amount) for node, amount in moved if amount > 0)
        if inputs or outputs:
            level = np.maximum(solution.reported("activity")[row], 0.0)
            stage = labels.facility_stage[facility]
            recycles = stage in solution.study.words.recycling
            yield Step(facility, stage, level, inputs, outputs, recycles)


def _home_made(solution: Solution, steps: Sequence[Step]) -> frozenset[str]:
    """Materials that plants which stand in the first year can make, from home ore on.

    A plant counts if its capacity and its permit let it run in that year and one of the things it
    takes is dug or made so at home. Recycling makes nothing of ore.
    """
    parameters = solution.parameters
    capacity = committed_capacity(parameters).transpose("facility", "period").values[:, 0]
    permit = parameters["permit"].transpose("facility", "period").values[:, 0]
    runs = {
        facility
        for facility, allowed in zip(
            solution.labels.facilities, np.minimum(capacity, permit), strict=True
        )
        if allowed > 0
    }
    able = [step for step in steps if step.facility in runs and not step.recycles]
    found: set[str] = set()
    while True:
        further = {
            material
            for step in able
            if step.brings_up or any(material in found for (material, _), _ in step.inputs)
            for (material, _), _ in step.outputs
        }
        if further <= found:
            return frozenset(found)
        found |= further


def _short(solution: Solution, content: Mapping[str, float]) -> dict[tuple[str, Node], Series]:
    """What uses miss, as what is followed in the material that serves them at the least penalty."""
    return {
        (use, (material, solution.home)): missing * content[material]
        for (use, material), missing in missing_by_use(solution).items()
        if material in content
    }


@lru_cache(maxsize=64)
def missing_by_use(solution: Solution) -> dict[tuple[str, str], Series]:
    """What each use at home would take at the observed price beyond what serves it.

    max(0, demand - sum over offers of served x equivalence) / equivalence of the material that
    serves the use at the least penalty, in t of that material; by use and that material.
    """
    worth = solution.parameters["equivalence"].values
    best = least_penalty(solution)
    missing: dict[tuple[str, str], Series] = {}
    for use, rows in _use_options(solution).items():
        material, serves = best[use]
        point = solution.places.points((Point(use, solution.home),))
        given = worth[rows] @ solution.reported("served")[rows]
        short = np.maximum(0.0, solution.planned("demand")[point[0]] - given)
        # What a solver leaves around zero is no shortage.
        short[short < _LEAST] = 0.0
        missing[use, material] = short / serves
    return missing


def least_penalty(solution: Solution) -> dict[str, tuple[str, float]]:
    """The material that serves each use at home at the least penalty, and t of the use by a t."""
    worth = solution.parameters["equivalence"].values
    penalty = solution.parameters["penalty"].values
    found: dict[str, tuple[str, float]] = {}
    for use, rows in _use_options(solution).items():
        best = min(rows, key=lambda row: float(penalty[row]))
        found[use] = solution.labels.use_options[best][2], float(worth[best])
    return found


def _use_options(solution: Solution) -> dict[str, list[int]]:
    """Rows of what may serve each use at home."""
    labels = solution.labels
    worth = solution.parameters["equivalence"].values
    found: dict[str, list[int]] = {}
    for row in solution.places.use_options(labels.materials, solution.home):
        if worth[row] > 0:
            found.setdefault(labels.use_options[row][0], []).append(int(row))
    return found
