"""Pools abroad that home buys from and that cannot grow with what is wanted of them."""

from __future__ import annotations

import numpy as np

from monazite.core.errors import Problems
from monazite.core.numerals import number
from monazite.core.phrases import Phrase, named
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity
from monazite.parameters.positions import in_order
from monazite.parameters.recipes import recipes_of
from monazite.study import Study

__all__ = ["fixed_pools"]


def fixed_pools(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Note pools that nothing adds to, of goods that home imports and users want ever more of.

    Only where nobody else abroad can add to plants for the same, and all plants together make less
    than is wanted in the last reported year: a pool with room to spare needs not grow.
    """
    labels = parameters.labels
    last = len(labels.years) - 1
    capacity = in_order(committed_capacity(parameters), "facility", "period").values[:, last]
    grows = np.any(in_order(parameters["build_rate"], "facility", "period").values > 0, axis=1)
    demand = in_order(parameters["demand"], "point", "period").values
    point = {one.name: row for row, one in enumerate(labels.points)}
    recipes = recipes_of(parameters)
    rows = {row.facility: row for row in study.chain.facilities}
    wanted: dict[str, set[int]] = {}
    for option in labels.use_options:
        wanted.setdefault(option.material, set()).add(point[option.point.name])
    for material, points in wanted.items():
        tonnes = demand[sorted(points)].sum(axis=0)
        made = [recipes[labels.facility_recipe[name]].get(material, 0.0) for name in rows]
        makers = [name for name, amount in zip(rows, made, strict=True) if amount > 0]
        at = [labels.facilities.index(name) for name in makers]
        abroad = [place for place in at if _is_abroad(parameters, place)]
        amounts = np.array([amount for amount in made if amount > 0])
        if tonnes[last] <= tonnes[0] or tonnes[last] <= float(amounts @ capacity[at]):
            continue
        if any(grows[place] for place in abroad):
            continue
        sellers = {
            lane.origin
            for lane in labels.lanes
            if lane.material == material
            and lane.destination == labels.home
            and not lane.is_transfer
        }
        for place in abroad:
            row = rows[labels.facilities[place]]
            if row.status == "pool" and row.region in sellers:
                problems.at(
                    row,
                    "build_rate",
                    Phrase(
                        f"{{}} never grows, while users want {number(tonnes[0])} t of {{}} in "
                        f"{labels.years[0]} and {number(tonnes[last])} t in {labels.years[last]}, "
                        "more than all plants can make",
                        (named(study.titles, row.facility), named(study.titles, material)),
                    ),
                    "give it a build_rate, or a nameplate that is enough",
                )


def _is_abroad(parameters: Parameters, place: int) -> bool:
    labels = parameters.labels
    return labels.facility_region[labels.facilities[place]] != labels.home
