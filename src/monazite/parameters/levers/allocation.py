"""Who gets what the state makes as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.labels import lane_name
from monazite.parameters.levers.base import MAKERS, edit, edits, refuse, set_pro_rata
from monazite.strategy import FeedAllocation, StateSales
from monazite.study import Study


@MAKERS.of(FeedAllocation)
def feed_allocation(lever: FeedAllocation, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Open the assured channel from a pool to named makers, in equal parts.

    The channel of the pool to the rest of home stays as it is. What makers pay: import parity is
    the transfer price of the study, year by year; export parity is that less freight there and
    back, at the mean freight of the lanes that bring the material home; at cost nothing is added.
    """
    labels = parameters.labels
    home = labels.home
    lanes = [
        lane_name(lever.material, f"{home}.{lever.ownership_account}", f"{home}.{maker}")
        for maker in lever.makers
    ]
    missing = set(lanes) - set(map(str, labels.coordinates("lane")))
    if missing:
        raise refuse(
            lever,
            "makers",
            f"there is no assured channel {sorted(missing)[0]}",
            "add the lane with a limit of 0 to chain/lanes.csv",
        )
    share = lever.tonnes_per_year / len(lanes)
    yield from set_pro_rata(lever, parameters, "lane_limit", dict.fromkeys(lanes, share))
    if lever.price_basis == "cost":
        yield edit(lever, "transfer_price", "set", 0.0, lane=tuple(lanes))
    elif lever.price_basis == "export_parity":
        less, prices = 2.0 * _freight_home(parameters, lever.material), parameters["transfer_price"]
        paid = {
            lane: {
                period: max(0.0, price - less)
                for period, price in zip(
                    labels.periods, prices.sel(lane=lane).values.tolist(), strict=True
                )
            }
            for lane in lanes
        }
        yield from edits(lever, "transfer_price", "set", "lane", paid)


@MAKERS.of(StateSales)
def state_sales(lever: StateSales, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Open the lanes from a pool to regions abroad for a tonnage each, pro rata in broken years.

    What is sold earns the price there. A halt in force limits it all the same, and the pool stays
    captive at home for what these lanes cannot carry.
    """
    home = parameters.labels.home
    lanes = [
        lane_name(lever.material, f"{home}.{lever.ownership_account}", to) for to in lever.importers
    ]
    missing = set(lanes) - set(map(str, parameters.labels.coordinates("lane")))
    if missing:
        raise refuse(
            lever,
            "importers",
            f"there is no way abroad {sorted(missing)[0]}",
            "add the lane with a limit of 0 to chain/lanes.csv",
        )
    allowed = dict.fromkeys(lanes, lever.tonnes_per_year)
    yield from set_pro_rata(lever, parameters, "lane_limit", allowed)


def _freight_home(parameters: Parameters, material: str) -> float:
    """Mean freight of the lanes that bring a material home; 0 where none does."""
    labels = parameters.labels
    freight = [
        cost
        for lane, cost in zip(labels.lanes, parameters["freight"].values, strict=True)
        if lane.material == material and lane.destination == labels.home and not lane.is_transfer
    ]
    return float(np.mean(freight)) if freight else 0.0
