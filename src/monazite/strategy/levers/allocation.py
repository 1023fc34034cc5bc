"""Who gets what the state makes."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated
from monazite.strategy.levers.base import Lever, Names, Text, TonnesPerYear
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


@said(
    "State sales",
    "Lets a pool of owners at home sell a tonnage abroad at the price there.",
    edits=("lane_limit",),
)
class StateSales(Lever):
    """Lets a pool of owners at home sell a tonnage abroad, at the price there.

    Between the pool and each region there is a lane with a limit of 0, which this lever raises. The
    tonnage is a ceiling: the pool sells as far as that pays it more than it costs to make, and
    before it sells to makers at home for less. An `export_limit` in force holds all the same.
    """

    kind: Literal["state_sales"] = "state_sales"
    material: Text
    """What is sold."""
    ownership_account: Text
    """The pool of owners that sells it, such as state."""
    importers: Names = Field(alias="to")
    """The regions it may be sold to."""
    tonnes_per_year: TonnesPerYear
    """The most that may go to each of them, in t of the material per year."""
    start: Month
    """The first month of the sales."""
    end: Month | None = None
    """The first month without them; without it they go on."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _sells_to_each_once(self) -> Self:
        self.none_twice("importers")
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.importers) > 1 else ""
        return (
            f"{named(self.ownership_account)} may sell up to {stated(self.tonnes_per_year)} t a "
            f"year of "
            f"{named.goods(self.material)} to {named(*self.importers)}{each} {window(self)}"
        )


@said(
    "Feed allocation",
    "Assures named makers of feed from one pool of owners at home.",
    edits=("lane_limit", "transfer_price"),
)
class FeedAllocation(Lever):
    """Assures named makers of a tonnage of feed from one pool of owners at home.

    Pools stand in `chain/ownership_accounts.csv`; between the pool that gives and each that gets
    there is a lane with a limit of 0, which this lever raises. The pool may sell the rest as
    before.
    """

    kind: Literal["feed_allocation"] = "feed_allocation"
    material: Text
    """What is allocated."""
    ownership_account: Text
    """The pool of owners that gives it, such as state."""
    makers: Names
    """The pools that get it, in equal parts."""
    tonnes_per_year: TonnesPerYear
    """The tonnage set aside for all of them together, in t of the material per year."""
    price_basis: Literal["import_parity", "export_parity", "cost"]
    """What makers pay. `import_parity`: the `transfer_price` of the lane, year by year.
    `export_parity`: that less twice the mean freight of the lanes that bring the material home.
    `cost`: nothing on top of what it costs to make.
    """
    start: Month
    """The first month of the allocation."""
    end: Month | None = None
    """The first month without it; without it the allocation stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _gives_to_others_once(self) -> Self:
        self.none_twice("makers")
        if self.ownership_account in self.makers:
            raise FieldError(
                f"'{self.ownership_account}' gives and gets",
                "take it out of makers, or name another pool",
            )
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        price = {
            "import_parity": "at what imports cost",
            "export_parity": "at what exports would bring",
            "cost": "at cost",
        }[self.price_basis]
        parts = ", in equal parts," if len(self.makers) > 1 else ""
        return (
            f"{stated(self.tonnes_per_year)} t a year of {named.goods(self.material)} of "
            f"{named(self.ownership_account)} are set aside for {named(*self.makers)}{parts} "
            f"{price} {window(self)}"
        )
