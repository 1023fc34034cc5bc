"""What a country's money is worth to those who count in dollars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    Number,
    Share,
    Text,
    reached_in_time,
)
from monazite.strategy.levers.naming import Naming, by_steps, foreseen
from monazite.strategy.levers.registry import said
from monazite.strategy.levers.world import WorldEvent
from monazite.strategy.months import Month, share_reached

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Exchange rate",
    "The currency of a country buys more or fewer dollars than before, in real terms.",
    edits=("running_cost_factor", "capital_cost_factor"),
)
class ExchangeRate(WorldEvent):
    """The currency of a country becomes cheaper or dearer against all others, in real terms.

    What its plants pay in that currency, such as wages, power and works, costs so many dollars
    less or more, while goods of the chain are traded in dollars and keep their prices. A cheaper
    currency so makes home's plants earn more, and imports no dearer in dollars.

    Real means after inflation: a currency that falls by as much as prices at home rise changes
    nothing. Sums that levers state are real ones, converted at the study's rate, and stay.
    """

    kind: Literal["exchange_rate"] = "exchange_rate"
    region: Text
    """The region whose currency it is."""
    change: Annotated[Number, Field(gt=-1)]
    """How many more dollars the currency buys, as a share: -0.1 is a currency a tenth cheaper."""
    running_share: Share
    """The part of what its plants cost to run that is paid in the currency, 0 to 1."""
    capital_share: Share
    """The part of what they cost to build that is, 0 to 1."""
    start: Month
    """The month in which it begins to change."""
    reached: Month | None = None
    """The month from which the whole change holds, along a straight line; at once unless stated."""
    end: Month | None = None
    """The first month in which it is back; without it the change stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def change_in(self, year: int) -> float:
        """Give the change in force in a calendar year, as the mean over its months."""
        return self.change * share_reached(year, self.start, self.reached, self.end)

    @model_validator(mode="after")
    def _is_reached_while_it_lasts(self) -> Self:
        reached_in_time(self.start, self.reached, self.end)
        return self

    def checked(self, check: Check) -> None:
        """Report a region that is not known or has no plants, and a change that moves nothing."""
        check.defined(self, "region", "regions", [self.region])
        check.reached(self)
        if self.change == 0.0 or self.running_share == self.capital_share == 0.0:
            check.report(
                self,
                "change" if self.change == 0.0 else "running_share",
                "it changes what nothing costs",
                "write a change, and which part of costs is paid in the currency; or drop the "
                "lever",
            )
        known = check.knows("facilities", "regions") and self.region in check.chain.names("regions")
        if known and not any(row.region == self.region for row in check.chain.facility.values()):
            check.report(
                self,
                "region",
                f"no plant of the study stands in {self.region}, so that no cost would move",
                "write a region that has plants",
            )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Let what plants of a region pay in its currency cost more or fewer dollars.

        factor = 1 + part paid in the currency x change, the mean over the period; costs abroad and
        prices at borders, which are in dollars, stay.
        """
        labels = acting.labels
        plants = [name for name in labels.facilities if labels.facility_region[name] == self.region]
        means = acting.means(self.change_in)
        changes = {period: change for period, change in means.items() if change != 0.0}
        parts = {
            "running_cost_factor": self.running_share,
            "capital_cost_factor": self.capital_share,
        }
        for name, part in parts.items():
            if part > 0:
                factors = {period: 1.0 + part * change for period, change in changes.items()}
                yield from acting.edits(
                    name, "multiply", "facility", dict.fromkeys(plants, factors)
                )

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        way = "cheaper" if self.change < 0 else "dearer"
        until = f" until {self.end}" if self.end else ""
        return (
            f"the currency of {named.places(self.region)} becomes "
            f"{stated_percent(abs(self.change))} {way} in real terms, "
            f"{by_steps(self.start, self.reached)}{until}, in which plants "
            f"there pay {stated_percent(self.running_share)} of what they cost to run and "
            f"{stated_percent(self.capital_share)} of what they cost to build{foreseen(self)}"
        )
