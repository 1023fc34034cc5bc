"""Where each label stands in its dimension, worked out once and kept.

Reading one number from a labelled cube by label costs xarray a good part of a millisecond, a
dictionary a thousandth of it; whoever reads thousands of numbers a second looks positions up here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

import numpy.typing as npt
import xarray as xr

T = TypeVar("T")
P = ParamSpec("P")


def once_for_each(kept_at_most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what is worked out of objects for as long as the same objects are asked about.

    Unlike a cache of the standard library it goes by identity, for objects too large to compare,
    which are given by position alone. What was asked for longest ago goes first; threads may share.
    """

    def keeping(work_out: Callable[P, T]) -> Callable[P, T]:
        kept: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], T]] = OrderedDict()
        alone = Lock()

        @wraps(work_out)
        def of(*things: P.args, **named: P.kwargs) -> T:
            assert not named, f"{work_out.__name__} goes by what it is given by position"
            key = tuple(map(id, things))
            with alone:
                known = kept.get(key)
                if known is not None:
                    kept.move_to_end(key)
                    return known[1]
            found = work_out(*things, **named)
            with alone:
                # keeping the objects too keeps their ids from being given to others
                kept[key] = (things, found)
                while len(kept) > kept_at_most:
                    kept.popitem(last=False)
            return found

        return of

    return keeping


def in_order(array: xr.DataArray, *dimensions: str) -> xr.DataArray:
    """Give an array with some dimensions first, which costs nothing where they are already.

    To transpose a labelled cube costs xarray a tenth of a millisecond even where nothing moves.
    """
    if array.dims[: len(dimensions)] == dimensions:
        return array
    return array.transpose(*dimensions, ...)


def with_numbers(like: xr.DataArray, numbers: npt.NDArray[Any]) -> xr.DataArray:
    """Put numbers under the labels of an array of their shape.

    A copy takes new labels too, which costs xarray more than most of what is worked out here; this
    is how it makes the results of its own arithmetic. Labels are never changed in place.
    """
    assert numbers.shape == like.shape, f"numbers of shape {numbers.shape} under {like.shape}"
    return like._replace(xr.Variable(like.dims, numbers))


def at_labels(
    array: xr.DataArray, labels: Mapping[str, str | int], *, drop: bool = False
) -> xr.DataArray:
    """Give what stands at one label of some dimensions, as `sel` does at many times the cost."""
    places = {dimension: positions(array, dimension)[label] for dimension, label in labels.items()}
    return array.isel(places, drop=drop)


def positions(array: xr.DataArray, dimension: str) -> Mapping[str | int, int]:
    """Give the position of each label along a dimension of an array."""
    return _numbered(array.get_index(dimension))


def position(array: xr.DataArray, cell: tuple[str | int, ...]) -> tuple[int, ...]:
    """Give the position of a cell, or of all cells behind its first labels; raises KeyError."""
    return tuple(
        _numbered(array.get_index(dimension))[label]
        for dimension, label in zip(array.dims, cell, strict=False)
    )


# Arrays made of one another share their indexes, so few are ever numbered.
@once_for_each(1024)
def _numbered(index: Any) -> Mapping[str | int, int]:
    labels = index.tolist()
    return dict(zip(labels, range(len(labels)), strict=True))
