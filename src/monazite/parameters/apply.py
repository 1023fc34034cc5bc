"""Applies edits to parameters: new arrays, and a ledger of what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit, LedgerEntry, Operation
from monazite.core.errors import InvalidInput, Problem
from monazite.core.labelled import Labelled
from monazite.core.magnitudes import LIMITLESS, most_in
from monazite.core.numerals import reckoned
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
    changed: dict[str, Labelled] = {}
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
        if all(type(place) is int for place in where):
            # most edits touch one cell, and there are thousands of them
            was = values.item(where)
            is_now = _operate_on_one(edit.operation, was, float(edit.value))
            if abs(is_now) < _most(edit.parameter, parameters.labels.dollar):
                values[where] = is_now
                entries.append(LedgerEntry(edit, 1, was, is_now))
                continue
        where = tuple(slice(at, at + 1) if type(at) is int else at for at in where)
        old = values[where].copy()
        new = _operate(edit.operation, old, edit.value)
        beyond = _beyond(edit, old, new, parameters.labels.dollar)
        if beyond is not None:
            problems.append(beyond)
            continue
        values[where] = new
        entries.append(LedgerEntry(edit, old.size, float(old.sum()), float(new.sum())))
    if problems:
        raise InvalidInput(problems)
    labels = parameters.labels
    known = {name: the_same(labels, name, array) for name, array in changed.items()}
    return parameters.replaced(known, tuple(entries))


def _operate_on_one(operation: Operation, old: float, value: float) -> float:
    """Do to one number what `_operate` does to many; what is no number stays none."""
    match operation:
        case "set":
            return value
        case "add":
            return old + value
        case "multiply":
            return old * value
        case "at_most":
            return value if value < old else old
        case "at_least":
            return value if value > old else old


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

    A position is a whole number where one label is named and a slice where all are; where several
    are named along any dimension, lists of positions along all.
    """
    if not where.keys() <= axes.keys():
        return None
    found: list[Any] = []
    several = False
    for dimension, known in axes.items():
        wanted = where.get(dimension)
        if wanted is None:
            found.append(slice(None))
            continue
        labels = wanted if isinstance(wanted, tuple) else (wanted,)
        places = [known.get(label) for label in labels]
        if None in places:
            return None
        several |= len(places) != 1
        found.append(places if len(places) != 1 else places[0])
    if not several:
        return tuple(found)
    lists = (
        list(range(len(known))) if isinstance(place, slice) else np.atleast_1d(place)
        for place, known in zip(found, axes.values(), strict=True)
    )
    return np.ix_(*lists)


def _beyond(
    edit: Edit, old: npt.NDArray[np.float64], new: npt.NDArray[np.float64], dollar: float
) -> Problem | None:
    """Say that an edit makes a number too large to be told from no limit; one may mean that."""
    most = _most(edit.parameter, dollar)
    # Infinity means no limit and may stand; so may what was made limitless on purpose.
    wrong = np.isfinite(new) & (np.abs(new) >= most) & ~(np.isfinite(old) & (np.abs(old) >= most))
    if edit.value == LIMITLESS or not wrong.any():
        return None
    largest = float(np.abs(new[wrong]).max())
    return Problem(
        file=edit.origin.file,
        field=edit.origin.place,
        message=f"'{edit.parameter}' would become {reckoned(largest)}, "
        "more than can be calculated with",
        remedy=f"give smaller numbers, so that it stays below {reckoned(most)}",
    )


@cache
def _most(parameter: str, dollar: float) -> float:
    return most_in(vocabulary()[parameter].unit, dollar)


def _unknown(edit: Edit, what: str) -> Problem:
    return Problem(
        file=edit.origin.file,
        line=0,
        field=edit.origin.place,
        message=f"there is no {what}",
        remedy="name a parameter, dimension and labels the study has",
    )
