"""Holds a programme while its equations are written, and where each number of it stands.

Rules are written as expressions over named dimensions, see `expressions`.

Every number that a parameter decides goes through `cost`, `lower`, `upper`, `limit` or
`coefficient`: the function that computes it is used once to build the programme and again to
update it in place, so that both can never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any, Literal

import numpy as np

from monazite.core.labelled import Labelled
from monazite.core.magnitudes import UNLIMITED
from monazite.model.expressions import (
    Coefficient,
    Expression,
    Indices,
    Numbers,
    Part,
    Terms,
    numbered,
    spread,
    variable,
)
from monazite.model.rule import RULES, SIGNS
from monazite.parameters import Labels, Parameters
from monazite.parameters.arrays import frozen
from monazite.parameters.positions import once_for_each, with_numbers
from monazite.parameters.remembering import watching

THOUSAND = 1e3
"""The objective is counted in thousand dollars, so that costs and tonnes have like magnitudes.

In a study of other money a dollar is what `Labels.dollar` says, so that the same economy is the
same programme whatever it is counted in.
"""

PREFERENCE = 0.05
"""Dollars per tonne that settle ties: for larger plants, and for lanes with more history."""

Kind = Literal["cost", "lower", "upper", "limit", "coefficient"]
Computed = Labelled
"""Numbers over dimensions; without labels where they are those of the study."""

Compute = Callable[[Parameters], Computed]


def _none() -> Indices:
    return np.empty(0, dtype=np.int32)


@dataclass(frozen=True)
class Place:
    """Where a computed array enters the programme.

    Its numbers, spread over `dims` and `shape`, stand in `rows` (of a limit), `columns` (of a cost
    or bound) or both (of a coefficient), which are flat. `reads` are the parameters that were
    looked at and `first` the numbers that came of it when the programme was written.
    """

    kind: Kind
    target: str
    compute: Compute
    reads: frozenset[str] = frozenset()
    first: Computed = field(default_factory=Labelled, repr=False, compare=False)
    dims: tuple[str, ...] = ()
    shape: tuple[int, ...] = ()
    rows: Indices = field(default_factory=_none, repr=False, compare=False)
    columns: Indices = field(default_factory=_none, repr=False, compare=False)

    def over(self, cells: Labelled) -> Place:
        """Give the place with the cells its numbers are spread over.

        They are rows for a limit, else columns. Raises ValueError where labels do not agree.
        """
        for name, axis in self.first.coords.items():
            if not axis.equals(cells.axis(name)):
                raise ValueError(f"{self.kind} of {self.target} has other labels of {name}")
        flat_cells = cells.values.ravel()
        return replace(
            self,
            dims=tuple(map(str, cells.dims)),
            shape=cells.shape,
            rows=flat_cells if self.kind == "limit" else _none(),
            columns=_none() if self.kind == "limit" else flat_cells,
        )

    def standing(self, constraint: str, part: Part, terms: Terms) -> Place:
        """Give the place with the cells of the part of a constraint it is the coefficient of."""
        assert self.target == constraint, f"a coefficient of {self.target} is in {constraint}"
        assert not self.dims, f"a coefficient of {self.target} stands in two places"
        assert prod(part.shape) == terms.rows.size, f"a coefficient of {self.target} lacks rows"
        return replace(
            self, dims=part.over, shape=part.shape, rows=terms.rows, columns=terms.columns
        )

    def flat(self, values: Computed) -> Numbers:
        """Spread numbers over the cells of the place, in their order, as one row."""
        return np.broadcast_to(spread(values, self.dims), self.shape).ravel()


@dataclass(frozen=True, eq=False)
class Limit:
    """The right-hand side of a constraint that is yet to be required."""

    place: Place


@dataclass(frozen=True, eq=False)
class Written:
    """A rule as it was written, where its rows stand, and its limit if that is one number."""

    left: Expression
    sign: str
    rows: Labelled
    terms: Terms
    constant: float = 0.0


@dataclass
class Draft:
    """A linear programme being written over the labels of a study.

    `variables` has where the columns of each stand, over its labels.
    """

    parameters: Parameters
    variables: dict[str, Labelled] = field(default_factory=dict)
    rules: dict[str, Written] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    movements: list[Expression] = field(default_factory=list)
    columns: int = 0
    rows: int = 0

    @property
    def labels(self) -> Labels:
        """The label sets the programme is written over."""
        return self.parameters.labels

    def coordinates(self, *dimensions: str) -> dict[str, Any]:
        """Full coordinates by dimension."""
        return {name: self.labels.coordinates(name) for name in dimensions}

    def variable(
        self,
        name: str,
        coordinates: Mapping[str, Any],
        *,
        lower: Compute | None = None,
        upper: Compute | None = None,
    ) -> Expression:
        """Add a variable that is never negative, with bounds computed from the parameters."""
        assert name not in self.variables, f"two variables are called {name}"
        columns = numbered(coordinates, self.columns)
        self.variables[name] = columns
        self.columns += columns.size
        bounds: tuple[tuple[Kind, Compute | None], ...] = (("lower", lower), ("upper", upper))
        for kind, compute in bounds:
            if compute is not None:
                self.places.append(self._place(kind, name, compute).over(columns))
        return self.whole(name)

    def whole(self, name: str) -> Expression:
        """Give a variable that was added before as an expression."""
        return variable(self.variables[name])

    def cost(self, variable: str, compute: Compute) -> None:
        """Charge a variable; `compute` gives discounted money per unit over its dimensions."""
        charged = any(place.kind == "cost" and place.target == variable for place in self.places)
        assert not charged, f"{variable} is charged twice, and the second would replace the first"
        self.places.append(self._place("cost", variable, compute).over(self.variables[variable]))

    def limit(self, constraint: str, compute: Compute) -> Limit:
        """Give the right-hand side of a constraint, which remembers how it is computed."""
        return Limit(self._place("limit", constraint, compute))

    def coefficient(self, constraint: str, compute: Compute) -> Coefficient:
        """Give amounts to multiply a variable with in a constraint.

        How they are computed is remembered, and where they stand when the constraint is required.
        """
        place = self._place("coefficient", constraint, compute)
        self.places.append(place)
        return Coefficient(place.first, len(self.places) - 1)

    def move(self, flow: Expression, **nodes: Sequence[str]) -> None:
        """Add what a flow brings to nodes (positive) or takes from them (negative), t per unit.

        The nodes are named along the dimension of the flow that is not its period; one may stand
        several times.
        """
        ((dimension, along),) = nodes.items()
        self.movements.append(flow.grouped(dimension, node=along))

    def require(self, name: str, left: Expression, sign: str, right: Limit | float) -> None:
        """Add a constraint whose name is a sentence.

        What the rule is stands in its record, see `Rule`. Its rows run over the dimensions of what
        is on the left, with the labels of the limit where it has them, else of the first term.
        """
        assert SIGNS[RULES[name].sense] == sign, f"the record of {name} has another sign"
        assert name not in self.rules, f"two constraints are called {name}"
        held = right.place.first if isinstance(right, Limit) else Labelled(right)
        rows = numbered(
            {
                dimension: held.axis(dimension).tolist()
                if dimension in held.coords
                else list(left.labels(dimension))
                for dimension in left.dims
            },
            self.rows,
        )
        self.rows += rows.size
        terms = left.terms(rows)
        for part, laid_out in zip(left.parts, terms, strict=True):
            if part.place is not None:
                self.places[part.place] = self.places[part.place].standing(name, part, laid_out)
        written = Written(left, sign, rows, Terms.of(terms))
        if isinstance(right, Limit):
            self.places.append(right.place.over(rows))
        else:
            written = replace(written, constant=right)
        self.rules[name] = written

    def _place(self, kind: Kind, target: str, compute: Compute) -> Place:
        watched = watching(self.parameters)
        first = in_solver_units(kind, compute(watched), self.labels.dollar)
        return Place(kind, target, compute, frozenset(watched.seen), first)


def evaluate(place: Place, parameters: Parameters) -> Computed:
    """Compute the numbers of a place as the solver takes them."""
    return in_solver_units(place.kind, place.compute(parameters), parameters.labels.dollar)


def in_solver_units(kind: Kind, values: Computed, dollar: float) -> Computed:
    """Give numbers as the solver takes them: thousand dollars, and finite limits."""
    if kind == "cost":
        return values / (THOUSAND * dollar)
    if kind in ("limit", "upper", "lower"):
        finite = np.clip(values.values, -UNLIMITED, UNLIMITED)
        return with_numbers(values, finite)
    return values


def weight(parameters: Parameters) -> Labelled:
    """Discounted years each period counts for; dims period.

    w[t] = sum over the years y of the period of (1 + r)^-(y - first year).
    """
    return _weight(parameters.labels, parameters["discount_rate"])


@once_for_each(8)
def _weight(labels: Labels, discount_rate: Labelled) -> Labelled:
    rate, first = float(discount_rate), labels.years[0]
    weights = [
        sum((1.0 + rate) ** -(year - first) for year in labels.years_of(period))
        for period in labels.periods
    ]
    of = {"period": labels.coordinates("period")}
    return frozen(Labelled(weights, coords=of, dims="period"))


def discounted(parameters: Parameters, yearly: Computed, *dimensions: str) -> Labelled:
    """Give what is paid every year over all the years each period counts for.

    Its labels are those of the study, so none are compared.
    """
    return (yearly * weight(parameters)).transpose(*dimensions)
