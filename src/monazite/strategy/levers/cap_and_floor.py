"""A price held between two bounds, paid for below and handed over above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
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
    "Cap and floor",
    "Holds what winners are paid between two prices: the state pays below, and takes above.",
    edits=(
        "incentive",
        "supported_limit",
        "payback",
        "awardee_budget",
        "scheme_member",
        "scheme_budget",
    ),
)
class CapAndFloor(Lever):
    """Holds what winners are paid per tonne between a floor and a cap.

    Where the stated price of the product lies below the floor the state makes up the difference on
    a tonnage a year; where it lies above the cap, winners hand over what is above it on all they
    make, since a tonnage left free would be the one that is sold. With floor and cap alike it is a
    contract for difference that binds both sides.

    Stated prices (`chain/prices.csv`, else the reference price) follow a world's price path. Who
    signs is bound: a plant cannot leave in good years, it can only make less. It stands in the
    place of any other support per tonne for the same winner and years, the later one holding.
    """

    kind: Literal["cap_and_floor"] = "cap_and_floor"
    facilities: Names = Field(alias="facility")
    """The plants at home that are bound, counted in what they sell; each has an `awardee` in the
    table of facilities.
    """
    floor: Rate
    """The price below which the state pays, per mass of the plant's reference material."""
    cap: Rate
    """The price above which the state takes, in the unit of `floor` and not below it."""
    tonnes_per_year: TonnesPerYear
    """The most the floor holds for at each winner, in t of its reference material per year."""
    per_firm_cap: Sum | None = None
    """The most any one winner may get in all; what it hands over does not count."""
    budget: Sum | None = None
    """The most all of them may get together; what they hand over does not count."""
    start: Month
    """The first month it holds for."""
    end: Month
    """The first month it no longer holds for."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _floor_below_cap(self) -> Self:
        if self.floor.unit != self.cap.unit:
            raise FieldError(
                f"cap {self.cap} is not in the unit of floor {self.floor}",
                f"write it in the same unit, as '{self.floor}' is",
            )
        if self.cap.number < self.floor.number:
            raise FieldError(
                f"cap {self.cap} is below floor {self.floor}", "write a cap at least as high"
            )
        return self

    def checked(self, check: Check) -> None:
        """Report plants that cannot win support, and those whose sales are not known."""
        check_winners(check, self, self.facilities, on_sales="floor")

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Pay awardees what the stated price lacks of the floor, take what it is above the cap.

        incentive = share of period x max(0, floor - stated price), on a tonnage a year;
        payback = share of period x max(0, stated price - cap), on all of the output.
        """
        awardees = tuple(dict.fromkeys(self.facilities))
        floor, cap = acting.money("floor"), acting.money("cap")
        yield from in_place_of_others(acting, awardees)
        paid: Rates = {awardee: {} for awardee in awardees}
        taken: Rates = {awardee: {} for awardee in awardees}
        for period, part in acting.shares.items():
            for awardee in awardees:
                price = acting.stated_price(awardee, period)
                paid[awardee][period] = part * max(floor - price, 0.0)
                taken[awardee][period] = part * max(price - cap, 0.0)
        yield from acting.edits("incentive", "set", "awardee", paid)
        yield from acting.edits("payback", "set", "awardee", taken)
        yield from limited(acting, awardees, self.tonnes_per_year)
        yield from capped(acting, awardees)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.facilities) > 1 else ""
        return (
            f"what {named(*self.facilities)} are paid is made up to {self.floor.in_words()} on up "
            f"to {stated(self.tonnes_per_year)} t a year{each} and handed over above "
            f"{self.cap.in_words()}, {window(self)}"
            f"{caps('awardee', self.per_firm_cap, self.budget)}"
        )
