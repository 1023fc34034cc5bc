"""A purchase by the state, which sells on at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    Lever,
    Rate,
    SomeNames,
    Text,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.levers.support import (
    Rates,
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

    def checked(self, check: Check) -> None:
        """Report plants that cannot win support, and those whose sales are not known."""
        if self.material is not None:
            self._check_bought(check, self.material)
        check_winners(check, self, self.facilities, on_sales="price")

    def _check_bought(self, check: Check, material: str) -> None:
        """Report a material that no plant at home sells which may win support."""
        check.defined(self, "material", "materials", [material])
        known = check.knows("recipes", "facilities")
        if not known or material not in check.chain.names("materials"):
            return
        makes = {
            row.recipe
            for row in check.chain.recipes
            if row.material == material and row.reference and row.role == "output"
        }
        if not any(
            row.region == check.home and row.awardee and row.recipe in makes
            for row in check.chain.facilities
        ):
            check.report(
                self,
                "material",
                f"no plant in {check.home} that may win support is counted in {material}",
                "name the firm of one under awardee in chain/facilities.csv, or name another "
                "material",
            )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Buy from awardees at a price above the stated one, and sell on.

        incentive = share of period x (price - stated price), where that is above nothing: what a
        maker gets more than by selling himself. purchase_price and resale_price are that share of
        what the state pays and gets; none where the maker would rather sell himself.
        """
        awardees = tuple(dict.fromkeys(self.facilities)) or self._makers(acting)
        price = acting.money("price")
        resale = None if self.resale is None else acting.money("resale")
        yield from in_place_of_others(acting, awardees)
        rates: dict[str, Rates] = {
            name: {awardee: {} for awardee in awardees}
            for name in ("incentive", "purchase_price", "resale_price")
        }
        for period, part in acting.shares.items():
            for awardee in awardees:
                stated = acting.stated_price(awardee, period)
                part_sold = part if price > stated else 0.0
                rates["incentive"][awardee][period] = part_sold * (price - stated)
                rates["purchase_price"][awardee][period] = part_sold * price
                rates["resale_price"][awardee][period] = part_sold * (
                    stated if resale is None else resale
                )
        for name, by_awardee in rates.items():
            yield from acting.edits(name, "set", "awardee", by_awardee)
        yield from limited(acting, awardees, self.tonnes_per_year)

    def _makers(self, acting: Acting) -> tuple[str, ...]:
        """Awardees counted in tonnes of the material."""
        recipe_of, reference = acting.labels.facility_recipe, acting.study.chain.reference
        return tuple(
            awardee
            for awardee in acting.labels.awardees
            if reference[recipe_of[awardee]] == self.material
        )

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
