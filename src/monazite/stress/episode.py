"""Plays a past episode on the plan of its year: what was withheld is given, what follows is played.

With a the amount given of a month and u that of a usual one, the shock of the episode is
(1 - a / u)+ deep in it, and not at all in months without an amount. Nothing else happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.errors import Problems
from monazite.findings.solution import Solution
from monazite.stress.engine import recorded
from monazite.stress.of_plan import Months, months_of
from monazite.stress.state import Record
from monazite.stress.system import Floats
from monazite.study import EpisodeObservationRow, EpisodeRow, Study, resolved


@dataclass(frozen=True, eq=False)
class EpisodePlay:
    """An episode as it was played."""

    row: EpisodeRow
    home: str
    months: Months
    usual: float
    """What a usual month comes to abroad, t a month."""
    given: tuple[float | None, ...]
    """T: the amount given, t a month; None where there is none."""
    withheld: Floats
    """T: the part of a usual month that is less, 0 to 1."""
    record: Record

    def says(self, row: EpisodeObservationRow) -> bool:
        """Whether the play says anything of what was observed: of quantities at home alone."""
        return row.kind != "price" and row.region in ("", self.home)

    def series(self, row: EpisodeObservationRow) -> Floats:
        """What is observed, in every month, t: what arrives or is short, or stock at its end."""
        materials = self.months.materials
        if row.kind == "arrivals":
            return _total(
                self.record.arrived,
                [
                    material in row.materials and (not row.origins or origin in row.origins)
                    for material, origin in self.months.lanes
                ],
            )
        if row.kind == "short":
            offers = [material in row.materials for _, material in self.months.offers]
            return _total(self.record.short, offers)
        return _total(self.record.stock, [material in row.materials for material in materials])

    def figure(self, row: EpisodeObservationRow) -> float | None:
        """What the play says of it in its month or year; None where it says nothing."""
        if not self.says(row):
            return None
        named = [self.months.month(t) for t in range(self.months.count)]
        of = [row.period in (name, name[:4]) for name in named]
        values = self.series(row)[of]
        return float(values[-1] if row.kind == "stock" else values.sum())


def play_episode(solution: Solution, row: EpisodeRow) -> EpisodePlay:
    """Play an episode on a solved plan; raises InvalidInput for a year that is not reported."""
    months = months_of(solution, row.year, row.months)
    usual, amounts = _amounts(solution.study, row)
    given = tuple(amounts.get(months.month(t)) for t in range(months.count))
    withheld = np.array([0.0 if one is None else max(1.0 - one / usual, 0.0) for one in given])
    depth = np.zeros((len(months.shocks), months.count))
    depth[[shock.name for shock in months.shocks].index(row.shock)] = withheld
    record = recorded(months.system, depth)
    return EpisodePlay(row, solution.home, months, usual, given, withheld, record)


def _amounts(study: Study, row: EpisodeRow) -> tuple[float, dict[str, float]]:
    """The usual amount of an episode and those given, by month, t a month."""
    problems = Problems()
    usual = resolved(study, row, "usual", problems)
    found = {
        one.month: resolved(study, one, "amount", problems)
        for one in study.chain.episode_amounts
        if one.episode == row.episode
    }
    problems.raise_if_any()
    assert usual is not None, "the cell is never blank"
    return usual.value, {month: one.value for month, one in found.items() if one is not None}


def _total(values: Floats, rows: Sequence[bool]) -> Floats:
    return np.asarray(values[np.array(rows, dtype=bool)].sum(axis=0))
