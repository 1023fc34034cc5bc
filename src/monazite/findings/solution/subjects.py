"""What a rule binds, for people: a plant, a lane, a store or a limit on exports, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monazite.findings.solution.reading import Reading
from monazite.model.rule import PLANTS
from monazite.parameters import Parameters
from monazite.parameters.labels import region_of
from monazite.strategy import Lever

BETWEEN = "use"
"""The stage under which stand rules that belong to no plant: trade and stocks between stages."""


@dataclass(frozen=True)
class Subject:
    """What one row of a rule binds: the stage it stands at, its title and what it is counted in."""

    stage: str
    title: str
    basis: str


def subject_at_home(reading: Reading, dimension: str, label: str) -> Subject | None:
    """Describe what a row binds; None where it binds nothing of home, or moves inside a region."""
    describe = _plant if dimension in PLANTS else _DESCRIBED.get(dimension, _other)
    return describe(reading, label)


def title_of(reading: Reading, dimension: str, label: str) -> str:
    """Name what a row binds for people, wherever it stands."""
    titles = reading.parameters.titles
    if dimension == "lane":
        lane = reading.labels.lane[label]
        return lane_title(reading.parameters, lane.material, lane.origin, lane.destination)
    if dimension == "slot":
        return _slot_title(reading, label)
    if dimension == "agreement":
        return _agreement_title(reading, label)
    if dimension == "delivery":
        return lane_title(reading.parameters, *reading.labels.delivery[label])
    if dimension == "contract":
        contract = next(one for one in reading.labels.contracts if one.name == label)
        buyer = f" to {titles.get(contract.buyer, contract.buyer)}" if contract.buyer else ""
        sold = titles.get(contract.material, contract.material)
        return f"{titles.get(contract.seller, contract.seller)}, {sold}{buyer}"
    # A reserve is named as its store is, a pile as its node; a use stands at a point.
    at = reading.labels.node.get(label) or reading.labels.point.get(label)
    return ", ".join(titles.get(one, one) for one in at or (label,))


def _agreement_title(reading: Reading, agreement: str) -> str:
    members = reading.parameters["agreement_lane"].sel(agreement=agreement)
    lanes = members.coords["lane"].values[members.values > 0].tolist()
    if not lanes:
        return agreement
    lane = reading.labels.lane[lanes[0]]
    return lane_title(reading.parameters, lane.material, lane.origin, reading.home)


def _plant(reading: Reading, facility: str) -> Subject | None:
    labels, chain = reading.labels, reading.study.chain
    if labels.facility_region[facility] != labels.home:
        return None
    basis = chain.basis[chain.reference[chain.facility[facility].recipe]]
    return Subject(labels.facility_stage[facility], reading.parameters.titles[facility], basis)


def _lane(reading: Reading, name: str) -> Subject | None:
    labels = reading.labels
    lane = labels.lane[name]
    if reading.home not in (lane.origin, lane.destination) or lane.is_transfer:
        return None
    return Subject(BETWEEN, title_of(reading, "lane", name), labels.material_basis[lane.material])


def _store(reading: Reading, store: str) -> Subject | None:
    material, place = reading.labels.node[store]
    if region_of(place) != reading.home:
        return None
    title = f"Stock of {reading.parameters.titles[material]}"
    return Subject(BETWEEN, title, reading.labels.material_basis[material])


def _slot(reading: Reading, slot: str) -> Subject | None:
    if not bool((reading.parameters["export_content"].sel(slot=slot) > 0).any()):
        return None
    return Subject(BETWEEN, _slot_title(reading, slot), "oxide")


def _slot_title(reading: Reading, slot: str) -> str:
    edits = [
        entry.edit
        for entry in reading.parameters.edits_of("export_limit")
        if entry.edit.where["slot"] == slot
    ]
    return _lever_title(reading, edits[0].origin) if edits else slot


def _other(reading: Reading, label: str) -> Subject | None:
    return Subject(BETWEEN, reading.parameters.titles.get(label, label), "")


_DESCRIBED: Mapping[str, Callable[[Reading, str], Subject | None]] = {
    "lane": _lane,
    "store": _store,
    "slot": _slot,
}


def lane_title(parameters: Parameters, material: str, origin: str, destination: str) -> str:
    """Name a lane for people."""
    titles = parameters.titles
    named, start, end = (titles.get(name, name) for name in (material, origin, destination))
    return f"{named}, {start} to {end}"


def _lever_title(reading: Reading, origin: str) -> str:
    """The title of the lever written at a place, or its reason when it has none."""
    study = reading.study
    levers: list[Lever] = [
        *(lever for strategy in study.strategies.values() for lever in strategy.levers),
        *(lever for world in study.worlds.values() for lever in world.levers),
    ]
    found = next((lever for lever in levers if lever.origin == origin), None)
    return (found.title or found.why).rstrip(".") if found is not None else origin
