"""Remembers where each number that parameters decide stands in the solver, and what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.model.draft import Place, evaluate
from monazite.parameters import Parameters
from monazite.parameters.remembering import watching

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]

REMEMBERED = 4
"""Sets of arrays whose numbers a place keeps: levers are moved to and fro."""


@dataclass
class Entry:
    """One place: the solver's rows and columns of its cells, and the numbers it holds now.

    `like` are the labels the numbers are spread over; `reads` all parameters they were ever made
    of; `known` the arrays it read at a time with what it made of them, the latest first.
    """

    place: Place
    like: xr.DataArray
    rows: Indices
    columns: Indices
    numbers: Numbers
    reads: frozenset[str]
    known: list[tuple[Mapping[str, xr.DataArray], Numbers]]

    def numbers_under(self, parameters: Parameters) -> Numbers:
        """Give the numbers of the place under parameters, computed once per set of arrays.

        What is read may depend on what is found there, such as prices of a pool only where any are
        asked, so it is noted every time.
        """
        arrays = parameters.arrays
        for read, numbers in self.known:
            if all(arrays[name] is array for name, array in read.items()):
                return numbers
        watched = watching(parameters)
        numbers = flat(evaluate(self.place, watched), self.like)
        self.reads |= watched.seen
        read = {name: arrays[name] for name in watched.seen}
        self.known = [(read, numbers), *self.known[: REMEMBERED - 1]]
        return numbers


def flat(values: xr.DataArray, like: xr.DataArray) -> Numbers:
    """Spread numbers over the labels of a place, in its order, as one row."""
    if set(values.dims) != set(like.dims) or values.size != like.size:
        values = values.broadcast_like(like)
    return np.ascontiguousarray(values.transpose(*like.dims).values, dtype=np.float64).ravel()
