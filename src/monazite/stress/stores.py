"""What a tonne in store is worth by its form, how much is enough, and how much is best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.stress.engine import losses_of, played
from monazite.stress.newsvendor import best_quantity
from monazite.stress.otherwise import with_store
from monazite.stress.release import Release, under
from monazite.stress.system import TINY, Floats, System

DAYS = (0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0, 100.0, 120.0, 150.0, 180.0, 240.0, 300.0, 365.0)
"""Covers that are tried, days of use."""

PER_MONTH = 365.0 / 12.0
"""Days in a month."""

MOST_DAYS = 1460.0
"""Longest cover looked for: four years."""

STEP = 0.05
"""A month's use that is added to see what one more tonne is worth, as a share."""

RULES = (
    Release(),
    Release(tier=1),
    Release(tier=2),
    Release(rate=1.0 / 3.0),
    Release(rate=1.0 / 6.0),
    Release(rate=1.0 / 12.0),
    Release(cover=0.5),
)
"""Release rules that are tried: all at once, for some only, or spread."""

SPREADS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Parts of the months a shock usually has left over which stores are tried to be spread, before
these are narrowed down."""


@dataclass(frozen=True)
class Holding:
    """A stockpile of some days of use under a release rule, and what it comes to."""

    days: float
    tonnes: float
    rule: Release
    capital: float
    """What its tonnes cost, money."""
    carrying: float
    """What keeping it over the months costs, money."""
    lost: float
    """Mean value lost with it, money."""

    @property
    def total(self) -> float:
        """What is lost and what keeping costs together, money."""
        return self.lost + self.carrying


def usual_use(system: System) -> Floats:
    """What is used of each material in the first month as planned: by plants and by uses, t."""
    found = np.zeros(len(system.stock))
    for i, k in enumerate(system.input_material):
        found[k] += system.input_need[i] * system.plant_plan[system.input_plant[i], 0]
    for k in range(len(found)):
        found[k] += system.offer_need[system.offer_start[k] : system.offer_start[k + 1], 0].sum()
    return found


def worth_of_a_tonne(system: System, depths: Floats, material: int) -> tuple[float, float]:
    """What one more tonne of a material in store saves on average, money/t, and its error."""
    added = np.zeros(len(system.stock))
    added[material] = max(STEP * usual_use(system)[material], 1e-3)
    saved = losses_of(system, depths) - losses_of(with_store(system, added), depths)
    saved = saved / added[material]
    return float(saved.mean()), float(saved.std() / np.sqrt(len(saved)))


def of_days(system: System, materials: Sequence[int], days: float) -> Floats:
    """Tonnes of some materials that last so many days as planned, K."""
    found = np.zeros(len(system.stock))
    found[list(materials)] = usual_use(system)[list(materials)] * days / PER_MONTH
    return found


def cover_needed(
    system: System, depths: Floats, materials: Sequence[int], service: float
) -> float | None:
    """Days of use in store with which nobody goes short in such a part of scenarios; None: never.

    Found by halving: more in store never makes more scenarios short.
    """

    def enough(days: float) -> bool:
        held = with_store(system, of_days(system, materials, days))
        short = played(held, depths)[0]
        served = [o for k in materials for o in _offers(system, k)]
        return bool((short[:, served].sum(axis=(1, 2)) <= TINY).mean() >= service)

    if enough(0.0):
        return 0.0
    if not enough(MOST_DAYS):
        return None
    low, high = 0.0, MOST_DAYS
    while high - low > 1.0:
        middle = 0.5 * (low + high)
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def holdings(
    system: System,
    depths: Floats,
    materials: Sequence[int],
    price: Floats,
    yearly: Floats,
    *,
    days: Sequence[float] = DAYS,
    rules: Sequence[Release] = RULES,
    told: Callable[[int, int], None] | None = None,
) -> tuple[Holding, ...]:
    """Try stockpiles of several sizes and rules, by price and yearly cost of a tonne, K."""
    found = []
    for number, cover in enumerate(days):
        found += [
            weighed(system, depths, materials, price, yearly, cover, rule)
            for rule in (rules if cover else rules[:1])
        ]
        if told is not None:
            told(number + 1, len(days))
    return tuple(found)


def weighed(
    system: System,
    depths: Floats,
    materials: Sequence[int],
    price: Floats,
    yearly: Floats,
    days: float,
    rule: Release,
) -> Holding:
    """Play one stockpile of some days of use under one rule, by price and yearly cost, K."""
    tonnes = of_days(system, materials, days)
    lost = losses_of(under(with_store(system, tonnes), rule), depths).mean()
    return Holding(
        days,
        float(tonnes.sum()),
        rule,
        float((tonnes * price).sum()),
        float((tonnes * yearly).sum() * system.given.shape[1] / 12.0),
        float(lost),
    )


def net_of(system: System, price: Floats) -> System:
    """Give a system in which going without costs what users would have paid beyond the price, K.

    What comes out of a store is sold at its price, so that the price is neither lost nor gained.
    """
    paid = np.repeat(price, [len(_offers(system, k)) for k in range(len(price))])
    first = np.maximum(system.offer_first_value - paid, 0.0)
    return system._replace(
        offer_first_value=first,
        offer_last_value=np.maximum(system.offer_last_value - paid, first),
    )


def by_critical_ratio(
    system: System, depths: Floats, materials: Sequence[int], yearly: Floats
) -> float:
    """Tonnes the critical ratio says to hold, from what is short in all of each scenario.

    A tonne too many costs what keeping it over the months costs, one too few the mean value lost
    for a tonne short less that.
    """
    short, lost = played(system, depths)
    served = [o for k in materials for o in _offers(system, k)]
    shortfall = short[:, served].sum(axis=(1, 2))
    if shortfall.max() <= TINY:
        return 0.0
    kept = float(np.average(yearly[list(materials)], weights=usual_use(system)[list(materials)]))
    value = float(lost[:, served].sum() / shortfall.sum())
    years = system.given.shape[1] / 12.0
    over = max(kept * years, TINY)
    return best_quantity(shortfall, value - over, over)


def _offers(system: System, material: int) -> range:
    return range(system.offer_start[material], system.offer_start[material + 1])
