"""How large a stockpile is best together with the rule that lets it go, within a budget.

Size and rule are chosen together on drawn scenarios. All pairs of a few sizes and rules are looked
at on a quarter of the scenarios; of the ways of letting go that come to least there, rule and size
are narrowed down in turn on all of them. Where a month of a single good may stop it is the
newsvendor's quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import inf

from monazite.stress.narrowing import narrowed, neighbours
from monazite.stress.release import Release
from monazite.stress.stores import DAYS, RULES, SPREADS, Holding, of_days, weighed
from monazite.stress.system import TIERS, Floats, System

LOOKED_AT = (0.0, 15.0, 45.0, 90.0, 180.0, 365.0)
"""Sizes every rule is looked at with, days of use."""

LOOKS = 4
"""Every how many of the scenarios rules are looked at on."""

REFINED = 2
"""Ways of letting go that are narrowed down: those that come to least, or all of one scenario."""

TURNS = 3
"""How often rule and size are narrowed down in turn."""

SIZE_NARROWED = 6
"""Plays by which the size is narrowed down in each turn."""

NEARER = 0.7
"""Part of the best size below which none is tried in the next turn, nor above as much more."""

RULE_NARROWED = 5
"""Plays by which a number of a rule is narrowed down each time; little changes about the best."""

FIRST = 0.01
"""Part of the largest size at which it shows whether any is worth holding."""


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
    *,
    by_value: bool = False,
) -> Holding:
    """Give the stockpile that comes to least on average with its rule; `depths` is S, J, T.

    Users come by their tiers, or with `by_value` by what they would lose. The budget bounds what
    tonnes cost, money. Nothing is held where that comes to least; even then the rule tells how
    users let go what they hold themselves.
    """
    if (depths == depths[0]).all():
        depths = depths[:1]
    most = keeping.most_days(budget)
    sizes = sorted({days for days in LOOKED_AT if days < most} | {most})
    rules = _looked_at(by_value)
    refined = REFINED if len(depths) > 1 else len(rules)

    def say(done: int) -> None:
        if told is not None:
            told(done, len(rules) + refined)

    found: list[Holding] = []
    for number, way in enumerate(rules):
        pairs = ((days, rule) for days in sizes for rule in way)
        found.append(min((keeping.holding(depths[::LOOKS], *pair) for pair in pairs), key=_total))
        say(number + 1)
    best = []
    for number, one in enumerate(sorted(found, key=_total)[:refined]):
        best.append(_narrow(keeping, depths, one, sizes))
        say(len(rules) + number + 1)
    least = min(best, key=_total)
    # Ways that come to the same, as of a store nobody holds, are told as the plain one.
    plain = Release(remaining=least.rule.remaining, by_value=by_value)
    return min(keeping.holding(depths, least.days, plain), least, key=_total)


def best_of_form(
    keeping: Keeping, depths: Floats, material: int, rule: Release, budget: float | None = None
) -> Holding:
    """Give the size that comes to least, under one rule, of a store of one of the forms alone."""
    alone = replace(keeping, materials=[material])

    @cache
    def at(days: float) -> Holding:
        return alone.holding(depths, days, rule)

    most = alone.most_days(budget)
    if at(FIRST * most).total >= at(0.0).total:
        return at(0.0)  # it only rises from there
    best = narrowed(lambda days: at(days).total, 0.0, most)
    return min(at(0.0), at(most), at(best), key=lambda one: one.total)


def _looked_at(by_value: bool) -> list[list[Release]]:
    """Rules that are looked at by what sets them apart: how far they spread, and other ways."""
    spread = [Release(remaining=part, by_value=by_value) for part in SPREADS]
    # Whoever comes by value needs no tiers that are served.
    others = [rule for rule in RULES[1:] if not by_value or rule.tier == TIERS]
    return [spread, *([replace(rule, by_value=by_value)] for rule in others)]


def _narrow(keeping: Keeping, depths: Floats, held: Holding, sizes: Sequence[float]) -> Holding:
    """Narrow down rule and size in turn, each between its neighbours, which come nearer."""

    @cache
    def at(days: float, rule: Release) -> Holding:
        return keeping.holding(depths, days, rule)

    best = at(held.days, held.rule)
    low, high = neighbours(sizes, best.days)
    for _ in range(TURNS):
        for rules, least, most in _about(best.rule):
            one = narrowed(partial(_of_rule, at, best.days, rules), least, most, RULE_NARROWED)
            best = min(best, at(best.days, rules(one)), key=_total)
        if low == 0.0 and at(FIRST * high, best.rule).total >= at(0.0, best.rule).total:
            return min(best, at(0.0, best.rule), key=_total)  # it only rises from there
        days = narrowed(partial(_of_days, at, best.rule), low, high, SIZE_NARROWED)
        best = min(best, at(days, best.rule), key=_total)
        low, high = max(low, NEARER * best.days), min(high, best.days / NEARER)
    return best


def _of_days(at: Callable[[float, Release], Holding], rule: Release, days: float) -> float:
    return at(days, rule).total


def _of_rule(
    at: Callable[[float, Release], Holding],
    days: float,
    rules: Callable[[float], Release],
    one: float,
) -> float:
    return at(days, rules(one)).total


def _about(rule: Release) -> Iterator[tuple[Callable[[float], Release], float, float]]:
    """What of a rule is narrowed down, as it is told, and between what."""
    between = neighbours(SPREADS, rule.remaining)
    yield (lambda part: replace(rule, remaining=round(part, 2))), *between
    if rule.rate < 1.0:
        # It is told as whole months: half as many to half as many again.
        over = 1.0 / rule.rate
        yield (lambda months: replace(rule, rate=1.0 / round(months))), over / 2.0, 1.5 * over
    if rule.cover < 1.0:
        yield (lambda cover: replace(rule, cover=round(cover, 2))), 0.2, 0.95


def _total(held: Holding) -> tuple[float, bool]:
    """What it comes to, and of equals the plainer rule first."""
    return held.total, replace(held.rule, remaining=0.0, by_value=False) != Release()
