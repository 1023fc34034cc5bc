"""Holds a programme while its equations are written, and where each number of it stands.

Every number that a parameter decides goes through `cost`, `lower`, `upper`, `limit` or
`coefficient`: the function that computes it is used once to build the programme and again to
update it in place, so that both can never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import linopy
import numpy as np
import xarray as xr

from monazite.core.magnitudes import UNLIMITED
from monazite.model.gathered import Terms
from monazite.model.rule import RULES, SIGNS
from monazite.parameters import Labels, Parameters
from monazite.parameters.remembering import watching

THOUSAND = 1e3
"""The objective is counted in thousand USD_2024, so that costs and tonnes have like magnitudes."""

PREFERENCE = 0.05
"""USD_2024 per tonne that settles ties: for larger plants, and for lanes with more history."""

Expression = Any
"""A linear expression; linopy types sums as possibly quadratic, which these never are."""

Kind = Literal["cost", "lower", "upper", "limit", "coefficient"]
Compute = Callable[[Parameters], xr.DataArray]
Align = Callable[[xr.DataArray, xr.DataArray], tuple[xr.DataArray, xr.DataArray]]


@dataclass(frozen=True)
class Place:
    """Where a computed array enters the programme.

    `align` gives, for a coefficient, the row and the column of each of its cells from the labels of
    the constraint and of the variable. `reads` are the parameters that were looked at and `first`
    the numbers that came of it when the programme was written.
    """

    kind: Kind
    target: str
    compute: Compute
    variable: str = ""
    align: Align | None = None
    reads: frozenset[str] = frozenset()
    first: xr.DataArray = field(default_factory=xr.DataArray, repr=False, compare=False)


@dataclass
class Draft:
    """A linear programme being written over the labels of a study."""

    parameters: Parameters
    model: linopy.Model
    places: list[Place] = field(default_factory=list)
    movements: list[Terms] = field(default_factory=list)
    expressions: dict[str, Expression] = field(default_factory=dict)

    @property
    def labels(self) -> Labels:
        """The label sets the programme is written over."""
        return self.parameters.labels

    @cached_property
    def _node_rows(self) -> dict[str, int]:
        return {str(node): row for row, node in enumerate(self.labels.coordinates("node"))}

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
    ) -> linopy.Variable:
        """Add a variable that is never negative, with bounds computed from the parameters."""
        return self.model.add_variables(
            lower=self._place("lower", name, lower) if lower is not None else 0.0,
            upper=self._place("upper", name, upper) if upper is not None else np.inf,
            coords=dict(coordinates),
            dims=list(coordinates),
            name=name,
        )

    def whole(self, variable: str) -> Expression:
        """Give a variable as an expression; made once, since making one is slow."""
        if variable not in self.expressions:
            self.expressions[variable] = self.model.variables[variable].to_linexpr()
        return self.expressions[variable]

    def cost(self, variable: str, compute: Compute) -> None:
        """Charge a variable; `compute` gives discounted USD_2024 per unit over its dimensions."""
        self._place("cost", variable, compute)

    def limit(self, constraint: str, compute: Compute) -> xr.DataArray:
        """Give the right-hand side of a constraint and remember how it is computed."""
        return self._place("limit", constraint, compute)

    def coefficient(
        self, constraint: str, variable: str, compute: Compute, align: Align
    ) -> xr.DataArray:
        """Give the coefficients of a variable in a constraint and remember how to find them."""
        return self._place("coefficient", constraint, compute, variable, align)

    def move(
        self,
        variable: str,
        nodes: Sequence[str],
        amount: xr.DataArray | float,
        of: Sequence[str] | None = None,
    ) -> None:
        """Add what a variable brings to (positive) or takes from (negative) nodes.

        `nodes` and `amount` (tonnes per unit) go along the first dimension of the variable, or
        along the labels `of` it, of which one may stand several times.
        """
        columns = self.model.variables[variable].labels
        if of is not None:
            columns = columns.sel({columns.dims[0]: list(of)})
        periods = len(self.labels.periods)
        first = [self._node_rows[node] * periods for node in nodes]
        per_unit = np.asarray(amount, dtype=float).reshape(-1, 1)
        rows = np.add.outer(first, np.arange(periods))
        self.movements.append(Terms.over(rows, columns.values, per_unit))

    def require(self, name: str, left: Expression, sign: str, right: Any) -> linopy.Constraint:
        """Add a constraint whose name is a sentence.

        What the rule is stands in its record, see `Rule`. Sums over groups come back in the order
        of their names; rows are put back into the order of the labels.
        """
        assert SIGNS[RULES[name].sense] == sign, f"the record of {name} has another sign"
        like = right.coords if isinstance(right, xr.DataArray) else self.coordinates("node")
        order = {
            str(dimension): np.asarray(like[str(dimension)])
            for dimension in left.coord_dims
            if dimension in like
        }
        if any(not np.array_equal(left.coords[name], rows) for name, rows in order.items()):
            left = left.sel(order)
        return self.model.add_constraints(left, sign, right, name=name)

    def _place(
        self,
        kind: Kind,
        target: str,
        compute: Compute,
        variable: str = "",
        align: Align | None = None,
    ) -> xr.DataArray:
        watched = watching(self.parameters)
        first = in_solver_units(kind, compute(watched))
        reads = frozenset(watched.seen)
        self.places.append(Place(kind, target, compute, variable, align, reads, first))
        return first


def evaluate(place: Place, parameters: Parameters) -> xr.DataArray:
    """Compute the numbers of a place as the solver takes them."""
    return in_solver_units(place.kind, place.compute(parameters))


def in_solver_units(kind: Kind, values: xr.DataArray) -> xr.DataArray:
    """Give numbers as the solver takes them: thousand USD_2024, and finite limits."""
    if kind == "cost":
        return values / THOUSAND
    if kind in ("limit", "upper", "lower"):
        return values.clip(min=-UNLIMITED, max=UNLIMITED)
    return values


def weight(parameters: Parameters) -> xr.DataArray:
    """Discounted years each period counts for; dims period.

    w[t] = sum over the years y of the period of (1 + r)^-(y - first year).
    """
    labels = parameters.labels
    rate = float(parameters["discount_rate"])
    first = labels.years[0]
    return xr.DataArray(
        [
            sum((1.0 + rate) ** -(year - first) for year in labels.years_of(period))
            for period in labels.periods
        ],
        coords={"period": labels.coordinates("period")},
        dims="period",
    )
