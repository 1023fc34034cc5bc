"""Puts the conditions of an export limit otherwise: home's share of the ore, cost, leave to build.

Each is a set of edits, so that a case with them is solved, remembered and explained like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from monazite.core.edit import Edit, Operation
from monazite.core.magnitudes import LIMITLESS
from monazite.core.origin import Origin
from monazite.parameters import Parameters

__all__ = ["cost_moved", "leave_to_build", "ore_moved", "stages_up_to"]

OF_PLANTS = (
    "nameplate",
    "permit",
    "floor",
    "host_output",
    "reserves",
    "build_rate",
    "site_limit",
)
"""Tonnes of a plant, all of which grow with the ore body it stands on."""

OF_LANES = ("reference_flow", "lane_limit")
"""Tonnes of a lane, likewise."""

Where = Mapping[str, str | int | tuple[str | int, ...]]

KILOGRAMS = 1000.0
"""Kilograms in a tonne."""


def stages_up_to(
    parameters: Parameters, mines: Collection[str], goods: Collection[str]
) -> set[str]:
    """Stages from the mines of home to goods: of plants that are fed by its ore and lead to them.

    What is made of the goods themselves does not count, though some of it may come back as scrap.
    """
    labels = parameters.labels
    at_home = [one for one in labels.facilities if labels.facility_region[one] == labels.home]
    moved = {one: _moved(parameters, one) for one in at_home}
    stage, sold = labels.facility_stage, set(goods)
    reached: set[str] = set()
    fed = [one for one in at_home if stage[one] in mines]
    for facility in fed:  # grows as more is reached
        reached |= moved[facility][1]
        fed += [one for one in at_home if one not in fed and moved[one][0] & reached - sold]
    leading = [one for one in fed if moved[one][1] & sold]
    for facility in leading:
        wanted = moved[facility][0] & reached
        leading += [one for one in fed if one not in leading and moved[one][1] & wanted]
    return {stage[facility] for facility in leading} | set(mines)


def ore_moved(
    parameters: Parameters, stages: Collection[str], home: float, abroad: float, reason: str
) -> tuple[Edit, ...]:
    """Make every plant of some stages, and the lanes of what they make, so many times as large.

    `home` is the factor of plants and lanes of home, `abroad` that of all others.
    """
    labels = parameters.labels
    plants = [one for one in labels.facilities if labels.facility_stage[one] in stages]
    made = {good for one in plants for good in _moved(parameters, one)[1]}
    found: list[Edit] = []
    for at_home, factor in ((True, home), (False, abroad)):
        own = tuple(
            one for one in plants if (labels.facility_region[one] == labels.home) == at_home
        )
        lanes = tuple(
            lane.name
            for lane in labels.lanes
            if lane.material in made and (lane.origin == labels.home) == at_home
        )
        found += _times(OF_PLANTS, "facility", own, factor, reason)
        found += _times(OF_LANES, "lane", lanes, factor, reason)
    return tuple(found)


def cost_moved(takes: Mapping[str, float], more: float, reason: str) -> tuple[Edit, ...]:
    """Make running plants dearer by `more` money for each kilogram contained that they take.

    `takes` are contained tonnes in what a tonne of each plant's capacity takes.
    """
    return tuple(
        _edit("operating_cost", {"facility": plant}, "add", KILOGRAMS * more * size, reason)
        for plant, size in takes.items()
    )


def leave_to_build(
    takes: Mapping[str, float], periods: Sequence[int], tonnes: float, reason: str
) -> tuple[Edit, ...]:
    """Let each plant be built in every period, so much a year as takes so many contained tonnes."""
    return tuple(
        edit
        for plant, size in takes.items()
        for edit in (
            _edit("site_limit", {"facility": plant}, "set", LIMITLESS, reason),
            _edit(
                "build_rate",
                {"facility": plant, "period": tuple(periods)},
                "at_least",
                tonnes / size,
                reason,
            ),
        )
    )


def _moved(parameters: Parameters, facility: str) -> tuple[set[str], set[str]]:
    """What a plant takes in and what it gives that holds any of the tracked group."""
    labels, amounts = parameters.labels, parameters["recipe_amount"]
    takes, gives = set[str](), set[str]()
    for flow in labels.flows:
        if flow.recipe != labels.facility_recipe[facility]:
            continue
        if parameters.at("content", flow.material, labels.tracked_group) > 0:
            (gives if float(amounts.sel(flow=flow.name)) > 0 else takes).add(flow.material)
    return takes, gives


def _times(
    names: Sequence[str], dimension: str, labels: tuple[str, ...], factor: float, reason: str
) -> Iterator[Edit]:
    for name in names if labels else ():
        yield _edit(name, {dimension: labels}, "multiply", factor, reason)


def _edit(parameter: str, where: Where, operation: Operation, value: float, reason: str) -> Edit:
    return Edit(parameter, where, operation, value, reason, origin=Origin("turning"))
