"""Applies edits to parameters: new arrays, and a ledger of what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import xarray as xr

from monazite.core.edit import Edit, LedgerEntry
from monazite.core.errors import InvalidInput, Problem
from monazite.parameters.arrays import Parameters


def apply_edits(parameters: Parameters, edits: Iterable[Edit]) -> Parameters:
    """Apply edits in order and return new parameters; the given ones stay as they are.

    Raises InvalidInput when an edit names an unknown parameter, dimension or label.
    """
    changed: dict[str, xr.DataArray] = {}
    entries: list[LedgerEntry] = []
    problems: list[Problem] = []
    for edit in edits:
        array = changed.get(edit.parameter)
        if array is None:
            if edit.parameter not in parameters.arrays:
                problems.append(_unknown(edit, f"parameter '{edit.parameter}'"))
                continue
            array = parameters[edit.parameter].copy()
            changed[edit.parameter] = array
        where = _indexers(edit.where, array)
        if where is None:
            problems.append(_unknown(edit, f"slice {dict(edit.where)} of '{edit.parameter}'"))
            continue
        old = array.loc[where]
        new = _operate(edit.operation, old, edit.value)
        entries.append(LedgerEntry(edit, int(old.size), _sum(old), _sum(new)))
        array.loc[where] = new
    if problems:
        raise InvalidInput(problems)
    return parameters.replaced(changed, tuple(entries))


def _operate(operation: str, old: xr.DataArray, value: float) -> xr.DataArray:
    match operation:
        case "set":
            return xr.full_like(old, value)
        case "add":
            return old + value
        case "multiply":
            return old * value
        case "at_most":
            return old.clip(max=value)
        case "at_least":
            return old.clip(min=value)
    raise ValueError(f"unknown operation '{operation}'")


def _indexers(where: Mapping[str, Any], array: xr.DataArray) -> dict[str, list[Any]] | None:
    """Turn an edit's slice into list indexers, or None when it names something unknown."""
    indexers: dict[str, list[Any]] = {}
    for dimension, wanted in where.items():
        if dimension not in array.dims:
            return None
        labels = list(wanted) if isinstance(wanted, tuple) else [wanted]
        known = set(array.coords[dimension].values.tolist())
        if not set(labels) <= known:
            return None
        indexers[dimension] = labels
    return indexers


def _sum(array: xr.DataArray) -> float:
    total = float(array.sum())
    return total if np.isfinite(total) else float("inf")


def _unknown(edit: Edit, what: str) -> Problem:
    return Problem(
        file=edit.origin.partition("#")[0],
        line=0,
        field=edit.origin.partition("#")[2],
        message=f"there is no {what}",
        remedy="name a parameter, dimension and labels the study has",
    )
