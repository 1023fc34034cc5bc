"""Capacity brought online from a month on, whoever pays for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Factor,
    Lever,
    Names,
    Share,
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
    "Capacity programme",
    "Adds capacity at a facility or multiplies it from an online date.",
    edits=("programme", "public_share", "host_output"),
)
class CapacityProgramme(Lever):
    """Brings capacity online at named plants from a stated month, whoever pays for it.

    The ramp of each plant runs from there.

    A programme moves the nameplate only. A plant held back by its permit needs a `permit` lever as
    well. Where minerals are dug for their own sake and the product comes up with them
    (`host_output`), they grow in step with the plant.
    """

    kind: Literal["capacity_programme"] = "capacity_programme"
    facilities: Names = Field(alias="facility")
    """The plants that grow; each of them by the stated amount or factor."""
    add: TonnesPerYear | None = None
    """Capacity added at each plant, in t of its reference material per year."""
    multiply: Factor | None = None
    """Instead of `add`: the factor on each plant's nameplate; 2 doubles it."""
    online: Month
    """The month in which the new capacity starts; the plant's ramp runs from here."""
    public_share: Share
    """The part of the capital cost paid from public money, 0 to 1."""

    dates: ClassVar[tuple[str, ...]] = ("online",)

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self.exactly_one_of("add", "multiply")
        return self

    def checked(self, check: Check) -> None:
        """Report plants that do not exist."""
        check.defined(self, "facility", "facilities", self.facilities)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Add nameplate from a month on; the ramp of the facility runs from there.

        Where minerals are dug for their own sake and the product comes up with them, more of the
        minerals are dug too, in proportion to capacity.
        """
        for facility in self.facilities:
            add = self._tonnes(acting, facility)
            yield from acting.added(facility, add, self.online)
            yield acting.edit("public_share", "set", self.public_share, facility=facility)
        hosts = acting.numbers("host_output", "facility")
        row = acting.labels.facilities.index
        digging = [name for name in self.facilities if (hosts[row(name)] > 0).any()]
        yield from self._dig_more(acting, digging)

    def _tonnes(self, acting: Acting, facility: str) -> float:
        """Capacity added at one plant; a factor counts what stands in the year it comes online."""
        if self.add is not None:
            return self.add
        online = int(self.online[:4])
        there = [vintage <= online for vintage in acting.labels.vintages]
        row = acting.labels.facilities.index(facility)
        now = sum(
            float(acting.numbers(name, "facility", "vintage")[row, there].sum())
            for name in ("nameplate", "programme")
        )
        return (float(self.multiply or 1.0) - 1.0) * now

    def _dig_more(self, acting: Acting, facilities: list[str]) -> Iterator[Edit]:
        """Raise the host minerals of mines in the proportion in which their capacity grows."""
        if not facilities:
            return
        programme = acting.numbers("programme", "facility", "vintage").copy()
        row, column = acting.labels.facilities.index, acting.labels.vintages.index
        for facility in facilities:
            tonnes = self._tonnes(acting, facility)
            for vintage, share in acting.vintages(self.online).items():
                programme[row(facility), column(vintage)] += tonnes * share
        now, then = acting.committed(), acting.committed(programme=programme)
        growth = {
            facility: {
                period: after / before
                for period, before, after in zip(
                    acting.labels.periods,
                    now[row(facility)].tolist(),
                    then[row(facility)].tolist(),
                    strict=True,
                )
                if before > 0 and after != before
            }
            for facility in facilities
        }
        yield from acting.edits("host_output", "multiply", "facility", growth)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        one = len(self.facilities) == 1
        size = (
            f"{'gains' if one else 'each gain'} {stated(self.add)} t a year"
            if self.add is not None
            else f"{'grows' if one else 'each grow'} {stated(self.multiply)}-fold"
        )
        return (
            f"{named(*self.facilities)} {size}, online {self.online}, "
            f"{stated_percent(self.public_share)} of the capital from public money"
        )
