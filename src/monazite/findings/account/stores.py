"""Stores that fill with what nobody takes: no buyer, no target and no stated reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.solution import Solution
from monazite.parameters.labels import node_name
from monazite.parameters.named import place_named

YEARS = 3
"""Years of growth from which a store counts as filling."""

GROWS = 1.0
"""Tonnes a year of growth below which a store stands still."""


@dataclass(frozen=True)
class FillingStore(Record):
    """A store in which more is put, over years, than is ever taken out again or asked for.

    `tonnes` is what was added from the end of `since` to the end of `until` and lies there to the
    last year, beyond any target; `years` is in how many years it grew. `why` is the reason the
    study states for it, blank where there is none.
    """

    material: str
    place: str
    title: str
    since: int
    until: int
    years: int
    tonnes: float
    unit: str
    why: str


def filling_stores(solution: Solution) -> tuple[FillingStore, ...]:
    """List every store, abroad too, that fills over three years or more; the largest first.

    What is taken out again within the reported years was put there for that use, and what is held
    for a target later on for that target. What is left,

        kept[s,t] = min over reported u >= t of (stock[s,u] - targets[s,u]), at least 0,

    is kept for nobody anyone can name: a use behind the last year shown is none.
    """
    labels = solution.labels
    if "stock" not in solution.outcome.values:
        return ()
    level = solution.reported("stock")
    free = level - solution.planned("stock_target").sum(axis=1)
    kept = np.clip(np.minimum.accumulate(free[:, ::-1], axis=1)[:, ::-1], 0.0, None)
    opening = np.minimum(solution.parameters["initial_stock"].values, kept[:, 0])
    grown = np.diff(np.column_stack([opening, kept]), axis=1)
    reasons = {node_name(row.material, row.region): row.why for row in solution.study.chain.stocks}
    titles = solution.parameters.titles
    found = []
    for row, (material, place) in enumerate(labels.stores):
        years = [
            year for year, more in zip(solution.years, grown[row], strict=True) if more >= GROWS
        ]
        if len(years) >= YEARS:
            found.append(
                FillingStore(
                    material=material,
                    place=place,
                    title=f"{titles.get(material, material)}, {_keeper(solution, place)}",
                    since=years[0] - 1,
                    until=years[-1],
                    years=len(years),
                    tonnes=float(grown[row].clip(min=0.0).sum()),
                    unit=f"t {labels.material_basis[material]}",
                    why=reasons.get(node_name(material, place), ""),
                )
            )
    return tuple(sorted(found, key=lambda store: -store.tonnes))


def _keeper(solution: Solution, place: str) -> str:
    region, account = place_named(place)
    return solution.parameters.titles.get(account or region, place)
