"""What holds an oxide group at home moves from node to node and mixes there in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from monazite.findings.reading import Reading, Series
from monazite.parameters.labels import region_of

Vector = npt.NDArray[np.float64]
"""Amounts or shares by origin."""

Table = npt.NDArray[np.float64]
"""Amounts or shares by node and origin, or by node and node."""

LEFT_OVER = 1e-9
"""Tonnes a year up to which a flow is what a solver leaves around zero."""

Key = TypeVar("Key", str, tuple[str, str])

Amounts = Sequence[tuple[str, float]]
"""Materials with contained tonnes of the group."""


@dataclass(frozen=True)
class Step:
    """What one home facility takes and gives, contained t of the group per t of its activity."""

    facility: str
    stage: str
    activity: Series
    inputs: Amounts
    outputs: Amounts

    @property
    def brings_up(self) -> bool:
        """Whether the group comes out of the ground here: nothing that holds it goes in."""
        return not self.inputs


@dataclass(frozen=True)
class HomeFlows:
    """Every movement of one oxide group at home, contained t oxide/yr by reported year.

    All places inside home count as one: a transfer between them is no movement. `arrivals` and
    `departures` are by material and region abroad, `served` by use and material, the others by
    material; `stock` is t oxide at the end of the year.
    """

    group: str
    content: Mapping[str, float]
    steps: tuple[Step, ...]
    arrivals: Mapping[tuple[str, str], Series]
    departures: Mapping[tuple[str, str], Series]
    collected: Mapping[str, Series]
    intake: Mapping[str, Series]
    release: Mapping[str, Series]
    stock: Mapping[str, Series]
    served: Mapping[tuple[str, str], Series]
    discarded: Mapping[str, Series]


@lru_cache(maxsize=64)
def home_flows(reading: Reading, group: str) -> HomeFlows:
    """Gather what home does with an oxide group; labels that could move it are there with zeros."""
    labels = reading.labels
    held = reading.parameters["content"].sel(group=group, material=list(labels.materials)).values
    content = {
        material: float(tonnes)
        for material, tonnes in zip(labels.materials, held, strict=True)
        if tonnes > 0
    }
    stores = [(material, material, place) for material, place in labels.stores]
    arrivals, departures = _trade(reading, content)
    added = partial(_added, reading, content)
    return HomeFlows(
        group=group,
        content=content,
        steps=tuple(_steps(reading, content)),
        arrivals=arrivals,
        departures=departures,
        collected=added("collected", [(scrap, scrap, at) for _, at, scrap in labels.collections]),
        intake=added("intake", stores),
        release=added("release", stores),
        stock=added("stock", stores),
        served=added("served", [((use, m), m, place) for use, place, m in labels.offers]),
        discarded=added("discard", _piles(reading)),
    )


def _piles(reading: Reading) -> list[tuple[str, str, str]]:
    """Key, material and place of every node at which material may be put aside."""
    piles = reading.outcome["discard"].coords["pile"].values.tolist()
    split = [pile.partition("@") for pile in piles]
    return [(material, material, place) for material, _, place in split]


def _rows(reading: Reading, variable: str) -> npt.NDArray[np.float64]:
    """A variable as rows of reported years, one row to a label in the order of the labels."""
    array = reading.select(reading.outcome[variable])
    others = [dimension for dimension in array.dims if dimension != "period"]
    return np.asarray(array.transpose(*others, "period").values)


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
    for tonnes, (key, material, place) in zip(_rows(reading, variable), labelled, strict=True):
        if material in content and region_of(place) == reading.home:
            found[key] = found.get(key, 0.0) + content[material] * tonnes
    return found


def _trade(
    reading: Reading, content: Mapping[str, float]
) -> tuple[dict[tuple[str, str], Series], dict[tuple[str, str], Series]]:
    """Arrivals and departures by material and region abroad."""
    arrivals: dict[tuple[str, str], Series] = {}
    departures: dict[tuple[str, str], Series] = {}
    lanes = reading.labels.lanes
    for lane, tonnes in zip(lanes, _rows(reading, "shipment"), strict=True):
        start, end = lane.origin, lane.destination
        if lane.material not in content or lane.is_transfer or reading.home not in (start, end):
            continue
        side, other = (arrivals, start) if end == reading.home else (departures, end)
        key = (lane.material, other)
        side[key] = side.get(key, 0.0) + content[lane.material] * tonnes
    return arrivals, departures


def _steps(reading: Reading, content: Mapping[str, float]) -> Iterable[Step]:
    labels = reading.labels
    amounts = reading.parameters["recipe_amount"].values
    held: dict[str, list[tuple[str, float]]] = {}
    for (recipe, material), amount in zip(labels.flows, amounts, strict=True):
        if material in content:
            held.setdefault(recipe, []).append((material, content[material] * float(amount)))
    for facility, activity in zip(labels.facilities, _rows(reading, "activity"), strict=True):
        if labels.facility_region[facility] != labels.home:
            continue
        moved = held.get(labels.facility_recipe[facility], [])
        inputs = tuple((material, -amount) for material, amount in moved if amount < 0)
        outputs = tuple((material, amount) for material, amount in moved if amount > 0)
        if inputs or outputs:
            yield Step(facility, labels.facility_stage[facility], activity, inputs, outputs)


def mixed(
    entering: Mapping[str, Vector], passing: Iterable[tuple[Amounts, Amounts]]
) -> dict[str, Vector]:
    """Shares by origin at every node, when all that reaches a node mixes in proportion.

    total[m] share[m] = entering[m] + sum over steps of outputs[m] * sum of input n's part of the
    inputs * share[n]; solved at once, so that loops such as swarf going back to oxide need no
    rounds. Shares add up to one; they are zero where nothing with a known origin arrives.
    """
    names = list(entering)
    place = {name: position for position, name in enumerate(names)}
    arriving = np.array([np.clip(entering[name], 0.0, None) for name in names])
    handed = np.zeros((len(names), len(names)))
    for inputs, outputs in passing:
        taken = sum(amount for _, amount in inputs)
        if taken <= 0:
            continue
        for material, made in outputs:
            for source, amount in inputs:
                handed[place[material], place[source]] += made * amount / taken
    return dict(zip(names, shares_at(arriving, handed), strict=True))


def shares_at(arriving: Table, handed: Table) -> Table:
    """Shares by origin at every node from what enters and what nodes hand on to each other.

    `arriving[m, origin]` enters at m from outside, `handed[m, n]` reaches m through plants from n;
    the result has the shape of `arriving`. With total[m] the sum of all that reaches m,
    (diag(total) - handed) share = arriving.
    """
    # What no known origin reaches, or only what a solver leaves around zero, has no mix.
    alive = arriving.sum(axis=1) > LEFT_OVER
    while True:
        reached = alive | (handed @ alive > LEFT_OVER)
        if (reached == alive).all():
            break
        alive = reached
    share = np.zeros_like(arriving)
    known = np.flatnonzero(alive)
    if known.size:
        inside = handed[known][:, known]
        total = arriving[known].sum(axis=1) + inside.sum(axis=1)
        found = np.linalg.solve(np.diag(total) - inside, arriving[known])
        share[known] = found / found.sum(axis=1, keepdims=True)
    return share
