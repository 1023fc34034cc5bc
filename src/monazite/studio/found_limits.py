"""What is found of limits made larger and smaller, as the API documents it: the record of a job."""

from __future__ import annotations

from pydantic import BaseModel

from monazite.studio.facts_told import FactNamed

__all__ = ["LargerLimit", "LargerLimits"]


class LargerLimit(BaseModel):
    """A limit that alone is a tenth larger and then smaller, and what home has of it."""

    title: str
    more: str
    saved: str
    """In the year that was asked about."""
    saved_in_all: str
    """Over all years."""
    saved_per_tonne: str
    """Of what the limit is larger by, in that year."""
    to_owner: str
    """What one tonne more is worth to its owner."""
    lost: str
    """What home loses in that year where the limit is a tenth smaller; why it is not known else."""
    lost_in_all: str
    """The same over all years."""
    rests_on: list[FactNamed]


class LargerLimits(BaseModel):
    """Limits that were made larger one at a time, what home saves most by first."""

    year: int
    sentence: str
    note: str
    """What figures of the table count."""
    limits: list[LargerLimit]
