"""What a country decides about plants: their size and what they are permitted."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.strategy.levers.base import Amount, Lever, Names, Number, Share
from monazite.strategy.months import Month


class CapacityProgramme(Lever):
    """Brings capacity online at named plants from a stated month, whoever pays for it."""

    kind: Literal["capacity_programme"] = "capacity_programme"
    facilities: Names = Field(alias="facility")
    """The plants that grow; each of them by the stated amount or factor."""
    add: Amount | None = None
    """Capacity added at each plant, in t of its reference material per year."""
    multiply: Annotated[Number, Field(gt=0)] | None = None
    """The factor on each plant's nameplate: 2 doubles it."""
    online: Month
    """The month in which the new capacity starts; the plant's ramp runs from here."""
    public_share: Share
    """The part of the capital cost paid from public money, 0 to 1."""

    dates: ClassVar[tuple[str, ...]] = ("online",)

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("add", "multiply")
        return self


class Permit(Lever):
    """Sets or multiplies the feed that named plants are permitted to process."""

    kind: Literal["permit"] = "permit"
    facilities: Names = Field(alias="facility")
    """The plants whose permit changes."""
    tonnes_per_year: Amount | None = None
    """The new permit of each plant, in t of its reference material per year."""
    multiply: Annotated[Number, Field(gt=0)] | None = None
    """The factor on each plant's present permit."""
    start: Month
    """The first month of the new permit."""

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("tonnes_per_year", "multiply")
        return self
