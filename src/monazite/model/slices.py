"""Says where families of variables and constraints stand in the solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Slice:
    """Where one family of variables or constraints stands in the solver.

    `positions` are its columns or rows over the labels of `like`; `years` its axis of periods.
    """

    like: xr.DataArray
    positions: Indices
    years: int | None


class Families(Mapping[str, xr.DataArray]):
    """Numbers by family of variables or constraints, put under their labels when asked for.

    Most of what a solve gives nobody ever looks at, and putting numbers under labels takes as long
    as solving again after a small change.
    """

    def __init__(self, slices: Mapping[str, Slice], numbers: Callable[[str], Numbers]) -> None:
        self._slices = slices
        self._numbers = numbers
        self._labelled: dict[str, xr.DataArray] = {}

    def __getitem__(self, name: str) -> xr.DataArray:
        """Give one family under its labels; the numbers cannot be changed."""
        if name not in self._labelled:
            self._labelled[name] = labelled(self._slices[name].like, self.bare(name))
        return self._labelled[name]

    def __iter__(self) -> Iterator[str]:
        """Name the families."""
        return iter(self._slices)

    def __len__(self) -> int:
        """Count the families."""
        return len(self._slices)

    def bare(self, name: str) -> Numbers:
        """Give the numbers of a family in the shape of its labels."""
        if name in self._labelled:
            values: Numbers = self._labelled[name].values
            return values
        return self._numbers(name)

    def after(self, before: Families, opens: int) -> Families:
        """Take the numbers of an earlier course for the periods before one."""

        def numbers(name: str) -> Numbers:
            at = self._slices[name]
            if at.years is None:
                return self.bare(name)
            dated = at.like.coords[at.like.dims[at.years]].values < opens
            shape = [1] * at.like.ndim
            shape[at.years] = dated.size
            joined: Numbers = np.where(dated.reshape(shape), before.bare(name), self.bare(name))
            return joined

        return Families(self._slices, numbers)


def labelled(like: xr.DataArray, values: Numbers) -> xr.DataArray:
    """Put numbers under labels, for good."""
    values.flags.writeable = False
    return like.copy(deep=False, data=values)
