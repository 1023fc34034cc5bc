"""What an attribution is told in: contributions and interactions, as rows of tables."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.records import Record

__all__ = ["Contribution", "Interaction"]


NIL = 5e-4
"""Part of the largest number below which a contribution is about nothing, and no part of words."""


@dataclass(frozen=True)
class Contribution(Record):
    """What a lever, or several counted as one, adds to the difference between two plans.

    `alone` is what it adds to the plan it is held against, `last` what the whole package loses
    without it; between the two lies how much it depends on the others. `error` is the standard
    error of the contribution, nothing where it is exact.
    """

    lever: str
    """Title; titles of levers counted as one with `; ` between them."""
    part: str
    """Of what it is a difference: strategy, world or fact."""
    change: str
    """Added, left out or altered."""
    contribution: float
    error: float
    alone: float
    last: float
    unit: str


@dataclass(frozen=True)
class Interaction(Record):
    """What two levers do together beyond what each does without the other.

    Above nothing they need each other, below nothing one does what the other does anyway.
    `alone` is that of the two without the others, `last` with all others in force; `interaction` is
    the mean over all orders, and None where only some orders were tried.
    """

    first: str
    second: str
    interaction: float | None
    alone: float
    last: float
    unit: str
