"""Holds modelled quantities against observed ones, and says which of them prove anything."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from monazite.core.errors import Problems
from monazite.evidence import Quantity
from monazite.findings.reading import Reading, Series, ratio
from monazite.study import ObservationRow, resolved

WITHIN = 0.05
"""Gap, as a fraction of the observed figure, within which a free quantity counts as reproduced."""


@dataclass(frozen=True)
class Compared:
    """One observed quantity beside the modelled one.

    `gap` is (modelled - observed) / observed. `status`: `fitted` when the study is made to match
    it, which proves nothing; `reproduced` when it is free and within 5 %; else `conflict`.
    """

    quantity: str
    title: str
    year: int
    observed: float
    modelled: float
    gap: float
    unit: str
    status: str
    reason: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]

    def as_row(self) -> dict[str, object]:
        """The comparison as a plain row."""
        return asdict(self) | {"facts": list(self.facts), "sources": list(self.sources)}


def calibration(reading: Reading) -> list[Compared]:
    """Compare every observation of the study that falls into the reported years."""
    rows = []
    problems = Problems()
    for observation in reading.study.chain.observations:
        if observation.year not in reading.years:
            continue
        observed = resolved(reading.study, observation, "observed", problems)
        if observed is None:
            continue
        index = reading.years.index(observation.year)
        # a price of what is not bought and a share of nothing stand as nothing
        modelled = float(np.nan_to_num(_modelled(reading, observation)[index]))
        rows.append(_compare(observation, observed, modelled))
    problems.raise_if_any()
    return rows


def _compare(row: ObservationRow, observed: Quantity, modelled: float) -> Compared:
    gap = (modelled - observed.value) / observed.value if observed.value else float(modelled != 0)
    status: str = row.status
    if status == "free":
        status = "reproduced" if abs(gap) <= WITHIN else "conflict"
    return Compared(
        quantity=row.observation,
        title=row.title,
        year=row.year,
        observed=observed.value,
        modelled=modelled,
        gap=gap,
        unit=observed.unit,
        status=status,
        reason=row.reason,
        facts=observed.facts,
        sources=observed.sources,
    )


def _modelled(reading: Reading, row: ObservationRow) -> Series:
    """The model's figure for what was observed, by kind of observation."""
    materials = row.materials
    match row.kind:
        case "activity":
            activity = reading.select(reading.outcome["activity"])
            return np.asarray(activity.sel(facility=list(row.facilities)).sum("facility").values)
        case "shipment":
            return sum(
                (
                    reading.shipped(materials, origin=origin, destination=destination)
                    for origin in row.origins
                    for destination in row.destinations or (None,)
                    if origin != destination
                ),
                reading.zeros(),
            )
        case "imports":
            return reading.shipped(materials, destination=row.region)
        case "stock":
            return reading.stock(materials, row.region)
        case "served":
            points = {(row.use, row.region)}
            offers = [
                f"{use}@{region}/{material}"
                for use, region, material in reading.labels.offers
                if (use, region) in points
            ]
            served = reading.select(reading.outcome["served"]).sel(offer=offers)
            return np.asarray((served * reading.parameters["equivalence"]).sum("offer").values)
        case "price":
            return reading.price(materials[0], row.region)
        case "user_price":
            duals = reading.outcome.duals["demand_is_served_or_unmet"]
            return reading.series(duals, {"point": f"{row.use}@{row.region}"})
        case "import_price":
            return import_price(reading, materials, row.region)
        case "output_share":
            return ratio(reading.made(materials, row.region), reading.made(materials))


def import_price(reading: Reading, materials: tuple[str, ...], region: str) -> Series:
    """Mean price of materials at the border of a region, before duty, USD_2024/t.

    Price at origin plus freight and the margin on the lane, weighted by what is shipped.
    """
    tonnes, paid = reading.zeros(), reading.zeros()
    for lane in reading.labels.lanes:
        if lane.material not in materials or lane.destination != region or lane.is_transfer:
            continue
        moved = reading.series(reading.outcome["shipment"], {"lane": lane.name})
        margin = reading.series(reading.parameters["lane_wedge"], {"lane": lane.name})
        freight = float(reading.parameters["freight"].sel(lane=lane.name))
        tonnes = tonnes + moved
        paid = paid + moved * (reading.price(lane.material, lane.origin) + freight + margin)
    return ratio(paid, tonnes)
