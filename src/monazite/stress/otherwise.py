"""The same months with something put otherwise: no plant, no supplier, more in store.

Without a plant or a supplier home would have planned to buy from the others what it gave, in the
proportions in which they deliver, so that nothing is short before a shock comes. What is saved by
having it is the difference between the two under the same shocks.
"""

from __future__ import annotations

import numpy as np

from monazite.stress.system import TINY, Floats, System, Whole, lane_material


def without_plant(system: System, plant: int) -> System:
    """Give a system in which one plant was never built."""
    plan = system.plant_plan[plant].copy()
    keep = np.arange(len(system.plant_product)) != plant
    found = system._replace(
        plant_plan=np.where(keep[:, None], system.plant_plan, 0.0),
        plant_capacity=np.where(keep[:, None], system.plant_capacity, 0.0),
        lane_plan=system.lane_plan.copy(),
        given=system.given.copy(),
        aside=system.aside.copy(),
    )
    for i in range(system.output_start[plant], system.output_start[plant + 1]):
        amount = system.output_amount[i] * plan
        _bought(
            found, system.output_material[i], amount, _lanes_of(found, system.output_material[i])
        )
    for i in range(system.input_start[plant], system.input_start[plant + 1]):
        _not_bought(found, system.input_material[i], system.input_need[i] * plan)
    return found


def without_lanes(system: System, lanes: Whole) -> System:
    """Give a system in which some lanes into home were never used, nor can be asked for more."""
    found = system._replace(
        lane_plan=system.lane_plan.copy(),
        lane_spare=system.lane_spare.copy(),
        given=system.given.copy(),
        aside=system.aside.copy(),
    )
    gone = system.lane_plan[lanes].copy()
    found.lane_plan[lanes] = 0.0
    found.lane_spare[lanes] = 0.0
    for row, k in enumerate(lane_material(system)[lanes]):
        _bought(found, k, gone[row], np.setdiff1d(_lanes_of(system, k), lanes))
    return found


def without_agreed(system: System, lane: int, tonnes: Floats) -> System:
    """Give a system in which so much of a lane, T, t a month, is bought from others instead.

    What its origin can add shrinks with it. Others sell in the proportions of the plan.
    """
    plan = system.lane_plan[lane].copy()
    less = np.minimum(plan, tonnes)
    found = system._replace(
        lane_plan=system.lane_plan.copy(),
        lane_spare=system.lane_spare.copy(),
        given=system.given.copy(),
    )
    found.lane_plan[lane] -= less
    found.lane_spare[lane] *= np.where(plan > TINY, 1.0 - less / np.maximum(plan, TINY), 1.0)
    k = int(lane_material(system)[lane])
    _bought(found, k, less, np.setdiff1d(_lanes_of(system, k), [lane]))
    return found


def buyable(system: System, plant: int) -> bool:
    """Whether home buys some of what a plant runs for, so that it could buy more instead."""
    return _lanes_of(system, int(system.plant_product[plant])).size > 0


def with_store(system: System, tonnes: Floats) -> System:
    """Give a system whose public stockpile holds so much more of each material, K, t."""
    return system._replace(public=system.public + tonnes)


def replaceable(system: System, lanes: Whole) -> bool:
    """Whether others deliver all that these lanes carry."""
    carried = lane_material(system)[lanes]
    return all(
        np.setdiff1d(_lanes_of(system, k), lanes).size > 0
        for k in np.unique(carried)
        if system.lane_plan[lanes][carried == k].max() > TINY
    )


def _lanes_of(system: System, k: int) -> Whole:
    lanes = np.arange(system.lane_start[k], system.lane_start[k + 1])
    return np.asarray(lanes[system.lane_plan[lanes].sum(axis=1) > TINY])


def _bought(found: System, k: int, amount: Floats, lanes: Whole) -> None:
    """Add what is missing to the lanes named, or take it as given where there is none."""
    parts = found.lane_plan[lanes].sum(axis=1)
    if not lanes.size or parts.sum() <= TINY:
        found.given[k] += amount
        return
    found.lane_plan[lanes] += (parts / parts.sum())[:, None] * amount


def _not_bought(found: System, k: int, amount: Floats) -> None:
    """Buy less of what nobody takes now; what was not bought is put aside."""
    lanes = np.arange(found.lane_start[k], found.lane_start[k + 1])
    bought = found.lane_plan[lanes].sum(axis=0)
    less = np.minimum(bought, amount)
    found.lane_plan[lanes] *= np.where(bought > TINY, 1.0 - less / np.maximum(bought, TINY), 1.0)
    found.aside[k] += amount - less
