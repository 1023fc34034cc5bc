"""Follows where the tracked group in home materials comes from: home ore, scrap or abroad."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.mixing import home_flows, mixed
from monazite.findings.reading import Reading, Series

ORIGINS = ("home", "recycled", "abroad")
"""Home ore, home scrap from products, anything that arrived from abroad."""


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
    stock counts as home ore. The swarf loop is followed to its end.
    """
    flows = home_flows(reading, reading.labels.tracked_group)
    share = {m: np.zeros((len(reading.years), len(ORIGINS))) for m in reading.labels.materials}
    home, recycled, abroad = np.eye(len(ORIGINS))
    opening = dict.fromkeys(flows.stock, home)
    for year in range(len(reading.years)):
        entering = {material: np.zeros(len(ORIGINS)) for material in flows.content}
        for (material, _), arrived in flows.arrivals.items():
            entering[material] += max(0.0, arrived[year]) * abroad
        for material, collected in flows.collected.items():
            entering[material] += max(0.0, collected[year]) * recycled
        for material, released in flows.release.items():
            entering[material] += max(0.0, released[year]) * opening[material]
        passing = []
        for step in flows.steps:
            level = max(0.0, float(step.activity[year]))
            outputs = [(material, level * amount) for material, amount in step.outputs]
            if step.brings_up:
                for material, made in outputs:
                    entering[material] += made * home
            else:
                passing.append(([(m, level * amount) for m, amount in step.inputs], outputs))
        mix = mixed(entering, passing)
        for material in flows.content:
            share[material][year] = mix[material]
        for material, stock in flows.stock.items():
            intake, release = flows.intake[material][year], flows.release[material][year]
            kept = max(0.0, max(0.0, stock[year] - intake + release) - release)
            total = kept + intake
            if total > 1e-9:
                opening[material] = (kept * opening[material] + intake * mix[material]) / total
    return Origins(share)
