"""Where each label stands in its dimension, worked out once and kept.

Reading one number from a labelled cube by label costs xarray a good part of a millisecond, a
dictionary a thousandth of it; whoever reads thousands of numbers a second looks positions up here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

import xarray as xr

T = TypeVar("T")
S = TypeVar("S")


def once_for_each(kept_at_most: int) -> Callable[[Callable[[S], T]], Callable[[S], T]]:
    """Keep what is worked out of an object for as long as the same object is asked about.

    Unlike a cache of the standard library it goes by identity, for objects too large to compare.
    """

    def keeping(work_out: Callable[[S], T]) -> Callable[[S], T]:
        kept: dict[int, tuple[S, T]] = {}

        @wraps(work_out)
        def of(thing: S) -> T:
            known = kept.get(id(thing))
            # Keeping the object too keeps its id from being given to another.
            if known is None or known[0] is not thing:
                while len(kept) >= kept_at_most:
                    kept.pop(next(iter(kept)), None)
                known = kept[id(thing)] = (thing, work_out(thing))
            return known[1]

        return of

    return keeping


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
