"""What holds home back in a year, stage by stage, and which bottleneck stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.account import held_by_plants, held_in_plants
from monazite.findings.bottlenecks.binding import BindingConstraint, at_limits
from monazite.findings.solution import Contained, Solution
from monazite.model import RULES
from monazite.parameters.recipes import recipes_of

OF_WEIGHT = 0.01
"""Share of the worth of all that is full below which a full stage holds nothing of weight back."""


def bottleneck_stages(
    solution: Solution, year: int
) -> list[tuple[str, list[BindingConstraint], float]]:
    """Stages at home that are full in a year, the most valuable first.

    Each with what binds there, what is worth most a year first, and what enlarging all of it by its
    own size would be worth at the value of the first tonne, money/yr.
    """
    by_stage: dict[str, list[BindingConstraint]] = {}
    for row in at_limits(solution):
        if row.year == year and row.binding and RULES[row.rule].holds_plants:
            by_stage.setdefault(row.stage, []).append(row)
    found = [
        (
            stage,
            sorted(rows, key=lambda row: -row.annual_value),
            sum(row.annual_value for row in rows),
        )
        for stage, rows in by_stage.items()
    ]
    return sorted(found, key=lambda entry: -entry[2])


def held_years(solution: Solution) -> dict[str, list[int]]:
    """Stages at home that are full and the years they are, the most valuable first.

    What enlarging a stage is worth is added up over the years; what has no weight is left out.
    """
    years: dict[str, list[int]] = {}
    annual_values: dict[str, float] = {}
    for year in solution.years:
        for stage, _, annual_value in bottleneck_stages(solution, year):
            years.setdefault(stage, []).append(year)
            annual_values[stage] = annual_values.get(stage, 0.0) + annual_value
    least = OF_WEIGHT * sum(annual_values.values())
    return {
        stage: years[stage]
        for stage in sorted(annual_values, key=lambda stage: -annual_values[stage])
        if annual_values[stage] >= least
    }


def size(solution: Solution, facility: str, year: int) -> float:
    """Capacity of a facility in a year, t/yr."""
    return float(solution.usable_capacity.sel(facility=facility, period=year))


def standing(
    solution: Solution, plants: Iterable[str], year: int, of: Contained | None = None
) -> tuple[float, str]:
    """Capacity of several plants in a year, no tonne twice, and what it is counted in, t/yr.

    Monazite and REO of one stage cannot be added up: what most of it is counted in is; what they
    hold of what `of` says can, where any of them does. Plants that finish what others of them
    make, as diffusion does, are left out unless they stand alone.
    """
    chain, named = solution.study.chain, list(dict.fromkeys(plants))
    making = [name for name in named if not _finishes(solution, name)] or named
    held, told = held_by_plants(solution, of), held_in_plants(solution, making, of)
    if told is not None:
        return float(sum(held[name] * size(solution, name, year) for name in making)), told.words
    by_basis: dict[str, float] = {}
    for name in making:
        basis = chain.basis[chain.reference[chain.facility[name].recipe]]
        by_basis[basis] = by_basis.get(basis, 0.0) + size(solution, name, year)
    basis = max(by_basis, key=lambda one: by_basis[one])
    return by_basis[basis], basis


def _finishes(solution: Solution, facility: str) -> bool:
    """Whether a plant gives back something of the stage it took it from."""
    recipe, stage = solution.labels.facility_recipe[facility], solution.material_stage
    own = recipes_of(solution.parameters).get(recipe, {})
    taken = {stage[material] for material, amount in own.items() if amount < 0}
    return any(amount > 0 and stage[material] in taken for material, amount in own.items())


@dataclass(frozen=True)
class BottleneckStage(Record):
    """A full stage at home in a year, by its place among them.

    `room` is the capacity of all that is full there, in `unit`, `annual_value` what enlarging it
    by its own size would be worth at the value of the first tonne (money/yr).
    """

    year: int
    place: int
    stage: str
    what: str
    rule: str
    room: float
    unit: str
    annual_value: float


def bottlenecks_by_year(
    solution: Solution, years: Sequence[int], most: int = 4, of: Contained | None = None
) -> list[BottleneckStage]:
    """List what holds home back year by year; stages without weight are left out.

    Room is what the tonnes there hold where `of` says so and any of them does.
    """
    known = solution.study.words.stages
    rows: list[BottleneckStage] = []
    for year in years:
        found = bottleneck_stages(solution, year)
        least = OF_WEIGHT * sum(annual_value for _, _, annual_value in found)
        weighty = [entry for entry in found if entry[2] >= least]
        for place, (stage, held, annual_value) in enumerate(weighty[:most], start=1):
            names = list(dict.fromkeys(row.title for row in held))
            more = f" and {len(names) - 2} more" if len(names) > 2 else ""
            room, basis = standing(solution, (row.subject for row in held), year, of)
            rows.append(
                BottleneckStage(
                    year=year,
                    place=place,
                    stage=known[stage].title if stage in known else stage,
                    what=", ".join(names[:2]) + more,
                    rule=held[0].words,
                    room=room,
                    unit=f"t {basis}/yr",
                    annual_value=annual_value,
                )
            )
    return rows
