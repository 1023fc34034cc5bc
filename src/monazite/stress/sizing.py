"""Rules set before a shock, sized on some drawn scenarios and scored on others.

What stores hold is spread over months, and users come by tier or by what they would lose: each of
these ways has its months chosen where it loses least, on scenarios that the score does not use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monazite.stress.engine import losses_of
from monazite.stress.foresight import least_lost
from monazite.stress.release import Release, under
from monazite.stress.system import Floats, System

SPREADS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
"""Months over which stores are tried to be spread."""

SCORED = 32
"""Scenarios that are solved by one who knows them: a linear programme each."""


@dataclass(frozen=True)
class Sized:
    """A rule with what it loses on average on scenarios it was not sized on, money."""

    rule: Release
    lost: float


def sized_rules(
    system: System, rule: Release, draws: Floats, others: Floats, spreads: Sequence[float] = SPREADS
) -> tuple[Sized, ...]:
    """Size a rule in four ways: as it is, spread, by value, and both; S, J, T twice.

    Months are chosen on `draws`; what is lost is that on `others`.
    """
    found = []
    for by_value in (rule.by_value, True) if not rule.by_value else (True,):
        at_once = replace(rule, by_value=by_value)
        tried = [replace(at_once, months=months) for months in spreads]
        spread = min(tried, key=lambda one: float(losses_of(under(system, one), draws).mean()))
        found += [at_once, spread]
    return tuple(
        Sized(one, float(losses_of(under(system, one), others).mean()))
        for one in dict.fromkeys(found)
    )


def least_on_average(system: System, draws: Floats) -> float:
    """Give the least that can be lost on average by one who knows each scenario, money; S, J, T."""
    return sum(least_lost(system, depth) for depth in draws) / len(draws)
