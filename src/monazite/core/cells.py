"""Cells of one record are read one by one, and each wrong one is a problem at its place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.tables import Row, parse_number
from monazite.core.units import parse

__all__ = ["Cells"]

T = TypeVar("T")
D = TypeVar("D")


class Cells:
    """Reads the cells of a row, and remembers whether all of them were sound."""

    def __init__(self, row: Row, problems: Problems) -> None:
        self.row = row
        self.sound = True
        self._problems = problems

    def wrong(self, column: str, message: str, remedy: str) -> None:
        """Report a problem in a column of this row."""
        self.sound = False
        self._problems.at(self.row, column, message, remedy)

    def read(self, column: str, reader: Callable[[str], T], default: D) -> T | D:
        """Return what a reader makes of a cell, or the default after reporting its complaint."""
        try:
            return reader(self.row[column])
        except FieldError as error:
            self.wrong(column, error.message, error.remedy)
            return default

    def text(self, column: str) -> str:
        """Return a cell that must not be blank."""
        text = self.row[column]
        if not text:
            self.wrong(column, "the cell is blank", "fill it in")
        return text

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """Return a cell that must hold one of a few words."""
        text = self.text(column)
        if text and text not in allowed:
            self.wrong(column, f"'{text}' is not allowed here", name_remedy(text, allowed))
        return text

    def number(self, column: str) -> float | None:
        """Return a plain number, or nothing when the cell is blank or holds no number."""
        return self.read(column, parse_number, None) if self.row[column] else None

    def unit(self, column: str) -> str:
        """Return a unit, which says of what and of which year."""
        self.read(column, parse, None)
        return self.row[column]
