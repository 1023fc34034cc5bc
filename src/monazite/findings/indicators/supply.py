"""Where what home uses comes from, year by year, and who goes short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.account import (
    RECYCLED,
    STRANDS,
    Account,
    Contained,
    Folding,
    account_of,
    form_account_of,
    group_account_of,
    held_by_need,
    held_weights,
    need_of_uses,
)
from monazite.findings.indicators.keys import unit_of
from monazite.findings.solution import PRODUCT, Series, Solution
from monazite.parameters.named import Point


@dataclass(frozen=True)
class Supply(Record):
    """What an origin gives to uses at home in a year, in its unit."""

    origin: str
    year: int
    value: float
    unit: str


@dataclass(frozen=True)
class Need(Record):
    """What home uses would take, or get of home's own, in a year, in its unit."""

    year: int
    value: float
    unit: str


@dataclass(frozen=True)
class Unmet(Record):
    """What a home use goes without in a year.

    `value` in t/yr, `share` of the use's demand, `lost` the value of it in money/yr.
    """

    use: str
    title: str
    industry: str
    year: int
    value: float
    share: float
    lost: float
    unit: str


def supply_by_origin(
    solution: Solution, form: str = PRODUCT, of: Contained | None = None
) -> list[Supply]:
    """Tonnes of a form served at home by origin and year, or what they contain where `of` says so.

    `home` began as this form at home, of ore or bought-in material, `recycled` is the part of that
    made from scrap; the two are what `self_sufficiency` credits home with. `partner` and `abroad`
    arrived as this form, `stockpile` came out of a stock without being home's; `short` is what
    users would take at the observed price and do not get. All add up to the larger of need and use.
    """
    materials = solution.materials(form)
    tonnes = form_account_of(solution, materials)
    if of is not None:
        held = [one for one in held_weights(solution, of) if one[0] in tonnes.flows.content]
        tonnes = account_of(solution, tuple(held))
    served = Folding(solution, tonnes)(tonnes.served(materials))
    series = {strand: served[:, place] for place, strand in enumerate(STRANDS)}
    own = series["home"] + series["recycled"]
    series["recycled"] = np.minimum(own, _of_scrap(tonnes, group_account_of(solution), materials))
    series["home"] = own - series["recycled"]
    series["short"] = tonnes.short(materials)
    unit = _unit(solution, form, of)
    return [
        Supply(origin, year, float(value), unit)
        for origin, values in series.items()
        for year, value in zip(solution.years, values, strict=True)
    ]


def own_by_year(solution: Solution, form: str = PRODUCT, of: Contained | None = None) -> list[Need]:
    """What serves home uses of a form and was made or recycled at home, by year."""
    by_year: dict[int, float] = {}
    for row in supply_by_origin(solution, form, of):
        if row.origin in ("home", "recycled"):
            by_year[row.year] = by_year.get(row.year, 0.0) + row.value
    return [Need(year, value, _unit(solution, form, of)) for year, value in by_year.items()]


def _of_scrap(tonnes: Account, contained: Account, materials: Sequence[str]) -> Series:
    """Tonnes served whose tracked group is recycled; of what holds none, what was collected."""
    total = np.zeros(tonnes.flows.years)
    for (_, node), given in tonnes.flows.served.items():
        if node[0] in materials:
            known = contained if node in contained.traced.share else tonnes
            scrap = known.traced.origins.index(RECYCLED)
            total = total + given * known.traced.share[node][:, scrap]
    return total


def need_by_year(
    solution: Solution, form: str = PRODUCT, of: Contained | None = None
) -> list[Need]:
    """What home uses of a form would take at the reference price, by year."""
    points = _points_served_by(solution, solution.materials(form))
    wanted = solution.select(solution.parameters["demand"])
    wanted = wanted.sel(point=[point.name for point in points]).transpose(..., "point")
    demand = wanted.values @ np.array([_counts(solution, point.use, of) for point in points])
    unit = _unit(solution, form, of)
    return [
        Need(year, float(value), unit) for year, value in zip(solution.years, demand, strict=True)
    ]


def unmet_by_use(
    solution: Solution, form: str = PRODUCT, of: Contained | None = None
) -> list[Unmet]:
    """Unmet demand of each home use, by year."""
    unit = _unit(solution, form, of)
    industries = {row.use: row.industry for row in solution.study.chain.uses}
    uses = {point.use for point in _points_served_by(solution, solution.materials(form))}
    return [
        Unmet(
            use=row.use,
            title=row.title,
            industry=industries.get(row.use, ""),
            year=row.year,
            value=row.unmet * _counts(solution, row.use, of),
            share=row.unmet_share,
            lost=row.lost,
            unit=unit,
        )
        for row in need_of_uses(solution)
        if row.use in uses
    ]


def _unit(solution: Solution, form: str, of: Contained | None) -> str:
    return unit_of(solution, f"output.{form}") if of is None else f"t {of.basis}/yr"


def _counts(solution: Solution, use: str, of: Contained | None) -> float:
    """What a tonne that a use wants counts for."""
    return 1.0 if of is None else held_by_need(solution, of).get(use, 0.0)


def _points_served_by(solution: Solution, materials: tuple[str, ...]) -> list[Point]:
    return list(
        dict.fromkeys(
            use_option.point
            for use_option in solution.labels.use_options
            if use_option.region == solution.home and use_option.material in materials
        )
    )
