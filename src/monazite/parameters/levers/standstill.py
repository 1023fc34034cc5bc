"""What plants at home are still held to while others lose a part of what they could make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity
from monazite.parameters.positions import in_order
from monazite.parameters.recipes import recipes_of

__all__ = ["still_owed"]

Numbers = npt.NDArray[np.float64]

Shares = Mapping[str, Mapping[int, float]]


def still_owed(parameters: Parameters, left: Shares) -> dict[str, dict[int, float]]:
    """Give what is left of the floors of plants, where plants keep a share of what they could run.

    `left` are these shares by plant and period, and so is what comes back: of the plants themselves
    as much, and of a plant at home as much as is left of the feed it is shortest of, since nobody
    can be held to run on what is not there. Feed that a lane brings from abroad is never short. Of
    feed made at home as much is left as its makers keep of what stands, and so on down the chain.
    """
    labels = parameters.labels
    periods = {period: at for at, period in enumerate(labels.periods)}
    shares = {name: np.ones(len(periods)) for name in labels.facilities}
    for name, by_period in left.items():
        for period, share in by_period.items():
            shares[name][periods[period]] *= share
    feeds = dict(_bound_to_home(parameters))
    capacity = dict(
        zip(
            labels.facilities,
            in_order(committed_capacity(parameters), "facility", "period").values,
            strict=True,
        )
    )
    struck = dict(shares)
    for _ in feeds:  # no chain is longer than there are plants
        before, shares = shares, dict(struck)
        kept = _kept(parameters, capacity, before)
        for name, materials in feeds.items():
            for material in materials & kept.keys():
                shares[name] = np.minimum(shares[name], kept[material])
        if all(np.array_equal(shares[name], before[name]) for name in feeds):
            break
    return {
        name: {period: float(found[at]) for period, at in periods.items() if found[at] < 1.0}
        for name, found in shares.items()
        if (found < 1.0).any()
    }


def _bound_to_home(parameters: Parameters) -> Iterator[tuple[str, set[str]]]:
    """Every plant at home with the feed it takes that no lane brings from abroad."""
    labels, recipes = parameters.labels, recipes_of(parameters)
    home = labels.home
    arrives = {lane.material for lane in labels.lanes if lane.leads_into(home)}
    for name in labels.facilities:
        if labels.facility_region[name] == home:
            flows = recipes.get(labels.facility_recipe[name], {})
            yield name, {material for material, amount in flows.items() if amount < 0} - arrives


def _kept(
    parameters: Parameters, capacity: Mapping[str, Numbers], shares: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """By material made at home, the share of what its makers can make that they keep."""
    labels, recipes = parameters.labels, recipes_of(parameters)
    whole: dict[str, Numbers] = {}
    kept: dict[str, Numbers] = {}
    for name in labels.facilities:
        if labels.facility_region[name] != labels.home:
            continue
        for material, amount in recipes.get(labels.facility_recipe[name], {}).items():
            if amount > 0:
                makes = amount * capacity[name]
                whole[material] = whole.get(material, 0.0) + makes
                kept[material] = kept.get(material, 0.0) + makes * shares[name]
    return {
        material: np.divide(kept[material], makes, out=np.ones_like(makes), where=makes > 0.0)
        for material, makes in whole.items()
    }
