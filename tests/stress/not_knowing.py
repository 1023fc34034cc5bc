"""The least that can be lost by somebody who does not know how long a stop will last.

One stop begins in the first month, as deep throughout; how likely it lasts how many whole months is
known. The programmes of all lengths are one, in which months that cannot be told apart, those
before the shorter of two stops is over, have their columns in common: the optimum in as many
stages as there are months, below which no rule comes that goes by the past.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np

from monazite.stress import Knowing, recorded
from monazite.stress.system import Floats, System, Whole


def least_not_knowing(
    held: System, free: System, depths: Floats, lasts: Sequence[int], chances: Floats
) -> float:
    """Give the least mean loss, money; scenarios are S, J, T, the longest last.

    Trade is as it is played by `held`, a store under a rule, and nothing else of its rule binds.
    """
    knowing = Knowing(free)
    month = _months_of(knowing, depths.shape[2])
    first, size, places = np.arange(len(month)), len(month), []
    for last in lasts[:-1]:
        own, place = month >= last, first.copy()
        place[own] = size + np.arange(own.sum())
        size += int(own.sum())
        places.append(place)
    places.append(first)
    costs, below, above = np.zeros(size), np.zeros(size), np.full(size, np.inf)
    entries, bounds, rows = [], [], 0
    for depth, chance, last, place in zip(depths, chances, lasts, places, strict=True):
        knowing.sees(depth, recorded(held, depth).came, held.public)
        part = knowing.programme._held.getLp()
        np.add.at(costs, place, chance * np.array(part.col_cost_))
        below[place] = np.maximum(below[place], part.col_lower_)
        above[place] = np.minimum(above[place], part.col_upper_)
        row, column, much = _entries(part)
        # A row is asked once, by the longest stop, while nobody knows that another one is over.
        asked = np.full(part.num_row_, last == lasts[-1])
        asked[row[month[column] >= last]] = True
        number, kept = rows + np.cumsum(asked) - 1, asked[row]
        entries.append((number[row[kept]], place[column[kept]], much[kept]))
        bounds.append((np.array(part.row_lower_)[asked], np.array(part.row_upper_)[asked]))
        rows += int(asked.sum())
    return _solved(costs, below, above, bounds, entries)


def _months_of(knowing: Knowing, months: int) -> Whole:
    """The month of every column."""
    blocks = (
        knowing.stock, knowing.released, knowing._runs,
        knowing.short, knowing.late, knowing.waiting,
    )  # fmt: skip
    found = np.full(sum(block.size for block in blocks), -1)
    for block in blocks:
        found[block] = np.broadcast_to(np.arange(months), block.shape)
    assert (found >= 0).all()
    return found


def _entries(part: Any) -> tuple[Whole, Whole, Floats]:
    matrix = part.a_matrix_
    outer = np.repeat(np.arange(len(matrix.start_) - 1), np.diff(matrix.start_))
    inner, much = np.array(matrix.index_), np.array(matrix.value_)
    by_row = matrix.format_ == highspy.MatrixFormat.kRowwise
    return (outer, inner, much) if by_row else (inner, outer, much)


def _solved(costs: Floats, below: Floats, above: Floats, bounds: Any, entries: Any) -> float:
    row, column, much = (np.concatenate(part) for part in zip(*entries, strict=True))
    order = np.lexsort((column, row))
    whole, scale = highspy.HighsLp(), max(float(costs.max()), 1.0)
    whole.num_col_, whole.num_row_ = len(costs), int(row.max()) + 1
    whole.col_cost_, whole.col_lower_, whole.col_upper_ = costs / scale, below, above
    lower, upper = (np.concatenate(part) for part in zip(*bounds, strict=True))
    whole.row_lower_, whole.row_upper_ = lower, upper
    matrix = whole.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.array([0, *np.cumsum(np.bincount(row))], dtype=np.int32)
    matrix.index_, matrix.value_ = column[order].astype(np.int32), much[order]
    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("solver", "ipm"), ("run_crossover", "off")):
        highs.setOptionValue(option, value)
    highs.passModel(whole)
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return scale * float(highs.getInfo().objective_function_value)
