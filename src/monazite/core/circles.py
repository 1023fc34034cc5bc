"""When a command looks for circles among its objects, which is rarely and not while it begins."""

from __future__ import annotations

import gc

__all__ = ["RARELY", "have_settled", "look_rarely"]

RARELY = (50_000, 20, 50)
"""How many new objects, and rounds over them, pass before circles are looked for.

A study is read into a hundred thousand small objects that stay, among which there is nothing to
find; looking as often as Python does by itself takes a tenth of a command.
"""


def have_settled() -> None:
    """Say that modules and study are there to stay: from now on circles are looked for elsewhere.

    A process that is not a command of ours, which put the looking off, keeps its own ways.
    """
    if gc.get_threshold()[0] > RARELY[0]:
        look_rarely()


def look_rarely() -> None:
    """Keep what is there for good and look rarely: for processes that are ours alone."""
    gc.freeze()
    gc.set_threshold(*RARELY)
