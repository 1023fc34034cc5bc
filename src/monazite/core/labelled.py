"""Arrays whose dimensions go by name and whose places go by label.

What a study's numbers are held in between facts and programme, and what a plan comes back in:

    capacity = parameters["nameplate"].sum("vintage")       what stands, by plant
    capacity.sel(facility=["hom_mine"]) * available         of one plant, in every period
    outcome["shipment"].sel(lane=lane, period=2030)         one number

Two arrays are put together by name: over every dimension either has, and along one that both have
over the labels they share, in the order of the first. A dimension may have no labels; then places
count. No number (NaN) adds nothing to a sum and is never the least or the most. Labels are never
changed in place; numbers are, only while an array is being filled, and not through another one
that shows them in another order, under other names, or some of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from monazite.core.axes import Axis, Label, Values, axis_of
from monazite.core.elementwise import Elementwise
from monazite.core.places import looked_at, over, put_crossed, several

if TYPE_CHECKING:
    import xarray

__all__ = ["Labelled", "dot", "stacked"]

_ONE_LABEL: tuple[type[Any], ...] = (str, int, np.generic)


class Labelled(Elementwise):
    """Numbers over named dimensions, most of them with labels.

    `values` has an axis for each of `dims`; `coords` the labels of those that have any. Raises
    ValueError where shape, dimensions and labels do not agree.
    """

    __slots__ = ("coords", "dims", "values")

    values: Values
    dims: tuple[str, ...]
    coords: Mapping[str, Axis]

    def __init__(
        self,
        values: npt.ArrayLike = 0.0,
        coords: Mapping[str, Axis | Values | Iterable[Label]] | None = None,
        dims: str | Sequence[str] | None = None,
    ) -> None:
        axes = {name: axis_of(labels) for name, labels in (coords or {}).items()}
        names = tuple(axes) if dims is None else (dims,) if isinstance(dims, str) else tuple(dims)
        numbers = np.asarray(values)
        if not numbers.ndim and names:
            numbers = np.full([len(axes[name]) for name in names], numbers)
        if numbers.ndim != len(set(names)) or not axes.keys() <= set(names):
            raise ValueError(f"{numbers.ndim} axes cannot go by the names {', '.join(names)}")
        for name, size in zip(names, numbers.shape, strict=True):
            if name in axes and len(axes[name]) != size:
                raise ValueError(f"{len(axes[name])} labels of {name} cannot name {size} places")
        self.values, self.dims, self.coords = numbers, names, axes

    # what it is

    @property
    def shape(self) -> tuple[int, ...]:
        """How many places each dimension has."""
        return self.values.shape

    @property
    def ndim(self) -> int:
        """How many dimensions there are."""
        return self.values.ndim

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return self.values.size

    @property
    def sizes(self) -> dict[str, int]:
        """How many places each dimension has, by its name."""
        return dict(zip(self.dims, self.values.shape, strict=True))

    def axis(self, dimension: str) -> Axis:
        """Give the labels of a dimension; its places where it has none."""
        if dimension in self.coords:
            return self.coords[dimension]
        return axis_of(range(self.sizes[dimension]))

    def equals(self, other: Labelled) -> bool:
        """Whether another has the same numbers under the same labels; no number equals none."""
        return (
            self.dims == other.dims
            and self.coords.keys() == other.coords.keys()
            and all(axis.equals(other.coords[name]) for name, axis in self.coords.items())
            and np.array_equal(self.values, other.values, equal_nan=True)
        )

    def over(self, dimensions: Sequence[str]) -> Values:
        """Give the numbers over dimensions, of length one along those it does not have."""
        return looked_at(over(self.values, self.dims, dimensions))

    def to_xarray(self) -> xarray.DataArray:
        """Give it as an array of xarray, which the extra `pandas` installs."""
        from xarray import DataArray

        coords = {name: axis.values for name, axis in self.coords.items()}
        return DataArray(self.values.copy(), coords=coords, dims=self.dims)

    # the same numbers otherwise

    def with_values(self, values: Values) -> Labelled:
        """Put other numbers of the same shape under its labels."""
        if values.shape != self.values.shape:
            raise ValueError(f"numbers of shape {values.shape} under labels of {self.values.shape}")
        return _made(values, self.dims, self.coords)

    def copy(self) -> Labelled:
        """Give the same with numbers of its own."""
        return self.with_values(self.values.copy())

    def transpose(self, *dimensions: Any) -> Labelled:
        """Put dimensions in an order; `...` stands for all that are not named."""
        named = [name for name in dimensions if name is not ...]
        if not set(named) <= set(self.dims) or (... not in dimensions and len(named) != self.ndim):
            raise ValueError(f"{', '.join(self.dims)} cannot be put in order by {dimensions}")
        rest = [name for name in self.dims if name not in named]
        order: list[str] = []
        for name in dimensions:
            order += rest if name is ... else [name]
        if tuple(order) == self.dims:
            return self
        axes = [self.dims.index(name) for name in order]
        return _made(looked_at(self.values.transpose(axes)), tuple(order), self.coords)

    def rename(self, **names: str) -> Labelled:
        """Give dimensions other names."""
        if not names.keys() <= set(self.dims):
            raise ValueError(f"{', '.join(names)} are not all among {', '.join(self.dims)}")
        dims = tuple(names.get(name, name) for name in self.dims)
        if len(set(dims)) < len(dims):
            raise ValueError(f"two dimensions cannot go by one name: {', '.join(dims)}")
        coords = {names.get(name, name): axis for name, axis in self.coords.items()}
        return _made(looked_at(self.values), dims, coords)

    def relabelled(self, **labels: Iterable[Label] | None) -> Labelled:
        """Give dimensions other labels, as many as before, or none."""
        kept = {name: axis for name, axis in self.coords.items() if name not in labels}
        new = {name: given for name, given in labels.items() if given is not None}
        return Labelled(looked_at(self.values), {**kept, **new}, self.dims)

    def expand_dims(self, **labels: Iterable[Label]) -> Labelled:
        """Put dimensions in front, along which the numbers are the same."""
        if known := labels.keys() & set(self.dims):
            raise ValueError(f"{', '.join(sorted(known))} is there already")
        axes = {name: axis_of(own) for name, own in labels.items()}
        shape = (*(len(axis) for axis in axes.values()), *self.values.shape)
        values = np.broadcast_to(self.values, shape)
        return _made(values, (*axes, *self.dims), {**axes, **self.coords})

    # some of the numbers

    def isel(self, places: Mapping[str, Any] | None = None, **named: Any) -> Labelled:
        """Take places: one, which leaves no dimension, several, a slice, or those that are true."""
        asked = {**(places or {}), **named}
        if not asked.keys() <= set(self.dims):
            raise ValueError(f"{', '.join(asked)} are not all among {', '.join(self.dims)}")
        values, coords, dims = looked_at(self.values), dict(self.coords), []
        for name in self.dims:
            if (at := asked.get(name)) is None:
                dims.append(name)
                continue
            axis = len(dims)
            if isinstance(at, int | np.integer):
                values = values[(slice(None),) * axis + (int(at),)]
                coords.pop(name, None)
                continue
            dims.append(name)
            index: Any = at if isinstance(at, slice) else several(at, self.sizes[name])
            values = values[(slice(None),) * axis + (index,)]
            if name in coords:
                own = coords[name].labels
                chosen = own[at] if isinstance(at, slice) else tuple(own[row] for row in index)
                coords[name] = axis_of(chosen)
        return _made(np.asarray(values), tuple(dims), coords)

    def sel(self, labels: Mapping[str, Any] | None = None, **named: Any) -> Labelled:
        """Take labels of dimensions: one, which leaves no dimension, or several in an order.

        Raises KeyError naming a label that is not there.
        """
        asked = {**(labels or {}), **named}
        return self.isel({name: self._places(name, wanted) for name, wanted in asked.items()})

    def _places(self, dimension: str, wanted: Any) -> int | list[int]:
        if dimension not in self.dims:
            raise ValueError(f"{dimension} is not among {', '.join(self.dims)}")
        known = self.axis(dimension).positions
        if isinstance(wanted, _ONE_LABEL):
            return known[wanted]
        return [known[label] for label in axis_of(wanted)]

    def __getitem__(self, place: int) -> Labelled:
        """Take one place of the first dimension."""
        return self.isel({self.dims[0]: place})

    def reindex_like(self, other: Labelled, fill_value: float) -> Labelled:
        """Give what stands at the labels of another array, and a number where nothing does."""
        found = self
        for name in found.dims:
            there = found.axis(name)
            wanted = other.axis(name)
            if there.equals(wanted):
                continue
            places = np.array([there.positions.get(label, -1) for label in wanted], dtype=np.intp)
            axis, values = found.dims.index(name), found.values
            if (places < 0).any():  # what stands nowhere is taken from behind the last place
                behind = (*values.shape[:axis], 1, *values.shape[axis + 1 :])
                values = np.concatenate([values, np.full(behind, fill_value)], axis=axis)
            taken = values.take(places, axis=axis)
            found = _made(taken, found.dims, {**found.coords, name: wanted})
        return found

    def broadcast_like(self, other: Labelled) -> Labelled:
        """Spread the numbers over the dimensions of another array that it does not have."""
        wider = tuple(name for name in other.dims if name not in self.dims)
        sizes, dims = {**other.sizes, **self.sizes}, (*self.dims, *wider)
        values = np.broadcast_to(self.over(dims), [sizes[name] for name in dims])
        return _made(values, dims, {**_coords(other, wider), **self.coords})

    def where(self, holds: Labelled | Values, otherwise: float = np.nan) -> Labelled:
        """Keep the numbers where something holds, and put another where it does not."""
        if isinstance(holds, Labelled):
            for name, axis in holds.coords.items():
                if not axis.equals(self.axis(name)):
                    raise ValueError(f"labels of {name} are not the same on both sides")
            holds = holds.over(self.dims)
        return self.with_values(np.where(holds, self.values, otherwise))

    def fillna(self, number: float) -> Labelled:
        """Put a number where there is none."""
        return self.where(~np.isnan(self.values), number)

    def clip(
        self, min: float | Labelled | None = None, max: float | Labelled | None = None
    ) -> Labelled:
        """Keep the numbers between limits."""
        found = self if min is None else self._combined(np.maximum, self, min)
        return found if max is None else self._combined(np.minimum, found, max)

    def put(self, labels: tuple[Any, ...] | Label, numbers: npt.ArrayLike) -> None:
        """Set, while it is being filled, what stands at labels of the first dimensions.

        Of each one label, several, or all (`...`); `numbers` have no dimension for one label.
        Raises KeyError naming a label not there, and ValueError for more labels than dimensions.
        """
        cell = labels if isinstance(labels, tuple) else (labels,)
        pairs = zip(self.dims, cell, strict=False)
        if len(cell) <= self.ndim and {str, int}.issuperset(map(type, cell)):
            self.values[tuple(self.axis(name).positions[one] for name, one in pairs)] = numbers
            return
        if len(cell) > self.ndim and (self.ndim or cell != (...,)):  # all of a single number is it
            raise ValueError(f"{cell} are more labels than {', '.join(self.dims)}")
        at = [slice(None) if one is ... else self._places(name, one) for name, one in pairs]
        put_crossed(self.values, at, numbers)

    # numbers put together along dimensions

    def sum(self, *dimensions: str) -> Labelled:
        """Add up over dimensions, over all of them without any."""
        return self._reduced(np.nansum, dimensions)

    def mean(self, *dimensions: str) -> Labelled:
        """Give the mean over dimensions."""
        return self._reduced(np.nanmean, dimensions)

    def max(self, *dimensions: str) -> Labelled:
        """Give the largest over dimensions."""
        return self._reduced(np.fmax.reduce, dimensions)

    def min(self, *dimensions: str) -> Labelled:
        """Give the smallest over dimensions."""
        return self._reduced(np.fmin.reduce, dimensions)

    def any(self, *dimensions: str) -> Labelled:
        """Say whether any is true or not zero over dimensions."""
        return self._reduced(np.any, dimensions)

    def all(self, *dimensions: str) -> Labelled:
        """Say whether all are true or not zero over dimensions."""
        return self._reduced(np.all, dimensions)

    def cumsum(self, dimension: str) -> Labelled:
        """Add up from the first place of a dimension to each."""
        return self.with_values(np.nancumsum(self.values, axis=self.dims.index(dimension)))

    def _reduced(self, how: Callable[..., Any], dimensions: tuple[str, ...]) -> Labelled:
        gone = dimensions or self.dims
        if not set(gone) <= set(self.dims):
            raise ValueError(f"{', '.join(gone)} are not all among {', '.join(self.dims)}")
        axes = tuple(self.dims.index(name) for name in gone)
        kept = tuple(name for name in self.dims if name not in gone)
        return _made(np.asarray(how(self.values, axis=axes)), kept, _coords(self, kept))

    # arithmetic

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Values:
        """Give the numbers where an array is asked for."""
        return np.array(self.values, dtype=dtype, copy=copy)

    @classmethod
    def _combined(cls, of: np.ufunc, left: Any, right: Any) -> Labelled:
        if not isinstance(left, Labelled):
            assert isinstance(right, Labelled)
            return right.with_values(np.asarray(of(left, right.values)))
        if not isinstance(right, Labelled):
            return left.with_values(np.asarray(of(left.values, right)))
        left, right = _aligned(left, right)
        dims = tuple(dict.fromkeys((*left.dims, *right.dims)))
        values = of(*(over(one.values, one.dims, dims) for one in (left, right)))
        return _made(np.asarray(values), dims, {**right.coords, **left.coords})

    def _each(self, of: np.ufunc) -> Labelled:
        return self.with_values(np.asarray(of(self.values)))

    def __int__(self) -> int:
        """Give the only number, cut off."""
        return int(self.values.item())

    def __float__(self) -> float:
        """Give the only number."""
        return float(self.values.item())

    def __bool__(self) -> bool:
        """Say whether the only number is true or not zero."""
        return bool(self.values.item())

    def __repr__(self) -> str:
        """Show the dimensions, and the number if it is one."""
        if not self.dims:
            return f"Labelled({self.values.item()})"
        return f"Labelled({', '.join(f'{name}: {size}' for name, size in self.sizes.items())})"


def dot(one: Labelled, other: Labelled, dimension: str) -> Labelled:
    """Multiply two arrays and add up over a dimension both have.

    Unlike in a sum, no number in either is none in what it goes into. Raises ValueError where one
    of them lacks it.
    """
    if dimension not in one.dims or dimension not in other.dims:
        raise ValueError(f"{dimension} is not a dimension of both")
    left, right = _aligned(one, other)
    dims = tuple(dict.fromkeys((*left.dims, *right.dims)))
    letters = {name: chr(ord("a") + place) for place, name in enumerate(dims)}
    kept = tuple(name for name in dims if name != dimension)
    terms = ["".join(letters[name] for name in names) for names in (left.dims, right.dims, kept)]
    values = np.einsum(f"{terms[0]},{terms[1]}->{terms[2]}", left.values, right.values)
    coords = {**right.coords, **left.coords}
    return _made(np.asarray(values), kept, {n: a for n, a in coords.items() if n in kept})


def stacked(arrays: Sequence[Labelled], dimension: str) -> Labelled:
    """Put arrays over the same labels behind one another along a new dimension without labels."""
    first = arrays[0]
    values = np.stack([array.transpose(*first.dims).values for array in arrays])
    return _made(values, (dimension, *first.dims), first.coords)


def _made(values: Values, dims: tuple[str, ...], coords: Mapping[str, Axis]) -> Labelled:
    """Make an array of what is known to agree."""
    array = Labelled.__new__(Labelled)
    array.values, array.dims, array.coords = values, dims, coords
    return array


def _coords(array: Labelled, dims: tuple[str, ...]) -> dict[str, Axis]:
    return {name: axis for name, axis in array.coords.items() if name in dims}


def _aligned(left: Labelled, right: Labelled) -> tuple[Labelled, Labelled]:
    """Give both over the labels they share, in the order of the first."""
    for name, axis in left.coords.items():
        other = right.coords.get(name)
        if other is None or axis.equals(other):
            continue
        shared = [label for label in axis if label in other.positions]
        left, right = left.sel({name: shared}), right.sel({name: shared})
    if left.values.shape != right.values.shape or left.dims != right.dims:
        there = right.sizes
        for name, size in left.sizes.items():
            if there.get(name, size) != size:
                raise ValueError(f"{size} and {there[name]} places of {name} do not meet")
    return left, right
