"""What binds, year by year, gathered into one line for each limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monazite.core.origin import Origin
from monazite.findings.bottlenecks import BindingConstraint

__all__ = ["Bottleneck", "bottlenecks"]


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A limit that binds in some years."""

    stage: str
    stage_title: str
    title: str
    rule: str
    sense: str
    years: tuple[int, ...]
    shadow_price: float
    """What one tonne was worth in the year in which the whole limit was worth most."""
    shadow_price_year: int
    size: float
    """The limit in that year, t/yr."""
    annual_value: float
    """What a limit twice as large would have saved in it at the value of the first tonne, USD."""
    unit: str
    levers: tuple[str, ...]
    facts: tuple[str, ...]


def bottlenecks(
    binding_constraints: Iterable[BindingConstraint], titles: Mapping[Origin, str]
) -> list[Bottleneck]:
    """Gather what binds by limit, what is worth most a year first; levers by their titles."""
    groups: dict[tuple[str, ...], list[BindingConstraint]] = {}
    for row in binding_constraints:
        if row.binding:
            key = (row.stage, row.subject, row.title, row.rule, row.sense)
            groups.setdefault(key, []).append(row)
    found = [_gathered(group, titles) for group in groups.values()]
    return sorted(found, key=lambda one: -one.annual_value)


def _gathered(group: list[BindingConstraint], titles: Mapping[Origin, str]) -> Bottleneck:
    dearest = max(group, key=lambda row: (row.annual_value, row.shadow_price))
    return Bottleneck(
        stage=dearest.stage,
        stage_title=dearest.stage_title,
        title=dearest.title,
        rule=dearest.rule,
        sense=dearest.sense,
        years=tuple(sorted(row.year for row in group)),
        shadow_price=dearest.shadow_price,
        shadow_price_year=dearest.year,
        size=dearest.size,
        annual_value=dearest.annual_value,
        unit=dearest.unit.name,
        levers=tuple(
            dict.fromkeys(titles.get(lever, lever.name) for row in group for lever in row.levers)
        ),
        facts=tuple(dict.fromkeys(fact for row in group for fact in row.facts)),
    )
