"""Turns number cells of chain tables into canonical numbers and remembers what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from monazite.core.errors import Problems
from monazite.core.labelled import Labelled
from monazite.evidence import Quantity
from monazite.parameters.arrays import Cell, empty
from monazite.parameters.labels import Labels
from monazite.parameters.positions import position
from monazite.study import ChainRow, Study, resolved

T = TypeVar("T")
Filled = TypeVar("Filled", bound=ChainRow)


class Noted(dict[str, T]):
    """Entries by name that note which of them were looked at."""

    def __init__(self, entries: Mapping[str, T] | None = None) -> None:
        super().__init__(entries or {})
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> T:
        """Give one entry and note its name."""
        self.seen.add(name)
        return super().__getitem__(name)

    def __repr__(self) -> str:
        """Name the entries, which may be long."""
        return f"<{', '.join(self)}>"


@dataclass
class Gathering:
    """Arrays under construction, with problems collected instead of raised.

    `tables` are those of which a number was asked for so far. `moved` are the rows with another
    number than those of the study it is a variation of, by table, whose arrays it begins with; None
    where all is gathered from nothing.
    """

    study: Study
    labels: Labels
    problems: Problems = field(default_factory=Problems)
    arrays: Noted[Labelled] = field(default_factory=Noted)
    lineage: Noted[dict[Cell, Quantity]] = field(default_factory=Noted)
    tables: set[str] = field(default_factory=set)
    moved: Mapping[str, frozenset[int]] | None = None

    def gather(self, gatherers: Iterable[Callable[[Gathering], None]]) -> dict[str, frozenset[str]]:
        """Let each fill its arrays, and give the tables each of them rests on, by its name.

        Besides those it asked for numbers these are the tables behind arrays of others it looked
        at.
        """
        rests: dict[str, frozenset[str]] = {}
        filled_by: dict[str, str] = {}
        for fill in gatherers:
            before = dict(self.arrays)
            self.tables.clear()
            self.arrays.seen.clear()
            self.lineage.seen.clear()
            fill(self)
            name = fill.__name__
            seen = self.arrays.seen | self.lineage.seen
            others = {filled_by[array] for array in seen if array in filled_by}
            rests[name] = frozenset(self.tables).union(*(rests[other] for other in others))
            for array, values in self.arrays.items():
                if before.get(array) is not values:
                    filled_by[array] = name
        return rests

    def setting(self, column: str) -> Quantity | None:
        """Resolve a number of the settings; None when blank or wrong (then reported)."""
        settings = self.study.settings
        self.tables.add(_table(settings.row.file))
        return resolved(self.study, settings, column, self.problems)

    def to_fill(self, rows: Sequence[Filled], *beside: str) -> Sequence[Filled]:
        """Give the rows of a table whose cells are to be filled: of a variation, those that moved.

        It is for rows each of which fills cells of its own, out of its own numbers and of those of
        tables `beside` it: where one of these has moved, every row counts. What they fill begins
        with `go_on`.
        """
        if self.moved is None or any(table in self.moved for table in beside):
            return rows
        return [row for row in rows if row.line in self.moved.get(_table(row.file), ())]

    def go_on(self, name: str, *dimensions: str, fill: float = 0.0) -> None:
        """Begin an array of which only rows `to_fill` are filled: a variation copies the rest."""
        if self.moved is None:
            self.start(name, *dimensions, fill=fill)
        else:
            self.arrays[name] = self.arrays[name].copy()

    def start(self, name: str, *dimensions: str, fill: float = 0.0) -> Labelled:
        """Begin an array over full label sets and return it."""
        self.arrays[name] = empty(self.labels, *dimensions, fill=fill)
        return self.arrays[name]

    def put(self, name: str, cell: Cell, value: float | Sequence[float]) -> None:
        """Set one cell of an array, or all cells behind its first labels."""
        self.arrays[name].put(cell, value)

    def at(self, name: str, *cell: str | int) -> float:
        """Read one cell of an array again."""
        array = self.arrays[name]
        return float(array.values[position(array, cell)])

    def quantity(self, row: ChainRow, column: str, material: str = "") -> Quantity | None:
        """Resolve one cell into its canonical unit; None when blank or wrong (then reported).

        `material` says which of several materials of a row is meant.
        """
        unit = ""
        if material:
            chain = self.study.chain
            template = row.numbers()[column].unit.replace("{money}", chain.money)
            unit = template.replace("{basis}", chain.basis[material])
        self.tables.add(_table(row.row.file))
        return resolved(self.study, row, column, self.problems, unit=unit)

    def record(self, name: str, cells: Iterable[Cell], quantity: Quantity) -> None:
        """Remember that cells of a parameter rest on a quantity."""
        entries = self.lineage.setdefault(name, {})
        for cell in cells:
            entries[cell] = quantity

    def number(
        self,
        row: ChainRow,
        column: str,
        *,
        parameter: str,
        cell: Cell,
        blank: float = 0.0,
        material: str = "",
    ) -> float:
        """Resolve one cell to a number and record it under a parameter's cell.

        `blank` is what an empty cell means.
        """
        quantity = self.quantity(row, column, material)
        if quantity is None:
            return blank
        self.record(parameter, [cell], quantity)
        return quantity.value


@cache
def _table(file: str) -> str:
    """The name of the table that a file holds."""
    return Path(file).stem
