"""Another library groups, sums and numbers the parts of the rules to the same matrix.

linopy is given every variable and every rule of a draft, part by part, with their labels. It
groups, sums, aligns, numbers and exports them in its own way; what comes out has to be what stands
in ours, number by number. Which columns a part takes and by how much it multiplies them is ours in
both, and is held by the tests of expressions and the golden programmes. It is no part of the
product: developers keep it as a witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import linopy
import numpy as np
import pytest
import xarray as xr

from monazite.model.draft import Draft, Place
from monazite.model.expressions import Part
from monazite.model.linear import laid_out
from monazite.model.programme import drafted
from monazite.parameters import Parameters

from .. import shipped
from .miniature import miniature
from .wide import wide

linopy.options["semantics"] = "v1"  # labels align or it raises


def studied(name: str) -> Parameters:
    return shipped.parameters(name)


def by_linopy(draft: Draft) -> linopy.Model:
    """Write a draft with linopy: the same variables and rules, nothing laid out by us."""
    model = linopy.Model()
    limits = {p.target: p.first.to_xarray() for p in draft.places if p.kind == "limit"}
    for name, cells in draft.variables.items():
        sides = {p.kind: p.first.to_xarray() for p in draft.places if p.target == name}
        model.add_variables(
            lower=sides.get("lower", 0.0),
            upper=sides.get("upper", np.inf),
            coords=cells.to_xarray().coords,
            dims=cells.dims,
            name=name,
        )
    for name, rule in draft.rules.items():
        rows = {str(dimension): list(rule.rows.axis(dimension)) for dimension in rule.rows.dims}
        left = linopy.merge([said(model, part, rows) for part in rule.left.parts])
        right = limits.get(name, xr.DataArray(rule.constant))
        model.add_constraints(left, rule.sign, right, name=name)
    costs = [place for place in draft.places if place.kind == "cost"]
    model.add_objective(sum((labelled(draft, p) * model.variables[p.target]).sum() for p in costs))
    return model


def labelled(draft: Draft, cost: Place) -> xr.DataArray:
    """Put a cost under the labels of its variable, if it has none of its own."""
    cells = draft.variables[cost.target]
    assert set(cost.first.dims) <= set(cells.dims)
    return cost.first.relabelled(**{name: cells.axis(name) for name in cost.first.dims}).to_xarray()


def said(model: linopy.Model, part: Part, rows: Mapping[str, Any]) -> linopy.LinearExpression:
    """Say one part of a rule: columns times amounts, grouped and summed, over the rows."""
    dims = (*part.labels, "_term")
    shape = (*part.shape, 1)
    expression = linopy.LinearExpression(
        xr.Dataset(
            {
                "coeffs": (dims, np.broadcast_to(part.amounts, part.shape).reshape(shape)),
                "vars": (dims, np.broadcast_to(part.columns, part.shape).reshape(shape)),
                "const": (tuple(part.labels), np.zeros(part.shape)),
            },
            coords={name: list(labels) for name, labels in part.labels.items()},
        ),
        model,
    )
    if part.summed:
        expression = expression.sum(sorted(part.summed))
    for dimension in part.dims:
        if len(set(part.labels[dimension])) < len(part.labels[dimension]):
            expression = expression.groupby(
                xr.DataArray(list(part.labels[dimension]), dims=dimension, name=dimension)
            ).sum()
    return expression.reindex({name: rows[name] for name in part.dims}).fillna(0)


@pytest.mark.parametrize(
    "parameters",
    [
        miniature,
        wide,
        pytest.param(lambda: studied("toy"), id="toy"),
        pytest.param(lambda: studied("india"), id="india", marks=pytest.mark.slow),
    ],
)
def test_another_library_makes_the_same_matrix(parameters: Any) -> None:
    draft = drafted(parameters())
    ours, theirs = laid_out(draft), by_linopy(draft).matrices
    kept = np.asarray(theirs.clabels)  # it leaves out rows in which nothing stands
    matrix = theirs.A.tocoo()
    assert np.array_equal(theirs.vlabels, np.arange(ours.costs.size))
    own = in_order(ours.terms.rows, ours.terms.columns, ours.terms.amounts)
    other = in_order(kept[matrix.row], matrix.col, matrix.data)
    for mine, its in zip(own, other, strict=True):
        assert np.array_equal(mine, its)
    for mine, its in (
        (ours.costs, theirs.c),
        (ours.lower, theirs.lb),
        (ours.upper, theirs.ub),
        (ours.right[kept], theirs.b),
    ):
        assert np.array_equal(mine, its)


def in_order(*entries: np.ndarray) -> list[np.ndarray]:
    """Rows, columns and amounts that are not zero, row by row."""
    rows, columns, amounts = entries
    order = np.lexsort((columns, rows))
    return [array[order][amounts[order] != 0.0] for array in (rows, columns, amounts)]
