"""Sums up the stages at home: what they could make, what they make and what holds them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from monazite.core.labelled import Labelled
from monazite.core.money import PriceUnit
from monazite.core.records import Record
from monazite.findings.account import held_by_plants, held_in_plants
from monazite.findings.bottlenecks.binding import BindingConstraint, at_limits
from monazite.findings.solution import Contained, Series, Solution

_NOTHING = 1e-9
"""Capacity, in tonnes a year, below which a stage counts as not there."""


@dataclass(frozen=True)
class StageUse(Record):
    """A stage at home in a year: what it could make, what it makes and what holds it back.

    utilisation = activity / capacity, None without capacity. `binding_constraints` names the rules
    on plants that
    bind, the most valuable first, and `shadow_price` is what a tonne more is worth at the first, in
    money/t of the same thing; 0 where none binds.
    """

    stage: str
    title: str
    year: int
    capacity: float
    activity: float
    unit: str
    utilisation: float | None
    binding_constraints: str
    shadow_price: float
    shadow_price_unit: str


def stage_use(solution: Solution, of: Contained | None = None) -> list[StageUse]:
    """List the stages of home by year, in chain order.

    Plants of a stage that are counted in different things, such as monazite and REO, are told
    apart. Tonnes are what these hold where `of` says so and any of them does; what easing is worth
    stays by the tonne of the thing.
    """
    labels, chain = solution.labels, solution.study.chain
    plants: dict[tuple[str, str], list[str]] = {}
    for facility in labels.facilities:
        if labels.facility_region[facility] == labels.home:
            basis = chain.basis[chain.reference[chain.facility[facility].recipe]]
            plants.setdefault((labels.facility_stage[facility], basis), []).append(facility)
    words = solution.study.words
    held: dict[tuple[str, PriceUnit, int], list[BindingConstraint]] = {}
    for row in at_limits(solution):
        if row.binding:
            held.setdefault((row.stage, row.unit, row.year), []).append(row)
    capacity = solution.select(solution.usable_capacity)
    activity = solution.select(solution.outcome["activity"])
    contents = held_by_plants(solution, of)
    rows: list[StageUse] = []
    for stage, basis in sorted(plants, key=lambda key: (words.place[key[0]], key[1])):
        here = plants[stage, basis]
        told = held_in_plants(solution, here, of)
        counts = {name: 1.0 if told is None else contents[name] for name in here}
        limits, used = (_summed(array, counts) for array in (capacity, activity))
        price = PriceUnit(solution.money, f"t {basis}")
        for index, year in enumerate(solution.years):
            limit, level = float(limits[index]), float(used[index])
            found = sorted(held.get((stage, price, year), []), key=lambda row: -row.shadow_price)
            rows.append(
                StageUse(
                    stage=stage,
                    title=words.stages[stage].title,
                    year=year,
                    capacity=limit,
                    activity=level,
                    unit=f"t {basis if told is None else told.words}/yr",
                    utilisation=level / limit if limit > _NOTHING else None,
                    binding_constraints="; ".join(_said(row) for row in found),
                    shadow_price=found[0].shadow_price if found else 0.0,
                    shadow_price_unit=price.name,
                )
            )
    return rows


def _summed(array: Labelled, plants: Mapping[str, float]) -> Series:
    """Sum an array over plants by year, each with what a tonne of it counts for."""
    parts = array.sel(facility=list(plants)).transpose("facility", "period").values
    return np.asarray((np.array(list(plants.values()))[:, None] * parts).sum(axis=0))


def _said(row: BindingConstraint) -> str:
    return f"{row.title} ({row.rule.replace('_', ' ')})"
