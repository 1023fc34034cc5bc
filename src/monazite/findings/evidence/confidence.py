"""Says how much of a result rests on thin evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from monazite.evidence import Quantity
from monazite.findings.solution import Solution
from monazite.model import weight
from monazite.parameters import committed_capacity, running_costs


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


@lru_cache(maxsize=32)
def weigh(solution: Solution) -> tuple[Weighing, ...]:
    """Weigh the parameters of home by |dual x parameter|, heaviest first.

    leaning = |d cost / d parameter * parameter|, discounted USD_2024 over the horizon: by how much
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
    committed = committed_capacity(parameters)
    for facility in plants:
        at = {"facility": facility}
        running = outcome["activity"].sel(at) * running_costs(parameters).sel(at) * years
        full = outcome.duals["output_within_capacity"].sel(at) * committed.sel(at) * years
        yield from _rested(solution, "operating_cost", (facility,), float(running.sum()))
        yield from _rested(solution, "nameplate", (facility,), float(full.sum()))
        if "feed_within_permit" in outcome.duals:
            duals = outcome.duals["feed_within_permit"]
            permits = parameters["permit"].sel(at)
            held = duals.sel(at) * permits.where(np.isfinite(permits), 0.0) * years
            yield from _rested(solution, "permit", (facility,), float(held.sum()))
    for lane in labels.lanes:
        if home in (lane.origin, lane.destination) and not lane.is_transfer:
            at = {"lane": lane.name}
            paid = outcome["shipment"].sel(at) * parameters["freight"].sel(at) * years
            yield from _rested(solution, "freight", (lane.name,), float(paid.sum()))
    for point in solution.home_points():
        at = {"point": point.name}
        wanted = outcome.duals["demand_is_served_or_unmet"].sel(at) * parameters["demand"].sel(at)
        yield from _rested(solution, "demand", (at["point"],), float((wanted * years).sum()))
        for tranche in solution.tranches([point]):
            of = {"tranche": tranche}
            lost = outcome["unmet"].sel(of) * parameters["unmet_cost"].sel(of)
            yield from _rested(solution, "unmet_cost", (tranche,), float((lost * years).sum()))


def _rested(
    solution: Solution, parameter: str, cell: tuple[str | int, ...], leaning: float
) -> Iterator[Weighing]:
    """Share a leaning over the quantities its parameter cell rests on."""
    entries = solution.parameters.lineage.get(parameter, {})
    found = [quantity for key, quantity in entries.items() if set(cell) <= set(key)]
    for quantity in found:
        yield Weighing(parameter, cell, abs(leaning) / len(found), quantity.grade, quantity)
