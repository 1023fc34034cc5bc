"""Prices as ranges, and only as far into the future as facts support them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monazite.cases import PriceInterval
from monazite.core.records import Record
from monazite.findings.solution import Series, Solution

KILOGRAMS = 1e3
"""Kilograms in a tonne."""


def as_far_as_supported(solution: Solution, material: str, series: Series) -> Series:
    """Blank the years of a price after the last one its facts support."""
    last = solution.study.chain.price_until.get(material)
    if last is None:
        return series
    return np.where(np.array(solution.years) <= last, series, np.nan)


@dataclass(frozen=True)
class PriceRange(Record):
    """Between which prices a material jumps in a year, and the plan's own, money/kg."""

    material: str
    region: str
    year: int
    low: float
    central: float
    high: float
    unit: str


def price_ranges(solution: Solution, interval: PriceInterval) -> list[PriceRange]:
    """Tell a price interval by reported year.

    Years after the last one the facts of the material support are left out.
    """
    low, central, high = (
        as_far_as_supported(
            solution, interval.material, np.asarray(solution.select(array).values) / KILOGRAMS
        )
        for array in (interval.low, interval.central, interval.high)
    )
    basis = solution.labels.material_basis[interval.material]
    return [
        PriceRange(
            material=interval.material,
            region=interval.place,
            year=year,
            low=float(low[at]),
            central=float(central[at]),
            high=float(high[at]),
            unit=f"{solution.money}/kg {basis}",
        )
        for at, year in enumerate(solution.years)
        if np.isfinite(central[at])
    ]
