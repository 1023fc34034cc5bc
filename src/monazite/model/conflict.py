"""Names the rules that leave no plan when hard rules contradict each other."""

from __future__ import annotations

import highspy

PATIENCE = 20.0
"""Seconds spent on the search; on a large programme it may take minutes, and some rows help too."""


def conflicting(highs: highspy.Highs) -> tuple[list[int], list[int]]:
    """Give the rows, and the columns held from above, of an irreducible infeasible subset."""
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
