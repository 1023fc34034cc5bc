"""The one verb for every change: set a slice of a parameter to something else, because ..."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["Edit", "LedgerEntry", "Operation", "place_of"]

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
    origin: str
    """Where the edit was asked for, such as `strategies/article.yaml#levers[2]`."""
    source: str = ""
    """Source the edit rests on, when it has one."""

    def __hash__(self) -> int:
        """Hash by everything the edit says; the slice is a mapping, which has no hash."""
        where = tuple(sorted(self.where.items(), key=lambda item: item[0]))
        return hash((self.parameter, where, self.operation, self.value, self.reason, self.origin))

    def __post_init__(self) -> None:
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


def place_of(origin: str) -> tuple[str, str]:
    """Give the file an origin names and the place in it, either blank where it names none.

    >>> place_of("strategies/article.yaml#levers[2]")
    ('strategies/article.yaml', 'levers[2]')
    """
    file, _, place = origin.partition("#")
    return file, place


def number_in(origin: str) -> str:
    """Give which of several an origin names, `2` of the above; blank where it names none."""
    return place_of(origin)[1].partition("[")[2].removesuffix("]")
