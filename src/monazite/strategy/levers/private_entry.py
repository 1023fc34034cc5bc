"""Room for investors to build, as far as it pays them to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Share,
    TonnesPerYear,
)
from monazite.strategy.levers.capital import check_growing
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


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
    What has been built its owner may renew at the end of its life, whatever the window.
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
                f"per_year {stated(self.per_year)} is more than tonnes_per_year "
                f"{stated(self.tonnes_per_year)}, which is the whole of it",
                "lower per_year, or leave it out",
            )
        return self

    def checked(self, check: Check) -> None:
        """Report plants no investor may build: abroad, not private, without a rate of building."""
        for row in check.at_home(self, self.facilities):
            if row.owner != "private":
                check.report(
                    self,
                    "facility",
                    f"'{row.facility}' is {row.owner} and not private",
                    "name a private facility, or write a capacity_programme",
                )
            else:
                check_growing(check, self, [row])

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Let named plants grow by what is to be expected of investors: tonnes times uptake.

        A plant has one date: in a year in which the window opens in a later month all of it may be
        decided, that much later. Decided pro rata it would be cut in two, of which the second part
        comes a year after its time.
        """
        facilities = tuple(dict.fromkeys(self.facilities))
        tonnes = self.tonnes_per_year * self.uptake
        yield acting.edit("site_limit", "set", tonnes, facility=facilities)
        per_year = self.tonnes_per_year if self.per_year is None else self.per_year
        rates, delays = {}, {}
        for period in acting.labels.periods:
            years = acting.labels.years_of(period)
            open_in = [year for year in years if self.share_of_year(year) > 0]
            if open_in:
                rates[period] = per_year * self.uptake * len(open_in) / len(years)
                delays[period] = sum(map(self.part_before, open_in)) / len(open_in)
        for name, numbers in (("build_rate", rates), ("decision_delay", delays)):
            yield from acting.edits(name, "set", "facility", dict.fromkeys(facilities, numbers))

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
