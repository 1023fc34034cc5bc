"""The trade that is usual on a lane, as levers count it."""

from __future__ import annotations

from collections.abc import Iterable

from monazite.parameters.arrays import Parameters
from monazite.parameters.bands import reference_flow_of
from monazite.parameters.labels import Lane


def reference_trade(parameters: Parameters, lanes: Iterable[Lane]) -> dict[str, dict[int, float]]:
    """Usual tonnes a year by lane and period, after what policy has taken so far.

    Lanes without an observed flow cannot be measured and are left out.
    """
    labels = parameters.labels
    rows = {name: row for row, name in enumerate(map(str, labels.coordinates("lane")))}
    observed = parameters["reference_flow"].values
    usual = reference_flow_of(parameters).values.tolist()
    return {
        lane.name: dict(zip(labels.periods, usual[rows[lane.name]], strict=True))
        for lane in lanes
        if observed[rows[lane.name]] > 0
    }
