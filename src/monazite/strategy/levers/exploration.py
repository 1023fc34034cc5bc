"""A search for ore with stated odds, and what a find opens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Share,
    Sum,
    Text,
    Tonnes,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, share_of_year

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


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

    def checked(self, check: Check) -> None:
        """Report a plant that is no mine at home with known reserves, and a month out of range."""
        check.date(self, "online", f"{check.settings.horizon.last + 1}-01")
        for row in check.at_home(self, [self.facility]):
            if not row.reserves:
                check.report(
                    self,
                    "facility",
                    f"the study does not know what lies in the ground at '{row.facility}'",
                    "write its reserves in chain/facilities.csv; 0 where nothing is known to be "
                    "there",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Add to reserves and capacity of a mine what a search is expected to find, and pay for it.

        reserves + odds x resource, programme + odds x add, and cost / months of the search in each
        of them. Raises InvalidInput where reserves could all be dug before the find.
        """
        labels = acting.labels
        known = float(acting.parameters["reserves"].sel(facility=self.facility))
        before = {year: 1.0 - share_of_year(year, self.found) for year in labels.years}
        capacity = acting.by_period(acting.committed()[labels.facilities.index(self.facility)])
        could = sum(
            capacity[labels.first_period_at(year) or labels.periods[-1]] * part
            for year, part in before.items()
        )
        if could > known + 1e-6:
            raise acting.refuse(
                "facility",
                f"'{self.facility}' can dig {could:,.0f} t before {self.found}, more than the "
                f"{known:,.0f} t it has",
                "write what is searched for as a mine of its own in chain/facilities.csv",
            )
        yield acting.edit("reserves", "add", self.odds * self.resource, facility=self.facility)
        yield from acting.added(self.facility, self.odds * self.add, self.online)
        cost = acting.money("cost")
        years = {year: self.share_of_year(year) for year in labels.years}
        whole = sum(years.values())
        spent = {}
        for period in labels.periods:
            paid = sum(cost * years.get(year, 0.0) / whole for year in labels.years_of(period))
            if paid > 0:
                spent[period] = paid / len(labels.years_of(period))
        yield from acting.edits("exploration_outlay", "add", "facility", {self.facility: spent})

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"{self.cost.in_words()} are spent from {self.start} until {self.found} to look for "
            f"{stated(self.resource)} t more at {named(self.facility)}, with odds of "
            f"{stated_percent(self.odds)}; a find opens {stated(self.add)} t a year from "
            f"{self.online}"
        )
