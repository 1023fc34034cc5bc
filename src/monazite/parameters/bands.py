"""How near trade stays to its history: usual flows, grown with demand, and bands around them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.parameters.arrays import Parameters
from monazite.parameters.contracts import owed_on_lanes
from monazite.parameters.labels import Labels

Numbers = npt.NDArray[np.float64]


def banded_lanes(parameters: Parameters) -> list[str]:
    """Lanes with a band: materials that serve uses where they arrive, with an observed flow.

    What goes into plants is not banded: it follows what the plants make, and a new plant has no
    history. Without stated widths there are no bands.
    """
    if not bool((parameters["band_price"] > 0).any()):
        return []
    flow = parameters["reference_flow"].values
    served = _serving(parameters.labels)
    return [
        lane.name
        for lane, tonnes, points in zip(parameters.labels.lanes, flow, served, strict=True)
        if tonnes > 0 and points and not lane.is_transfer
    ]


def usual_flow(parameters: Parameters) -> xr.DataArray:
    """What a lane would carry if its share stayed as observed; dims lane, period; t/yr.

    reference_flow * demand index of the destination * policy. The index follows the demand of the
    uses the material serves there; for other materials, all demand of the region by value.
    """
    policy = _over_lanes(parameters, "lane_policy")
    return policy.copy(data=_expected(parameters) * policy.values)


def band_floor(parameters: Parameters) -> xr.DataArray:
    """Lower side of every band; dims lane, period; t/yr.

    usual_flow * (1 - band_below): a share of demand and not a fixed tonnage, which would fake
    diversification where demand grows.
    """
    usual = usual_flow(parameters)
    below = parameters["band_below"].values[None, :]
    return usual.copy(data=usual.values * np.clip(1.0 - below, 0.0, None))


def band_ceiling(parameters: Parameters) -> xr.DataArray:
    """Upper side of every band; dims lane, period; t/yr, infinite where there is no band.

    usual_flow * (1 + band_above) on lanes with a history; on lanes without one band_entry * policy
    * all usual arrivals of the material, before what policy takes of those; plus what agreements
    open and what plants owe on the lane under contracts.
    """
    labels = parameters.labels
    above, entry = parameters["band_above"].values, parameters["band_entry"].values
    ceiling = np.full((len(labels.lanes), len(labels.periods)), np.inf)
    if np.isfinite(above).any():
        expected = _expected(parameters)
        policy = _over_lanes(parameters, "lane_policy").values
        usual = expected * policy
        opened = _over_lanes(parameters, "lane_opened").values + owed_on_lanes(parameters)
        served = _serving(labels)
        arrivals: dict[tuple[str, str], Numbers] = {}
        for lane, row in zip(labels.lanes, expected, strict=True):
            at = (lane.material, lane.destination)
            arrivals[at] = arrivals.get(at, np.zeros(row.size)) + row
        history = parameters["reference_flow"].values > 0
        for place, lane in enumerate(labels.lanes):
            whole = arrivals[lane.material, lane.destination]
            if lane.is_transfer or not served[place] or not whole.any():
                continue
            limit = (
                usual[place] * (1.0 + above) if history[place] else entry * whole * policy[place]
            )
            ceiling[place] = limit + opened[place]
    return _over_lanes(parameters, "lane_policy").copy(data=ceiling)


def lane_ceiling(parameters: Parameters) -> xr.DataArray:
    """Most a lane may carry: the smaller of its limit and its band; dims lane, period; t/yr."""
    limit = _over_lanes(parameters, "lane_limit")
    return limit.copy(data=np.minimum(limit.values, band_ceiling(parameters).values))


def _expected(parameters: Parameters) -> Numbers:
    """What every lane would carry before any policy; shape (lane, period)."""
    expected: Numbers = parameters["reference_flow"].values[:, None] * lane_index(parameters)
    return expected


def lane_index(parameters: Parameters) -> Numbers:
    """Demand at the end of every lane against the first year; shape (lane, period)."""
    labels = parameters.labels
    demand = parameters["demand"].transpose("point", "period").values
    anchor = {
        f"{use}@{region}": value
        for (use, region, number), value in zip(
            labels.tranches, parameters["unmet_cost"].values, strict=True
        )
        if number == 1
    }
    names = labels.coordinates("point")
    worth = np.array([anchor.get(str(name), 1.0) for name in names])
    index = np.ones((len(labels.lanes), len(labels.periods)))
    totals: dict[tuple[int, ...], Numbers] = {}
    by_region = {
        region: tuple(row for row, (_, place) in enumerate(labels.points) if place == region)
        for region in labels.regions
    }
    for place, (lane, points) in enumerate(zip(labels.lanes, _serving(labels), strict=True)):
        rows = points or by_region[lane.destination]
        if rows not in totals:
            weights = worth[list(rows)] if not points else np.ones(len(rows))
            total = weights @ demand[list(rows)] if rows else np.ones(len(labels.periods))
            totals[rows] = total / total[0] if total[0] > 0 else np.ones(len(labels.periods))
        index[place] = totals[rows]
    return index


@lru_cache(maxsize=8)
def _served_points(
    lanes: tuple[tuple[str, str], ...],
    points: tuple[tuple[str, str], ...],
    offers: tuple[tuple[str, str, str], ...],
) -> tuple[tuple[int, ...], ...]:
    row = {point: place for place, point in enumerate(points)}
    by_end: dict[tuple[str, str], list[int]] = {}
    for use, region, material in offers:
        by_end.setdefault((material, region), []).append(row[use, region])
    return tuple(tuple(by_end.get(lane, ())) for lane in lanes)


def _serving(labels: Labels) -> tuple[tuple[int, ...], ...]:
    """Rows of the demand points that each lane's material serves where it arrives."""
    lanes = tuple((lane.material, lane.destination) for lane in labels.lanes)
    return _served_points(lanes, labels.points, labels.offers)


def _over_lanes(parameters: Parameters, name: str) -> xr.DataArray:
    return parameters[name].transpose("lane", "period")
