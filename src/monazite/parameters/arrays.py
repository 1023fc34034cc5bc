"""Holds the labelled numbers a model is built from, with where each came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from monazite.core.edit import LedgerEntry
from monazite.core.errors import check_name
from monazite.core.labelled import Labelled
from monazite.core.vocabulary import parameters as parameter_vocabulary
from monazite.evidence import Quantity
from monazite.parameters.labels import Labels
from monazite.parameters.positions import once_for_each, position, with_numbers

Cell = tuple[str | int, ...]
"""The labels of one number within its array, in the order of the array's dimensions."""


@dataclass(frozen=True, repr=False)
class Parameters:
    """Labelled arrays in canonical units, without gaps, plus lineage and the ledger of edits.

    `arrays` follow the vocabulary of parameters: names, dimensions and units are listed there.
    `lineage` maps a parameter to the quantities its cells rest on; a cell without an entry of its
    own inherits the entry of its first label. `ledger` holds one entry per edit applied so far;
    `rests` are the tables that whatever gathers some of the arrays was seen to read.
    """

    labels: Labels
    arrays: Mapping[str, Labelled]
    lineage: Mapping[str, Mapping[Cell, Quantity]]
    ledger: tuple[LedgerEntry, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    rests: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Labelled:
        """Give one parameter by name; raises InvalidInput for a name there is none of."""
        try:
            return self.arrays[name]
        except KeyError:
            check_name("parameter", name, self.arrays)
            raise

    def __iter__(self) -> Iterator[str]:
        """Give the names of all parameters."""
        return iter(self.arrays)

    def __len__(self) -> int:
        """Count the parameters."""
        return len(self.arrays)

    def __repr__(self) -> str:
        """Say what is held and how much of it, since the numbers themselves fill books."""
        numbers = sum(array.size for array in self.arrays.values())
        return f"<Parameters: {len(self)} with {numbers:,} numbers; {', '.join(self.arrays)}>"

    def at(self, name: str, *cell: str | int) -> float:
        """Give one number of a parameter by its labels, in the order of the dimensions."""
        array = self[name]
        return float(array.values[position(array, cell)])

    def unit(self, name: str) -> str:
        """Give the canonical unit of a parameter, money as `<money>`."""
        return parameter_vocabulary()[name].unit

    def rests_on(self, name: str, cell: Cell = ()) -> tuple[Quantity, ...]:
        """List the quantities a cell of a parameter rests on, most specific first.

        A lineage key matches when each of its labels occurs in the cell; a cell that no key matches
        inherits the entries of its first label. An empty cell asks for everything.
        """
        if not cell:
            return tuple(dict.fromkeys(self.lineage.get(name, {}).values()))
        begins = self._by_first_label(name)
        wanted = set(cell)
        matches = [
            (key, value)
            for first in (None, *dict.fromkeys(cell))
            for key, value in begins.get(first, ())
            if wanted.issuperset(key)
        ] or begins.get(cell[0], [])
        return tuple(value for _, value in sorted(matches, key=lambda match: -len(match[0])))

    def _by_first_label(self, name: str) -> dict[str | int | None, list[tuple[Cell, Quantity]]]:
        """Lineage of a parameter by the first label of its keys, or None for a key of no label."""
        if name not in self._lineage_by_label:
            begins: dict[str | int | None, list[tuple[Cell, Quantity]]] = {}
            for key, value in self.lineage.get(name, {}).items():
                begins.setdefault(key[0] if key else None, []).append((key, value))
            self._lineage_by_label[name] = begins
        return self._lineage_by_label[name]

    @cached_property
    def _lineage_by_label(
        self,
    ) -> dict[str, dict[str | int | None, list[tuple[Cell, Quantity]]]]:
        return {}

    def edits_of(self, name: str, cell: Cell = ()) -> tuple[LedgerEntry, ...]:
        """List the ledger entries that changed a parameter, or the one cell of it named."""
        if name not in self._edits_by_name:
            # every lever makes new parameters, of which the next asks for one name or none
            found = tuple(entry for entry in self.ledger if entry.edit.parameter == name)
            self._edits_by_name[name] = found
        known = self._edits_by_name[name]
        return tuple(one for one in known if _touches(one, set(cell))) if cell else known

    @cached_property
    def _edits_by_name(self) -> dict[str, tuple[LedgerEntry, ...]]:
        return {}

    def replaced(
        self, arrays: Mapping[str, Labelled], ledger: tuple[LedgerEntry, ...]
    ) -> Parameters:
        """Give new parameters with some arrays exchanged and entries added to the ledger."""
        return replace(self, arrays={**self.arrays, **arrays}, ledger=(*self.ledger, *ledger))

    @cached_property
    def hash(self) -> str:
        """A SHA-256 over names, labels and numbers: same numbers, same hash."""
        digest = hashlib.sha256()
        for name in sorted(self.arrays):
            array = self.arrays[name]
            digest.update(name.encode())
            for dimension in array.dims:
                digest.update(repr(list(array.coords[dimension].values)).encode())
            digest.update(np.ascontiguousarray(array.values, dtype=np.float64).tobytes())
        return digest.hexdigest()


def _touches(entry: LedgerEntry, labels: set[str | int]) -> bool:
    """Say whether an edit's slice contains a cell with these labels."""
    for value in entry.edit.where.values():
        accepted = set(value) if isinstance(value, tuple) else {value}
        if not accepted & labels:
            return False
    return True


def empty(labels: Labels, *dimensions: str, fill: float = 0.0) -> Labelled:
    """Make an array over full label sets, filled with one number; dims as named."""
    shapes = _shapes(labels)
    if dimensions not in shapes:
        coordinates = {dimension: labels.coordinates(dimension) for dimension in dimensions}
        shape = tuple(len(values) for values in coordinates.values())
        shapes[dimensions] = Labelled(np.empty(shape), coords=coordinates, dims=dimensions)
    shape = shapes[dimensions].shape
    return with_numbers(shapes[dimensions], np.full(shape, fill))


def frozen(array: Labelled) -> Labelled:
    """Give an array whose numbers cannot be changed any more, as it may be asked for again."""
    array.values.flags.writeable = False
    return array


@once_for_each(16)
def _shapes(labels: Labels) -> dict[tuple[str, ...], Labelled]:
    """Keep one array of each shape, whose labels are the dear part of making another."""
    return {}
