"""What plants are allowed to process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    Factor,
    Lever,
    Names,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Permit",
    "Sets or multiplies the largest feed a facility is allowed.",
    edits=("permit",),
)
class Permit(Lever):
    """Sets or multiplies the feed that named plants are permitted to process."""

    kind: Literal["permit"] = "permit"
    facilities: Names = Field(alias="facility")
    """The plants whose permit changes."""
    tonnes_per_year: TonnesPerYear | None = None
    """The new permit of each plant, in t of its reference material per year."""
    multiply: Factor | None = None
    """Instead of `tonnes_per_year`: the factor on each plant's present permit."""
    start: Month
    """The first month of the new permit."""

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes_per_year", "multiply")
        return self

    def checked(self, check: Check) -> None:
        """Report plants that do not exist."""
        check.defined(self, "facility", "facilities", self.facilities)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Move the ceiling on what a facility may run; its nameplate is another target.

        A factor leaves a plant without a ceiling without one.
        """
        facilities = tuple(dict.fromkeys(self.facilities))
        if self.tonnes_per_year is not None:
            permitted = dict.fromkeys(facilities, self.tonnes_per_year)
            yield from acting.set_pro_rata("permit", permitted)
            return
        change = float(self.multiply or 1.0) - 1.0
        factors = {period: 1.0 + share * change for period, share in acting.shares.items()}
        yield from acting.edits(
            "permit", "multiply", "facility", dict.fromkeys(facilities, factors)
        )

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        allowed = "is permitted" if len(self.facilities) == 1 else "are each permitted"
        size = (
            f"{allowed} {stated(self.tonnes_per_year)} t a year"
            if self.tonnes_per_year is not None
            else f"{allowed} {stated(self.multiply)} times as much"
        )
        return f"{named(*self.facilities)} {size} from {self.start}"
