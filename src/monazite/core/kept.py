"""Keeps the latest of what was asked for, up to a number."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """A mapping that forgets what was asked for longest ago once it is full."""

    def __init__(self, at_most: int) -> None:
        self.at_most = at_most
        self._known: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Give what is kept under a key, or nothing."""
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
        return found

    def put(self, key: Key, value: Value) -> Value:
        """Keep a value under a key, and give it back."""
        self._known[key] = value
        self._known.move_to_end(key)
        while len(self._known) > self.at_most:
            self._known.popitem(last=False)
        return value

    def all(self) -> dict[Key, Value]:
        """Give all that is kept, what was asked for last at the end."""
        return dict(self._known)

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._known)
