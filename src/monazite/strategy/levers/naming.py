"""What things are called in the sentence of a lever, and the turns such sentences share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monazite.core.money import MoneyAmount
from monazite.core.wording import listed, lowered, place_named

if TYPE_CHECKING:
    from monazite.strategy.levers.base import Lever
    from monazite.strategy.levers.world import WorldEvent

__all__ = ["Naming", "by_steps", "caps", "foreseen", "lever_words", "window"]


def lever_words(lever: Lever, titles: Mapping[str, str], home: str) -> str:
    """One sentence per lever: who does what, how much, from when.

    `titles` give the names for people of facilities, materials, regions, uses and pools.
    """
    sentence = lever.in_words(Naming(titles, home))
    return f"{lever.title}: {sentence}" if lever.title else sentence


@dataclass(frozen=True)
class Naming:
    """What things are called by people."""

    titles: Mapping[str, str]
    home: str

    def __call__(self, *names: str) -> str:
        """Name several things in one phrase; names that hold commas are kept apart.

        Parts of one thing, which have one name, are named once.
        """
        return listed(list(dict.fromkeys(self.titles.get(name, name) for name in names)))

    def goods(self, *names: str) -> str:
        """Name materials inside a sentence."""
        titles = (self.titles.get(name, name) for name in names)
        return listed(list(dict.fromkeys(lowered(title) for title in titles)))

    def places(self, *names: str) -> str:
        """Name regions inside a sentence."""
        titles = (self.titles.get(name, name) for name in names)
        return listed(list(dict.fromkeys(place_named(title) for title in titles)))


def window(lever: Lever) -> str:
    """Say from when a lever holds, and until when."""
    return f"from {lever.starts}" + (f" until {lever.ends}" if lever.ends else "")


def caps(whom: str, each: MoneyAmount | None, together: MoneyAmount | None) -> str:
    """Say the most that is paid to each and together, behind a comma."""
    limits = [
        *([f"{each.in_words()} for any one {whom}"] if each is not None else []),
        *([f"{together.in_words()} in all"] if together is not None else []),
    ]
    return f", at most {' and '.join(limits)}" if limits else ""


def by_steps(start: str, reached: str | None) -> str:
    """Say from which month a change holds, at once or along a line."""
    if reached is None or reached == start:
        return f"from {start}"
    return f"step by step from {start} to {reached}"


def foreseen(lever: WorldEvent) -> str:
    """Say what is unusual: a stop everyone sees coming, or a slow path nobody does."""
    if lever.foreseen == type(lever).model_fields["foreseen"].default:
        return ""
    return ", which everyone sees coming" if lever.foreseen else ", which nobody sees coming"
