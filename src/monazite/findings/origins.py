"""Follows where the tracked group in home materials comes from: home ore, scrap or abroad."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.mixing import shares_at
from monazite.findings.places import Rows
from monazite.findings.reading import Reading, Series

Numbers = npt.NDArray[np.float64]

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
    stock counts as home ore. Loops such as swarf going back to oxide are solved at once.
    """
    labels, home = reading.labels, reading.home
    content = {material: reading.tracked_content(material) for material in labels.materials}
    holds = [material for material in labels.materials if content[material] > 0]
    row = {material: place for place, material in enumerate(holds)}
    years = len(reading.years)
    # what does not pass through recipes, shape (year, material, origin)
    bought = np.zeros((years, len(holds), len(ORIGINS)))
    for material in holds:
        bought[:, row[material], 2] += reading.shipped((material,), destination=home)
        for collection in reading.places.collections(material, home):
            bought[:, row[material], 1] += reading.reported("collected")[collection]
    passed, mined = _recipes(reading, content, row)
    bought[:, :, 0] += mined
    stored = _stored(reading, row)
    share = np.zeros((years, len(holds), len(ORIGINS)))
    opening = np.zeros((len(stored.rows), len(ORIGINS)))
    opening[:, 0] = 1.0
    for year in range(years):
        fixed = bought[year].copy()
        fixed[stored.rows] += stored.release[year][:, None] * opening
        mix = share[year] = shares_at(fixed, passed[year])
        before = np.maximum(0.0, stored.stock[year] - stored.intake[year] + stored.release[year])
        kept = np.maximum(0.0, before - stored.release[year])
        total = kept + stored.intake[year]
        some = total > 1e-9
        taken_in = stored.intake[year][some, None] * mix[stored.rows[some]]
        opening[some] = (kept[some, None] * opening[some] + taken_in) / total[some, None]
    nothing = np.zeros((years, len(ORIGINS)))
    return Origins({m: share[:, row[m]] if m in row else nothing for m in labels.materials})


def _recipes(
    reading: Reading, content: dict[str, float], row: dict[str, int]
) -> tuple[Numbers, Numbers]:
    """What recipes at home pass from input to output, and what mines bring up.

    `passed[year, output, input]` is the amount of output made per share of an origin in the input;
    `mined[year, output]` the amount made by recipes whose inputs hold nothing of the group.
    """
    labels = reading.labels
    amounts = reading.parameters["recipe_amount"].values
    activity = reading.reported("activity")
    years = len(reading.years)
    passed = np.zeros((years, len(row), len(row)))
    mined = np.zeros((years, len(row)))
    flows: dict[int, list[tuple[str, float]]] = {}
    for plant, flow in zip(*reading.places.runs(tuple(row), labels.home), strict=True):
        flows.setdefault(int(plant), []).append((labels.flows[flow][1], float(amounts[flow])))
    for plant, through in flows.items():
        level = np.maximum(activity[plant], 0.0)
        inputs = [(material, -amount) for material, amount in through if amount < 0]
        held = sum(amount * content[material] for material, amount in inputs)
        for output, amount in through:
            if amount <= 0:
                continue
            if held <= 0:
                mined[:, row[output]] += level * amount
            for material, taken in inputs:
                portion = taken * content[material] / held
                passed[:, row[output], row[material]] += level * amount * portion
    return passed, mined


@dataclass(frozen=True)
class _Stored:
    """Stocks at home of materials that hold the group; arrays over year, material kept."""

    rows: Rows
    """Which of the materials that hold the group these are."""
    intake: Numbers
    release: Numbers
    stock: Numbers


def _stored(reading: Reading, row: dict[str, int]) -> _Stored:
    at_home = {m: reading.places.stores((m,), reading.home) for m in row}
    kept = [material for material, stores in at_home.items() if stores.size]
    none = np.zeros((0, len(reading.years)))
    intake, release, stock = (
        np.array([reading.reported(name)[at_home[m]].sum(axis=0) for m in kept] or none).T
        for name in ("intake", "release", "stock")
    )
    return _Stored(np.array([row[m] for m in kept], dtype=np.intp), intake, release, stock)
