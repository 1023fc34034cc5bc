"""Who gets what the state makes."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import Amount, Lever, Names, Text
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


@said(
    "State sales",
    "Lets a pool of owners at home sell a tonnage abroad at the price there.",
    edits="lane_limit",
)
class StateSales(Lever):
    """Lets a pool of owners at home sell a tonnage abroad, at the price there.

    What it may sell is a ceiling: it sells as far as that pays it more than it costs to make.
    """

    kind: Literal["state_sales"] = "state_sales"
    material: Text
    """What is sold."""
    ownership_account: Text
    """The pool of owners that sells it, such as state."""
    importers: Names = Field(alias="to")
    """The regions it may be sold to."""
    tonnes_per_year: Amount
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


@said(
    "Feed allocation",
    "Assures named makers of feed from one pool of owners at home.",
    edits="lane_limit",
)
class FeedAllocation(Lever):
    """Assures named makers of a tonnage of feed from one pool of owners at home.

    It opens an assured channel beside the market; the pool may still sell the rest.
    """

    kind: Literal["feed_allocation"] = "feed_allocation"
    material: Text
    """What is allocated."""
    ownership_account: Text
    """The pool of owners that gives it, such as state."""
    makers: Names
    """The pools that get it, in equal parts."""
    tonnes_per_year: Amount
    """The tonnage set aside for all of them together, in t of the material per year."""
    price_basis: Literal["import_parity", "export_parity", "cost"]
    """What they pay: as for imports, as exports would bring, or what it costs to make."""
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
