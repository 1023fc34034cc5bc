"""What the country does not choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, Strict, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import (
    ALL,
    Factor,
    Lever,
    Names,
    Number,
    Share,
    Text,
    Yes,
    spelled_out,
)
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, months_since_year_zero


class WorldEvent(Lever):
    """What every event of a world has: whether anybody sees it coming."""

    foreseen: Yes = False
    """Whether owners and the state act on it before it begins."""

    @property
    def is_surprise(self) -> bool:
        """Whether nobody acts on the event before it begins."""
        return not self.foreseen


@said(
    "Foreign export control",
    "Another country withholds a share of its exports of named materials for a time.",
    edits="lane_policy",
)
class ForeignExportControl(WorldEvent):
    """Another country withholds part of what it sells: licences, quotas or a stop."""

    kind: Literal["foreign_export_control"] = "foreign_export_control"
    exporter: Text = Field(alias="from")
    """The region that withholds."""
    importers: Names = Field(alias="to")
    """The regions that go short; `all` means every other region."""
    materials: Names
    """What is withheld."""
    share_withheld: Share
    """The part of the usual trade that is withheld, 0 (nothing) to 1 (a stop)."""
    recoverable: Share = 0.0
    """The part of what is withheld that is made up for within the year, 0 to 1."""
    home_keeps: Yes = False
    """Whether home sells nothing abroad while it lasts that holds the tracked group."""
    start: Month
    """The first month of the control."""
    end: Month | None = None
    """The first month without it; for good if left out."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @property
    def share_lost(self) -> float:
        """The part of the usual trade that is withheld and not made up for, 0 to 1."""
        return self.share_withheld * (1.0 - self.recoverable)

    def destinations(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions that go short, given all regions of the study."""
        return spelled_out(self.importers, regions, self.exporter)


@said(
    "Delivery",
    "Of what home adds a share is built, and later than promised.",
    edits="programme",
)
class Delivery(WorldEvent):
    """Of what home decides to build a share is built, and later than promised.

    Owners and the state count on it unless the file says otherwise: what is known to come late is
    not waited for in vain.
    """

    kind: Literal["delivery"] = "delivery"
    foreseen: Yes = True
    """Whether owners and the state act on it before it begins."""
    facilities: Names = Field(alias="facility")
    """The plants at home it speaks of; `all` means every plant at home."""
    share_built: Share
    """The part of what levers add that is built at all, 0 to 1."""
    delay_months: Annotated[int, Strict(), Field(ge=0, le=240)]
    """Months by which what is built comes late."""
    start: Month
    """The month from which on it holds: what is promised for an earlier one comes as promised."""

    def governs(self, facilities: Sequence[str]) -> tuple[str, ...]:
        """Spell out the plants it speaks of, given all plants at home."""
        return tuple(facilities) if self.facilities == (ALL,) else self.facilities


@said(
    "Loss of supply",
    "Plants abroad can run less than they could, for a time or for good.",
    edits="availability",
)
class SupplyLoss(WorldEvent):
    """Plants abroad make less than they could: war, weather, or a state that shuts them.

    What happens in one month is known from the year it happens in, unless the file says otherwise.
    """

    kind: Literal["supply_loss"] = "supply_loss"
    facilities: Names = Field(alias="facility")
    """The plants abroad that lose output."""
    share_lost: Share | None = None
    """The part of what each of them could run that is lost while it lasts, 0 (none) to 1 (all)."""
    growth_lost: Yes = False
    """Instead: what each could have added since the year before, at the pace the study states."""
    start: Month
    """The first month of the loss."""
    reached: Month | None = None
    """The month from which the whole share is lost; at once unless stated."""
    end: Month | None = None
    """The first month without it; for good if left out."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def lost_in(self, year: int) -> float:
        """Give the part of a calendar year in which it acts, times the share lost if one is stated.

        The mean over months, as much as has been reached by each.
        """
        share = share_reached(year, self.start, self.reached or self.start, self.end)
        return share if self.share_lost is None else self.share_lost * share

    @model_validator(mode="after")
    def _is_reached_while_it_lasts(self) -> Self:
        if (self.share_lost is None) != self.growth_lost:
            raise FieldError(
                "one of share_lost and growth_lost is needed, and only one",
                "write share_lost, 0 to 1, or growth_lost: true",
            )
        if self.reached is not None:
            _reached_in_time(self.start, self.reached, self.end)
        return self


@said(
    "Demand path",
    "Uses want more or less than expected by a factor that builds up.",
    edits="demand",
)
class DemandPath(WorldEvent):
    """More or less is wanted than the study expects, by a factor that builds up over time.

    A path is slow and everyone sees it coming unless the file says otherwise.
    """

    kind: Literal["demand_path"] = "demand_path"
    foreseen: Yes = True
    """Whether owners and the state act on it before it begins."""
    uses: Names
    """The uses whose demand changes."""
    regions: Names
    """Where it changes; `all` means everywhere, home included."""
    multiply: Factor
    """The factor on demand once the path is through: 2 doubles it."""
    start: Month
    """The month in which it begins to change."""
    reached: Month
    """The month from which the whole factor holds; until then it grows along a straight line."""

    def within(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions whose demand changes, given all regions of the study."""
        return tuple(regions) if self.regions == (ALL,) else self.regions

    def factor_in(self, year: int) -> float:
        """Give the factor on demand in a calendar year, as the mean over its months."""
        return 1.0 + (self.multiply - 1.0) * share_reached(year, self.start, self.reached)

    @model_validator(mode="after")
    def _is_reached_after_it_starts(self) -> Self:
        _reached_in_time(self.start, self.reached, None)
        return self


@said(
    "Price path",
    "Another country sells cheaper or dearer by an amount per kilogram.",
    edits="lane_price_cost_margin",
)
class PricePath(WorldEvent):
    """Another country sells cheaper or dearer than before, by an amount per kilogram.

    A path is slow and everyone sees it coming unless the file says otherwise.
    """

    kind: Literal["price_path"] = "price_path"
    foreseen: Yes = True
    """Whether owners and the state act on it before it begins."""
    exporter: Text = Field(alias="from")
    """The region that sells."""
    materials: Names
    """What becomes cheaper or dearer."""
    change_usd_per_kg: Number
    """The change in dollars of 2024 per kg; negative means cheaper."""
    stated_only: Yes = False
    """Whether only stated prices follow, since another event of the world moves the market."""
    start: Month
    """The month in which prices begin to change."""
    reached: Month | None = None
    """The month from which the whole change holds; at once unless stated."""
    end: Month | None = None
    """The first month in which prices are back; without it they stay."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def share_in(self, year: int) -> float:
        """Give the part of the change in force in a calendar year, as the mean over its months."""
        return share_reached(year, self.start, self.reached or self.start, self.end)

    @model_validator(mode="after")
    def _is_reached_while_it_lasts(self) -> Self:
        if self.reached is not None:
            _reached_in_time(self.start, self.reached, self.end)
        return self


def _reached_in_time(start: str, reached: str, end: str | None) -> None:
    if reached < start:
        raise FieldError(
            f"reached {reached} is before start {start}", "write a month from the start on"
        )
    if end is not None and reached > end:
        raise FieldError(f"reached {reached} is after end {end}", "write a month before the end")


def share_reached(year: int, start: str, reached: str, end: str | None = None) -> float:
    """Give the part of a change in force in a year whose share grows along a straight line.

    The share is 0 until `start`, 1 from `reached` to `end` and 0 after that; the year has the mean
    of the middles of its twelve months.
    """
    first, full = months_since_year_zero(start), months_since_year_zero(reached)
    last = None if end is None else months_since_year_zero(end)
    total = 0.0
    for month in range(year * 12, year * 12 + 12):
        if month < first or (last is not None and month >= last):
            continue
        total += 1.0 if month >= full else (month + 0.5 - first) / (full - first)
    return total / 12
