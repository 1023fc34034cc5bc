"""The one verb for every change: set a slice of a parameter to something else, because ..."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from monazite.core.origin import Origin

__all__ = ["Edit", "LedgerEntry", "Operation"]

Operation = Literal["set", "add", "multiply", "at_most", "at_least"]
_OPERATIONS: tuple[str, ...] = get_args(Operation)


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction, a lever, a shock or a draw: change this slice of this parameter, because."""

    parameter: str
    """Name of the parameter in the vocabulary."""
    where: Mapping[str, str | int | tuple[str | int, ...]]
    """Labels by dimension; a dimension left out means all its labels."""
    operation: Operation
    """`set`, `add`, `multiply`, or `at_most` and `at_least`, which move only offending cells."""
    value: float
    """The number the operation takes, in the parameter's canonical unit."""
    reason: str
    """Why, in one sentence; never blank."""
    origin: Origin
    """Where the edit was asked for; text given in its place names the whole of it."""
    source: str = ""
    """Source the edit rests on, when it has one."""

    def __hash__(self) -> int:
        """Hash by everything the edit says; the slice is a mapping, which has no hash."""
        where = tuple(sorted(self.where.items(), key=lambda item: item[0]))
        return hash((self.parameter, where, self.operation, self.value, self.reason, self.origin))

    def __post_init__(self) -> None:
        if isinstance(self.origin, str):  # as whoever writes an edit in Python may say it
            object.__setattr__(self, "origin", Origin(self.origin))
        if self.operation not in _OPERATIONS:
            raise ValueError(
                f"operation '{self.operation}' is not known; "
                f"write one of: {', '.join(_OPERATIONS)}."
            )
        if math.isnan(self.value):
            raise ValueError(
                f"the edit of '{self.parameter}' has no number; give a value other than NaN."
            )
        if not self.reason.strip():
            raise ValueError(
                f"the edit of '{self.parameter}' gives no reason; say why in one sentence."
            )


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What an edit did: how many cells it touched and what they held before and after."""

    edit: Edit
    cells: int
    """Number of cells in the slice."""
    old: float
    """Sum over the slice before the edit, or the value of the only cell."""
    new: float
    """Sum over the slice after the edit, or the value of the only cell."""
