"""Where the solver ended, in a form that travels: the status of every column and row."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

_STATUSES = sorted(highspy.HighsBasisStatus.__members__.values(), key=int)


class Basis:
    """A basis of the solver's own, turned into plain arrays only when it travels."""

    def __init__(self, own: Any) -> None:
        self.own = own

    def __getstate__(self) -> dict[str, Any]:
        """Give one small number per column and row."""
        return {
            side: np.array([int(status) for status in getattr(self.own, side)], dtype=np.int8)
            for side in ("col_status", "row_status")
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make the solver's own of it again."""
        self.own = highspy.HighsBasis()
        for side, statuses in state.items():
            setattr(self.own, side, [_STATUSES[status] for status in statuses.tolist()])
        self.own.valid = True
