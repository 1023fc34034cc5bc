"""Rules set before a shock, sized on some drawn scenarios and scored on others.

What stores hold is spread over a part of the months a shock usually has left, and users come by
tier or by what they would lose: each of these ways has its part chosen where it loses least, on
scenarios that the score does not use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from monazite.stress.engine import losses_of
from monazite.stress.foresight import Knowing, planned_arrivals
from monazite.stress.narrowing import narrowed, neighbours
from monazite.stress.release import Release, under
from monazite.stress.stores import SPREADS
from monazite.stress.system import Floats, System

SCORED = 32
"""Scenarios that are solved by one who knows them: a linear programme each."""

TRIALS = 5
"""Plays by which the part is narrowed down."""


@dataclass(frozen=True)
class Sized:
    """A rule with what it loses on average on scenarios it was not sized on, money."""

    rule: Release
    lost: float


def sized_rules(system: System, rule: Release, draws: Floats, others: Floats) -> tuple[Sized, ...]:
    """Size a rule in four ways: as it is, spread, by value, and both; S, J, T twice.

    Parts are chosen on `draws`, to a hundredth; what is lost is that on `others`.
    """

    @cache
    def lost(one: Release) -> float:
        return float(losses_of(under(system, one), draws).mean())

    def spread(rule: Release) -> Release:
        def over(part: float) -> Release:
            return replace(rule, remaining=round(part, 2))

        best = min((over(part) for part in SPREADS), key=lost)
        low, high = neighbours(SPREADS, best.remaining)
        narrow = over(narrowed(lambda part: lost(over(part)), low, high, TRIALS))
        return min(best, narrow, key=lost)

    orders = (rule,) if rule.by_value else (rule, replace(rule, by_value=True))
    found = [one for order in orders for one in (replace(order, remaining=0.0), spread(order))]
    return tuple(
        Sized(one, float(losses_of(under(system, one), others).mean()))
        for one in dict.fromkeys(found)
    )


def least_on_average(system: System, draws: Floats) -> float:
    """Give the least that can be lost on average by one who knows each scenario, money; S, J, T."""
    knowing, came = Knowing(system, trade_is_free=True), planned_arrivals(system)
    lost = 0.0
    for depth in draws:
        knowing.sees(depth, came)
        lost += knowing.least()
    return lost / len(draws)
