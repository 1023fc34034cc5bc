"""Applies edits to parameters: new arrays, and a ledger of what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.core.edit import Edit, LedgerEntry, Operation
from monazite.core.errors import InvalidInput, Problem
from monazite.core.magnitudes import LIMITLESS, most_in
from monazite.core.vocabulary import parameters as vocabulary
from monazite.parameters.arrays import Parameters
from monazite.parameters.positions import positions, with_numbers
from monazite.parameters.sameness import the_same

Axes = Mapping[str, Mapping[str | int, int]]
"""The positions of labels along each dimension of an array, in its order."""


def apply_edits(parameters: Parameters, edits: Iterable[Edit]) -> Parameters:
    """Apply edits in order and return new parameters; the given ones stay as they are.

    An array that comes to hold what one held before is that very object, see `sameness`.

    Raises InvalidInput when an edit names an unknown parameter, dimension or label.
    """
    changed: dict[str, xr.DataArray] = {}
    axes_of: dict[str, Axes] = {}
    entries: list[LedgerEntry] = []
    problems: list[Problem] = []
    for edit in edits:
        array = changed.get(edit.parameter)
        if array is None:
            if edit.parameter not in parameters.arrays:
                problems.append(_unknown(edit, f"parameter '{edit.parameter}'"))
                continue
            given = parameters[edit.parameter]
            array = with_numbers(given, given.values.copy())
            changed[edit.parameter] = array
            axes_of[edit.parameter] = {
                str(dimension): positions(array, str(dimension)) for dimension in array.dims
            }
        where = _indexers(edit.where, axes_of[edit.parameter])
        if where is None:
            problems.append(_unknown(edit, f"slice {dict(edit.where)} of '{edit.parameter}'"))
            continue
        values = array.values
        old = values[where].copy()
        new = _operate(edit.operation, old, edit.value)
        beyond = _beyond(edit, old, new, parameters.labels.dollar)
        if beyond is not None:
            problems.append(beyond)
            continue
        values[where] = new
        entries.append(LedgerEntry(edit, old.size, _sum(old), _sum(new)))
    if problems:
        raise InvalidInput(problems)
    labels = parameters.labels
    known = {name: the_same(labels, name, array) for name, array in changed.items()}
    return parameters.replaced(known, tuple(entries))


def _sum(numbers: npt.NDArray[np.float64]) -> float:
    # Most edits touch one cell, and there are thousands of them.
    return float(numbers.item() if numbers.size == 1 else numbers.sum())


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
    where: Mapping[str, str | int | tuple[str | int, ...]], axes: Axes
) -> tuple[Any, ...] | None:
    """Turn an edit's slice into positions, or None when it names something unknown.

    Where one label of each dimension is named, slices of one are quicker to follow than lists.
    """
    if any(dimension not in axes for dimension in where):
        return None
    slices: list[slice] = []
    lists: list[list[int]] = []
    for dimension, known in axes.items():
        wanted = where.get(dimension)
        if wanted is None:
            slices.append(slice(None))
            lists.append(list(range(len(known))))
            continue
        labels = wanted if isinstance(wanted, tuple) else (wanted,)
        try:
            found = [known[label] for label in labels]
        except KeyError:
            return None
        if len(found) == 1:
            slices.append(slice(found[0], found[0] + 1))
        lists.append(found)
    return tuple(slices) if len(slices) == len(axes) else np.ix_(*lists)


def _beyond(
    edit: Edit, old: npt.NDArray[np.float64], new: npt.NDArray[np.float64], dollar: float
) -> Problem | None:
    """Say that an edit makes a number too large to be told from no limit; one may mean that."""
    most = _most(edit.parameter, dollar)
    if new.size == 1 and abs(new.item()) < most:
        return None  # most edits touch one cell
    # Infinity means no limit and may stand; so may what was made limitless on purpose.
    wrong = np.isfinite(new) & (np.abs(new) >= most) & ~(np.isfinite(old) & (np.abs(old) >= most))
    if edit.value == LIMITLESS or not wrong.any():
        return None
    largest = float(np.abs(new[wrong]).max())
    return Problem(
        file=edit.origin.partition("#")[0],
        field=edit.origin.partition("#")[2],
        message=f"'{edit.parameter}' would become {largest:g}, more than can be calculated with",
        remedy=f"give smaller numbers, so that it stays below {most:g}",
    )


@cache
def _most(parameter: str, dollar: float) -> float:
    return most_in(vocabulary()[parameter].unit, dollar)


def _unknown(edit: Edit, what: str) -> Problem:
    return Problem(
        file=edit.origin.partition("#")[0],
        line=0,
        field=edit.origin.partition("#")[2],
        message=f"there is no {what}",
        remedy="name a parameter, dimension and labels the study has",
    )
