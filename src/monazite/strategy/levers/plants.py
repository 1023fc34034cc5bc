"""What a country decides about plants: their size, who may build and what they may run."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Factor,
    Lever,
    Names,
    Share,
    Sum,
    Text,
    Tonnes,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


@said(
    "Capacity programme",
    "Adds capacity at a facility or multiplies it from an online date.",
    edits=("programme", "public_share", "host_output"),
)
class CapacityProgramme(Lever):
    """Brings capacity online at named plants from a stated month, whoever pays for it.

    The ramp of each plant runs from there.

    A programme moves the nameplate only. A plant held back by its permit needs a `permit` lever as
    well. Where minerals are dug for their own sake and the product comes up with them
    (`host_output`), they grow in step with the plant.
    """

    kind: Literal["capacity_programme"] = "capacity_programme"
    facilities: Names = Field(alias="facility")
    """The plants that grow; each of them by the stated amount or factor."""
    add: TonnesPerYear | None = None
    """Capacity added at each plant, in t of its reference material per year."""
    multiply: Factor | None = None
    """Instead of `add`: the factor on each plant's nameplate; 2 doubles it."""
    online: Month
    """The month in which the new capacity starts; the plant's ramp runs from here."""
    public_share: Share
    """The part of the capital cost paid from public money, 0 to 1."""

    dates: ClassVar[tuple[str, ...]] = ("online",)

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("add", "multiply")
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        one = len(self.facilities) == 1
        size = (
            f"{'gains' if one else 'each gain'} {stated(self.add)} t a year"
            if self.add is not None
            else f"{'grows' if one else 'each grow'} {stated(self.multiply)}-fold"
        )
        return (
            f"{named(*self.facilities)} {size}, online {self.online}, "
            f"{stated_percent(self.public_share)} of the capital from public money"
        )


@said(
    "Private entry",
    "Lets investors build at named plants as far as it pays them.",
    edits=("build_rate", "site_limit", "decision_delay"),
)
class PrivateEntry(Lever):
    """Lets investors build at named plants, as far as it pays them to.

    What is allowed may stay unbuilt. The plan counts on what is to be expected of an investor,
    tonnes times `uptake`.

    A plant has one date and one ramp: in the year in which the window opens all of it may be
    decided, as late in that year as the window opens. Whether it pays is worked out and not stated.
    """

    kind: Literal["private_entry"] = "private_entry"
    facilities: Names = Field(alias="facility")
    """Plants at home whose owner is private and whose `build_rate` is not blank (0 means that only
    a lever lets it grow); each of them by the stated amount.
    """
    tonnes_per_year: TonnesPerYear
    """Capacity that may be added at each plant in all, in t of its reference material per year."""
    per_year: TonnesPerYear | None = None
    """The most that may be decided in a year at each; all of it unless stated."""
    uptake: Share
    """The chance that nothing other than money keeps the investor away, 0 to 1; the plan counts on
    tonnes times uptake.
    """
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

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.facilities) > 1 else ""
        pace = (
            ""
            if self.per_year is None
            else f", at most {stated(self.per_year)} t a year decided in any year"
        )
        chance = (
            ""
            if self.uptake == 1
            else f"; investors are expected to take up {stated_percent(self.uptake)} of it"
        )
        return (
            f"investors may build up to {stated(self.tonnes_per_year)} t a year{each} at "
            f"{named(*self.facilities)} {window(self)}{pace}{chance}"
        )


@said(
    "Permit",
    "Sets or multiplies the largest feed a facility is allowed.",
    edits=("permit",),
)
class Permit(Lever):
    """Sets or multiplies the feed that named plants are permitted to process."""

    kind: Literal["permit"] = "permit"
    facilities: Names = Field(alias="facility")
    """The plants whose permit changes."""
    tonnes_per_year: TonnesPerYear | None = None
    """The new permit of each plant, in t of its reference material per year."""
    multiply: Factor | None = None
    """Instead of `tonnes_per_year`: the factor on each plant's present permit."""
    start: Month
    """The first month of the new permit."""

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes_per_year", "multiply")
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        allowed = "is permitted" if len(self.facilities) == 1 else "are each permitted"
        size = (
            f"{allowed} {stated(self.tonnes_per_year)} t a year"
            if self.tonnes_per_year is not None
            else f"{allowed} {stated(self.multiply)} times as much"
        )
        return f"{named(*self.facilities)} {size} from {self.start}"


@said(
    "Exploration",
    "Pays for a search that finds ore at a mine with stated odds, and opens what is found.",
    edits=("reserves", "programme", "exploration_outlay"),
)
class Exploration(Lever):
    """Pays for a search for ore at a mine at home, and opens what is to be expected of it.

    A plan counts on what is found times the odds: so much more may be dug in all, and as much of
    the capacity comes online. What a find and what a failure would bring are the same lever with
    odds of 1 and of 0. Its capital is part of home cost; who pays it is not said here.

    What is found is not dug before it is found: a mine that could dig up all it has before is
    refused, and what is searched for there is a mine of its own.
    """

    kind: Literal["exploration"] = "exploration"
    facility: Text
    """A mine at home whose reserves the study knows."""
    resource: Tonnes
    """What a find adds to its reserves, in t of its reference material."""
    odds: Share
    """The chance of a find, 0 to 1."""
    cost: Sum
    """What the search costs in all, found or not, from public money; spent evenly from `start` to
    `found`.
    """
    add: TonnesPerYear
    """The capacity a find opens, in t of its reference material per year."""
    start: Month
    """The month in which the search begins."""
    found: Month
    """The month by which it is known whether there is ore."""
    online: Month
    """The month in which the capacity starts; the plant's ramp runs from here."""

    dates: ClassVar[tuple[str, ...]] = ("start", "found")

    @model_validator(mode="after")
    def _opens_after_it_is_found(self) -> Self:
        if self.online < self.found:
            raise FieldError(
                f"online {self.online} is before found {self.found}",
                "write a month from the find on",
            )
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"{self.cost.in_words()} are spent from {self.start} until {self.found} to look for "
            f"{stated(self.resource)} t more at {named(self.facility)}, with odds of "
            f"{stated_percent(self.odds)}; a find opens {stated(self.add)} t a year from "
            f"{self.online}"
        )
