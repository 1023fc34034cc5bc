"""Kinds of lever are registered where they are written, and found here by whoever asks.

A kind is a record in a module of this package under `@said(...)`. The record carries the whole of
it: its fields with their types, bounds, units and sentences, from which files are read and checked,
pages and schemas written and controls of the studio made; `in_words`, its sentence; `checked`, what
is held against a study; and `edits`, what it changes. Both are handed what they need, so that the
record imports nothing of the rooms above it. What several kinds share stands in a module beside
them that is named after it (`support`, `capital`, `world`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar, get_args

from monazite.strategy.levers.base import Lever

__all__ = [
    "STRATEGY_KINDS",
    "WORLD_KINDS",
    "KindWords",
    "Kinds",
    "kind_of",
    "lever_title",
    "said",
    "withdraw",
    "words_of",
]

Record = TypeVar("Record", bound=type[Lever])


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind in words: its title, one sentence, and the parameters it edits."""

    title: str
    says: str
    parameters: tuple[str, ...]
    """All that it may edit, what it is about first."""

    @property
    def parameter(self) -> str:
        """The parameter it edits first of all."""
        return self.parameters[0]


Side = Literal["strategy", "world"]

_words: dict[type[Lever], KindWords] = {}
_kinds: Mapping[Side, dict[str, type[Lever]]] = {"strategy": {}, "world": {}}


def said(title: str, says: str, *, edits: tuple[str, ...]) -> Callable[[Record], Record]:
    """Register a kind of lever, in words, with all parameters it may edit, its subject first.

    Raises TypeError for a record that lacks its sentence, its check or its edits.
    """

    def keep(record: Record) -> Record:
        if record.__abstractmethods__:
            lacks = ", ".join(sorted(record.__abstractmethods__))
            raise TypeError(f"the kind of lever {record.__name__} lacks {lacks}")
        _words[record] = KindWords(title, says, edits)
        _kinds[record.side][kind_of(record)] = record
        return record

    return keep


def withdraw(record: type[Lever]) -> None:
    """Forget a kind, as a test does that registered one."""
    del _words[record]
    del _kinds[record.side][kind_of(record)]


def kind_of(record: type[Lever]) -> str:
    """The name of a kind, as files write it."""
    name: str = get_args(record.model_fields["kind"].annotation)[0]
    return name


def lever_title(lever: Lever) -> str:
    """Give what a lever is called, by its kind if it has no title of its own."""
    return lever.title or words_of(type(lever)).title


def words_of(record: type[Lever]) -> KindWords:
    """The words of a kind of lever."""
    return _words[record]


@cache
def _all_read() -> None:
    """Import every module a kind may stand in."""
    package = importlib.import_module("monazite.strategy.levers")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")


class Kinds(Mapping[str, type[Lever]]):
    """The records of the kinds that a strategy or a world may hold, by name in their order."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def _known(self) -> dict[str, type[Lever]]:
        _all_read()
        return _kinds[self._side]

    def __getitem__(self, kind: str) -> type[Lever]:
        """The record of a kind; raises KeyError for one that is not there."""
        return self._known()[kind]

    def __iter__(self) -> Iterator[str]:
        """Give the names, in alphabetical order."""
        return iter(sorted(self._known()))

    def __len__(self) -> int:
        """Count the kinds."""
        return len(self._known())


STRATEGY_KINDS = Kinds("strategy")
"""What a country may decide for itself."""

WORLD_KINDS = Kinds("world")
"""What the country does not choose."""
