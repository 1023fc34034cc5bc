"""What the stated price lacks of a guaranteed one, made up to winners."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Rate,
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
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


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

    def checked(self, check: Check) -> None:
        """Report plants that cannot win support, and those whose sales are not known."""
        check_winners(check, self, self.facilities, on_sales="price")

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Pay awardees per tonne what the stated price lacks of the guaranteed one, where it does.

        incentive = mean over the years of a period of share of year x max(0, guaranteed - stated
        price), so that what is paid follows prices of the world. Otherwise like an incentive on
        output: a tonnage a year, a sum each and a budget for all; a later scheme for the same
        awardee and years replaces an earlier one.
        """
        awardees = tuple(dict.fromkeys(self.facilities))
        guaranteed = acting.money("price")
        rates: Rates = {awardee: {} for awardee in awardees}
        for period, part in acting.shares.items():
            for awardee in awardees:
                lacks = guaranteed - acting.stated_price(awardee, period)
                rates[awardee][period] = part * max(lacks, 0.0)
        yield from in_place_of_others(acting, awardees)
        yield from acting.edits("incentive", "set", "awardee", rates)
        yield from limited(acting, awardees, self.tonnes_per_year)
        yield from capped(acting, awardees)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.facilities) > 1 else ""
        return (
            f"what {named(*self.facilities)} are paid less than {self.price.in_words()} is made up "
            f"to them on up to {stated(self.tonnes_per_year)} t a year{each} "
            f"{window(self)}"
            f"{caps('awardee', self.per_firm_cap, self.budget)}"
        )
