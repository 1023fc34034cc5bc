"""How near trade stays to its history: usual flows, grown with demand, and bands around them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters, frozen
from monazite.parameters.contracts import owed_on_lanes
from monazite.parameters.labels import Labels
from monazite.parameters.named import Point
from monazite.parameters.positions import in_order, once_for_each, with_numbers
from monazite.parameters.remembering import once_for_what_it_reads

Numbers = npt.NDArray[np.float64]


@once_for_what_it_reads(8)
def banded_lanes(parameters: Parameters) -> list[str]:
    """Lanes with a band: materials that serve uses where they arrive, with an observed flow.

    What goes into plants is not banded: it follows what the plants make, and a new plant has no
    history. Without stated widths there are no bands.
    """
    if not bool((parameters["band_price"] > 0).any()):
        return []
    flow = parameters["reference_flow"].values
    lanes = parameters.labels.lanes
    banded = _ends(parameters.labels).banded & (flow > 0)
    return [lanes[row].name for row in np.flatnonzero(banded)]


def reference_flow_of(parameters: Parameters) -> Labelled:
    """What a lane would carry if its share stayed as observed; dims lane, period; t/yr.

    reference_flow * demand index of the destination * policy. The index follows the demand of the
    uses the material serves there; for other materials, all demand of the region by value.
    """
    policy = _over_lanes(parameters, "lane_policy")
    return with_numbers(policy, _expected(parameters) * policy.values)


def band_floor(parameters: Parameters) -> Labelled:
    """Lower side of every band; dims lane, period; t/yr.

    usual_flow * (1 - band_below): a share of demand and not a fixed tonnage, which would fake
    diversification where demand grows.
    """
    usual = reference_flow_of(parameters)
    below = parameters["band_below"].values[None, :]
    return with_numbers(usual, usual.values * np.clip(1.0 - below, 0.0, None))


def band_ceiling(parameters: Parameters) -> Labelled:
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
        opened = _over_lanes(parameters, "lane_opened").values + owed_on_lanes(parameters)
        ends = _ends(labels)
        arrivals = np.zeros((int(ends.arrival.max(initial=-1)) + 1, len(labels.periods)))
        np.add.at(arrivals, ends.arrival, expected)
        whole = arrivals[ends.arrival]
        banded, history = ends.banded & whole.any(axis=1), parameters["reference_flow"].values > 0
        with_one, without = banded & history, banded & ~history
        usual = expected[with_one] * policy[with_one]
        ceiling[with_one] = usual * (1.0 + above) + opened[with_one]
        ceiling[without] = entry * whole[without] * policy[without] + opened[without]
    return with_numbers(_over_lanes(parameters, "lane_policy"), ceiling)


@once_for_what_it_reads(8)
def lane_ceiling(parameters: Parameters) -> Labelled:
    """Most a lane may carry: the smaller of its limit and its band; dims lane, period; t/yr."""
    limit = _over_lanes(parameters, "lane_limit")
    least = np.minimum(limit.values, band_ceiling(parameters).values)
    return frozen(with_numbers(limit, least))


def _expected(parameters: Parameters) -> Numbers:
    """What every lane would carry before any policy; shape (lane, period)."""
    expected: Numbers = parameters["reference_flow"].values[:, None] * lane_index(parameters)
    return expected


@once_for_what_it_reads(8)
def lane_index(parameters: Parameters) -> Numbers:
    """Demand at the end of every lane against the first year; shape (lane, period)."""
    labels = parameters.labels
    ends = _ends(labels)
    demand = in_order(parameters["demand"], "point", "period").values
    worth = np.where(ends.anchor >= 0, parameters["unmet_cost"].values[ends.anchor], 1.0)
    grown = np.ones((len(ends.groups), len(labels.periods)))
    for row, (points, by_worth) in enumerate(ends.groups):
        if points:
            weights = worth[list(points)] if by_worth else np.ones(len(points))
            total = weights @ demand[list(points)]
            if total[0] > 0:
                grown[row] = total / total[0]
    index: Numbers = grown[ends.group]
    index.flags.writeable = False
    return index


@dataclass(frozen=True)
class _Ends:
    """What is at the end of every lane; the same whatever the numbers of a study."""

    served: tuple[tuple[int, ...], ...]
    """Rows of the demand points that the lane's material serves where it arrives."""
    banded: npt.NDArray[np.bool_]
    """Whether it serves any and is no transfer."""
    arrival: npt.NDArray[np.intp]
    """The same number for lanes that bring the same material to the same region."""
    groups: tuple[tuple[tuple[int, ...], bool], ...]
    """Points whose demand tells how fast a lane grows, each once, and whether by their worth."""
    group: npt.NDArray[np.intp]
    """The group of every lane."""
    anchor: npt.NDArray[np.intp]
    """The tranche of every point at its anchor; -1 where there is none."""


@once_for_each(16)
def _ends(labels: Labels) -> _Ends:
    row = {point: place for place, point in enumerate(labels.points)}
    by_end: dict[tuple[str, str], list[int]] = {}
    for use, region, material in labels.use_options:
        by_end.setdefault((material, region), []).append(row[Point(use, region)])
    by_region = {
        region: tuple(at for at, (_, place) in enumerate(labels.points) if place == region)
        for region in labels.regions
    }
    arrivals: dict[tuple[str, str], int] = {}
    groups: dict[tuple[tuple[int, ...], bool], int] = {}
    served, arrival, group = [], [], []
    for lane in labels.lanes:
        end = (lane.material, lane.destination)
        points = tuple(by_end.get(end, ()))
        of = (points or by_region[lane.destination], not points)
        served.append(points)
        arrival.append(arrivals.setdefault(end, len(arrivals)))
        group.append(groups.setdefault(of, len(groups)))
    anchor = np.full(len(labels.points), -1, dtype=np.intp)
    for at, (use, region, number) in enumerate(labels.tranches):
        if number == 1:
            anchor[row[Point(use, region)]] = at
    transfers = np.array([lane.is_transfer for lane in labels.lanes], dtype=bool)
    return _Ends(
        served=tuple(served),
        banded=np.array([bool(points) for points in served], dtype=bool) & ~transfers,
        arrival=np.array(arrival, dtype=np.intp),
        groups=tuple(groups),
        group=np.array(group, dtype=np.intp),
        anchor=anchor,
    )


def _over_lanes(parameters: Parameters, name: str) -> Labelled:
    return in_order(parameters[name], "lane", "period")
