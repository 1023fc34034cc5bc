"""How the studio tells figures: money of months as chosen."""

from __future__ import annotations

from monazite.core.numerals import Coin
from monazite.findings.comparison import Telling, money_factor
from monazite.findings.solution import Solution
from monazite.runs.plan.coin import coin_of

__all__ = ["coin_told"]


def coin_told(telling: Telling, solution: Solution) -> Coin:
    """Give the money in which sums of months are told."""
    own = coin_of(solution)
    rate, currency = money_factor(solution.study, telling.money, own.currency)
    return Coin(currency, own.dollar, rate)
