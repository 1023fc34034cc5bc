"""How answers look on a screen, alike in every verb: what is told at the head, and tables."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

__all__ = ["GAP", "grid", "heading"]

GAP = 2
"""Columns of the screen between two columns of a table."""


def heading(what: str, world: str) -> Text:
    """Say at the head of an answer what it is about, and in which world."""
    return Text.assemble((what, "bold"), (f"  world: {world}", "dim"))


def grid() -> Table:
    """Begin a table without lines, its heads dim."""
    return Table(box=None, pad_edge=False, header_style="dim", padding=(0, GAP, 0, 0))
