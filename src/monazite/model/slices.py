"""Says where families of variables and constraints stand in the solver, and reads them by label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.model.expressions import Indices, Numbers
from monazite.parameters.positions import in_order, positions, with_numbers


@dataclass(frozen=True)
class Slice:
    """Where one family of variables or constraints stands in the solver.

    `positions` are its columns or rows over the labels of `like`; `years` its axis of periods.
    """

    like: xr.DataArray
    positions: Indices
    years: int | None

    @property
    def dates(self) -> npt.NDArray[np.integer]:
        """The periods along the axis of periods; none where the family has no such axis."""
        if self.years is None:
            return np.empty(0, dtype=int)
        return np.asarray(self.like.coords[self.like.dims[self.years]].values)


@dataclass(frozen=True, eq=False)
class Side:
    """One side of a programme, its columns or its rows, by family."""

    slices: Mapping[str, Slice]
    size: int
    _known: dict[tuple[int, ...], npt.NDArray[np.intp]] = field(default_factory=dict, repr=False)

    @cached_property
    def dates(self) -> npt.NDArray[np.int64]:
        """The period of every column or row; beyond all periods where it has none."""
        found = np.full(self.size, np.iinfo(np.int64).max)
        for at in self.slices.values():
            if at.years is not None:
                shape = [1] * at.like.ndim
                shape[at.years] = -1
                found[at.positions] = np.broadcast_to(at.dates.reshape(shape), at.positions.shape)
        return found

    def dated(self, by_period: Mapping[int, float], otherwise: float) -> Numbers:
        """Spread one number per period over all columns or rows."""
        periods = tuple(sorted(by_period))
        numbers = np.array([*(by_period[period] for period in periods), otherwise])
        return np.asarray(numbers[self._among(periods)])

    def _among(self, periods: tuple[int, ...]) -> npt.NDArray[np.intp]:
        """The first of some periods that is no earlier, for every column or row."""
        if periods not in self._known:
            self._known[periods] = np.searchsorted(np.array(periods), self.dates)
        return self._known[periods]


@dataclass(frozen=True, eq=False)
class Layout:
    """Where every family of a programme stands in the solver; the same for all its answers."""

    columns: Side
    rows: Side


@dataclass(frozen=True, eq=False)
class Families(Mapping[str, xr.DataArray]):
    """Numbers in the solver's order, put under their labels by family when asked for.

    Most of what a solve gives nobody ever looks at, and putting numbers under labels takes as long
    as solving again after a small change.
    """

    side: Side
    numbers: Numbers
    _labelled: dict[str, xr.DataArray] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> xr.DataArray:
        """Give one family under its labels; the numbers cannot be changed."""
        if name not in self._labelled:
            self._labelled[name] = labelled(self.side.slices[name].like, self.bare(name))
        return self._labelled[name]

    def __iter__(self) -> Iterator[str]:
        """Name the families."""
        return iter(self.side.slices)

    def __len__(self) -> int:
        """Count the families."""
        return len(self.side.slices)

    def bare(self, name: str) -> Numbers:
        """Give the numbers of a family in the shape of its labels."""
        return np.asarray(self.numbers[self.side.slices[name].positions])

    def after(self, before: Families, opens: int) -> Families:
        """Take the numbers of an earlier course for the periods before one."""
        past = self.side.dates < opens
        return Families(self.side, np.where(past, before.numbers, self.numbers))


def bare(values: Mapping[str, xr.DataArray], name: str, *dims: str) -> Numbers:
    """Give the numbers of a family over these dimensions, by position.

    Numbers that have been put under labels by no one stay so.
    """
    if isinstance(values, Families) and values.side.slices[name].like.dims == dims:
        return values.bare(name)
    return np.asarray(in_order(values[name], *dims).values)


def named(values: Mapping[str, xr.DataArray], name: str, dimension: str) -> tuple[str, ...]:
    """Give the labels of a family along a dimension, in their order."""
    like = values.side.slices[name].like if isinstance(values, Families) else values[name]
    return tuple(map(str, positions(like, dimension)))


def labelled(like: xr.DataArray, values: Numbers) -> xr.DataArray:
    """Put numbers under labels, for good."""
    values.flags.writeable = False
    return with_numbers(like, values)


def side_of(families: Mapping[str, xr.DataArray], size: int) -> Side:
    """Give a side of a programme from where the cells of each family stand."""
    return Side({name: _slice(cells) for name, cells in families.items()}, size)


def _slice(cells: xr.DataArray) -> Slice:
    dated = [name for name in ("period", "decided") if name in cells.dims]
    return Slice(cells, cells.values, cells.dims.index(dated[0]) if dated else None)
