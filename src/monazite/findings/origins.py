"""Follows where the tracked group in home materials comes from: home ore, scrap or abroad."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.reading import Reading, Series

ORIGINS = ("home", "recycled", "abroad")
"""Home ore, home scrap from products, anything that arrived from abroad."""

ROUNDS = 60
"""Passes through the loop of swarf and metal after which shares stand still to many digits."""


@dataclass(frozen=True)
class Origins:
    """Share of each origin in the tracked group of every home material; shape (year, origin)."""

    share: dict[str, npt.NDArray[np.float64]]

    def of(self, material: str, origin: str) -> Series:
        """Share of one origin in a material by year; zero where nothing flows."""
        return self.share[material][:, ORIGINS.index(origin)]


@lru_cache(maxsize=32)
def trace_origins(reading: Reading) -> Origins:
    """Mix origins in proportion at every home node, year by year.

    share[m] = sum over inflows of tracked content * share of the inflow / sum over inflows of
    tracked content. Mines bring home ore, shipments bring abroad, collected scrap brings recycled,
    recipes pass on the mix of their inputs, and a stock gives back the mix it took in. The opening
    stock counts as home ore. The swarf loop is followed until the shares stand still.
    """
    labels, parameters = reading.labels, reading.parameters
    home, group = labels.home, labels.tracked_group
    content = {
        material: float(parameters["content"].sel(material=material, group=group))
        for material in labels.materials
    }
    holds = [material for material in labels.materials if content[material] > 0]
    arrivals = {m: reading.shipped((m,), destination=home) for m in holds}
    collected = {
        m: sum(
            (
                reading.select(reading.outcome["collected"]).sel(collection=str(name)).values
                for name, (_, region, scrap) in zip(
                    labels.coordinates("collection"), labels.collections, strict=True
                )
                if region == home and scrap == m
            ),
            reading.zeros(),
        )
        for m in holds
    }
    runs = _home_runs(reading, content)
    stored = {m for m in holds if reading.stores((m,), home)}
    years = len(reading.years)
    share = {m: np.zeros((years, len(ORIGINS))) for m in labels.materials}
    opening = {m: np.array([1.0, 0.0, 0.0]) for m in stored}
    intake, release, stock = (
        {
            m: reading.select(reading.outcome[name])
            .sel(store=reading.stores((m,), home))
            .sum("store")
            .values
            for m in stored
        }
        for name in ("intake", "release", "stock")
    )
    for year in range(years):
        mix = {m: np.zeros(len(ORIGINS)) for m in holds}
        for _ in range(ROUNDS):
            inflow = {m: np.zeros(len(ORIGINS)) for m in holds}
            for m in holds:
                inflow[m][2] += arrivals[m][year]
                inflow[m][1] += collected[m][year]
                if m in stored:
                    inflow[m] += release[m][year] * opening[m]
            for activity, inputs, outputs in runs:
                level = activity[year]
                if level <= 0:
                    continue
                held = sum((amount * content[m] for m, amount in inputs), 0.0)
                if held > 0:
                    mixed = sum(
                        (amount * content[m] * mix[m] for m, amount in inputs),
                        np.zeros(len(ORIGINS)),
                    )
                    source = mixed / held
                else:
                    source = np.array([1.0, 0.0, 0.0])
                for m, amount in outputs:
                    inflow[m] += level * amount * source
            new = {
                m: inflow[m] / inflow[m].sum() if inflow[m].sum() > 1e-9 else mix[m] for m in holds
            }
            settled = all(np.allclose(new[m], mix[m], atol=1e-12) for m in holds)
            mix = new
            if settled:
                break
        for m in holds:
            share[m][year] = mix[m]
        for m in stored & set(holds):
            before = max(0.0, stock[m][year] - intake[m][year] + release[m][year])
            kept = max(0.0, before - release[m][year])
            total = kept + intake[m][year]
            if total > 1e-9:
                opening[m] = (kept * opening[m] + intake[m][year] * mix[m]) / total
    return Origins(share)


def _home_runs(
    reading: Reading, content: dict[str, float]
) -> list[tuple[Series, list[tuple[str, float]], list[tuple[str, float]]]]:
    """Activity, tracked inputs and tracked outputs of every home facility."""
    labels, parameters = reading.labels, reading.parameters
    activity = reading.select(reading.outcome["activity"])
    runs = []
    for facility in labels.facilities:
        if labels.facility_region[facility] != labels.home:
            continue
        flows = [
            (material, float(parameters["recipe_amount"].sel(flow=f"{recipe}/{material}")))
            for recipe, material in labels.flows
            if recipe == labels.facility_recipe[facility] and content[material] > 0
        ]
        inputs = [(material, -amount) for material, amount in flows if amount < 0]
        outputs = [(material, amount) for material, amount in flows if amount > 0]
        runs.append((activity.sel(facility=facility).values, inputs, outputs))
    return runs
