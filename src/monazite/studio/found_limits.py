"""What is found of limits made larger, as the API documents it: the record of a job."""

from __future__ import annotations

from pydantic import BaseModel

__all__ = ["LargerLimit", "LargerLimits", "RestsOn"]


class RestsOn(BaseModel):
    """A fact that a row rests on, and who says so."""

    fact: str
    title: str
    source: str
    url: str


class LargerLimit(BaseModel):
    """A limit that alone is a tenth larger, and what home saves by it."""

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
    rests_on: list[RestsOn]


class LargerLimits(BaseModel):
    """Limits that were made larger one at a time, what home saves most by first."""

    year: int
    sentence: str
    limits: list[LargerLimit]
