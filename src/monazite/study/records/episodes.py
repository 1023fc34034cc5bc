"""The records of past episodes: what is given to a play of their months, and what it is held to."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from monazite.strategy.months import Month
from monazite.study.cells import (
    Cell,
    ChainRow,
    Name,
    NameOf,
    Names,
    Number,
    OptionalCell,
    OptionalName,
    OptionalNames,
    Start,
    Title,
    Whole,
)


class EpisodeRow(ChainRow):
    """An episode of the past that is played month by month and held against what was observed."""

    table: ClassVar[str] = "episodes"
    key: ClassVar[tuple[str, ...]] = ("episode",)

    episode: Name
    """Name of the episode."""
    title: Title
    """Name for people."""
    shock: Annotated[Name, NameOf("shocks")]
    """The shock it was; what this strikes is struck as deep as the amounts given say."""
    strategy: Name
    """The strategy on whose plan it is played."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The year whose January is the first month."""
    months: Annotated[Whole, Field(ge=1, le=120)]
    """Months that are played."""
    given: Title
    """What the amounts given are amounts of, for people."""
    basis: Annotated[Name, NameOf("bases")]
    """What these are tonnes of."""
    usual: Annotated[Cell, Number("t {basis}/month", 0)]
    """What they come to in a usual month: what is less of it is withheld."""

    @property
    def last(self) -> str:
        """The last month that is played: `2025-12`."""
        years, month = divmod(self.months - 1, 12)
        return f"{self.year + years}-{month + 1:02d}"

    def plays(self, when: str) -> bool:
        """Whether a month is among those played, or all months of a year are."""
        first, last = (when, when) if "-" in when else (f"{when}-01", f"{when}-12")
        return f"{self.year}-01" <= first and last <= self.last


class EpisodeAmountRow(ChainRow):
    """What a month of an episode left of a flow abroad, which is given to the play."""

    table: ClassVar[str] = "episode_amounts"
    key: ClassVar[tuple[str, ...]] = ("episode", "month")

    episode: Annotated[Name, NameOf("episodes")]
    """The episode."""
    month: Month
    """The month; in months without a row, as in those above the usual, nothing is withheld."""
    amount: Annotated[Cell, Number("t {basis}/month", 0)]
    """The amount, of the basis of the episode."""


class EpisodeObservationRow(ChainRow):
    """Something of an episode that its play should reproduce, or cannot be held to."""

    table: ClassVar[str] = "episode_observations"
    key: ClassVar[tuple[str, ...]] = ("observation",)

    observation: Name
    """Name of the observation."""
    episode: Annotated[Name, NameOf("episodes")]
    """The episode."""
    title: Title
    """Name for people; rows of the same thing in several months share it."""
    kind: Literal["arrivals", "stock", "short", "price"]
    """What is observed; it decides the unit, and with what it is compared."""
    materials: Annotated[Names, NameOf("materials")] = Field(alias="material")
    """The materials that are added up."""
    origins: Annotated[OptionalNames, NameOf("regions")] = Field(default=(), alias="origin")
    """The regions that arrivals come from; blank: all."""
    region: Annotated[OptionalName, NameOf("regions")] = ""
    """Where it was observed; blank: at home."""
    period: Start
    """The month it was observed in, or the year."""
    observed: Annotated[OptionalCell, Number("{observed}")] = ""
    """The figure; blank where there is none, which is then untestable."""
    status: Literal["free", "fitted", "determined", "untestable"]
    """Whether it tests the play, the play was made to match it, follows from what was given all the
    same, or cannot be held to it."""
    reason: str = ""
    """Why it tests nothing or cannot be tested, or what makes it differ."""

    @property
    def per_year(self) -> bool:
        """Whether it is a figure of a whole year."""
        return "-" not in self.period

    @property
    def of(self) -> tuple[object, ...]:
        """What is observed, whatever it is called and whenever."""
        return (self.kind, frozenset(self.materials), frozenset(self.origins), self.region)
