"""Size and rule set before a shock, held against those who know what comes once both are set.

Two of them: one learns of each shock how long and deep it goes when it begins, as in a programme in
two stages for each shock, and one knows every month of all of them beforehand. Both size the store
too, on other scenarios than those they are scored on, as the rule was.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

from monazite.stress.engine import losses_of, recorded
from monazite.stress.foresight import Knowing
from monazite.stress.learning import CARE, learned
from monazite.stress.narrowing import narrowed
from monazite.stress.otherwise import with_store
from monazite.stress.release import Release, under
from monazite.stress.stocking import FIRST, Keeping
from monazite.stress.stores import of_days
from monazite.stress.system import Floats, System

NOTHING = 1e-3
"""money: less than this lost in a play is nothing, and nobody can lose less."""


class Known(NamedTuple):
    """Totals of those who know more, money by scenario: what is lost, and keeping."""

    learned: Floats
    """Of one who learns how each shock goes when it begins."""
    foreseen: Floats
    """Of one who knows all shocks beforehand."""


def known_least(
    keeping: Keeping,
    draws: Floats,
    others: Floats,
    days: float,
    rule: Release,
    budget: float | None = None,
) -> Known:
    """Give what those who know more come to on `others`; scenarios are S, J, T twice.

    Trade is as it is played under a rule at each size, and whoever learns of shocks follows it
    until the first one. They hold what was set before, days of use, or what is best on `draws` for
    one who knows all of these, whichever comes to less on average.
    """
    _, best = two_stage_least(keeping, draws, rule, budget)
    knowing, learning = Knowing(_free(keeping)), Knowing(_free(keeping), care=CARE)
    learned, foreseen = [], []
    for size in {days, best}:
        held, costs = _held(keeping, size, rule), _keeping_costs(keeping, size)
        learned.append(costs + np.array([_learned(held, learning, depth) for depth in others]))
        foreseen.append(costs + np.array([_foreseen(held, knowing, depth) for depth in others]))
    return Known(min(learned, key=np.mean), min(foreseen, key=np.mean))


def set_before(keeping: Keeping, depths: Floats, days: float, rule: Release) -> Floats:
    """Totals of a store of some days of use under a rule, money by scenario, S, J, T."""
    return losses_of(_held(keeping, days, rule), depths) + _keeping_costs(keeping, days)


def excess(totals: Floats, least: Floats) -> tuple[float, float] | None:
    """What totals come to beyond others on average, as a share, and its standard error.

    Scenarios are the same, and what parts them is that of the ratio of two means; None where the
    others come to nothing.
    """
    mean = float(least.mean())
    if mean <= 0.0:
        return None
    ratio = float(totals.mean()) / mean
    return ratio - 1.0, float(np.std(totals - ratio * least) / np.sqrt(len(least)) / mean)


def two_stage_least(
    keeping: Keeping,
    depths: Floats,
    rule: Release,
    budget: float | None = None,
    *,
    foreseen_trade: bool = False,
) -> tuple[float, float]:
    """Give the least total, money, of one who sizes the store and then knows all, and its days.

    A linear programme for each scenario, S, J, T, and size, in which users, plants and what is let
    go are chosen by one who knows all months; trade is as it is played under the rule unless it is
    foreseen too, which lets goods be ordered before anything is short.
    """
    knowing = Knowing(_free(keeping), trade_is_free=foreseen_trade)

    @cache
    def total(days: float) -> float:
        held = _held(keeping, days, rule)
        lost = _mean(_foreseen(held, knowing, depth) for depth in depths)
        return lost + _keeping_costs(keeping, days)

    most = keeping.most_days(budget)
    if total(FIRST * most) >= total(0.0):
        return total(0.0), 0.0  # it only rises from there
    best = min((0.0, most, narrowed(total, 0.0, most)), key=total)
    return total(best), best


def _foreseen(held: System, knowing: Knowing, depth: Floats) -> float:
    record = recorded(held, depth)
    if record.lost.sum() <= NOTHING:
        return 0.0
    knowing.sees(depth, record.came, held.public)
    return knowing.least()


def _learned(held: System, knowing: Knowing, depth: Floats) -> float:
    if recorded(held, depth).lost.sum() <= NOTHING:
        return 0.0
    knowing.programme.go_back()
    return learned(held, knowing, depth)


def _free(keeping: Keeping) -> System:
    """Whoever knows what comes is bound by no rule."""
    return under(keeping.system, Release())


def _held(keeping: Keeping, days: float, rule: Release) -> System:
    return under(with_store(keeping.system, of_days(keeping.system, keeping.materials, days)), rule)


def _keeping_costs(keeping: Keeping, days: float) -> float:
    """What keeping a store of some days of use costs over the months, money."""
    tonnes = of_days(keeping.system, keeping.materials, days)
    return float((tonnes * keeping.yearly).sum() * keeping.system.given.shape[1] / 12.0)


def _mean(lost: Iterable[float]) -> float:
    found = list(lost)
    return sum(found) / len(found)
