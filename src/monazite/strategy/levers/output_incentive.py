"""Money for each kilogram that winners make."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.money import MoneyAmount
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Rate,
    Share,
    Sum,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming, caps, window
from monazite.strategy.levers.registry import said
from monazite.strategy.levers.support import (
    Rates,
    capped,
    check_winners,
    in_place_of_others,
    limited,
)
from monazite.strategy.months import Month, months_since_year_zero

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


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

    def checked(self, check: Check) -> None:
        """Report plants that cannot win support, and those whose sales are not known."""
        on_sales = "" if self.share_of_sales is None else "share_of_sales"
        instead = "leave share_of_sales out, or "
        check_winners(check, self, self.facilities, on_sales, instead)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Pay awardees per tonne, up to a tonnage a year, a sum each and a budget for all.

        In a period the window covers in part, part of the rate is paid on all of the output, which
        is the whole rate on that part of it. A later scheme for the same awardee and years replaces
        an earlier one. A ceiling in shares of sales is worked out year by year, at what the output
        is stated to fetch in that year; the lower of the two is paid.
        """
        labels = acting.labels
        awardees = tuple(dict.fromkeys(self.facilities))
        acting.money("rate")  # more than can be carried is refused
        rates: Rates = {awardee: {} for awardee in awardees}
        for period in labels.periods:
            years = labels.years_of(period)
            if any(self.share_of_year(year) > 0 for year in years):
                for awardee in awardees:
                    most = self._most_paid(acting, awardee, period)
                    rates[awardee][period] = sum(
                        min(
                            self.rate_in(year).in_money_of(acting.study.money),
                            most * self.share_of_year(year),
                        )
                        for year in years
                    ) / len(years)
        yield from in_place_of_others(acting, awardees)
        yield from acting.edits("incentive", "set", "awardee", rates)
        yield from limited(acting, awardees, self.tonnes_per_year)
        yield from capped(acting, awardees)

    def _most_paid(self, acting: Acting, awardee: str, period: int) -> float:
        """The share of an awardee's sales that may be paid in a period, money/t.

        Sales are those of the material the awardee is counted in; what else its recipe yields is
        none.
        """
        if self.share_of_sales is None:
            return inf
        return self.share_of_sales * acting.stated_price(awardee, period)

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
