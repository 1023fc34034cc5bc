"""What makers at home pay a pool for feed, beside what the same costs at the plan's own border."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.solution import Series, Solution
from monazite.model.owners import transfer_toll
from monazite.parameters.named import place_named

TAKEN = 0.5
"""Tonnes a year from which a sale is told."""


@dataclass(frozen=True)
class FeedPrice(Record):
    """What makers take from a pool in a year, t/yr, and three prices of it, money/t.

    `stated` is what the pool asks, the price the study states or what it came down to; `paid` what
    a tonne is worth to the pool, with the toll on top, or what it is worth where it goes if that is
    less; `border` the least a tonne from abroad costs at home at the plan's own prices, freight,
    margin and duty included (None where no lane may bring any) and `gap` = stated - border.
    `good` is the material as the study names it.
    """

    ownership_account: str
    material: str
    year: int
    tonnes: float
    stated: float
    paid: float
    border: float | None
    gap: float | None
    good: str


def feed_prices(solution: Solution, years: Sequence[int]) -> list[FeedPrice]:
    """List what makers take from pools in each year and what it costs.

    Means over the lanes of a pool are weighted by tonnes. The toll goes from makers to the pool and
    is in nobody's cost. In a year that was lived when the pool met a lower price than is stated
    now, the toll is that of today and the worth of a tonne where it went tells what was paid.
    """
    labels, toll = solution.labels, solution.select(transfer_toll(solution.parameters)).values
    titles = solution.parameters.titles
    sold: dict[tuple[str, str], list[int]] = {}
    for row, lane in enumerate(labels.lanes):
        if (
            lane.is_transfer
            and lane.origin_account
            and solution.planned("transfer_price")[row].any()
        ):
            sold.setdefault((lane.origin_place, lane.material), []).append(row)
    found: list[FeedPrice] = []
    for (place, material), rows in sold.items():
        shipped = solution.reported("shipment")[rows]
        total = shipped.sum(axis=0)
        weights = shipped / np.maximum(total, 1e-12)  # years without any are left out below
        stated = (weights * solution.planned("transfer_price")[rows]).sum(axis=0)
        own = solution.price(material, place)
        worth = np.stack(
            [solution.price(material, labels.lanes[row].destination_place) for row in rows]
        )
        paid = (weights * np.minimum(own + toll[rows], worth)).sum(axis=0)
        border = border_price(solution, material)
        account = place_named(place).ownership_account
        for year in years:
            at = solution.years.index(year)
            if total[at] < TAKEN:
                continue
            abroad = float(border[at]) if np.isfinite(border[at]) else None
            found.append(
                FeedPrice(
                    ownership_account=titles.get(account, account),
                    material=titles.get(material, material),
                    year=year,
                    tonnes=float(total[at]),
                    stated=float(stated[at]),
                    paid=float(paid[at]),
                    border=abroad,
                    gap=None if abroad is None else float(stated[at]) - abroad,
                    good=material,
                )
            )
    return found


def border_price(solution: Solution, material: str) -> Series:
    """The least a tonne from abroad costs at home, at the plan's prices, money/t by year.

    Infinite in years in which no lane from abroad is open.
    """
    labels = solution.labels
    least = np.full(len(solution.years), np.inf)
    for row, lane in enumerate(labels.lanes):
        if lane.material == material and lane.destination == solution.home and not lane.is_transfer:
            price = solution.select(solution.outcome.price(material, lane.origin_place)).values
            cost = price + sum(
                solution.planned(name)[row] for name in ("lane_price_cost_margin", "duty")
            )
            freight = float(solution.parameters["freight"].values[row])
            open_way = solution.planned("lane_limit")[row] > 0
            least = np.minimum(least, np.where(open_way, cost + freight, np.inf))
    return least
