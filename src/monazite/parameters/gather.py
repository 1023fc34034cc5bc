"""Turns number cells of chain tables into canonical numbers and remembers what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import xarray as xr

from monazite.core.errors import Problems
from monazite.evidence import Quantity
from monazite.parameters.arrays import Cell, empty
from monazite.parameters.labels import Labels
from monazite.parameters.positions import position
from monazite.study import ChainRow, Study, resolved


@dataclass
class Gathering:
    """Arrays under construction, with problems collected instead of raised."""

    study: Study
    labels: Labels
    problems: Problems = field(default_factory=Problems)
    arrays: dict[str, xr.DataArray] = field(default_factory=dict)
    lineage: dict[str, dict[Cell, Quantity]] = field(default_factory=dict)

    def start(self, name: str, *dimensions: str, fill: float = 0.0) -> xr.DataArray:
        """Begin an array over full label sets and return it."""
        self.arrays[name] = empty(self.labels, *dimensions, fill=fill)
        return self.arrays[name]

    def put(self, name: str, cell: Cell, value: float | Sequence[float]) -> None:
        """Set one cell of an array, or all cells behind its first labels."""
        array = self.arrays[name]
        array.values[position(array, cell)] = value

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
            template = row.numbers()[column].unit
            unit = template.replace("{basis}", self.study.chain.basis[material])
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
