"""Sums many terms into rows at once.

Grouping and adding expressions one after the other copies every term so far each time; a balance
over all materials has terms from every part of the programme, so they are laid out in one go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import linopy
import numpy as np
import numpy.typing as npt
import xarray as xr

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Terms:
    """Columns with their coefficients and the position of the row each belongs to; all flat."""

    rows: Indices
    columns: Indices
    coefficients: Numbers

    @classmethod
    def over(cls, rows: npt.ArrayLike, columns: npt.ArrayLike, amount: npt.ArrayLike) -> Terms:
        """Lay out arrays that go together by numpy's rules of broadcasting."""
        return cls(*(array.ravel() for array in np.broadcast_arrays(rows, columns, amount)))


def gathered(
    model: linopy.Model,
    coordinates: Mapping[str, Sequence[str] | Sequence[int]],
    terms: Sequence[Terms],
) -> linopy.LinearExpression:
    """Give an expression over `coordinates` in which each row holds its terms, in their order.

    Rows are numbered over the coordinates with the last dimension running fastest.
    """
    rows = np.concatenate([some.rows for some in terms])
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    shape = tuple(len(labels) for labels in coordinates.values())
    count = np.bincount(rows, minlength=int(np.prod(shape)))
    within = np.arange(rows.size) - np.repeat(np.cumsum(count) - count, count)
    columns = np.full((count.size, int(count.max(initial=1))), -1)
    coefficients = np.full(columns.shape, np.nan)
    columns[rows, within] = np.concatenate([some.columns for some in terms])[order]
    coefficients[rows, within] = np.concatenate([some.coefficients for some in terms])[order]
    dimensions = (*coordinates, "_term")
    laid_out = xr.Dataset(
        {
            "coeffs": (dimensions, coefficients.reshape(*shape, -1)),
            "vars": (dimensions, columns.reshape(*shape, -1)),
            "const": (tuple(coordinates), np.zeros(shape)),
        },
        coords=dict(coordinates),
    )
    return linopy.LinearExpression(laid_out, model)
