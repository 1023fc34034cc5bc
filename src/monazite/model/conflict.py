"""Names the rules that leave no plan when hard rules contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import highspy
import numpy as np
import numpy.typing as npt

from monazite.model.entries import Entry
from monazite.model.expressions import Numbers
from monazite.model.linear import Linear
from monazite.model.manners import COLD, OPTIONS
from monazite.model.matrix import Matrix
from monazite.model.outcome import At, Broken
from monazite.model.proof import Proof
from monazite.model.rule import RULES
from monazite.model.single_rows import Limits, SingleRows
from monazite.model.slices import Layout, Slice
from monazite.model.solver import hand_over, make_solver

Places = npt.NDArray[np.intp]
"""Numbers of rows, or of columns."""

PATIENCE = 20.0
"""Seconds spent on the search; on a large programme it may take minutes, and some rows help too."""


def proven(
    proof: Proof, matrix: Matrix, single: SingleRows, limits: Limits, layout: Layout
) -> tuple[Broken, ...]:
    """Name the rules that count in a proof, each with the labels of its row or bound.

    A row that is a bound to the solver counts where its column does.
    """
    below, above = proof.of_columns(matrix)
    _, held = single.parted(below, proof.weights, limits)
    left, rows = single.parted(above, proof.weights, limits)
    return _named(layout, np.flatnonzero((rows != 0.0) | (held != 0.0)), np.flatnonzero(left))


def contradiction(
    linear: Linear,
    entries: Iterable[Entry],
    costs: Numbers,
    limits: Limits,
    layout: Layout,
    time_limit: float,
) -> tuple[Broken, ...]:
    """Name the rules of an irreducible infeasible subset, by a new solver, as `proven` does.

    Every row is a row to it, so that each may be named. Limits and costs are those of now,
    coefficients what the places hold. None where it finds a plan.
    """
    whole = Matrix(linear.terms, (linear.right.size, linear.costs.size))
    for entry in entries:
        if entry.place.kind == "coefficient":
            whole.change(entry.place.rows, entry.place.columns, entry.numbers)
    highs = make_solver({**OPTIONS, **COLD, "time_limit": time_limit})
    hand_over(highs, costs, limits, whole)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
        return ()
    return _named(layout, *_subset(highs))


def _named(layout: Layout, rows: Places, columns: Places) -> tuple[Broken, ...]:
    """Name rows, and columns held from above, by their rules."""
    constraints, variables = layout.rows.slices, layout.columns.slices
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


def _subset(highs: highspy.Highs) -> tuple[Places, Places]:
    """Give the rows, and the columns held from above, that contradict each other."""
    highs.setOptionValue("iis_strategy", 2 + 4)
    highs.setOptionValue("iis_time_limit", PATIENCE)
    status, subset = highs.getIis()
    if status == highspy.HighsStatus.kError:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    bounds = highspy.IisBoundStatus
    above = (bounds.kIisBoundStatusUpper, bounds.kIisBoundStatusBoxed)
    columns = [
        int(column)
        for column, bound in zip(subset.col_index_, subset.col_bound_, strict=True)
        if bounds(bound) in above
    ]
    return np.array(subset.row_index_, dtype=np.intp), np.array(columns, dtype=np.intp)


def _labels_at(family: Slice, wanted: Places) -> Iterator[At]:
    """Labels, by dimension, of the rows or columns of a family that are wanted."""
    like = family.like
    for position in np.argwhere(np.isin(family.positions, wanted)):
        yield tuple(
            (str(dimension), like.coords[dimension].values.tolist()[index])
            for dimension, index in zip(like.dims, position.tolist(), strict=True)
        )
