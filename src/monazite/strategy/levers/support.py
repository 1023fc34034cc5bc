"""Public money for those who build and those who make."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.money import MoneyAmount
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import Lever, Names, Rate, Share, Sum, TonnesPerYear
from monazite.strategy.levers.naming import Naming, caps, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, months_since_year_zero


@said(
    "Capital subsidy",
    "Pays part of the capital of what owners add at named plants.",
    edits=("subsidy_share",),
)
class CapitalSubsidy(Lever):
    """Pays part of the capital of what is added at named plants, decided while it is open.

    Caps and budget lower the share: they are held against the cost of everything that may be added
    while the scheme is open, so write the `private_entry` that says how much this is before the
    subsidy. A plant that grows at a `build_rate` of its own may add that much in every year in
    which the scheme is open: without an `end` that is much, and the share small. `monazite check`
    then says what share is paid. The share is paid on what is decided in the years from `start` to
    `end`, in a year the scheme is open in part on all of it. What a `capacity_programme` brings has
    its own `public_share`, which this leaves alone.
    """

    kind: Literal["capital_subsidy"] = "capital_subsidy"
    facilities: Names = Field(alias="facility")
    """The plants at home whose additions are supported."""
    share: Share
    """The part of the capital cost paid from public money, 0 to 1."""
    per_firm_cap: Sum | None = None
    """The most any one firm may get, such as `150 crore INR`: the plants of one pool of owners are
    a firm, any other plant is one of its own.
    """
    budget: Sum | None = None
    """The most all of them may get together."""
    start: Month
    """The first month of the scheme."""
    end: Month | None = None
    """The first month without it; without it the scheme stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"{stated_percent(self.share)} of the capital of what owners add at "
            f"{named(*self.facilities)} is paid from public money {window(self)}"
            f"{caps('firm', self.per_firm_cap, self.budget)}"
        )


@said(
    "Public equity",
    "Pays part of the capital of what owners add for a share of the plant and its return.",
    edits=("equity_share", "equity_return"),
)
class PublicEquity(Lever):
    """Has the state pay part of the capital of what owners add, for a return.

    While a plant stands the state is paid the return it asks on its share, before the owner is, and
    the owner asks his on the rest: where the state asks less, the plant needs to earn less. Public
    outlay holds the capital while it is built and, as income, what is paid on it, which is
    what it asks and no more in good years. With a return of zero it is paid its
    capital back over the life of the plant. What a `capital_subsidy` pays is given away and comes
    on top. What a `capacity_programme` brings has its own `public_share`, which this leaves alone.
    """

    kind: Literal["public_equity"] = "public_equity"
    facilities: Names = Field(alias="facility")
    """The plants at home whose additions the state takes a share of."""
    share: Share
    """The part of the capital the state pays, 0 to 1."""
    return_asked: Share = Field(alias="return")
    """The yearly return the state asks on it, such as 0.04; owners ask their `hurdle_rate`."""
    start: Month
    """The first month of decisions it holds for."""
    end: Month | None = None
    """The first month of decisions without it; without it the offer stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"the state pays {stated_percent(self.share)} of the capital of what is added at "
            f"{named(*self.facilities)} for a return of {stated_percent(self.return_asked)} a "
            f"year, {window(self)}"
        )


@said(
    "Output incentive",
    "Pays winners of a scheme for each kilogram they make.",
    edits=("incentive", "supported_limit", "awardee_budget", "scheme_member", "scheme_budget"),
)
class OutputIncentive(Lever):
    """Pays winners of a scheme for each kilogram they make.

    In a year the window covers in part, part of the rate is paid on the whole year's output: the
    same money as the whole rate on that part of it. A later scheme for the same winner and years
    replaces an earlier one. Six budgets can be in force in one run.
    """

    kind: Literal["output_incentive"] = "output_incentive"
    facilities: Names = Field(alias="facility")
    """The plants at home that win support; each has an `awardee` in the table of facilities."""
    rate: Rate
    """What is paid per mass of the plant's reference material, such as `2150 INR/kg`."""
    share_of_sales: Share | None = None
    """The most that is paid, as a share of what the output is stated to fetch in the year; the
    lower of the two holds, year by year.
    """
    rate_falls_to: Rate | None = None
    """The rate at the end of the window, in the unit of `rate`, reached along a straight line; the
    same unless stated.
    """
    tonnes_per_year: TonnesPerYear
    """The most that is supported at each winner, in t of its reference material per year."""
    per_firm_cap: Sum | None = None
    """The most any one winner may get in all."""
    budget: Sum | None = None
    """The most the scheme may pay in all."""
    start: Month
    """The first month for which is paid."""
    end: Month
    """The first month for which nothing is paid any more."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def rate_in(self, year: int) -> MoneyAmount:
        """Give what is paid per mass of a calendar year's output, as the mean over its months.

        The rate runs along a straight line from the start to the end of the window, and months
        outside it count as zero: a winner paid for half a year gets half the rate on all of it.
        """
        first, end = months_since_year_zero(self.start), months_since_year_zero(self.end)
        begin, last = self.rate.number, self.rate_falls_to
        fall = 0.0 if last is None else begin - last.number
        paid = [
            begin - fall * (month + 0.5 - first) / (end - first)
            for month in range(max(first, year * 12), min(end, year * 12 + 12))
        ]
        return self.rate.of(sum(paid) / 12)

    @model_validator(mode="after")
    def _falls_or_stays(self) -> Self:
        last = self.rate_falls_to
        if last is None:
            return self
        if last.unit != self.rate.unit:
            raise FieldError(
                f"rate_falls_to {last} is not in the unit of rate {self.rate}",
                f"write it in the same unit, as '{self.rate}' is",
            )
        if last.number > self.rate.number:
            raise FieldError(
                f"rate_falls_to {last} is above rate {self.rate}",
                "write a lower rate for the end, or leave it out",
            )
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        last = self.rate_falls_to
        conditions = []
        if last is not None:
            conditions.append(f"falling to {stated(last.number)}")
        if self.share_of_sales is not None:
            most = stated_percent(self.share_of_sales)
            conditions.append(f"but no more than {most} of sales in any year")
        within = "".join(f", {one}" for one in conditions) + ("," if conditions else "")
        each = " each" if len(self.facilities) > 1 else ""
        return (
            f"{self.rate.in_words()}{within} are paid to "
            f"{named(*self.facilities)} on up to {stated(self.tonnes_per_year)} t a year{each} "
            f"{window(self)}"
            f"{caps('awardee', self.per_firm_cap, self.budget)}"
        )


@said(
    "Price guarantee",
    "Makes up to winners what they are stated to be paid less than a guaranteed price.",
    edits=("incentive", "supported_limit", "awardee_budget", "scheme_member", "scheme_budget"),
)
class PriceGuarantee(Lever):
    """Makes up to winners what the stated price of their product lacks of a guaranteed one.

    A floor under the price, and the paying side of a contract for difference. What a winner would
    pay back above the guaranteed price is not counted: whoever may choose would not sign it away.

    What is paid follows the stated prices of the material (`chain/prices.csv`, else its reference
    price), and so a world's price path: where prices fall it pays more, where they stand above the
    guarantee nothing. It stands in the place of an `output_incentive` for the same winner and
    years, the later of the two holding.
    """

    kind: Literal["price_guarantee"] = "price_guarantee"
    facilities: Names = Field(alias="facility")
    """The plants at home that win it, counted in what they sell; each has an `awardee` in the table
    of facilities.
    """
    price: Rate
    """The price guaranteed per mass of the plant's reference material, such as `60 USD/kg`."""
    tonnes_per_year: TonnesPerYear
    """The most it holds for at each winner, in t of its reference material per year."""
    per_firm_cap: Sum | None = None
    """The most any one winner may get in all."""
    budget: Sum | None = None
    """The most all of them may get together."""
    start: Month
    """The first month it holds for."""
    end: Month
    """The first month it no longer holds for."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.facilities) > 1 else ""
        return (
            f"what {named(*self.facilities)} are paid less than {self.price.in_words()} is made up "
            f"to them on up to {stated(self.tonnes_per_year)} t a year{each} "
            f"{window(self)}"
            f"{caps('awardee', self.per_firm_cap, self.budget)}"
        )
