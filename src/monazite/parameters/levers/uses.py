"""The ranking of uses as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import edit, window_shares
from monazite.strategy import Priority
from monazite.study import Study


def priority(lever: Priority, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Serve tiers of uses at home in order when not all can be served.

    Among uses of the same material the values that home puts on its tonnes are dealt out anew: the
    curve of what home bids stays as it is, the highest bids go to the first tier and the lowest to
    the last. What home bids against users abroad does not change, so ranking Indian uses takes
    nothing from anyone else.
    """
    home, labels = study.settings.home, parameters.labels
    rank = {f"{use}@{home}": place for place, tier in enumerate(lever.tiers) for use in tier}
    material: dict[str, str] = {}
    for use, region, served_by in labels.offers:
        material.setdefault(f"{use}@{region}", served_by)
    ranked = [point for point in labels.coordinates("point") if point in rank]
    at = [
        place
        for place, (use, region, _) in enumerate(labels.tranches)
        if f"{use}@{region}" in ranked
    ]
    names = labels.coordinates("tranche")
    owner = [f"{labels.tranches[place][0]}@{labels.tranches[place][1]}" for place in at]
    values = parameters["unmet_cost"].values[at]
    parts = parameters["tranche_share"].values[at]
    tiers = np.array([rank[point] for point in owner])
    for period, share in window_shares(parameters, lever).items():
        demand = parameters["demand"].sel(period=period)
        width = parts * np.array([float(demand.sel(point=point)) for point in owner])
        for group in dict.fromkeys(material[point] for point in owner):
            rows = [row for row, point in enumerate(owner) if material[point] == group]
            dealt = dealt_anew(values[rows], width[rows], tiers[rows])
            for row, change in zip(rows, (dealt - values[rows]) * share, strict=True):
                if abs(change) > 1e-9:
                    yield edit(
                        lever,
                        "priority_premium",
                        "set",
                        change,
                        tranche=names[at[row]],
                        period=period,
                    )


def dealt_anew(
    values: npt.NDArray[np.float64],
    tonnes: npt.NDArray[np.float64],
    tiers: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Deal the values of tonnes out again, the highest to the first tier.

    Bids are laid out by falling value; the tonnes of the first tier, the most valued first, take
    the beginning of that curve, those of the next tier what follows. A step that spans several bids
    takes their mean, so the sum of value times tonnes stays what it was.
    """
    falling = np.argsort(-values, kind="stable")
    ends = np.concatenate([[0.0], np.cumsum(tonnes[falling])])
    worth = np.concatenate([[0.0], np.cumsum((values * tonnes)[falling])])
    order = np.lexsort((-values, tiers))
    dealt = values.copy()
    reached = 0.0
    for place in order:
        if tonnes[place] > 0:
            start, reached = reached, min(reached + tonnes[place], ends[-1])
            taken = np.interp([start, reached], ends, worth)
            dealt[place] = (taken[1] - taken[0]) / tonnes[place]
    return dealt
