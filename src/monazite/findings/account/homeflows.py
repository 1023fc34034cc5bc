"""Gathers every movement at home of what is to be followed: a group, or tonnes of a form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.findings.account.offers import missing_by_use
from monazite.findings.solution import Rows, Series, Solution, once_for_a_plan
from monazite.parameters import Labels, committed_capacity
from monazite.parameters.labels import region_of
from monazite.parameters.positions import in_order, once_for_each, positions

Node = tuple[str, str]
"""A material and the place at home where it lies: the region itself or a pool inside it."""

Key = TypeVar("Key")

Amounts = Sequence[tuple[Node, float]]
"""Materials at their places with the tonnes of what is followed in them."""

Weights = tuple[tuple[str, float], ...]
"""How much of what is followed is in a tonne of each material; others are not followed."""


@dataclass(frozen=True)
class Step:
    """What one home facility takes and gives of what is followed, t per t of its activity."""

    facility: str
    stage: str
    activity: Series
    inputs: Amounts
    outputs: Amounts
    recycles: bool
    """Whether scrap goes in; where scrap is not followed, what comes out begins as recycled."""

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
    content = in_order(solution.parameters["content"], "material", "group")
    held = content.values[:, positions(content, "group")[group]].tolist()
    return tuple(
        (material, tonnes)
        for material, tonnes in zip(solution.labels.materials, held, strict=True)
        if tonnes > 0
    )


@dataclass(frozen=True, eq=False)
class _Moving(Generic[Key]):
    """Rows of a variable that move what is followed at home; label sets decide which they are.

    Each adds to one of `keys`, whose place `of` gives, and is of the material followed whose place
    `holds` gives.
    """

    rows: Rows
    holds: Rows
    keys: tuple[Key, ...]
    of: Rows

    def added(self, held: Series, tonnes: npt.NDArray[np.float64]) -> dict[Key, Series]:
        """Add up by key: `held` is what a tonne of each material holds, `tonnes` are by row."""
        moved = held[self.holds, None] * tonnes[self.rows]
        if len(self.keys) < len(self.rows):
            each, moved = moved, np.zeros((len(self.keys), moved.shape[1]))
            np.add.at(moved, self.of, each)
        return dict(zip(self.keys, moved, strict=True))


def _moving(labelled: Iterable[tuple[int, Key, str]], followed: Mapping[str, int]) -> _Moving[Key]:
    """Take rows of materials followed, each given with its key and its material."""
    kept = [(row, key, followed[m]) for row, key, m in labelled if m in followed]
    place = {key: at for at, key in enumerate(dict.fromkeys(key for _, key, _ in kept))}
    columns = [(row, holds, place[key]) for row, key, holds in kept]
    rows, holds, of = np.array(columns, dtype=np.intp).reshape(-1, 3).T
    return _Moving(rows, holds, tuple(place), of)


@dataclass(frozen=True, eq=False)
class _Movements:
    """Which rows move materials at home, by what they do; the same for all plans of a study."""

    nodes: tuple[Node, ...]
    stores: _Moving[Node]
    collected: _Moving[Node]
    served: _Moving[tuple[str, Node]]
    arrivals: _Moving[tuple[Node, str]]
    departures: _Moving[tuple[Node, str]]
    transfers: _Moving[tuple[Node, Node]]


def _resting(
    nodes: Iterable[tuple[str, str]], home: str, followed: Mapping[str, int]
) -> _Moving[Node]:
    """Take rows that stand for a material at a place, as far as that is at home."""
    return _moving(
        (
            (row, (material, place), material)
            for row, (material, place) in enumerate(nodes)
            if region_of(place) == home
        ),
        followed,
    )


def _movements(labels: Labels, materials: tuple[str, ...]) -> _Movements:
    home, followed = labels.home, {name: place for place, name in enumerate(materials)}
    lanes = [
        (row, lane, (lane.material, lane.origin_place), (lane.material, lane.destination_place))
        for row, lane in enumerate(labels.lanes)
    ]
    return _Movements(
        nodes=tuple(
            (material, place)
            for material, place in labels.nodes
            if material in followed and region_of(place) == home
        ),
        stores=_resting(labels.stores, home, followed),
        collected=_resting(
            ((material, place) for _, place, material in labels.end_of_life_streams), home, followed
        ),
        served=_moving(
            (
                (row, (use, (material, place)), material)
                for row, (use, place, material) in enumerate(labels.use_options)
                if region_of(place) == home
            ),
            followed,
        ),
        # the other side may send from several places of its own
        arrivals=_moving(
            (
                (row, (ends, lane.origin), lane.material)
                for row, lane, _, ends in lanes
                if lane.destination == home and not lane.is_transfer
            ),
            followed,
        ),
        departures=_moving(
            (
                (row, (begins, lane.destination), lane.material)
                for row, lane, begins, _ in lanes
                if lane.origin == home and lane.destination != home and not lane.is_transfer
            ),
            followed,
        ),
        transfers=_moving(
            (
                (row, (begins, ends), lane.material)
                for row, lane, begins, ends in lanes
                if lane.is_transfer and home in (lane.origin, lane.destination)
            ),
            followed,
        ),
    )


@once_for_a_plan
def home_flows(solution: Solution, weights: Weights) -> HomeFlows:
    """Gather what home does with what is followed; labels that could move it are there at zero."""
    labels, materials = solution.labels, tuple(material for material, _ in weights)
    held = np.array([tonnes for _, tonnes in weights])
    at = solution.places.once(
        ("movements at home", materials), lambda: _movements(labels, materials)
    )
    content = dict(weights)

    def added(moving: _Moving[Key], variable: str) -> dict[Key, Series]:
        return moving.added(held, solution.reported(variable)) if moving.keys else {}

    taken, given = (added(at.stores, name) for name in ("intake", "release"))
    kept = {key: taken[key] - given[key] for key in taken}
    plants = _plants(
        solution.study.words.recycling,
        labels,
        solution.parameters["recipe_amount"],
        _one_object(weights),
    )
    return HomeFlows(
        content=content,
        years=len(solution.years),
        nodes=at.nodes,
        home_made=_home_made(
            labels,
            plants,
            committed_capacity(solution.parameters),
            solution.parameters["permit"],
        ),
        regions=tuple(region for region in labels.regions if region != solution.home),
        steps=_steps(solution, plants),
        arrivals=added(at.arrivals, "shipment"),
        departures=added(at.departures, "shipment"),
        transfers=added(at.transfers, "shipment"),
        collected=added(at.collected, "collected"),
        kept=kept,
        intake={node: np.maximum(tonnes, 0.0) for node, tonnes in kept.items()},
        release={node: np.maximum(-tonnes, 0.0) for node, tonnes in kept.items()},
        stock=added(at.stores, "stock"),
        served=added(at.served, "served"),
        short=_short(solution, content),
        discarded=_discarded(solution, content),
    )


def _discarded(solution: Solution, content: Mapping[str, float]) -> dict[Node, Series]:
    """What is put aside at each node where that may be done."""
    rows, nodes = solution.disposals(tuple(content), solution.home)
    held = np.array([content[material] for material, _ in nodes])
    return dict(zip(nodes, held[:, None] * solution.reported("discard")[rows], strict=True))


@lru_cache(maxsize=256)
def _one_object(weights: Weights) -> Weights:
    """Give one object for all weights that are equal: what is worked out of them goes by it."""
    return weights


@dataclass(frozen=True)
class _Plant:
    """What recipes say of a plant at home: its row, and what it takes and gives by its activity."""

    row: int
    facility: str
    stage: str
    inputs: Amounts
    outputs: Amounts
    recycles: bool


@once_for_each(64)
def _plants(
    recycling: Collection[str], labels: Labels, recipes: Labelled, weights: Weights
) -> tuple[_Plant, ...]:
    """Plants at home that take or give what is followed, in their order."""
    content = dict(weights)
    held: dict[str, list[tuple[str, float]]] = {}
    for (recipe, material), amount in zip(labels.flows, recipes.values.tolist(), strict=True):
        if material in content:
            held.setdefault(recipe, []).append((material, content[material] * amount))
    found = []
    for row, facility in enumerate(labels.facilities):
        moved = [
            ((material, labels.place_of(facility, material)), amount)
            for material, amount in held.get(labels.facility_recipe[facility], [])
            if labels.facility_region[facility] == labels.home
        ]
        inputs = tuple((node, -amount) for node, amount in moved if amount < 0)
        outputs = tuple((node, amount) for node, amount in moved if amount > 0)
        if inputs or outputs:
            stage = labels.facility_stage[facility]
            recycles = stage in recycling
            found.append(_Plant(row, facility, stage, inputs, outputs, recycles))
    return tuple(found)


def _steps(solution: Solution, plants: Sequence[_Plant]) -> tuple[Step, ...]:
    levels = np.maximum(solution.reported("activity")[[plant.row for plant in plants]], 0.0)
    return tuple(
        Step(plant.facility, plant.stage, level, plant.inputs, plant.outputs, plant.recycles)
        for plant, level in zip(plants, levels, strict=True)
    )


@once_for_each(64)
def _home_made(
    labels: Labels, plants: tuple[_Plant, ...], committed: Labelled, permits: Labelled
) -> frozenset[str]:
    """Materials that plants which stand in the first year can make, from home ore on.

    A plant counts if its capacity and its permit let it run in that year and one of the things it
    takes is dug or made so at home. Recycling makes nothing of ore.
    """
    capacity, permit = (
        in_order(array, "facility", "period").values[:, 0] for array in (committed, permits)
    )
    runs = np.minimum(capacity, permit) > 0
    able = [plant for plant in plants if runs[plant.row] and not plant.recycles]
    found: set[str] = set()
    while True:
        further = {
            material
            for plant in able
            if not plant.inputs or any(material in found for (material, _), _ in plant.inputs)
            for (material, _), _ in plant.outputs
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
