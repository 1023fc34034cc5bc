"""Names the rules that leave no plan when hard rules contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import highspy
import numpy as np

from monazite.model.entries import Entry
from monazite.model.expressions import Numbers
from monazite.model.linear import Linear
from monazite.model.manners import COLD, OPTIONS
from monazite.model.matrix import Matrix
from monazite.model.outcome import At, Broken
from monazite.model.rule import RULES
from monazite.model.single_rows import Limits
from monazite.model.slices import Layout, Slice
from monazite.model.solver import hand_over, make_solver

PATIENCE = 20.0
"""Seconds spent on the search; on a large programme it may take minutes, and some rows help too."""


def with_every_row(
    linear: Linear, entries: Iterable[Entry], costs: Numbers, limits: Limits, time_limit: float
) -> Any:
    """Load a programme in which every row is a row, so that each may be named, into a new solver.

    Limits and costs are those of now, coefficients what the places hold.
    """
    whole = Matrix(linear.terms, (linear.right.size, linear.costs.size))
    for entry in entries:
        if entry.place.kind == "coefficient":
            whole.change(entry.place.rows, entry.place.columns, entry.numbers)
    highs = make_solver({**OPTIONS, **COLD, "time_limit": time_limit})
    hand_over(highs, costs, limits, whole)
    return highs


def contradiction(highs: Any, layout: Layout) -> tuple[Broken, ...]:
    """Solve a programme; without a plan name the rules of an irreducible infeasible subset.

    Each with the labels of its row or bound.
    """
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
        return ()
    constraints, variables = layout.rows.slices, layout.columns.slices
    rows, columns = _subset(highs)
    bounds = {rule.limits: rule.name for rule in RULES.values() if rule.bound}
    return (
        *(Broken(name, at) for name, of in constraints.items() for at in _labels_at(of, rows)),
        *(
            Broken(bounds[name], at)
            for name, of in variables.items()
            if name in bounds
            for at in _labels_at(of, columns)
        ),
    )


def _subset(highs: highspy.Highs) -> tuple[list[int], list[int]]:
    """Give the rows, and the columns held from above, that contradict each other."""
    highs.setOptionValue("iis_strategy", 2 + 4)
    highs.setOptionValue("iis_time_limit", PATIENCE)
    status, subset = highs.getIis()
    if status == highspy.HighsStatus.kError:
        return [], []
    bounds = highspy.IisBoundStatus
    above = (bounds.kIisBoundStatusUpper, bounds.kIisBoundStatusBoxed)
    columns = [
        int(column)
        for column, bound in zip(subset.col_index_, subset.col_bound_, strict=True)
        if bounds(bound) in above
    ]
    return [int(row) for row in subset.row_index_], columns


def _labels_at(family: Slice, wanted: Collection[int]) -> Iterator[At]:
    """Labels, by dimension, of the rows or columns of a family that are wanted."""
    like = family.like
    for position in np.argwhere(np.isin(family.positions, list(wanted))):
        yield tuple(
            (str(dimension), like.coords[dimension].values.tolist()[index])
            for dimension, index in zip(like.dims, position.tolist(), strict=True)
        )
