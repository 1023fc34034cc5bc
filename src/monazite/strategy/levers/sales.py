"""What the state promises makers for what they sell: a price between two bounds, a purchase."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated
from monazite.strategy.levers.base import Lever, Names, Rate, SomeNames, Sum, Text, TonnesPerYear
from monazite.strategy.levers.naming import Naming, caps, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


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

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.facilities) > 1 else ""
        return (
            f"what {named(*self.facilities)} are paid is made up to {self.floor.in_words()} on up "
            f"to {stated(self.tonnes_per_year)} t a year{each} and handed over above "
            f"{self.cap.in_words()}, {window(self)}"
            f"{caps('awardee', self.per_firm_cap, self.budget)}"
        )


@said(
    "Offtake",
    "Has the state buy what winners make at a stated price, and sell it on.",
    edits=("incentive", "supported_limit", "purchase_price", "resale_price"),
)
class Offtake(Lever):
    """Has the state buy what winners make at a stated price, and sell it on at once.

    The maker may sell to the state and need not, so that it does in years in which the stated
    price of the product is lower; a maker bound to sell is one under a `cap_and_floor` with both
    prices alike. Public outlay holds the whole purchase and, beside it, what the sale brings; what
    the state sells for less than the stated price it gives to whoever buys.

    The tonnes stay in the market of home and abroad. A purchase that is kept is a `stockpile`, one
    from a plant abroad a `partnership`. It stands in the place of any other support per tonne for
    the same winner and years, the later one holding.
    """

    kind: Literal["offtake"] = "offtake"
    facilities: SomeNames = Field(alias="facility", default=())
    """The plants at home whose product is bought; each has an `awardee` in the table of
    facilities.
    """
    material: Text | None = None
    """Instead of `facility`: a material, bought from every plant at home that makes it and has an
    `awardee`.
    """
    price: Rate
    """What the state pays per mass of the plant's reference material, such as `60 USD/kg`."""
    resale: Rate | None = None
    """What it sells it on for; the stated price of the year unless written."""
    tonnes_per_year: TonnesPerYear
    """The most it buys from each plant, in t of its reference material per year."""
    start: Month
    """The first month in which it buys."""
    end: Month
    """The first month in which it buys no more."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _plants_or_a_material(self) -> Self:
        if bool(self.facilities) == (self.material is not None):
            given = "both facility and material" if self.facilities else "neither of the two"
            raise FieldError(
                f"{given} says whose product is bought", "write either facility or material"
            )
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        of = named(*self.facilities) if self.facilities else "every maker"
        what = f" of {named.goods(self.material)}" if self.material is not None else ""
        each = "" if len(self.facilities) == 1 else " each"
        on = "its stated price" if self.resale is None else self.resale.in_words()
        return (
            f"the state buys up to {stated(self.tonnes_per_year)} t a year{each} from {of}{what} "
            f"at {self.price.in_words()} and sells it on at {on}, {window(self)}"
        )
