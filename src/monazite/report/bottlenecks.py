"""Rows of what binds, year by year, gathered into one line for each limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

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


def bottlenecks(rows: Iterable[Mapping[str, Any]]) -> list[Bottleneck]:
    """Gather binding rows by limit, what is worth most a year first."""
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["binding"]:
            key = tuple(str(row[name]) for name in ("stage", "subject", "title", "rule", "sense"))
            groups.setdefault(key, []).append(row)
    found = [_gathered(group) for group in groups.values()]
    return sorted(found, key=lambda one: -one.yearly)


def _gathered(group: list[Mapping[str, Any]]) -> Bottleneck:
    dearest = max(group, key=lambda row: (float(row["yearly"]), float(row["worth"])))
    return Bottleneck(
        stage=str(dearest["stage"]),
        title=str(dearest["title"]),
        rule=str(dearest["rule"]),
        sense=str(dearest["sense"]),
        years=tuple(sorted(int(row["year"]) for row in group)),
        worth=float(dearest["worth"]),
        worth_year=int(dearest["year"]),
        size=float(dearest["size"]),
        yearly=float(dearest["yearly"]),
        unit=str(dearest["unit"]),
        levers=tuple(dict.fromkeys(lever for row in group for lever in row["levers"])),
        facts=tuple(dict.fromkeys(fact for row in group for fact in row["facts"])),
    )
