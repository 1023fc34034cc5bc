"""Places along the dimensions of an array, taken or filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from monazite.core.axes import Values

__all__ = ["looked_at", "over", "put_crossed", "several"]


def looked_at(values: Values) -> Values:
    """Give the same numbers for looking at: whoever holds them writes nothing through it."""
    view = values.view()
    view.flags.writeable = False
    return view


def over(values: Values, dims: Sequence[str], dimensions: Sequence[str]) -> Values:
    """Give numbers over `dims` over other dimensions, of length one along those they lack."""
    kept = [name for name in dimensions if name in dims]
    if list(dims) != kept:
        values = values.transpose([dims.index(name) for name in kept])
    sizes = iter(values.shape)
    return values.reshape([next(sizes) if name in dims else 1 for name in dimensions])


def several(at: Any, size: int) -> Values:
    """Give numbers of places, of which it may be said of each whether it is among them.

    Raises ValueError where that is said of more or fewer places than there are.
    """
    places = np.asarray(at)
    if places.dtype != np.bool_:
        return places.astype(np.intp)
    if places.shape != (size,):
        raise ValueError(f"what is true of {places.size} places says nothing of {size}")
    return np.flatnonzero(places)


def put_crossed(
    values: Values, at: Sequence[int | list[int] | slice], numbers: npt.ArrayLike
) -> None:
    """Set numbers at places of the first dimensions; several of one cross several of another.

    `numbers` have no dimension for a single place.
    """
    if len(at) == 1 or not any(isinstance(places, list) for places in at):
        values[tuple(at)] = numbers
        return
    every = [np.arange(size)[one] for size, one in zip(values.shape, at, strict=False)]
    crossed = np.ix_(*(np.atleast_1d(places) for places in every))
    shape = values[crossed].shape
    own = [size for size, one in zip(shape, at, strict=False) if not isinstance(one, int)]
    values[crossed] = np.broadcast_to(numbers, [*own, *shape[len(at) :]]).reshape(shape)
