"""What a country keeps in reserve."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, Strict, model_validator

from monazite.core.numerals import stated
from monazite.strategy.levers.base import Days, Lever, Sum, Text, Tonnes, as_tuple
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

Tier = Annotated[int, Strict(), Field(ge=1, le=3)]


@said(
    "Stockpile",
    "Holds a stock of a material by a date and says when it is released.",
    edits=("stock_target", "stock_limit", "shortfall_cost"),
)
class Stockpile(Lever):
    """Holds a public reserve of a material at home.

    A reserve for tiers is held at the last of them. A reserve helps in the form it is held in:
    oxide does not help a country without a metal plant.
    """

    kind: Literal["stockpile"] = "stockpile"
    material: Text
    """What is held; it needs a row with `reserve` in `chain/stocks.csv` of home, or of the pool."""
    tonnes: Tonnes | None = None
    """The reserve in t of the material."""
    days_of_cover: Days | None = None
    """Instead of `tonnes`: the reserve in days of home need, counted in the material's main oxide
    group.
    """
    ownership_account: Text | None = None
    """The pool of owners at home that keeps it; the region itself unless stated."""
    tiers: Annotated[tuple[Tier, ...], BeforeValidator(as_tuple)] = ()
    """The tiers of uses it is kept for, 1 to 3, of which days of cover count these alone; all uses
    unless stated.
    """
    by: Month
    """The month from which the reserve must be full."""
    until: Month | None = None
    """The first month without the reserve; without it the reserve stays."""
    budget: Sum | None = None
    """The most public money that may be tied up, such as `500 crore INR`; it caps the tonnes at the
    reference price.
    """
    release: Literal["on_shortage", "never"]
    """`on_shortage`: it may be drawn down at a price per missing tonne. `never`: that price is so
    high that it is kept whatever happens.
    """

    dates: ClassVar[tuple[str, ...]] = ("by", "until")

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes", "days_of_cover")
        self.none_twice("tiers")
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        material = named.goods(self.material)
        size = (
            f"{stated(self.tonnes)} t of {material}"
            if self.tonnes is not None
            else f"{stated(self.days_of_cover)} days of all {material} in what users want"
        )
        ranks = [f"tier {tier}" for tier in sorted(self.tiers)]
        whose = f" for uses in {named(*ranks)}" if ranks else ""
        keeper = f", kept by {named(self.ownership_account)}," if self.ownership_account else ""
        budget = f", for at most {self.budget.in_words()}" if self.budget is not None else ""
        return f"a public stock of {size}{whose}{keeper} by {self.by}{budget}"
