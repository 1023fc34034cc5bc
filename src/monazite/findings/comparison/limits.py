"""Tells what limits on exports do: the same strategy with and without them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.account import CONSERVED, Fate, Whereabouts, fate_told
from monazite.findings.indicators import compute, figures_alike, spelled_out
from monazite.findings.solution import Contained, Solution, at

LIMIT_INDICATORS = ("output", "self_sufficiency", "net_import_reliance", "unmet_demand")
"""What a limit on exports is judged by, each of what it is about alone."""

CHANGE_SHOWS = 0.5
"""Tonnes a year below which a change is rounding."""


@dataclass(frozen=True)
class LimitEffect(Record):
    """An indicator in a year with a strategy's limits on exports, without them, and the change.

    `change` is limited less free.
    """

    indicator: str
    unit: str
    year: int
    limited: float
    free: float
    change: float


@dataclass(frozen=True)
class Resting(Record):
    """Where conserved tonnes are by the end of a year, contained tonnes.

    The share is of all tonnes conserved by then; None where none are.
    """

    fate: Whereabouts
    year: int
    tonnes: float
    share: float | None


def limit_effects(
    solution: Solution,
    years: Sequence[int],
    keys: Sequence[str] = LIMIT_INDICATORS,
    of: Contained | None = None,
) -> list[LimitEffect]:
    """Hold a strategy against itself without its export limits; nothing when it has none.

    Figures of mass are told as what is held in them where `of` says so and they can be.
    """
    other = solution.without_limits
    if other is None:
        return []
    found = []
    for key in (spelled_out(solution.study, key) for key in keys):
        (here, there), unit = figures_alike((solution, other), key, of)
        for year in years:
            limited, free = at(solution, here, year), at(solution, there, year)
            found.append(LimitEffect(key, unit, year, limited, free, limited - free))
    return found


def first_year_of_gain(solution: Solution) -> int | None:
    """First year in which limits on exports make home produce more; None if they never do.

    A gain is at least half a tonne and a thousandth of what home makes without the limits.
    """
    if solution.without_limits is None:
        return None
    limited, free = (compute(one, "output") for one in (solution, solution.without_limits))
    for year, more, less in zip(solution.years, limited, free, strict=True):
        if more - less > max(CHANGE_SHOWS, 1e-3 * less):
            return year
    return None


def conserved(
    solution: Solution, until: int, of: Contained | None = None
) -> dict[Whereabouts, float]:
    """What a plan's limits keep from abroad up to a year and where it is, contained tonnes by fate.

    `CONSERVED` is what is kept; the other entries add up to it. Of the tracked group, or as `of`.
    """
    return _up_to(fate_told(solution, of), until)


def _up_to(rows: Iterable[Fate], until: int) -> dict[Whereabouts, float]:
    totals: dict[Whereabouts, float] = {}
    for row in rows:
        if row.year <= until:
            totals[row.fate] = totals.get(row.fate, 0.0) + row.tonnes
    return totals


def resting(solution: Solution, years: Sequence[int], of: Contained | None = None) -> list[Resting]:
    """List where conserved tonnes are by the end of years; fates that never show are left out.

    Of the tracked group, or as `of`.
    """
    found = []
    rows = fate_told(solution, of)
    by_year = {year: _up_to(rows, year) for year in years}
    for fate in dict.fromkeys(name for totals in by_year.values() for name in totals):
        if not any(abs(totals.get(fate, 0.0)) > CHANGE_SHOWS for totals in by_year.values()):
            continue
        for year, totals in by_year.items():
            whole, part = totals.get(CONSERVED, 0.0), totals.get(fate, 0.0)
            found.append(Resting(fate, year, part, part / whole if whole > CHANGE_SHOWS else None))
    return found


def shares_of(totals: Mapping[Whereabouts, float]) -> dict[Whereabouts, float]:
    """Shares of fates, the largest first; they add up to one.

    Fates that draw on others are negative. Shares are of all that is somewhere, which is what is
    kept and what was drawn.
    """
    there = {fate: part for fate, part in totals.items() if fate != CONSERVED and part > 0}
    whole = sum(there.values())
    return {fate: part / whole for fate, part in sorted(there.items(), key=lambda one: -one[1])}


def idle_plants(solution: Solution, until: int) -> list[str]:
    """Plants at home that would take kept tonnes on and stand idle for it, up to a year."""
    found = [
        row.idle.titles
        for row in fate_told(solution)
        if row.year <= until and row.tonnes > CHANGE_SHOWS
    ]
    return list(dict.fromkeys(title for titles in found for title in titles))
