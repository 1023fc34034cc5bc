"""What binds, year by year, gathered into one line for each limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monazite.findings.bottlenecks import Bind

__all__ = ["Bottleneck", "bottlenecks"]


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A limit that binds in some years."""

    stage: str
    title: str
    rule: str
    sense: str
    years: tuple[int, ...]
    worth: float
    """What one tonne was worth in the year in which the whole limit was worth most."""
    worth_year: int
    size: float
    """The limit in that year, t/yr."""
    yearly: float
    """What a limit twice as large would have saved in it at the value of the first tonne, USD."""
    unit: str
    levers: tuple[str, ...]
    facts: tuple[str, ...]


def bottlenecks(binds: Iterable[Bind]) -> list[Bottleneck]:
    """Gather what binds by limit, what is worth most a year first."""
    groups: dict[tuple[str, ...], list[Bind]] = {}
    for row in binds:
        if row.binding:
            key = (row.stage, row.subject, row.title, row.rule, row.sense)
            groups.setdefault(key, []).append(row)
    found = [_gathered(group) for group in groups.values()]
    return sorted(found, key=lambda one: -one.yearly)


def _gathered(group: list[Bind]) -> Bottleneck:
    dearest = max(group, key=lambda row: (row.yearly, row.worth))
    return Bottleneck(
        stage=dearest.stage,
        title=dearest.title,
        rule=dearest.rule,
        sense=dearest.sense,
        years=tuple(sorted(row.year for row in group)),
        worth=dearest.worth,
        worth_year=dearest.year,
        size=dearest.size,
        yearly=dearest.yearly,
        unit=dearest.unit,
        levers=tuple(dict.fromkeys(lever for row in group for lever in row.levers)),
        facts=tuple(dict.fromkeys(fact for row in group for fact in row.facts)),
    )
