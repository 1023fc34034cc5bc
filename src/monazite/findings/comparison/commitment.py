"""One promise read in several ways: what each reading makes more than none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.solution import Solution, at

Told = tuple[str, Solution]
"""Title of a strategy, and its reading."""


@dataclass(frozen=True)
class CommitmentItem(Record):
    """What home makes or holds of something in a year under one reading of a promise.

    `change` is against the strategy without the promise.
    """

    strategy: str
    item: str
    year: int
    value: float
    unit: str
    change: float


def commitment_items(told: Sequence[Told], year: int) -> list[CommitmentItem]:
    """List what home makes and holds in a year under each reading of a promise.

    The first of `told` is the strategy without it. Items are ore dug at home, mixed compound, oxide
    of the tracked group and magnets made, and the stock of that oxide.
    """
    found = []
    first: dict[str, float] = {}
    for title, solution in told:
        for item, value, unit in _items(solution, year):
            first.setdefault(item, value)
            found.append(CommitmentItem(title, item, year, value, unit, value - first[item]))
    return found


def _items(solution: Solution, year: int) -> list[tuple[str, float, str]]:
    labels, home = solution.labels, solution.home
    items = []
    for what, stage in (("dug", "mining"), ("made", "separation"), ("made", "magnet")):
        by_basis: dict[str, list[str]] = {}
        for material in solution.materials(stage):
            by_basis.setdefault(labels.material_basis[material], []).append(material)
        for basis, materials in by_basis.items():
            made = at(solution, solution.made(tuple(materials), home), year)
            if made > 1e-6:
                name = _named(solution, materials, stage)
                items.append((f"{name} {what}", made, f"t {basis}/yr"))
    oxides = solution.materials("separation")
    held = at(solution, solution.stock(oxides, home), year)
    basis = labels.material_basis[oxides[0]] if oxides else ""
    return [*items, (f"{_named(solution, oxides, 'oxide')} in stock", held, f"t {basis}")]


def _named(solution: Solution, materials: Sequence[str], otherwise: str) -> str:
    """The one material's title, or the form of several."""
    if len(materials) == 1:
        return solution.parameters.titles.get(materials[0], materials[0])
    forms = {"mining": "Ore", "magnet": "Magnets"}
    return forms.get(otherwise, f"{solution.labels.tracked_group} oxide")
