"""What each room does with each kind of lever stands beside that kind, and is found here.

A kind of lever is a record, which says itself in words (`said`), and one function in each room that
deals with levers: its edits, its checks, its sentence. Each such room has one `ByKind`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from monazite.strategy.levers.base import Lever

__all__ = ["ByKind", "KindWords", "said", "words_of"]

Work = TypeVar("Work", bound=Callable[..., Any])
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


_words: dict[type[Lever], KindWords] = {}


def said(title: str, says: str, *, edits: tuple[str, ...]) -> Callable[[Record], Record]:
    """Say a kind of lever in words, with all parameters it may edit, what it is about first."""

    def keep(record: Record) -> Record:
        _words[record] = KindWords(title, says, edits)
        return record

    return keep


def words_of(record: type[Lever]) -> KindWords:
    """The words of a kind of lever."""
    return _words[record]


class ByKind(Mapping[type[Lever], Callable[..., Any]]):
    """What a room does with each kind of lever; `of` registers a function where it is written.

    Modules of the room are imported when somebody first asks, so that a new one needs no list.
    """

    def __init__(self, room: str) -> None:
        self._room = room
        self._known: dict[type[Lever], Callable[..., Any]] = {}
        self._complete = False

    def of(self, *kinds: type[Lever]) -> Callable[[Work], Work]:
        """Register the function below as what the room does with kinds of levers."""

        def keep(work: Work) -> Work:
            self._known.update(dict.fromkeys(kinds, work))
            return work

        return keep

    def __getitem__(self, kind: type[Lever]) -> Callable[..., Any]:
        """What the room does with a kind; raises KeyError for one nobody wrote."""
        return self._all()[kind]

    def __iter__(self) -> Iterator[type[Lever]]:
        """Give every kind the room knows."""
        return iter(self._all())

    def __len__(self) -> int:
        """Count the kinds the room knows."""
        return len(self._all())

    def _all(self) -> Mapping[type[Lever], Callable[..., Any]]:
        if not self._complete:
            room = importlib.import_module(self._room)
            for module in pkgutil.iter_modules(getattr(room, "__path__", ())):
                importlib.import_module(f"{self._room}.{module.name}")
            self._complete = True
        return self._known
