"""Who is served first when there is not enough for all."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import Lever, Names, as_tuple
from monazite.strategy.months import Month


class Priority(Lever):
    """Ranks home uses: in a shortage those of the first tier are served first."""

    kind: Literal["priority"] = "priority"
    tiers: Annotated[tuple[Names, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    """Lists of uses, the most important list first."""
    start: Month
    """The first month of the ranking."""

    @model_validator(mode="after")
    def _ranks_each_use_once(self) -> Self:
        uses = [use for tier in self.tiers for use in tier]
        twice = next((use for use in uses if uses.count(use) > 1), None)
        if twice is not None:
            raise FieldError(f"use '{twice}' stands in the tiers twice", "keep it in one tier")
        return self
