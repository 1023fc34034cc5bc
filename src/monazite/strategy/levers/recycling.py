"""What a country decides about scrap."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import Factor, Lever, Share, SomeNames, TonnesPerYear
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


@said(
    "Recycling",
    "Collects more scrap at home and brings recyclers online.",
    edits=("scrap_share", "legacy_scrap", "programme", "public_share"),
)
class Recycling(Lever):
    """Collects more scrap at home, brings recyclers online, or both.

    Scrap of products in use before the first year grows from `start` on. Scrap of products sold
    since then has no year of its own: it grows for all of them, and comes back when they wear out,
    which is years after the sale.
    """

    kind: Literal["recycling"] = "recycling"
    uses: SomeNames = ()
    """The uses whose products are collected; all that leave scrap at home unless stated."""
    collection: Share | None = None
    """The new share of products collected at the end of their life, 0 to 1."""
    multiply: Factor | None = None
    """Instead of `collection`: the factor on the present share, never to more than everything."""
    facilities: SomeNames = Field(default=(), alias="facility")
    """Recyclers at home that grow; each of them by the stated amount."""
    add: TonnesPerYear | None = None
    """With `facility`: capacity added at each recycler, in t of its reference material per year."""
    public_share: Share | None = None
    """With `facility`: the part of the capital cost of these recyclers paid from public money, 0 to
    1.
    """
    start: Month
    """The month from which more is collected and the new capacity starts."""

    @model_validator(mode="after")
    def _says_what_changes(self) -> Self:
        if self.collection is not None and self.multiply is not None:
            raise FieldError("both collection and multiply are given", "keep one of them")
        collects = self.collection is not None or self.multiply is not None
        if not collects and not self.facilities:
            raise FieldError("nothing changes", "write collection, multiply, or facility with add")
        if self.uses and not collects:
            raise FieldError(
                "uses are named and no change of their collection",
                "write collection or multiply, or drop uses",
            )
        for field in ("add", "public_share"):
            if bool(self.facilities) != (getattr(self, field) is not None):
                given, missing = ("facility", field) if self.facilities else (field, "facility")
                raise FieldError(f"{given} is given without {missing}", f"write {missing} too")
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        parts = []
        if self.collection is not None or self.multiply is not None:
            whose = (
                f"worn-out products of {named(*self.uses)}" if self.uses else "worn-out products"
            )
            share = (
                f"{stated_percent(self.collection)} of {whose} are collected"
                if self.collection is not None
                else f"{stated(self.multiply)} times as many {whose} are collected"
            )
            parts.append(f"{share} from {self.start}")
        if self.facilities:
            gain = "gains" if len(self.facilities) == 1 else "each gain"
            parts.append(
                f"{named(*self.facilities)} {gain} {stated(self.add)} t a year, online "
                f"{self.start}, {stated_percent(self.public_share or 0.0)} of the capital from "
                f"public money"
            )
        return "; ".join(parts)
