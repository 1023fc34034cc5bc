"""The labels along a dimension of an array, as one object for the same labels.

Arrays made of one another share their labels, so that comparing those of two is comparing objects,
and where each label stands is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Axis", "Label", "Values", "axis_of"]

Label = str | int
Values = npt.NDArray[Any]

AXES_AT_MOST = 4096
"""Sets of labels of which one object is kept; a study has some fifty, and selections of them."""


class Axis:
    """The labels along a dimension; `axis_of` gives one object for the same labels."""

    def __init__(self, labels: tuple[Label, ...]) -> None:
        self.labels = labels

    @cached_property
    def values(self) -> Values:
        """The labels as an array that cannot be changed."""
        found = np.array(self.labels)
        found.flags.writeable = False
        return found

    @cached_property
    def positions(self) -> Mapping[Label, int]:
        """Where each label stands; raises ValueError where one stands several times."""
        found = {label: place for place, label in enumerate(self.labels)}
        if len(found) < len(self.labels):
            raise ValueError(f"a label stands several times in {self.labels}")
        return found

    def tolist(self) -> list[Label]:
        """The labels as a list."""
        return list(self.labels)

    def equals(self, other: Axis) -> bool:
        """Whether both have the same labels in the same order."""
        return self is other or self.labels == other.labels

    def __iter__(self) -> Iterator[Label]:
        """Go through the labels."""
        return iter(self.labels)

    def __len__(self) -> int:
        """Count the labels."""
        return len(self.labels)

    def __reduce__(self) -> tuple[Callable[..., Axis], tuple[tuple[Label, ...]]]:
        """Travel as labels, and be the one object of those on arrival."""
        return axis_of, (self.labels,)

    def __repr__(self) -> str:
        """Show the labels."""
        return f"Axis({', '.join(map(str, self.labels))})"


def axis_of(labels: Axis | Values | Iterable[Label]) -> Axis:
    """Give the labels of a dimension as the one object they have.

    Raises ValueError for what is neither text nor a whole number.
    """
    if isinstance(labels, Axis):
        return labels
    plain = tuple(labels.tolist()) if isinstance(labels, np.ndarray) else tuple(labels)
    if plain and type(plain[0]) not in (str, int):
        plain = tuple(np.array(plain).tolist())
    return _axis(plain)


@lru_cache(maxsize=AXES_AT_MOST)
def _axis(labels: tuple[Label, ...]) -> Axis:
    plain = tuple(one.item() if isinstance(one, np.generic) else one for one in labels)
    if not all(type(one) in (str, int) for one in plain):
        # A float or a truth value equals a whole number, and would come back in its place.
        raise ValueError(f"labels are text or whole numbers, not {labels}")
    return Axis(plain)
