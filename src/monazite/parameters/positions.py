"""Where each label stands in its dimension, worked out once and kept.

Reading one number from a labelled cube by label costs xarray a good part of a millisecond, a
dictionary a thousandth of it; whoever reads thousands of numbers a second looks positions up here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import xarray as xr

T = TypeVar("T")
P = ParamSpec("P")


def once_for_each(kept_at_most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what is worked out of objects for as long as the same objects are asked about.

    Unlike a cache of the standard library it goes by identity, for objects too large to compare.
    """

    def keeping(work_out: Callable[P, T]) -> Callable[P, T]:
        kept: dict[tuple[int, ...], tuple[tuple[object, ...], T]] = {}

        @wraps(work_out)
        def of(*things: P.args, **no: P.kwargs) -> T:
            key = tuple(map(id, things))
            known = kept.get(key)
            if known is None:
                while len(kept) >= kept_at_most:
                    kept.pop(next(iter(kept)), None)
                # keeping the objects too keeps their ids from being given to others
                known = kept[key] = (things, work_out(*things, **no))
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
