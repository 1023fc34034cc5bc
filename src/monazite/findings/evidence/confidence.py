"""Says how much of a result rests on thin evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from monazite.core.labelled import Labelled
from monazite.evidence import Quantity
from monazite.findings.solution import Solution, once_for_a_plan
from monazite.model import weight
from monazite.parameters import Parameters, committed_capacity, running_costs
from monazite.parameters.positions import positions

THIN, FAIR = 0.5, 0.2
"""Shares that rest on grade-C evidence above which what rests on it is C too, or only B."""


def grade_of(share: float) -> Literal["A", "B", "C"]:
    """Give the grade of what rests with such a share on grade-C evidence, 0 to 1."""
    return "C" if share > THIN else "B" if share > FAIR else "A"


@dataclass(frozen=True)
class Weighing:
    """One parameter cell: how far the plan's cost leans on it, and on whose word it stands."""

    parameter: str
    cell: tuple[str | int, ...]
    leaning: float
    grade: str
    quantity: Quantity

    def title(self, titles: dict[str, str]) -> str:
        """Name the cell for people."""
        subject = ", ".join(titles.get(str(label), str(label)) for label in self.cell)
        return f"{self.parameter.replace('_', ' ')}: {subject}"


@once_for_a_plan
def weigh(solution: Solution) -> tuple[Weighing, ...]:
    """Weigh the parameters of home by |dual x parameter|, heaviest first.

    leaning = |d cost / d parameter * parameter|, discounted money over the horizon: by how much
    the cost of the plan would move if the parameter moved by its own size. Costs use their
    activity, limits their dual. Only plants, trade and demand of home are weighed, so that the
    grade of a cost abroad does not drown the grade of a permit at home.
    """
    rows = [row for row in _weighings(solution) if row.leaning > 0]
    return tuple(sorted(rows, key=lambda row: -row.leaning))


def thin_share(solution: Solution) -> float:
    """Share of all leaning that falls on parameters of the lowest grade, 0 to 1."""
    rows = weigh(solution)
    total = sum(row.leaning for row in rows)
    return sum(row.leaning for row in rows if row.grade == "C") / total if total > 0 else 0.0


def _weighings(solution: Solution) -> Iterator[Weighing]:
    labels, parameters, outcome = solution.labels, solution.parameters, solution.outcome
    years = weight(parameters)
    home = labels.home
    plants = [name for name in labels.facilities if labels.facility_region[name] == home]

    def leanings(amounts: Labelled, worths: Labelled) -> dict[str | int, float]:
        """The leaning of every label, summed over all years."""
        summed = (amounts * worths * years).sum("period")
        (dimension,) = summed.dims
        return dict(zip(positions(summed, str(dimension)), summed.values.tolist(), strict=True))

    duals = outcome.duals
    running = leanings(outcome["activity"], running_costs(parameters))
    full = leanings(duals["output_within_capacity"], committed_capacity(parameters))
    permits: dict[str | int, float] = {}
    if "feed_within_permit" in duals:
        stated = parameters["permit"]
        permits = leanings(duals["feed_within_permit"], stated.where(np.isfinite(stated), 0.0))
    for facility in plants:
        yield from _shared(parameters, "operating_cost", facility, running[facility])
        yield from _shared(parameters, "nameplate", facility, full[facility])
        if facility in permits:
            yield from _shared(parameters, "permit", facility, permits[facility])
    freight = leanings(outcome["shipment"], parameters["freight"])
    for lane in labels.lanes:
        if home in (lane.origin, lane.destination) and not lane.is_transfer:
            yield from _shared(parameters, "freight", lane.name, freight[lane.name])
    wanted = leanings(duals["demand_is_served_or_unmet"], parameters["demand"])
    lost = leanings(outcome["unmet"], parameters["unmet_cost"])
    for point in solution.home_points():
        yield from _shared(parameters, "demand", point.name, wanted[point.name])
        for tranche in solution.tranches([point]):
            yield from _shared(parameters, "unmet_cost", tranche, lost[tranche])


def _shared(parameters: Parameters, name: str, label: str, leaning: float) -> Iterator[Weighing]:
    """Share a leaning in equal parts over what a parameter of one label rests on."""
    found = parameters.rests_on(name, (label,))
    for quantity in found:
        yield Weighing(name, (label,), abs(leaning) / len(found), quantity.grade, quantity)
