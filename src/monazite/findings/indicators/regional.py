"""What every region makes, trades, keeps and uses, in one long table for scenario modellers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from monazite.findings.indicators.tables import COLUMNS
from monazite.findings.solution import Series, Solution

if TYPE_CHECKING:
    from monazite.core.frames import Frame

__all__ = ["WORLD", "regional_table"]

WORLD = "World"
"""All regions of a study together, as scenario databases call them."""

_LEAST = 1e-6
"""A gram a year; less is nothing."""


def regional_table(solution: Solution, *, strategy: str, world: str) -> Frame:
    """Give quantities by region and year, in the shape of a findings table.

    Indicators are `production`, `trade.exports`, `trade.imports` (what crosses a border of the
    region) and `stocks` (at the end of the year) of a material, `use` and `unmet` of a use, and
    `capacity` of a stage, each with what it is of behind a full stop. Production, stocks, use and
    what is unmet are summed over all regions as well. Quantities that are nothing in every year
    are left out.
    """
    from monazite.core.frames import Frame  # frames are slow to load

    columns: dict[str, list[object]] = {
        name: [] for name in ("region", "indicator", "unit", "year", "value")
    }
    for region, indicator, unit, series in _quantities(solution):
        if float(np.abs(series).max(initial=0.0)) <= _LEAST:
            continue
        columns["region"] += [region] * len(series)
        columns["indicator"] += [indicator] * len(series)
        columns["unit"] += [unit] * len(series)
        columns["year"] += list(solution.years)
        columns["value"] += np.asarray(series, dtype=float).tolist()
    count = len(columns["year"])
    same = {"study": solution.study.name, "strategy": strategy, "world": world, "draw": 0}
    return Frame({name: [value] * count for name, value in same.items()} | columns, schema=COLUMNS)


Quantity = tuple[str, str, str, Series]
"""Region, indicator, unit and a number for each reported year."""


def _quantities(solution: Solution) -> Iterator[Quantity]:
    labels = solution.labels
    for material in labels.materials:
        one, unit = (material,), f"t {labels.material_basis[material]}"
        made = [solution.made(one, region) for region in labels.regions]
        kept = [solution.stock(one, region) for region in labels.regions]
        yield from _each(labels.regions, f"production.{material}", f"{unit}/yr", made)
        for region in labels.regions:
            exports = solution.shipped(one, origin=region)
            imports = solution.shipped(one, destination=region)
            yield region, f"trade.exports.{material}", f"{unit}/yr", exports
            yield region, f"trade.imports.{material}", f"{unit}/yr", imports
        yield from _each(labels.regions, f"stocks.{material}", unit, kept)
    yield from _of_uses(solution)
    yield from _capacity(solution)


def _of_uses(solution: Solution) -> Iterator[Quantity]:
    labels, basis = solution.labels, solution.study.chain.use_basis
    served = solution.reported("served")
    for use in dict.fromkeys(point.use for point in labels.points):
        used, unmet = [], []
        for region in labels.regions:
            offers = [(option.use, option.region) == (use, region) for option in labels.use_options]
            points = [one for one in labels.points if (one.use, one.region) == (use, region)]
            used.append(np.asarray(served[np.array(offers, dtype=bool)].sum(axis=0)))
            unmet.append(solution.unmet(points))
        yield from _each(labels.regions, f"use.{use}", f"t {basis[use]}/yr", used)
        yield from _each(labels.regions, f"unmet.{use}", f"t {basis[use]}/yr", unmet)


def _capacity(solution: Solution) -> Iterator[Quantity]:
    """What plants of a stage can run in a year, by the basis their recipes are measured in."""
    labels, chain = solution.labels, solution.study.chain
    usable = np.asarray(solution.select(solution.usable_capacity).transpose("facility", ...).values)
    found: dict[tuple[str, str, str], Series] = {}
    for row, facility in enumerate(labels.facilities):
        basis = chain.basis[chain.reference[labels.facility_recipe[facility]]]
        key = (labels.facility_region[facility], labels.facility_stage[facility], basis)
        found[key] = found.get(key, solution.zeros()) + usable[row]
    for (region, stage, basis), series in found.items():
        yield region, f"capacity.{stage}", f"t {basis}/yr", series


def _each(
    regions: Sequence[str], indicator: str, unit: str, series: Sequence[Series]
) -> Iterator[Quantity]:
    """A quantity region by region and in the whole world."""
    for region, one in zip(regions, series, strict=True):
        yield region, indicator, unit, one
    yield WORLD, indicator, unit, np.asarray(np.sum(series, axis=0))
