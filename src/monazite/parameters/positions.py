"""Where each label stands in its dimension, and what is worked out of objects once and kept.

Whoever reads thousands of numbers a second looks positions up here and takes them from the bare
numbers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

import numpy.typing as npt

from monazite.core.labelled import Labelled

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


def in_order(array: Labelled, *dimensions: str) -> Labelled:
    """Give an array with some dimensions first, which costs nothing where they are already."""
    if array.dims[: len(dimensions)] == dimensions:
        return array
    return array.transpose(*dimensions, ...)


def with_numbers(like: Labelled, numbers: npt.NDArray[Any]) -> Labelled:
    """Put numbers under the labels of an array of their shape."""
    assert numbers.shape == like.shape, f"numbers of shape {numbers.shape} under {like.shape}"
    return like.with_values(numbers)


def at_labels(array: Labelled, labels: Mapping[str, str | int]) -> Labelled:
    """Give what stands at one label of some dimensions."""
    return array.sel(labels)


def positions(array: Labelled, dimension: str) -> Mapping[str | int, int]:
    """Give the position of each label along a dimension of an array."""
    return array.axis(dimension).positions


def position(array: Labelled, cell: tuple[str | int, ...]) -> tuple[int, ...]:
    """Give the position of a cell, or of all cells behind its first labels; raises KeyError."""
    return tuple(
        array.axis(dimension).positions[label]
        for dimension, label in zip(array.dims, cell, strict=False)
    )
