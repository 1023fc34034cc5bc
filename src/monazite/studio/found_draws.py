"""What draws of all facts find of a number, as the API documents it: the record of a job."""

from __future__ import annotations

from pydantic import BaseModel

from monazite.studio.told import ChartView

__all__ = [
    "ByGroup",
    "Decides",
    "DoesAlone",
    "GroupsTold",
    "HeadlineDrawn",
    "Settles",
    "Sure",
    "Within",
]


class HeadlineDrawn(BaseModel):
    """Where a headline lies in the draws; figures are in the unit that stands behind its title."""

    key: str
    title: str
    chosen: str
    """With the facts as chosen."""
    low: str
    """A draw in twenty lies below."""
    median: str
    high: str
    """A draw in twenty lies above."""
    apart: str
    """Between what nine in ten of its differences to the other strategy lie; blank alone."""
    better: str
    """In how many of a hundred draws it is better than the other strategy; blank where neither."""
    worse: str


class Decides(BaseModel):
    """A fact, or a family of them, and how much of a number it decides."""

    title: str
    grade: str
    share: str
    """Of the number's variance, gone once it is settled, with its standard error."""
    more: str
    """Whether the number is larger or smaller where the fact is larger."""
    beyond: str
    """Whether that is more than chance would show among so many facts."""


class ByGroup(BaseModel):
    """A group of facts, a table of the evidence, and how much of a number it decides."""

    title: str
    facts: int
    alone: str
    """Of the number's variance, gone once the group is settled, with its standard error."""
    whole: str
    """Left if all others are settled, so with all it does together with them."""


class GroupsTold(BaseModel):
    """Which groups of facts decide a number."""

    key: str
    title: str
    year: int
    groups: list[ByGroup]
    groups_said: str


class DoesAlone(BaseModel):
    """A fact, or a family of them, and what it does to a number with all others as chosen."""

    title: str
    grade: str
    share: str
    """What it alone makes of the variance of the draws, with its standard error."""
    more: str
    """Whether the number is larger or smaller where the fact is larger."""


class Settles(BaseModel):
    """What it is worth to the choice between two strategies to know a fact."""

    title: str
    worth: str
    """By how much the choice gets better on average, beyond what chance shows."""
    chance: str
    """What chance alone shows."""
    share: str
    """Of what it would be worth to know everything."""
    beyond: str
    """Whether that is more than chance would show among so many facts."""


class Within(BaseModel):
    """A side of the box in which a number falls short."""

    title: str
    lies: str
    range: str


class Sure(BaseModel):
    """How sure a number is, and whether it is better than under another strategy."""

    key: str
    title: str
    year: int
    strategy: str
    against: str
    """Blank where there is nothing to hold it against."""
    draws: int
    asked_for: int
    """How many draws there are to be; more than `draws` while they come, or where work stopped."""
    seed: int
    sentences: list[str]
    headlines: list[HeadlineDrawn]
    groups: list[ByGroup]
    groups_said: str
    """Blank where groups were not worked out."""
    alone: list[DoesAlone]
    alone_said: str
    decides: list[Decides]
    settles: list[Settles]
    settles_said: str
    box: list[Within]
    box_said: str
    how: str
    chart: ChartView

    @property
    def partial(self) -> bool:
        """Whether more draws were asked for than these."""
        return self.draws < self.asked_for
