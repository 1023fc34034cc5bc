"""Holds modelled quantities against observed ones, and says which of them prove anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from monazite.core.errors import Problems
from monazite.core.phrases import Phrase
from monazite.core.records import Record
from monazite.evidence import Quantity
from monazite.findings.evidence.freedom import PRICES, Freedom
from monazite.findings.solution import Series, Solution, once_for_a_plan, ratio
from monazite.parameters.named import Lane, Point
from monazite.study import MeasuredRow, ObservationRow, resolved

WITHIN = 0.05
"""Gap, as a fraction of the observed figure, within which a free figure counts as reproduced."""

NEAR = 0.10
"""Gap within which a free figure counts as near."""

FREE = ("reproduced", "near", "missed")
"""What a free figure may turn out to be; only these say anything about the model."""


@dataclass(frozen=True)
class Compared(Record):
    """One observed figure beside the modelled one.

    `gap` is (modelled - observed) / observed. `status`: `fitted` when the study is made to match
    it; `determined` when something the study was given determines it all the same, which is then
    named in `determined_by`; `untestable` when it cannot be held against the model; else it is free
    and `reproduced` within 5 %, `near` within 10 % or `missed`. `measure` is `price` or `quantity`.
    """

    quantity: str
    title: str
    year: int
    measure: str
    observed: float
    modelled: float
    gap: float
    unit: str
    status: str
    determined_by: Phrase
    reason: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]


def gap_of(figure: float, observed: float) -> float:
    """Give (modelled - observed) / observed; of what was observed as nothing, 1 if it is not."""
    return (figure - observed) / observed if observed else float(figure != 0)


def nearness(gap: float) -> str:
    """Say how near a figure came: `reproduced` within 5 %, `near` within 10 %, else `missed`."""
    return "reproduced" if abs(gap) <= WITHIN else "near" if abs(gap) <= NEAR else "missed"


def calibration(solution: Solution) -> list[Compared]:
    """Compare every observation of the study that falls into the reported years."""
    return list(_calibrated(solution))


@once_for_a_plan
def _calibrated(solution: Solution) -> tuple[Compared, ...]:
    problems = Problems()
    observed = observed_by_name(solution, problems)
    problems.raise_if_any()
    freedom = Freedom(solution, observed)
    rows = []
    for row in solution.study.chain.observations:
        if row.observation not in observed:
            continue
        index = solution.years.index(row.year)
        # a price of what is not bought and a share of nothing stand as nothing
        figure = float(np.nan_to_num(modelled(solution, row)[index]))
        by = freedom.determined_by(row)
        rows.append(_compare(row, observed[row.observation], figure, by))
    return tuple(rows)


def observed_by_name(solution: Solution, problems: Problems) -> Mapping[str, Quantity]:
    """Resolve what was observed in the reported years."""
    found = {}
    for row in solution.study.chain.observations:
        if row.year in solution.years:
            quantity = resolved(solution.study, row, "observed", problems)
            if quantity is not None:
                found[row.observation] = quantity
    return found


def _compare(row: ObservationRow, observed: Quantity, modelled: float, by: Phrase) -> Compared:
    gap = gap_of(modelled, observed.value)
    if row.status in ("fitted", "untestable"):
        status: str = row.status
    elif by:
        status = "determined"
    else:
        status = nearness(gap)
    return Compared(
        quantity=row.observation,
        title=row.title,
        year=row.year,
        measure="price" if row.kind in PRICES else "quantity",
        observed=observed.value,
        modelled=modelled,
        gap=gap,
        unit=observed.unit,
        status=status,
        determined_by=by,
        reason=row.reason,
        facts=observed.facts,
        sources=observed.sources,
    )


def modelled(solution: Solution, row: MeasuredRow) -> Series:
    """The model's figure for what is measured, by reported year; by kind, in the unit of that.

    Raises ValueError for a kind that nothing is measured by.
    """
    if row.kind in PRICES:
        return _price(solution, row)
    materials = row.materials
    match row.kind:
        case "activity":
            activity = solution.select(solution.outcome["activity"])
            return np.asarray(activity.sel(facility=list(row.facilities)).sum("facility").values)
        case "shipment":
            return _shipped(solution, row)
        case "imports":
            return solution.shipped(materials, destination=row.region)
        case "stock":
            return solution.stock(materials, row.region)
        case "served":
            return _served(solution, row)
        case "import_share":
            whole = solution.shipped(materials, destination=row.region)
            return ratio(_arrived(solution, row), whole)
        case "output" | "output_share":
            made = solution.made(materials, row.region)
            return made if row.kind == "output" else ratio(made, solution.made(materials))
    raise ValueError(f"there is no kind of measurement '{row.kind}'")


def _price(solution: Solution, row: MeasuredRow) -> Series:
    """A price of the plan, money/t: of makers or users somewhere, or at a border."""
    match row.kind:
        case "price":
            return solution.price(row.materials[0], row.region)
        case "user_price":
            duals = solution.outcome.duals["demand_is_served_or_unmet"]
            return solution.series(duals, {"point": Point(row.use, row.region).name})
        case "import_price":
            return import_price(solution, row.materials, row.region)
    return export_price(solution, row.materials, row.origins, row.destinations)


def _shipped(solution: Solution, row: MeasuredRow) -> Series:
    """What goes from the origins to the destinations, or to anywhere else where none is named."""
    ways = (
        solution.shipped(row.materials, origin=origin, destination=destination)
        for origin in row.origins
        for destination in row.destinations or (None,)
        if origin != destination
    )
    return sum(ways, solution.zeros())


def _arrived(solution: Solution, row: MeasuredRow) -> Series:
    """What comes into a region from the origins."""
    ways = (
        solution.shipped(row.materials, origin=origin, destination=row.region)
        for origin in row.origins
    )
    return sum(ways, solution.zeros())


def _served(solution: Solution, row: MeasuredRow) -> Series:
    """What a use is served with, in tonnes of its basis."""
    use_options = [
        use_option.name
        for use_option in solution.labels.use_options
        if use_option.point == (row.use, row.region)
    ]
    served = solution.select(solution.outcome["served"]).sel(use_option=use_options)
    return np.asarray((served * solution.parameters["equivalence"]).sum("use_option").values)


def _sent(solution: Solution, lane: Lane) -> tuple[Series, Series]:
    """What a lane carries, t/yr, and the margin on it, money/t."""
    at = {"lane": lane.name}
    margin = solution.parameters["lane_price_cost_margin"]
    return solution.series(solution.outcome["shipment"], at), solution.series(margin, at)


def import_price(solution: Solution, materials: tuple[str, ...], region: str) -> Series:
    """Mean price of materials at the border of a region, before duty, money/t.

    Price at origin plus freight and the margin on the lane, weighted by what is shipped.
    """
    tonnes, paid = solution.zeros(), solution.zeros()
    for lane in solution.labels.lanes:
        if lane.material not in materials or lane.destination != region or lane.is_transfer:
            continue
        moved, margin = _sent(solution, lane)
        freight = solution.parameters.at("freight", lane.name)
        tonnes = tonnes + moved
        paid = paid + moved * (solution.price(lane.material, lane.origin) + freight + margin)
    return ratio(paid, tonnes)


def export_price(
    solution: Solution,
    materials: tuple[str, ...],
    origins: tuple[str, ...],
    destinations: tuple[str, ...],
) -> Series:
    """Mean price free on board of what leaves origins for destinations, or for all, money/t.

    Price at origin and the margin on the lane, weighted by what is shipped; no freight.
    """
    tonnes, paid = solution.zeros(), solution.zeros()
    for lane in solution.labels.lanes:
        if lane.material not in materials or lane.origin not in origins or lane.is_transfer:
            continue
        if destinations and lane.destination not in destinations:
            continue
        moved, margin = _sent(solution, lane)
        tonnes = tonnes + moved
        paid = paid + moved * (solution.price(lane.material, lane.origin) + margin)
    return ratio(paid, tonnes)
