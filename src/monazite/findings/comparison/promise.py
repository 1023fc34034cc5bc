"""One promise read in several ways: what each reading makes more than none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.solution import Reading, at

Told = tuple[str, Reading]
"""Title of a strategy, and its reading."""


@dataclass(frozen=True)
class PromiseItem(Record):
    """What home makes or holds of something in a year under one reading of a promise.

    `change` is against the strategy without the promise.
    """

    strategy: str
    item: str
    year: int
    value: float
    unit: str
    change: float


def promise_items(told: Sequence[Told], year: int) -> list[PromiseItem]:
    """List what home makes and holds in a year under each reading of a promise.

    The first of `told` is the strategy without it. Items are ore dug at home, mixed compound, oxide
    of the tracked group and magnets made, and the stock of that oxide.
    """
    found = []
    first: dict[str, float] = {}
    for title, reading in told:
        for item, value, unit in _items(reading, year):
            first.setdefault(item, value)
            found.append(PromiseItem(title, item, year, value, unit, value - first[item]))
    return found


def _items(reading: Reading, year: int) -> list[tuple[str, float, str]]:
    labels, home = reading.labels, reading.home
    items = []
    for what, stage in (("dug", "mining"), ("made", "separation"), ("made", "magnet")):
        by_basis: dict[str, list[str]] = {}
        for material in reading.materials(stage):
            by_basis.setdefault(labels.material_basis[material], []).append(material)
        for basis, materials in by_basis.items():
            made = at(reading, reading.made(tuple(materials), home), year)
            if made > 1e-6:
                name = _named(reading, materials, stage)
                items.append((f"{name} {what}", made, f"t {basis}/yr"))
    oxides = reading.materials("separation")
    held = at(reading, reading.stock(oxides, home), year)
    basis = labels.material_basis[oxides[0]] if oxides else ""
    return [*items, (f"{_named(reading, oxides, 'oxide')} in stock", held, f"t {basis}")]


def _named(reading: Reading, materials: Sequence[str], otherwise: str) -> str:
    """The one material's title, or the form of several."""
    if len(materials) == 1:
        return reading.parameters.titles.get(materials[0], materials[0])
    forms = {"mining": "Ore", "magnet": "Magnets"}
    return forms.get(otherwise, f"{reading.labels.tracked_group} oxide")
