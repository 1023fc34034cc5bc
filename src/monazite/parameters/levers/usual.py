"""The trade that is usual on a lane: what was observed, grown with demand at its end."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from monazite.parameters.arrays import Parameters
from monazite.parameters.labels import Lane


def demand_index(parameters: Parameters) -> dict[tuple[str, int], float]:
    """Demand of each region against the first year, weighted by value; 1 there."""
    labels = parameters.labels
    anchors = {
        f"{use}@{region}": cost
        for (use, region, number), cost in zip(
            labels.tranches, parameters["unmet_cost"].values, strict=True
        )
        if number == 1
    }
    worth = np.array([anchors[str(point)] for point in labels.coordinates("point")])
    value = parameters["demand"].transpose("point", "period").values * worth[:, None]
    index: dict[tuple[str, int], float] = {}
    for region in labels.regions:
        rows = [row for row, (_, place) in enumerate(labels.points) if place == region]
        total = value[rows].sum(axis=0)
        for period, now in zip(labels.periods, total, strict=True):
            index[region, period] = float(now / total[0]) if total[0] > 0 else 1.0
    return index


def usual_trade(parameters: Parameters, lanes: Iterable[Lane]) -> dict[str, dict[int, float]]:
    """Usual tonnes a year by lane and period: observed flow times demand index where it ends.

    Lanes without an observed flow cannot be measured and are left out.
    """
    index = demand_index(parameters)
    flows = dict(
        zip(parameters.labels.coordinates("lane"), parameters["reference_flow"].values, strict=True)
    )
    return {
        lane.name: {
            period: float(flows[lane.name]) * index[lane.destination, period]
            for period in parameters.labels.periods
        }
        for lane in lanes
        if flows[lane.name] > 0
    }
