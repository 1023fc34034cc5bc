"""Gathers every movement at home of what is to be followed: an oxide group, or tonnes of a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np

from monazite.findings.reading import Reading, Series
from monazite.parameters.labels import region_of

Key = TypeVar("Key", str, tuple[str, str])

Amounts = Sequence[tuple[str, float]]
"""Materials with the tonnes of what is followed in them."""

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

    @property
    def brings_up(self) -> bool:
        """Whether what is followed begins here: nothing that holds it goes in."""
        return not self.inputs

    @property
    def recycles(self) -> bool:
        """Whether what comes out counts as recycled, whatever went in."""
        return self.stage == "recycling"


@dataclass(frozen=True)
class HomeFlows:
    """Every movement at home of what is followed, t/yr by reported year.

    All places inside home count as one: a transfer between them is no movement, and what one store
    takes while another gives the same material is none either. `arrivals` and `departures` are by
    material and region abroad, `served` by use and material, `short` by use and the material that
    serves it at the least penalty, `kept` (what stores take less what they give) by material and
    place, the others by material; `stock` is t at the end of the year.
    """

    content: Mapping[str, float]
    years: int
    regions: tuple[str, ...]
    """Regions abroad."""
    steps: tuple[Step, ...]
    arrivals: Mapping[tuple[str, str], Series]
    departures: Mapping[tuple[str, str], Series]
    collected: Mapping[str, Series]
    kept: Mapping[tuple[str, str], Series]
    intake: Mapping[str, Series]
    release: Mapping[str, Series]
    stock: Mapping[str, Series]
    served: Mapping[tuple[str, str], Series]
    short: Mapping[tuple[str, str], Series]
    discarded: Mapping[str, Series]


def group_weights(reading: Reading, group: str) -> Weights:
    """The tonnes of a group's oxide in a tonne of each material that holds it."""
    held = reading.parameters["content"].sel(group=group).values
    return tuple(
        (material, float(tonnes))
        for material, tonnes in zip(reading.labels.materials, held, strict=True)
        if tonnes > 0
    )


@lru_cache(maxsize=64)
def home_flows(reading: Reading, weights: Weights) -> HomeFlows:
    """Gather what home does with what is followed; labels that could move it are there at zero."""
    labels, content = reading.labels, dict(weights)
    stores = [((material, place), material, place) for material, place in labels.stores]
    by_material = [(material, material, place) for material, place in labels.stores]
    scrap = [(material, material, place) for _, place, material in labels.collections]
    offers = [((use, m), m, place) for use, place, m in labels.offers]
    arrivals, departures = _trade(reading, content)
    taken, given = (_added(reading, content, name, stores) for name in ("intake", "release"))
    kept = {key: taken[key] - given[key] for key in taken}
    net: dict[str, Series] = {}
    for (material, _), tonnes in kept.items():
        net[material] = net.get(material, reading.zeros()) + tonnes
    return HomeFlows(
        content=content,
        years=len(reading.years),
        regions=tuple(region for region in labels.regions if region != reading.home),
        steps=tuple(_steps(reading, content)),
        arrivals=arrivals,
        departures=departures,
        collected=_added(reading, content, "collected", scrap),
        kept=kept,
        intake={material: np.maximum(tonnes, 0.0) for material, tonnes in net.items()},
        release={material: np.maximum(-tonnes, 0.0) for material, tonnes in net.items()},
        stock=_added(reading, content, "stock", by_material),
        served=_added(reading, content, "served", offers),
        short=_short(reading, content),
        discarded=_discarded(reading, content),
    )


def _added(
    reading: Reading,
    content: Mapping[str, float],
    variable: str,
    labelled: Sequence[tuple[Key, str, str]],
) -> dict[Key, Series]:
    """Add a variable up by key over its labels at home, given as key, material and place."""
    found: dict[Key, Series] = {}
    if not labelled:
        return found
    for tonnes, (key, material, place) in zip(reading.reported(variable), labelled, strict=True):
        if material in content and region_of(place) == reading.home:
            found[key] = found.get(key, 0.0) + content[material] * tonnes
    return found


def _discarded(reading: Reading, content: Mapping[str, float]) -> dict[str, Series]:
    """What is put aside of each material at the nodes where that may be done."""
    rows, materials = reading.piles(tuple(content), reading.home)
    found: dict[str, Series] = {}
    for row, material in zip(rows, materials, strict=True):
        tonnes = content[material] * reading.reported("discard")[row]
        found[material] = found.get(material, 0.0) + tonnes
    return found


def _trade(
    reading: Reading, content: Mapping[str, float]
) -> tuple[dict[tuple[str, str], Series], dict[tuple[str, str], Series]]:
    """Arrivals and departures by material and region abroad."""
    arrivals: dict[tuple[str, str], Series] = {}
    departures: dict[tuple[str, str], Series] = {}
    for row in reading.places.lanes_touching(reading.home):
        lane = reading.labels.lanes[row]
        if lane.material not in content:
            continue
        inward = lane.destination == reading.home
        side, other = (arrivals, lane.origin) if inward else (departures, lane.destination)
        tonnes = content[lane.material] * reading.reported("shipment")[row]
        key = (lane.material, other)
        side[key] = side.get(key, 0.0) + tonnes
    return arrivals, departures


def _steps(reading: Reading, content: Mapping[str, float]) -> Iterable[Step]:
    labels = reading.labels
    amounts = reading.parameters["recipe_amount"].values
    held: dict[str, list[tuple[str, float]]] = {}
    for (recipe, material), amount in zip(labels.flows, amounts, strict=True):
        if material in content:
            held.setdefault(recipe, []).append((material, content[material] * float(amount)))
    for row in reading.places.facilities(labels.home):
        facility = labels.facilities[row]
        moved = held.get(labels.facility_recipe[facility], [])
        inputs = tuple((material, -amount) for material, amount in moved if amount < 0)
        outputs = tuple((material, amount) for material, amount in moved if amount > 0)
        if inputs or outputs:
            level = np.maximum(reading.reported("activity")[row], 0.0)
            yield Step(facility, labels.facility_stage[facility], level, inputs, outputs)


def _short(reading: Reading, content: Mapping[str, float]) -> dict[tuple[str, str], Series]:
    """What uses miss, as what is followed in the material that serves them at the least penalty."""
    return {
        (use, material): missing * content[material]
        for (use, material), missing in missing_by_use(reading).items()
        if material in content
    }


@lru_cache(maxsize=64)
def missing_by_use(reading: Reading) -> dict[tuple[str, str], Series]:
    """What each use at home would take at the observed price beyond what serves it.

    max(0, demand - sum over offers of served x equivalence) / equivalence of the material that
    serves the use at the least penalty, in t of that material; by use and that material.
    """
    labels, parameters = reading.labels, reading.parameters
    worth = parameters["equivalence"].values
    penalty = parameters["penalty"].values
    offers: dict[str, list[int]] = {}
    for row in reading.places.offers(labels.materials, reading.home):
        if worth[row] > 0:
            offers.setdefault(labels.offers[row][0], []).append(int(row))
    missing: dict[tuple[str, str], Series] = {}
    for use, rows in offers.items():
        best = min(rows, key=lambda row: float(penalty[row]))
        point = reading.places.points((f"{use}@{reading.home}",))
        given = worth[rows] @ reading.reported("served")[rows]
        short = np.maximum(0.0, reading.planned("demand")[point[0]] - given)
        # What a solver leaves around zero is no shortage.
        short[short < _LEAST] = 0.0
        missing[use, labels.offers[best][2]] = short / float(worth[best])
    return missing
