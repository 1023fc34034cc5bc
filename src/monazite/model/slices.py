"""Says where families of variables and constraints stand in the solver."""

from __future__ import annotations

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


def labelled(like: xr.DataArray, values: Numbers) -> xr.DataArray:
    """Put numbers under labels, for good."""
    values.flags.writeable = False
    return like.copy(deep=False, data=values)
