"""Says where families of variables and constraints stand in the solver, and reads them by label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.model.expressions import Indices, Numbers
from monazite.parameters.positions import in_order, positions, with_numbers

At = Indices | slice
"""Positions in the solver's order; a slice of all of them is all."""


@dataclass(frozen=True)
class Slice:
    """Where one family of variables or constraints stands in the solver.

    `positions` are its columns or rows over the labels of `like`; `years` its axis of periods.
    """

    like: Labelled
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

    def __repr__(self) -> str:
        """Name the families of both sides."""
        return f"<Layout: {', '.join(self.columns.slices)}; {', '.join(self.rows.slices)}>"


@dataclass(frozen=True, eq=False)
class Families(Mapping[str, Labelled]):
    """Numbers in the solver's order, put under their labels by family when asked for.

    Most of what a solve gives nobody ever looks at, and putting numbers under labels takes as long
    as solving again after a small change. So does reading them off the solver, and `given` may be
    what gives the numbers at some positions when they are asked for.
    """

    side: Side
    given: Numbers | Callable[[At], Numbers]
    _labelled: dict[str, Labelled] = field(default_factory=dict, repr=False)

    @cached_property
    def numbers(self) -> Numbers:
        """All numbers in the solver's order."""
        return self.given(slice(None)) if callable(self.given) else self.given

    def at(self, positions: At) -> Numbers:
        """The numbers at some positions; the others are not read off for their sake."""
        if callable(self.given) and "numbers" not in self.__dict__:
            return self.given(positions)
        return np.asarray(self.numbers[positions])

    def settled(self) -> Families:
        """The same with all numbers read off, and nothing else to hold on to."""
        return Families(self.side, self.numbers)

    def __reduce__(self) -> tuple[type[Families], tuple[Side, Numbers]]:
        """Travel as numbers, without labels."""
        return Families, (self.side, self.numbers)

    def __getitem__(self, name: str) -> Labelled:
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
        return self.at(self.side.slices[name].positions)

    def after(self, before: Families, opens: int) -> Families:
        """Take the numbers of an earlier course for the periods before one."""

        def joined(at: At) -> Numbers:
            past = self.side.dates[at] < opens
            return np.where(past, before.at(at), self.at(at))

        return Families(self.side, joined)


def bare(values: Mapping[str, Labelled], name: str, *dims: str) -> Numbers:
    """Give the numbers of a family over these dimensions, by position.

    Numbers that have been put under labels by no one stay so.
    """
    if isinstance(values, Families) and values.side.slices[name].like.dims == dims:
        return values.bare(name)
    return np.asarray(in_order(values[name], *dims).values)


def places(values: Mapping[str, Labelled], name: str, dimension: str) -> Mapping[str | int, int]:
    """Give the position of each label of a family along a dimension."""
    like = values.side.slices[name].like if isinstance(values, Families) else values[name]
    return positions(like, dimension)


def labelled(like: Labelled, values: Numbers) -> Labelled:
    """Put numbers under labels, for good."""
    values.flags.writeable = False
    return with_numbers(like, values)


def side_of(families: Mapping[str, Labelled], size: int) -> Side:
    """Give a side of a programme from where the cells of each family stand."""
    return Side({name: _slice(cells) for name, cells in families.items()}, size)


def _slice(cells: Labelled) -> Slice:
    dated = [name for name in ("period", "decided") if name in cells.dims]
    return Slice(cells, cells.values, cells.dims.index(dated[0]) if dated else None)
