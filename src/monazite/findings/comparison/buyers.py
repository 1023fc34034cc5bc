"""Who abroad bought what is limited, what each goes without and loses, and what others make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.findings.indicators import compute
from monazite.findings.solution import Series, Solution, at

OVER = 0.1
"""Share of its first loss below which a buyer is said to do without."""

LEAST_LOSS = 1.0
"""Dollars a year below which a buyer has lost nothing yet."""


@dataclass(frozen=True)
class Buyer:
    """Who bought what is limited, and how it does without; contained tonnes a year.

    `leans` is the share of what it takes of these goods or sells on that home delivered in the
    baseline in the year before the limit; None where home delivered none. Against the same strategy
    without the limit, by year from its first: `withheld` is what home delivers less, `missed` what
    its users get less in whatever form. `first_loss` is the first year in which the tonnes withheld
    cost it anything, `loss` how much (tonnes times the rise of their price, money/yr),
    `does_without` the first later year in which they cost less than a tenth of that; None where
    that does not come in the years reported.
    """

    region: str
    title: str
    leans: float | None
    withheld: dict[int, float]
    missed: dict[int, float]
    first_loss: int | None
    loss: float
    does_without: int | None


def buyer_of(
    solution: Solution,
    free: Solution,
    baseline: Solution,
    region: str,
    goods: Sequence[str],
    years: Sequence[int],
    place: int,
) -> Buyer:
    """Tell of a region what a limit does to it, beside `free`, the same strategy without it.

    `place` is that of the year before the limit among those reported, `years` are those from its
    first on.
    """
    passed = float(_taken(baseline, region, goods)[place])
    got = float(_delivered(baseline, region, goods)[place])
    fewer = _delivered(free, region, goods) - _delivered(solution, region, goods)
    fewer = np.maximum(fewer, 0.0)
    missed = _served(free, region) - _served(solution, region)
    beside_free = Solution(solution.study, solution.outcome, free.outcome)
    loss = compute(beside_free, f"partner_loss_tonnes.{region}")
    lost = {year: at(solution, loss, year) for year in years}
    first = next((year for year in years if lost[year] > LEAST_LOSS * solution.dollar), None)
    later = (year for year in years if first is not None and year > first)
    return Buyer(
        region=region,
        title=solution.parameters.titles.get(region, region),
        leans=got / passed if passed > 1e-6 and got > 1e-6 else None,
        withheld={year: at(solution, fewer, year) for year in years},
        missed={year: at(solution, missed, year) for year in years},
        first_loss=first,
        loss=0.0 if first is None else lost[first],
        does_without=next((y for y in later if first and lost[y] < OVER * lost[first]), None),
    )


def _delivered(solution: Solution, region: str, goods: Sequence[str]) -> Series:
    """What home delivers of goods to a region, contained tonnes."""
    return _contained(
        solution,
        goods,
        lambda one: solution.shipped(one, origin=solution.home, destination=region),
    )


def _taken(solution: Solution, region: str, goods: Sequence[str]) -> Series:
    """What users and plants of a region take of goods, or it sells on; contained tonnes."""
    return _contained(
        solution,
        goods,
        lambda one: (
            solution.served(one, region)
            + solution.used_up(one, region)
            + solution.shipped(one, origin=region)
        ),
    )


def _served(solution: Solution, region: str) -> Series:
    """What users of a region get of the tracked group in whatever form, contained tonnes."""
    return _contained(solution, solution.labels.materials, lambda one: solution.served(one, region))


def made_abroad(solution: Solution, goods: Sequence[str]) -> Series:
    """What plants abroad make of goods, contained tonnes."""
    return _contained(
        solution, goods, lambda one: solution.made(one) - solution.made(one, solution.home)
    )


def _contained(
    solution: Solution, goods: Sequence[str], tonnes: Callable[[tuple[str]], Series]
) -> Series:
    """Contained tonnes of the tracked group in tonnes of goods, asked one by one."""
    return sum((solution.tracked_content(one) * tonnes((one,)) for one in goods), solution.zeros())
