"""Applies edits to parameters: new arrays, and a ledger of what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.core.edit import Edit, LedgerEntry, Operation
from monazite.core.errors import InvalidInput, Problem
from monazite.parameters.arrays import Parameters


def apply_edits(parameters: Parameters, edits: Iterable[Edit]) -> Parameters:
    """Apply edits in order and return new parameters; the given ones stay as they are.

    Raises InvalidInput when an edit names an unknown parameter, dimension or label.
    """
    changed: dict[str, xr.DataArray] = {}
    numbers: dict[str, npt.NDArray[np.float64]] = {}
    entries: list[LedgerEntry] = []
    problems: list[Problem] = []
    positions: dict[str, dict[str | int, int]] = {}
    for edit in edits:
        array = changed.get(edit.parameter)
        if array is None:
            if edit.parameter not in parameters.arrays:
                problems.append(_unknown(edit, f"parameter '{edit.parameter}'"))
                continue
            array = parameters[edit.parameter].copy()
            changed[edit.parameter] = array
            numbers[edit.parameter] = array.values
        for dimension in map(str, array.dims):
            if dimension not in positions:
                labels = array.coords[dimension].values.tolist()
                positions[dimension] = dict(zip(labels, range(len(labels)), strict=True))
        where = _indexers(edit.where, array, positions)
        if where is None:
            problems.append(_unknown(edit, f"slice {dict(edit.where)} of '{edit.parameter}'"))
            continue
        values = numbers[edit.parameter]
        old = values[where]
        new = _operate(edit.operation, old, edit.value)
        values[where] = new
        entries.append(LedgerEntry(edit, int(old.size), float(old.sum()), float(new.sum())))
    if problems:
        raise InvalidInput(problems)
    return parameters.replaced(changed, tuple(entries))


def _operate(
    operation: Operation, old: npt.NDArray[np.float64], value: float
) -> npt.NDArray[np.float64]:
    match operation:
        case "set":
            return np.full_like(old, value)
        case "add":
            return old + value
        case "multiply":
            return old * value
        case "at_most":
            return np.minimum(old, value)
        case "at_least":
            return np.maximum(old, value)


def _indexers(
    where: Mapping[str, str | int | tuple[str | int, ...]],
    array: xr.DataArray,
    positions: Mapping[str, Mapping[str | int, int]],
) -> tuple[npt.NDArray[np.intp] | list[int], ...] | None:
    """Turn an edit's slice into positions, or None when it names something unknown."""
    if any(dimension not in array.dims for dimension in where):
        return None
    indices = []
    for dimension in map(str, array.dims):
        known = positions[dimension]
        if dimension not in where:
            indices.append(list(known.values()))
            continue
        wanted = where[dimension]
        labels = wanted if isinstance(wanted, tuple) else (wanted,)
        if any(label not in known for label in labels):
            return None
        indices.append([known[label] for label in labels])
    # one cell needs no grid, and most edits of a ranking are of one cell
    return tuple(indices) if all(len(index) == 1 for index in indices) else np.ix_(*indices)


def _unknown(edit: Edit, what: str) -> Problem:
    return Problem(
        file=edit.origin.partition("#")[0],
        line=0,
        field=edit.origin.partition("#")[2],
        message=f"there is no {what}",
        remedy="name a parameter, dimension and labels the study has",
    )
