"""Remembers where each number that parameters decide stands in the solver, and what it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.model.draft import Place, evaluate
from monazite.parameters import Parameters

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]

REMEMBERED = 4
"""Sets of arrays whose numbers a place keeps: levers are moved to and fro."""


@dataclass
class Entry:
    """One place: the solver's rows and columns of its cells, and the numbers it holds now.

    `like` are the labels the numbers are spread over; `reads` the parameters they are made of;
    `known` the arrays it read last with what it made of them, the latest first.
    """

    place: Place
    like: xr.DataArray
    rows: Indices
    columns: Indices
    numbers: Numbers
    reads: tuple[str, ...]
    known: list[tuple[tuple[xr.DataArray, ...], Numbers]]

    def numbers_under(self, parameters: Parameters) -> Numbers:
        """Give the numbers of the place under parameters, computed once per set of arrays."""
        read = tuple(parameters.arrays[name] for name in self.reads)
        for arrays, numbers in self.known:
            if all(one is other for one, other in zip(arrays, read, strict=True)):
                return numbers
        numbers = flat(evaluate(self.place, parameters), self.like)
        self.known = [(read, numbers), *self.known[: REMEMBERED - 1]]
        return numbers


class Watched(Parameters):
    """Parameters that remember which of them were looked at."""

    seen: ClassVar[set[str]] = set()

    def __getitem__(self, name: str) -> xr.DataArray:
        """Give one parameter and note its name."""
        self.seen.add(name)
        return self.arrays[name]


def flat(values: xr.DataArray, like: xr.DataArray) -> Numbers:
    """Spread numbers over the labels of a place, in its order, as one row."""
    if set(values.dims) != set(like.dims) or values.size != like.size:
        values = values.broadcast_like(like)
    return np.ascontiguousarray(values.transpose(*like.dims).values, dtype=np.float64).ravel()
