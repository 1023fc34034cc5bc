"""The same strategies in every world: what each reaches, and which world hurts most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.indicators import compute, figures_alike
from monazite.findings.solution import Contained, Series, Solution, at

SHOWS = 0.5
"""Tonnes a year below which a shortage is rounding."""

World = Mapping[str, Solution]
"""Readings of strategies in one world, by title of the strategy."""


@dataclass(frozen=True)
class WorldResult(Record):
    """What a strategy comes to in a world, both by title.

    `by_year` holds `made_<year>` (share of the product made at home) and `unmet_<year>` (t/yr);
    `home_cost` is in money in the first of the years; `shock_year` is the year in which a crisis
    takes most away, above the usual world where it does, `shortage` what it takes away in it, t/yr,
    and `unmet` the unmet demand of that year, users who buy less at a higher price among it, t/yr.
    """

    world: str
    strategy: str
    by_year: Mapping[str, float]
    home_cost: float
    shock_year: int
    shortage: float
    unmet: float

    def made(self, year: int) -> float:
        """Share of the product wanted at home that home makes in one of the years."""
        return self.by_year[f"made_{year}"]


def in_worlds(
    worlds: Mapping[str, World], usual: str, years: Sequence[int], of: Contained | None = None
) -> list[WorldResult]:
    """Say what strategies come to in each world, in some years.

    Tonnes are what is held in them where `of` says so and any of them holds it.
    """
    found = []
    for world, solutions in worlds.items():
        for strategy, solution in solutions.items():
            unmet = _told(solution, "unmet_demand.total", of)
            short = _told(solution, "shortage.total", of)
            before = worlds.get(usual, {}).get(strategy)
            above = short - _told(before, "shortage.total", of) if before is not None else short
            worst = int(np.argmax(above if above.max() > SHOWS else short))
            share = compute(solution, "self_sufficiency")
            by_year: dict[str, float] = {}
            for year in years:
                by_year[f"made_{year}"] = at(solution, share, year)
                by_year[f"unmet_{year}"] = at(solution, unmet, year)
            found.append(
                WorldResult(
                    world=world,
                    strategy=strategy,
                    by_year=by_year,
                    home_cost=at(solution, compute(solution, "home_cost"), years[0]),
                    shock_year=solution.years[worst],
                    shortage=float(short[worst]),
                    unmet=float(unmet[worst]),
                )
            )
    return found


def _told(solution: Solution, key: str, of: Contained | None) -> Series:
    return figures_alike([solution], key, of)[0][0]


def worst_world(results: Sequence[WorldResult], usual: str, strategy: str) -> str | None:
    """The world in which a crisis takes most away in one year; None when none takes more."""
    others = [one for one in results if one.strategy == strategy and one.world != usual]
    own = [one for one in results if one.strategy == strategy and one.world == usual]
    worst = max(others, key=lambda one: one.shortage, default=None)
    if worst is None or not own:
        return None
    return worst.world if worst.shortage > own[0].shortage + SHOWS else None
