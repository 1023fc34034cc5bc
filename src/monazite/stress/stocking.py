"""How large a stockpile is best together with the rule that lets it go, within a budget.

Size and rule are chosen together on drawn scenarios: rules are tried at sizes apart, and under
those that come to least the size is narrowed down. Where a month of a single good may stop it is
the newsvendor's quantity; held against it is whoever sizes the store as well but plays every
scenario knowing it, the optimum of a programme in two stages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import inf, sqrt

from monazite.stress.engine import recorded
from monazite.stress.foresight import Knowing
from monazite.stress.otherwise import with_store
from monazite.stress.release import Release
from monazite.stress.stores import DAYS, RULES, Holding, holdings, of_days, weighed
from monazite.stress.system import Floats, System

REFINED = 3
"""Rules under which the size is narrowed down: those that come to least at the sizes tried."""

NARROWED = 10
"""Plays by which a size is narrowed down, each to three fifths of what was left."""

FIRST = 0.01
"""Part of the largest size at which it shows whether any is worth holding."""

NOTHING = 1e-3
"""money: less than this lost in a play is nothing, and nobody can lose less."""

GOLDEN = (sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, eq=False)
class Keeping:
    """Whose stockpile is sized, and what a tonne of it costs."""

    system: System
    materials: Sequence[int]
    """What is held, in proportion to its use."""
    price: Floats
    """K: money/t."""
    yearly: Floats
    """K: what keeping a tonne for a year costs, money/t."""

    def holding(self, depths: Floats, days: float, rule: Release) -> Holding:
        """Play a store of some days of use under a rule."""
        return weighed(self.system, depths, self.materials, self.price, self.yearly, days, rule)

    def most_days(self, budget: float | None) -> float:
        """Days of use that a budget pays for, money; all that are tried without one."""
        a_day = float((of_days(self.system, self.materials, 1.0) * self.price).sum())
        bound = inf if budget is None or a_day <= 0.0 else budget / a_day
        return min(bound, DAYS[-1])


def best_holding(
    keeping: Keeping,
    depths: Floats,
    budget: float | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Holding:
    """Give the stockpile that comes to least on average with its rule; `depths` is S, J, T.

    The budget bounds what its tonnes cost, money. Nothing is held where that comes to least.
    """
    most = keeping.most_days(budget)
    sizes = sorted({days for days in DAYS if days < most} | {most})
    tried = holdings(
        keeping.system, depths, keeping.materials, keeping.price, keeping.yearly,
        days=sizes, rules=RULES, told=told,
    )  # fmt: skip
    ordered = sorted(tried, key=lambda one: one.total)
    by_rule = {one.rule: one for one in reversed(ordered)}
    best = ordered[0]
    for one in sorted(by_rule.values(), key=lambda one: one.total)[:REFINED]:
        at = sizes.index(one.days)
        low, high = sizes[max(at - 1, 0)], sizes[min(at + 1, len(sizes) - 1)]
        total = cache(partial(_total, keeping, depths, one.rule))
        narrow = keeping.holding(depths, narrowed(total, low, high), one.rule)
        best = min(best, narrow, key=lambda one: one.total)
    return best


def _total(keeping: Keeping, depths: Floats, rule: Release, days: float) -> float:
    return keeping.holding(depths, days, rule).total


def two_stage_least(
    keeping: Keeping, depths: Floats, budget: float | None = None, *, foreseen_trade: bool = False
) -> float:
    """Give the least total, money, of one who sizes the store as well and then knows what comes.

    A linear programme for each scenario, S, J, T, and size, in which users, plants and what is let
    go are chosen by one who knows all months; trade is as it is played unless it is foreseen too,
    which lets goods be ordered before anything is short.
    """
    years = keeping.system.given.shape[1] / 12.0

    @cache
    def knowing(scenario: int) -> Knowing:
        came = None if foreseen_trade else recorded(keeping.system, depths[scenario]).came
        return Knowing(keeping.system, depths[scenario], came)

    def least(held: System, scenario: int) -> float:
        record = recorded(held, depths[scenario])
        if record.lost.sum() <= NOTHING:
            return 0.0
        return knowing(scenario).least_with(held.public, record.came)

    def total(days: float) -> float:
        tonnes = of_days(keeping.system, keeping.materials, days)
        held = with_store(keeping.system, tonnes)
        lost = sum(least(held, scenario) for scenario in range(len(depths))) / len(depths)
        return float(lost + (tonnes * keeping.yearly).sum() * years)

    most, known = keeping.most_days(budget), cache(total)
    if known(FIRST * most) >= known(0.0):
        return known(0.0)  # it only rises from there
    sizes = 0.0, most, narrowed(known, 0.0, most)
    return float(min(known(days) for days in sizes))


def narrowed(total: Callable[[float], float], low: float, high: float) -> float:
    """Find where a total is least between two sizes, where it falls first and then rises."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    for _ in range(NARROWED):
        if total(left) <= total(right):
            high, right = right, left
            left = high - GOLDEN * (high - low)
        else:
            low, left = left, right
            right = low + GOLDEN * (high - low)
    return left if total(left) <= total(right) else right
