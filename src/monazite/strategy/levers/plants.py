"""What a country decides about plants: their size, who may build and what they may run."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import Amount, Factor, Lever, Names, Share
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


@said(
    "Capacity programme",
    "Adds capacity at a facility or multiplies it from an online date.",
    edits="programme",
)
class CapacityProgramme(Lever):
    """Brings capacity online at named plants from a stated month, whoever pays for it."""

    kind: Literal["capacity_programme"] = "capacity_programme"
    facilities: Names = Field(alias="facility")
    """The plants that grow; each of them by the stated amount or factor."""
    add: Amount | None = None
    """Capacity added at each plant, in t of its reference material per year."""
    multiply: Factor | None = None
    """The factor on each plant's nameplate: 2 doubles it."""
    online: Month
    """The month in which the new capacity starts; the plant's ramp runs from here."""
    public_share: Share
    """The part of the capital cost paid from public money, 0 to 1."""

    dates: ClassVar[tuple[str, ...]] = ("online",)

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("add", "multiply")
        return self


@said(
    "Private entry",
    "Lets investors build at named plants as far as it pays them.",
    edits="build_rate",
)
class PrivateEntry(Lever):
    """Lets investors build at named plants, as far as it pays them to.

    What is allowed may stay unbuilt. `uptake` is the chance that an investor comes at all; the plan
    counts on what is to be expected, tonnes times uptake.
    """

    kind: Literal["private_entry"] = "private_entry"
    facilities: Names = Field(alias="facility")
    """The plants that may be built or added to; each of them by the stated amount."""
    tonnes_per_year: Amount
    """Capacity that may be added at each plant in all, in t of its reference material per year."""
    per_year: Amount | None = None
    """The most that may be decided in a year at each; all of it unless stated."""
    uptake: Share
    """The chance that the investor comes, 0 to 1."""
    start: Month
    """The first month in which additions may be decided."""
    end: Month | None = None
    """The first month in which no more may be; without it the door stays open."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _decides_no_more_than_there_is(self) -> Self:
        if self.per_year is not None and self.per_year > self.tonnes_per_year:
            raise FieldError(
                f"per_year {self.per_year:g} is more than tonnes_per_year "
                f"{self.tonnes_per_year:g}, which is the whole of it",
                "lower per_year, or leave it out",
            )
        return self


@said(
    "Permit",
    "Sets or multiplies the largest feed a facility is allowed.",
    edits="permit",
)
class Permit(Lever):
    """Sets or multiplies the feed that named plants are permitted to process."""

    kind: Literal["permit"] = "permit"
    facilities: Names = Field(alias="facility")
    """The plants whose permit changes."""
    tonnes_per_year: Amount | None = None
    """The new permit of each plant, in t of its reference material per year."""
    multiply: Factor | None = None
    """The factor on each plant's present permit."""
    start: Month
    """The first month of the new permit."""

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes_per_year", "multiply")
        return self
