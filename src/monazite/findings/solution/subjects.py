"""What a rule binds, for people: a plant, a lane, a store or a limit on exports, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monazite.core.origin import Origin
from monazite.findings.solution.solution import Solution
from monazite.model.rule import PLANTS
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import region_of
from monazite.parameters.named import Lane
from monazite.parameters.positions import once_for_each
from monazite.strategy import Lever

BETWEEN = "use"
"""The stage under which stand rules that belong to no plant: trade and stocks between stages."""


@dataclass(frozen=True)
class Subject:
    """What one row of a rule binds: the stage it stands at, its title and what it is counted in."""

    stage: str
    title: str
    basis: str
    stage_title: str = "Trade and stocks"


def subject_at_home(solution: Solution, dimension: str, label: str) -> Subject | None:
    """Describe what a row binds; None where it binds nothing of home, or moves inside a region."""
    describe = _plant if dimension in PLANTS else _DESCRIBED.get(dimension, _other)
    return describe(solution, label)


def title_of(solution: Solution, dimension: str, label: str) -> str:
    """Name what a row binds for people, wherever it stands."""
    titles = solution.parameters.titles
    if dimension == "lane":
        return _title_of_lane(solution.parameters, solution.labels.lane[label])
    if dimension == "slot":
        return _slot_title(solution, label)
    if dimension in _COUNTING:
        return _set_by(solution, _COUNTING[dimension], dimension, label)
    if dimension == "agreement":
        return _agreement_title(solution, label)
    if dimension == "delivery":
        return lane_title(solution.parameters, *solution.labels.delivery[label])
    if dimension == "contract":
        contract = next(one for one in solution.labels.contracts if one.name == label)
        buyer = f" to {titles.get(contract.buyer, contract.buyer)}" if contract.buyer else ""
        sold = titles.get(contract.material, contract.material)
        return f"{titles.get(contract.seller, contract.seller)}, {sold}{buyer}"
    # A reserve is named as its store is, a pile as its node; a use stands at a point.
    at = solution.labels.node.get(label) or solution.labels.point.get(label)
    return ", ".join(titles.get(one, one) for one in at or (label,))


def _agreement_title(solution: Solution, agreement: str) -> str:
    members = solution.parameters["agreement_lane"].sel(agreement=agreement)
    lanes = members.coords["lane"].values[members.values > 0].tolist()
    if not lanes:
        return agreement
    lane = solution.labels.lane[lanes[0]]
    return lane_title(solution.parameters, lane.material, lane.origin, solution.home)


def _plant(solution: Solution, facility: str) -> Subject | None:
    labels, chain = solution.labels, solution.study.chain
    if labels.facility_region[facility] != labels.home:
        return None
    basis = chain.basis[chain.reference[chain.facility[facility].recipe]]
    stage = solution.study.words.stages[labels.facility_stage[facility]]
    return Subject(stage.stage, solution.parameters.titles[facility], basis, stage.title)


def _lane(solution: Solution, name: str) -> Subject | None:
    labels = solution.labels
    lane = labels.lane[name]
    if solution.home not in (lane.origin, lane.destination) or lane.is_transfer:
        return None
    return Subject(BETWEEN, title_of(solution, "lane", name), labels.material_basis[lane.material])


def _store(solution: Solution, store: str) -> Subject | None:
    material, place = solution.labels.node[store]
    if region_of(place) != solution.home:
        return None
    title = f"Stock of {solution.parameters.titles[material]}"
    return Subject(BETWEEN, title, solution.labels.material_basis[material])


def _slot(solution: Solution, slot: str) -> Subject | None:
    if not bool((solution.parameters["export_content"].sel(slot=slot) > 0).any()):
        return None
    return Subject(BETWEEN, _slot_title(solution, slot), solution.study.contained)


def _slot_title(solution: Solution, slot: str) -> str:
    return _set_by(solution, "export_limit", "slot", slot)


def _set_by(solution: Solution, parameter: str, dimension: str, label: str) -> str:
    """Title of the lever that filled a row set aside for levers; the row itself where none did."""
    edits = [
        entry.edit
        for entry in solution.parameters.edits_of(parameter)
        if entry.edit.where[dimension] == label
    ]
    return _lever_title(solution, edits[0].origin) if edits else label


def _share(dimension: str) -> Callable[[Solution, str], Subject | None]:
    """Describe a share that a lever asks for of materials counted together."""

    def described(solution: Solution, label: str) -> Subject | None:
        counts = solution.parameters[_COUNTING[dimension]].sel({dimension: label})
        counted = counts.coords["material"].values[counts.values > 0].tolist()
        bases = {solution.labels.material_basis[material] for material in counted}
        title = title_of(solution, dimension, label)
        return Subject(BETWEEN, title, bases.pop() if len(bases) == 1 else "") if counted else None

    return described


def _other(solution: Solution, label: str) -> Subject | None:
    return Subject(BETWEEN, solution.parameters.titles.get(label, label), "")


_COUNTING: Mapping[str, str] = {"spread": "spread_counts", "quota": "quota_counts"}
"""The parameter by which a lever that asks for a share says what counts."""

_DESCRIBED: Mapping[str, Callable[[Solution, str], Subject | None]] = {
    "lane": _lane,
    "store": _store,
    "slot": _slot,
    "spread": _share("spread"),
    "quota": _share("quota"),
}


def lane_title(parameters: Parameters, material: str, origin: str, destination: str) -> str:
    """Name a lane for people."""
    titles = parameters.titles
    named, start, end = (titles.get(name, name) for name in (material, origin, destination))
    return f"{named}, {start} to {end}"


def _title_of_lane(parameters: Parameters, lane: Lane) -> str:
    """Name a lane; where several owners of a region ship the same one way, by the owner."""
    start, end = lane.origin, lane.destination
    if _owners(parameters.labels)[_way(lane)] > 1:
        start, end = lane.origin_account or start, lane.destination_account or end
    return lane_title(parameters, lane.material, start, end)


def _way(lane: Lane) -> tuple[str, str, str]:
    return lane.material, lane.origin, lane.destination


@once_for_each(16)
def _owners(labels: Labels) -> Counter[tuple[str, str, str]]:
    """Count lanes by what they carry from where to where, once for all plans of a study."""
    return Counter(map(_way, labels.lanes))


def _lever_title(solution: Solution, origin: Origin) -> str:
    """The title of the lever written at a place, or its reason when it has none."""
    study = solution.study
    levers: list[Lever] = [
        *(lever for strategy in study.strategies.values() for lever in strategy.levers),
        *(lever for world in study.worlds.values() for lever in world.levers),
    ]
    found = next((lever for lever in levers if lever.origin == origin), None)
    return (found.title or found.why).rstrip(".") if found is not None else origin.name
