"""Tells what limits on exports do: the same strategy with and without them, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monazite.core.numerals import points, tonnes, whole_percents
from monazite.core.records import Record
from monazite.core.wording import listed
from monazite.findings.account import fate_of_conserved
from monazite.findings.indicators import compute, unit_of
from monazite.findings.solution import Reading, at

LIMIT_INDICATORS = (
    "output.magnet",
    "self_sufficiency.magnet",
    "import_dependence.magnet",
    "unmet_demand.total",
)
"""What a limit on exports is judged by."""

SHOWS = 0.5
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
    """Where conserved tonnes are by the end of a year, t oxide.

    The share is of all tonnes conserved by then; None where none are.
    """

    fate: str
    year: int
    tonnes: float
    share: float | None


def limit_effects(
    reading: Reading, years: Sequence[int], keys: Sequence[str] = LIMIT_INDICATORS
) -> list[LimitEffect]:
    """Hold a strategy against itself without its export limits; nothing when it has none."""
    if reading.without_limits is None:
        return []
    other = Reading(reading.study, reading.without_limits)
    found = []
    for key in keys:
        unit, here, there = unit_of(reading, key), compute(reading, key), compute(other, key)
        for year in years:
            limited, free = at(reading, here, year), at(reading, there, year)
            found.append(LimitEffect(key, unit, year, limited, free, limited - free))
    return found


def first_year_of_gain(reading: Reading) -> int | None:
    """First year in which home makes more magnets for the limits on exports; None if it never does.

    A gain is at least half a tonne and a thousandth of what home makes without the limits.
    """
    if reading.without_limits is None:
        return None
    limited = compute(reading, "output.magnet")
    free = compute(Reading(reading.study, reading.without_limits), "output.magnet")
    for year, more, less in zip(reading.years, limited, free, strict=True):
        if more - less > max(SHOWS, 1e-3 * less):
            return year
    return None


def conserved(reading: Reading, until: int) -> dict[str, float]:
    """What a plan's limits keep from abroad up to a year and where it is, t oxide by fate.

    `conserved` is what is kept; the other entries add up to it.
    """
    totals: dict[str, float] = {}
    for row in fate_of_conserved(reading, reading.labels.tracked_group):
        if row.year <= until:
            totals[row.fate] = totals.get(row.fate, 0.0) + row.tonnes
    return totals


def resting(reading: Reading, years: Sequence[int]) -> list[Resting]:
    """List where conserved tonnes are by the end of years; fates that never show are left out."""
    found = []
    by_year = {year: conserved(reading, year) for year in years}
    for fate in dict.fromkeys(name for totals in by_year.values() for name in totals):
        if not any(abs(totals.get(fate, 0.0)) > SHOWS for totals in by_year.values()):
            continue
        for year, totals in by_year.items():
            whole, part = totals.get("conserved", 0.0), totals.get(fate, 0.0)
            found.append(Resting(fate, year, part, part / whole if whole > SHOWS else None))
    return found


def says_of_limits(reading: Reading, title: str, years: Sequence[int]) -> str:
    """Whether limits on exports bring magnets, when, and how much, in a sentence or two."""
    effects = {(row.indicator, row.year): row for row in limit_effects(reading, years)}
    first = first_year_of_gain(reading)
    changes = [effects["output.magnet", year].change for year in years]
    made = listed(
        [
            f"{tonnes(change, signed=True)} in {year}"
            for change, year in zip(changes, years, strict=True)
        ]
    )
    if first is None:
        lost = any(change < -SHOWS for change in changes)
        text = f"Under “{title}” the limit on exports brings no magnet in any year" + (
            f"; home makes fewer ({made})" if lost else ""
        )
    else:
        text = (
            f"Under “{title}” kept tonnes first end in home magnets in {first}: home makes {made}"
        )
    shares = [effects["import_dependence.magnet", year].change for year in years]
    short = [effects["unmet_demand.total", year].change for year in years]
    if max(map(abs, shares)) < 5e-4 and max(map(abs, short)) < SHOWS:
        return (
            f"{text}. Dependence on imported magnets and unmet need do not change in "
            f"{listed(list(map(str, years)))}."
        )
    return (
        f"{text}. Dependence on imported magnets changes by {listed(list(map(points, shares)))} "
        f"points and unmet need by {listed([tonnes(one, signed=True) for one in short])} in "
        f"{listed(list(map(str, years)))}."
    )


def says_of_resting(reading: Reading, title: str, years: Sequence[int]) -> str:
    """Where kept tonnes sit, in a sentence; nothing when nothing is kept."""
    parts = []
    group = reading.labels.tracked_group
    for year in years:
        totals = conserved(reading, year)
        whole = totals.get("conserved", 0.0)
        if whole < SHOWS:
            continue
        said = [
            f"{share} is {in_words(fate)}"
            for fate, share in whole_percents(shares_of(totals)).items()
        ]
        parts.append(
            f"by {year} {tonnes(whole, f'{group} oxide')} are kept, of which {listed(said)}"
        )
    if not parts:
        return ""
    idle = idle_plants(reading, years[-1])
    ends = (
        f" Plants that could take it on and do less than without the limit: {listed(idle)}."
        if idle
        else ""
    )
    return f"Under “{title}”, {'; '.join(parts)}.{ends}"


def in_words(fate: str) -> str:
    """A fate in words: in stock as oxide with its owner, left as mixed compound, not mined."""
    kind, by, owner = fate.partition(" by ")
    said = kind.replace("stocked as", "in stock as").replace("_", " ")
    if kind == "plant idle":
        said = "not mined by mines that stand idle"
    return f"{said} with {owner}" if by else said


def shares_of(totals: Mapping[str, float]) -> dict[str, float]:
    """Shares of fates, the largest first; they add up to one.

    Fates that draw on others are negative. Shares are of all that is somewhere, which is what is
    kept and what was drawn.
    """
    there = {fate: part for fate, part in totals.items() if fate != "conserved" and part > 0}
    whole = sum(there.values())
    return {fate: part / whole for fate, part in sorted(there.items(), key=lambda one: -one[1])}


def idle_plants(reading: Reading, until: int) -> list[str]:
    """Plants at home that would take kept tonnes on and stand idle for it, up to a year."""
    found = [
        row.idle.split("; ")
        for row in fate_of_conserved(reading, reading.labels.tracked_group)
        if row.idle and row.year <= until and row.tonnes > SHOWS
    ]
    return list(dict.fromkeys(name for names in found for name in names))
