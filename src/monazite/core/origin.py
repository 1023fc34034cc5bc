"""Where something was asked for: a file, and what of it."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.records import Label

__all__ = ["LEVERS", "Origin"]

LEVERS = "levers"
"""The part of a file that lists levers."""


@dataclass(frozen=True, slots=True)
class Origin(Label):
    """Where a lever or an edit was asked for; blank if nobody says.

    `file` is relative to the study, or a module of our own that asked; `part` is a list or a
    function in it, and `position` says which of a list, counted from 0.
    """

    file: str = ""
    part: str = ""
    position: int | None = None

    @property
    def place(self) -> str:
        """What of the file, spelled `levers[2]`; blank for the whole file."""
        return self.part if self.position is None else f"{self.part}[{self.position}]"

    @property
    def name(self) -> str:
        """Spelled `strategies/article.yaml#levers[2]`."""
        return f"{self.file}#{self.place}" if self.place else self.file
