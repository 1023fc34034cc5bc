"""What a country keeps in reserve."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, Strict, model_validator

from monazite.strategy.levers.base import Amount, Lever, Sum, Text, as_tuple
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

Tier = Annotated[int, Strict(), Field(ge=1, le=3)]


@said(
    "Stockpile",
    "Holds a stock of a material by a date and says when it is released.",
    edits="stock_target",
)
class Stockpile(Lever):
    """Holds a public reserve of a material at home."""

    kind: Literal["stockpile"] = "stockpile"
    material: Text
    """What is held."""
    tonnes: Amount | None = None
    """The reserve in t of the material."""
    days_of_cover: Amount | None = None
    """The reserve in days of home use of the material."""
    ownership_account: Text | None = None
    """The owners at home who keep it, such as state; the region itself unless stated."""
    tiers: Annotated[tuple[Tier, ...], BeforeValidator(as_tuple)] = ()
    """The tiers of uses it is kept for, 1 to 3; all uses unless stated."""
    by: Month
    """The month from which the reserve must be full."""
    until: Month | None = None
    """The first month without the reserve; without it the reserve stays."""
    budget: Sum | None = None
    """The most public money that may be tied up, such as `500 crore INR`."""
    release: Literal["on_shortage", "never"]
    """Whether the reserve may be used when home is short, or is kept whatever happens."""

    dates: ClassVar[tuple[str, ...]] = ("by", "until")

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes", "days_of_cover")
        self.none_twice("tiers")
        return self
