"""How the studio tells figures: money of months as chosen, and screens no choice reaches."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.core.numerals import Coin
from monazite.findings.comparison.telling import Telling, told_in
from monazite.findings.solution import Solution
from monazite.runs.coin import coin_of

__all__ = ["AS_COUNTED", "coin_told"]

AS_COUNTED: Mapping[str, str] = {
    "brief": "A brief tells mass and money as the study counts them, so that it agrees with its "
    "sources and with the command that gives it again.",
}
"""Screens no switch reaches, each with the reason."""


def coin_told(telling: Telling, solution: Solution) -> Coin:
    """Give the money in which sums of months are told."""
    own = coin_of(solution)
    rate, currency = told_in(solution.study, telling.money, own.currency)
    return Coin(currency, own.dollar, rate)
