"""What the country does not choose as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import edit, window_shares
from monazite.strategy import ForeignExportControl
from monazite.study import Study


def foreign_export_control(
    lever: ForeignExportControl, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Withhold a share of what is normally sent, for the months the control lasts.

    Normal is the observed flow of the lane times the demand index of its destination; a lane
    without an observed flow cannot be measured against it and is left alone.
    """
    destinations = lever.destinations(parameters.labels.regions)
    index = demand_index(parameters)
    for lane in parameters.labels.lanes:
        if (
            lane.origin != lever.exporter
            or lane.destination not in destinations
            or lane.material not in lever.materials
        ):
            continue
        normal = float(parameters["reference_flow"].sel(lane=lane.name))
        if normal <= 0:
            continue
        for period, share in window_shares(parameters, lever).items():
            grown = normal * index[lane.destination, period]
            allowed = grown * (1.0 - lever.share_withheld * share)
            yield edit(lever, "lane_limit", "at_most", allowed, lane=lane.name, period=period)


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
