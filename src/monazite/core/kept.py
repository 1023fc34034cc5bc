"""Keeps the latest of what was asked for, up to a number and a size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import inf
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """A mapping that forgets what was asked for longest ago once it is full.

    With `size` it is full too once all that is kept is larger than `size_at_most`.
    """

    def __init__(
        self,
        at_most: int,
        *,
        size: Callable[[Value], int] = lambda value: 0,
        size_at_most: float = inf,
    ) -> None:
        self.at_most = at_most
        self._size, self._size_at_most, self._sizes = size, size_at_most, 0
        self._known: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Give what is kept under a key, or nothing."""
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
        return found

    def put(self, key: Key, value: Value) -> Value:
        """Keep a value under a key, and give it back."""
        before = self._known.pop(key, None)
        self._sizes += self._size(value) - (0 if before is None else self._size(before))
        self._known[key] = value
        while len(self._known) > self.at_most or self._sizes > self._size_at_most:
            _, gone = self._known.popitem(last=False)
            self._sizes -= self._size(gone)
        return value

    def all(self) -> dict[Key, Value]:
        """Give all that is kept, what was asked for last at the end."""
        return dict(self._known)

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._known)
