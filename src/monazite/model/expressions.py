"""Linear expressions over named dimensions: what the rules of a programme are written with.

An expression has a cell for every combination of its labels, and a cell is a sum of columns of the
programme, each times an amount. Equations read as they are said:

    (shipment * content).sum("lane")                what all lanes carry of an element
    served.grouped("offer", point=points)           what serves each point, whatever the material
    stock.sel(store=held) + shortfall               what lies in a reserve, and what is missing
    addition.sel(investable=names)                  of the additions, those of some plants

Dimensions go by name and labels have to agree: what is multiplied or added over other labels, or
in another order, is refused. Nothing is worked out while an expression is written but where its
columns stand, so that writing one is quick; its terms are laid out once, when a rule is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]
Names = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Terms:
    """Row, column and amount of any number of terms, all flat."""

    rows: Indices
    columns: Indices
    amounts: Numbers

    @classmethod
    def of(cls, several: Iterable[Terms]) -> Terms:
        """Put terms one after the other."""
        fields = ((some.rows, some.columns, some.amounts) for some in several)
        return cls(*(np.concatenate(arrays) for arrays in zip(*fields, strict=True)))

    def in_order_of_rows(self) -> Terms:
        """Give the terms row by row, those of a row in the order in which they were written."""
        order = np.argsort(self.rows, kind="stable")
        return Terms(self.rows[order], self.columns[order], self.amounts[order])


@dataclass(frozen=True, eq=False)
class Coefficient:
    """Amounts that parameters decide, and the number of the place that computes them."""

    values: Labelled
    place: int


@dataclass(frozen=True, eq=False)
class Part:
    """Columns of one variable with their amounts.

    `labels` has the labels of each axis by dimension; of those that are `summed` no more is asked.
    `columns` and `amounts` have as many axes, of length one where they are the same all along. The
    amounts are those of a coefficient over the dimensions `over`, if `place` has the number of one.
    """

    labels: Mapping[str, Names]
    columns: Indices
    amounts: Numbers
    summed: frozenset[str] = frozenset()
    place: int | None = None
    over: tuple[str, ...] = ()

    @property
    def dims(self) -> tuple[str, ...]:
        """Dimensions whose labels are still told apart."""
        return tuple(name for name in self.labels if name not in self.summed)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many labels each axis has."""
        return tuple(len(labels) for labels in self.labels.values())

    def picked(self, dimension: str, labels: Names) -> Part:
        """Take some labels of a dimension, in their order; one may be taken several times."""
        self._must_be_free("selected from")
        known = numbers_of(self.labels[dimension])
        at = np.array([known[label] for label in labels], dtype=np.intp)
        axis = tuple(self.labels).index(dimension)

        columns, amounts = self.columns, self.amounts
        if columns.shape[axis] > 1:
            columns = columns.take(at, axis=axis)
        if amounts.shape[axis] > 1:
            amounts = amounts.take(at, axis=axis)
        return replace(
            self, labels={**self.labels, dimension: labels}, columns=columns, amounts=amounts
        )

    def relabelled(self, dimension: str, name: str, labels: Names) -> Part:
        """Give a dimension another name and other labels, of which one may stand several times."""
        if dimension not in self.dims or (name != dimension and name in self.labels):
            raise ValueError(f"{dimension} cannot become {name} among {', '.join(self.labels)}")
        if len(labels) != len(self.labels[dimension]):
            raise ValueError(f"{len(self.labels[dimension])} labels of {dimension} need as many")
        renamed = {
            name if old == dimension else old: labels if old == dimension else own
            for old, own in self.labels.items()
        }
        return replace(self, labels=renamed)

    def added_up(self, dimensions: Iterable[str]) -> Part:
        """Stop telling apart the labels of dimensions."""
        if not set(dimensions) <= set(self.dims):
            raise ValueError(f"{', '.join(dimensions)} are not all among {', '.join(self.dims)}")
        return replace(self, summed=self.summed | set(dimensions))

    def times(self, amount: Labelled | Coefficient | float) -> Part:
        """Multiply by amounts over dimensions of the part, and over others that it gains."""
        self._must_be_free("multiplied")
        if isinstance(amount, int | float):
            return replace(self, amounts=self.amounts * amount)
        array = amount.values if isinstance(amount, Coefficient) else amount
        labels = {**self.labels, **_labels_beside(array, self.labels)}
        more = len(labels) - len(self.labels)
        widened = replace(
            self,
            labels=labels,
            columns=self.columns.reshape(self.columns.shape + (1,) * more),
            amounts=self.amounts.reshape(self.amounts.shape + (1,) * more) * spread(array, labels),
        )
        if isinstance(amount, Coefficient):
            if not (self.amounts == 1.0).all():
                raise ValueError("a coefficient that parameters decide is the whole of its amount")
            return replace(widened, place=amount.place, over=tuple(labels))
        return widened

    def terms(self, rows: dict[str, dict[str | int, int]], first: int) -> Terms:
        """Lay out every cell in the rows of a rule, whose numbers begin with the first.

        `rows` has the position of every label by dimension, the last of which runs fastest. The
        part stands in all rows along a dimension it does not have.
        """
        if not set(self.dims) <= set(rows):
            raise ValueError(f"rows over {', '.join(rows)} cannot hold {', '.join(self.dims)}")
        everywhere = {name: tuple(known) for name, known in rows.items() if name not in self.dims}
        axes = {**self.labels, **everywhere}
        numbers: Any = np.full((1,) * len(axes), first, dtype=np.int32)
        stride = 1
        for name in reversed(rows):
            at = np.array([rows[name][label] for label in axes[name]], dtype=np.int32)
            numbers = numbers + (at * stride).reshape([-1 if of == name else 1 for of in axes])
            stride *= len(rows[name])
        own = [
            array.reshape(array.shape + (1,) * len(everywhere))
            for array in (self.columns, self.amounts)
        ]
        shape = tuple(len(labels) for labels in axes.values())
        return Terms(*(np.broadcast_to(array, shape).ravel() for array in (numbers, *own)))

    def _must_be_free(self, done: str) -> None:
        if self.place is not None:
            raise ValueError(f"what a coefficient of parameters stands with cannot be {done}")


@dataclass(frozen=True, eq=False)
class Expression:
    """A sum of columns times amounts for every combination of labels; never changed."""

    parts: tuple[Part, ...]

    @property
    def dims(self) -> tuple[str, ...]:
        """Dimensions in the order in which they come first."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.dims))

    def terms(self, rows: Labelled) -> list[Terms]:
        """Lay out every part in the rows of a rule, each of which has its number in the whole."""
        at = {str(name): numbers_of(rows.axis(name).tolist()) for name in rows.dims}
        first = int(rows.values.flat[0]) if rows.size else 0
        return [part.terms(at, first) for part in self.parts]

    def labels(self, dimension: str) -> Names:
        """Names of a dimension, in the order of the first part; each once."""
        return tuple(dict.fromkeys(self.parts[0].labels[dimension]))

    def sel(self, **labels: Iterable[str | int]) -> Expression:
        """Take some labels of dimensions, in the order given; one may be taken several times."""
        found = self
        for dimension, chosen in labels.items():
            wanted = tuple(chosen)
            found = Expression(tuple(part.picked(dimension, wanted) for part in found.parts))
        return found

    def grouped(self, dimension: str, **labels: Iterable[str | int]) -> Expression:
        """Add up along a dimension by labels of another one, one for each of its own."""
        ((name, along),) = labels.items()
        wanted = tuple(along)
        return Expression(tuple(part.relabelled(dimension, name, wanted) for part in self.parts))

    def rename(self, **names: str) -> Expression:
        """Give dimensions other names."""
        found = self.parts
        for old, new in names.items():
            found = tuple(part.relabelled(old, new, part.labels[old]) for part in found)
        return Expression(found)

    def sum(self, *dimensions: str) -> Expression:
        """Add up over dimensions."""
        return Expression(tuple(part.added_up(dimensions) for part in self.parts))

    def __mul__(self, amount: Labelled | Coefficient | float) -> Expression:
        """Multiply every cell, by labels."""
        return Expression(tuple(part.times(amount) for part in self.parts))

    def __neg__(self) -> Expression:
        """Turn the sign of every cell."""
        return self * -1.0

    def __add__(self, other: Expression) -> Expression:
        """Add cell to cell."""
        return Expression((*self.parts, *other.parts))

    def __sub__(self, other: Expression) -> Expression:
        """Take cell from cell."""
        return self + -other


def variable(columns: Labelled) -> Expression:
    """Give a variable as an expression, from where its columns stand."""
    labels = {name: tuple(columns.axis(name).tolist()) for name in map(str, columns.dims)}
    ones = np.ones((1,) * columns.ndim)
    return Expression((Part(labels, columns.values, ones),))


def total(expressions: Sequence[Expression]) -> Expression:
    """Add expressions over the same dimensions."""
    return Expression(tuple(part for expression in expressions for part in expression.parts))


def numbered(labels: Mapping[str, Sequence[str | int]], first: int) -> Labelled:
    """Number the cells of labels from a first one on, the last dimension running fastest."""
    shape = tuple(len(own) for own in labels.values())
    numbers = np.arange(first, first + prod(shape), dtype=np.int32).reshape(shape)
    return Labelled(numbers, coords=dict(labels), dims=tuple(labels))


def spread(array: Labelled, dimensions: Iterable[str]) -> Numbers:
    """Give the numbers of an array over dimensions, of length one along those it does not have."""
    return np.asarray(array.over(tuple(dimensions)), dtype=np.float64)


def numbers_of(labels: Iterable[str | int]) -> dict[str | int, int]:
    """Give the position of every label."""
    return {label: position for position, label in enumerate(labels)}


def _labels_beside(array: Labelled, known: Mapping[str, Names]) -> dict[str, Names]:
    """Names of the dimensions an array has beside known ones; refuses others along those."""
    beside: dict[str, Names] = {}
    for dimension, size in array.sizes.items():
        name = str(dimension)
        has = name in array.coords
        own = tuple(array.axis(name).tolist()) if has else tuple(range(size))
        if name not in known:
            beside[name] = own
        elif (own if has else len(own)) != (known[name] if has else len(known[name])):
            raise ValueError(f"labels of {name} are not the same on both sides")
    return beside
