"""Names the rules that leave no plan when hard rules contradict each other."""

from __future__ import annotations

import highspy


def conflicting_rows(highs: highspy.Highs) -> list[int]:
    """Give the rows of an irreducible infeasible subset of the programme in the solver."""
    highs.setOptionValue("iis_strategy", 2 + 4)
    status, subset = highs.getIis()
    if status == highspy.HighsStatus.kError:
        return []
    return [int(row) for row in subset.row_index_]
