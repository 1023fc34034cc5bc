"""The money in which sums of a plan are told: the study's, or the one somebody chose."""

from __future__ import annotations

from monazite.core.numerals import Coin, amount, shown
from monazite.findings.comparison import Telling, money_factor
from monazite.findings.solution import Solution

__all__ = ["amount_of", "coin_of", "public_money_of"]


def coin_of(solution: Solution) -> Coin:
    """Give the money sums of a plan are told in, with what a dollar is in that of its study."""
    rate, currency = money_factor(solution.study, solution.told, solution.money)
    return Coin(currency, solution.dollar, rate)


def public_money_of(solution: Solution) -> tuple[float, str]:
    """Give what sums of public money are multiplied with to be told, and what one then says."""
    public = solution.study.settings.public_money
    rate, unit = money_factor(solution.study, solution.told, public.unit)
    if unit == public.unit:
        return 1.0, public.words
    way = shown(unit)
    return rate * way.factor, way.plain_label


def amount_of(solution: Solution, value: float | None, unit: str, key: str = "") -> str:
    """Write a quantity as `amount` does, money in the one sums of the plan are told in.

    One of an indicator, by its key, is told as what its tonnes hold where it is a multiple of that.
    """
    if key and solution.of is not None:
        rate, unit = Telling(solution.told, solution.of).multiple(solution, key)
    else:
        rate, unit = money_factor(solution.study, solution.told, unit)
    return amount(None if value is None else rate * value, unit)
