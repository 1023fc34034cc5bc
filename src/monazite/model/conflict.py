"""Names the rules that leave no plan when hard rules contradict each other."""

from __future__ import annotations

import highspy

PATIENCE = 20.0
"""Seconds spent on the search; on a large programme it may take minutes, and some rows help too."""


def conflicting_rows(highs: highspy.Highs) -> list[int]:
    """Give the rows of an irreducible infeasible subset of the programme in the solver."""
    highs.setOptionValue("iis_strategy", 2 + 4)
    highs.setOptionValue("iis_time_limit", PATIENCE)
    status, subset = highs.getIis()
    if status == highspy.HighsStatus.kError:
        return []
    return [int(row) for row in subset.row_index_]
