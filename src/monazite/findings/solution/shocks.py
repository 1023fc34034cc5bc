"""Says which years of a plan stand under a shock of its world: news that comes and goes again."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.core.origin import Origin
from monazite.findings.solution.once import once_for_a_plan
from monazite.findings.solution.solution import Solution
from monazite.parameters.positions import once_for_each
from monazite.parameters.staging import known_from
from monazite.strategy import Lever, World


@once_for_a_plan
def shock_years(solution: Solution) -> dict[int, int]:
    """Years of shocks, each with the year in which the first news of its shocks came.

    A shock is an event of the world that nobody knew of before it began and that is over before the
    last reported year. Its years are all it touches. What lasts is no shock but the way things are.
    """
    found: dict[int, int] = {}
    years = solution.years
    for lever in _events(solution):
        news = known_from(lever, years[0])
        if lever.ends is None or not lever.is_surprise:
            continue
        # a window that ends in January leaves the year it ends in untouched
        last = int(lever.ends[:4]) - (lever.ends[5:7] in ("", "01"))
        if last >= years[-1]:
            continue
        for year in range(max(int(lever.starts[:4]), years[0]), last + 1):
            found[year] = min(news, found.get(year, news))
    return dict(sorted(found.items()))


def _events(solution: Solution) -> list[Lever]:
    """Levers of worlds that took part in the plan, told by the edits they left."""
    origins = {entry.edit.origin for entry in solution.parameters.ledger}
    levers = _levers_of_worlds(solution.study.worlds)
    return [lever for origin, lever in levers.items() if origin in origins]


@once_for_each(16)
def _levers_of_worlds(worlds: Mapping[str, World]) -> Mapping[Origin, Lever]:
    """Levers of all worlds of a study by where they are written."""
    return {lever.origin: lever for world in worlds.values() for lever in world.levers}
