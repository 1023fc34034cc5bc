"""Phrases that name things: as files know them for whoever mends one, by titles for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monazite.core.records import Label
from monazite.core.wording import listed

__all__ = ["Named", "Phrase", "named"]


@dataclass(frozen=True, slots=True)
class Named:
    """One thing, or several in a row, by the name files know and by what people call it."""

    name: str
    title: str


def named(titles: Mapping[str, str], names: str | Sequence[str], before_last: str = "and") -> Named:
    """Name one thing or several with their titles; what has no title goes by its name."""
    every = [names] if isinstance(names, str) else list(names)
    return Named(
        listed(every, before_last), listed([titles.get(one, one) for one in every], before_last)
    )


@dataclass(frozen=True, slots=True)
class Phrase(Label):
    """A phrase with a pair of braces for each thing that it names; blank where nothing is said."""

    text: str = ""
    names: tuple[Named, ...] = ()

    @property
    def name(self) -> str:
        """The phrase with names as files know them, which rows and frames hold."""
        return self.text.format(*(one.name for one in self.names))

    @property
    def titled(self) -> str:
        """The phrase as readers are told it."""
        return self.text.format(*(one.title for one in self.names))

    def __str__(self) -> str:
        return self.name

    def __bool__(self) -> bool:
        return bool(self.text)
