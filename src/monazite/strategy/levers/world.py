"""What the country does not choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, Strict, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    ALL,
    Counts,
    Factor,
    Lever,
    Names,
    RateChange,
    Share,
    Text,
    Yes,
    reached_in_time,
    spelled_out,
)
from monazite.strategy.levers.naming import Naming, by_steps, foreseen
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, share_reached


class WorldEvent(Lever):
    """What every event of a world has: whether anybody sees it coming."""

    side: ClassVar[Literal["strategy", "world"]] = "world"

    foreseen: Yes = False
    """Whether owners and the state act on it before it begins."""

    @property
    def is_surprise(self) -> bool:
        """Whether nobody acts on the event before it begins."""
        return not self.foreseen


@said(
    "Foreign export control",
    "Another country withholds a share of its exports of named materials for a time.",
    edits=("lane_policy", "lane_limit"),
)
class ForeignExportControl(WorldEvent):
    """Another country withholds part of what it sells: licences, quotas or a stop.

    The usual trade of a lane is its `reference_flow` grown with demand at its destination, less
    what other levers have taken. Both sides of the band around it move with what is left of it, and
    no more than that may be sent. A lane without a reference flow cannot be measured against it and
    is left alone; a lane out of home that has none closes in the years `home_keeps` covers whole.

    A control that is not foreseen finds trade as it was: while it lasts, regions that go short
    themselves send nobody more than before, sellers outside it owe their buyers what these were to
    get, and public reserves of what is withheld are there to be used ([Trade in a
    crisis](formulation.md#trade)).
    """

    kind: Literal["foreign_export_control"] = "foreign_export_control"
    exporter: Text = Field(alias="from")
    """The region that withholds; never home."""
    importers: Names = Field(alias="to")
    """The regions that go short; `all` means every other region."""
    materials: Names
    """What is withheld."""
    share_withheld: Share
    """The part of the usual trade that is withheld, 0 (nothing) to 1 (a stop)."""
    recoverable: Share = 0.0
    """The part of what is withheld that is made up for within the year, 0 to 1."""
    home_keeps: Yes = False
    """Whether home sells nothing abroad that holds the tracked group while it lasts."""
    start: Month
    """The first month of the control."""
    end: Month | None = None
    """The first month without it; for good if left out. An end on the last day of the reported
    years is an end, and makes what is withheld worth piling up for the day after.
    """

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @property
    def share_lost(self) -> float:
        """The part of the usual trade that is withheld and not made up for, 0 to 1."""
        return self.share_withheld * (1.0 - self.recoverable)

    def destinations(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions that go short, given all regions of the study."""
        return spelled_out(self.importers, regions, self.exporter)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        whom = "everybody else" if self.importers == (ALL,) else named(*self.importers)
        made_up = (
            f", of which {stated_percent(self.recoverable)} is made up for"
            if self.recoverable
            else ""
        )
        keeps = f"; {named(named.home)} keeps what it has" if self.home_keeps else ""
        during = f"{self.start} to {self.end}" if self.end else f"from {self.start} on"
        return (
            f"{named(self.exporter)} withholds {stated_percent(self.share_withheld)} of its "
            f"usual exports of {named.goods(*self.materials)} to {whom}, "
            f"{during}{made_up}{foreseen(self)}{keeps}"
        )


@said(
    "Delivery",
    "Of what home adds a share is built, and later than promised.",
    edits=(
        "programme",
        "host_output",
        "site_limit",
        "build_rate",
        "decision_delay",
        "supported_limit",
        "awardee_budget",
        "scheme_budget",
    ),
)
class Delivery(WorldEvent):
    """Of what home decides to build a share is built, and later than promised.

    A promise stands in a strategy in full; what comes of it is not for the country to choose.
    Owners and the state count on it unless the file says otherwise: what is known to come late is
    not waited for in vain.

    It acts after every other lever, on what levers add and not on what stands: orders shrink and
    move, and with them the minerals dug for them; what investors may add shrinks and comes online
    as much later. Tonnes and budgets of support shrink with the winners. The dates of a scheme
    stay, so that who is late earns less of it.
    """

    kind: Literal["delivery"] = "delivery"
    foreseen: Yes = True
    """Whether owners and the state act on it before it begins."""
    facilities: Names = Field(alias="facility")
    """The plants at home it speaks of, or `all` of them; of several levers that name a plant the
    last one holds.
    """
    share_built: Share
    """The part of what levers add that is built at all, 0 to 1."""
    delay_months: Annotated[int, Strict(), Field(ge=0, le=240), Counts("months")]
    """Months by which what is built comes late."""
    start: Month
    """The month from which on it holds: what is promised for an earlier one comes as promised."""

    def governs(self, facilities: Sequence[str]) -> tuple[str, ...]:
        """Spell out the plants it speaks of, given all plants at home."""
        return tuple(facilities) if self.facilities == (ALL,) else self.facilities

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        whose = (
            f"of what {named(named.home)} adds to its plants"
            if self.facilities == (ALL,)
            else f"of what is added to {named(*self.facilities)}"
        )
        late = f", {self.delay_months} months late" if self.delay_months else ", on time"
        return f"{stated_percent(self.share_built)} {whose} is built{late}{foreseen(self)}"


@said(
    "Loss of supply",
    "Plants abroad can run less than they could, for a time or for good.",
    edits=("availability",),
)
class SupplyLoss(WorldEvent):
    """Plants abroad make less than they could: war, weather, or a state that shuts them.

    What happens in one month is known from the year it happens in, unless the file says otherwise.

    What such plants have to run, and what they have sold ahead as a share of what they can make,
    falls with it. A plant that had room to spare may lose it and make as much as before. Others
    fill the gap as far as they can, at their cost, and the price that follows is earned by whoever
    still produces.
    """

    kind: Literal["supply_loss"] = "supply_loss"
    facilities: Names = Field(alias="facility")
    """The plants abroad that lose output."""
    share_lost: Share | None = None
    """The part of what each of them could run that is lost while it lasts, 0 (none) to 1 (all)."""
    growth_lost: Yes = False
    """Instead of `share_lost`: what each could have added since the year before it begins, at the
    pace the study states, such as a quota that is not raised.
    """
    start: Month
    """The first month of the loss."""
    reached: Month | None = None
    """The month from which all of it is lost, along a straight line; at once unless stated."""
    end: Month | None = None
    """The first month without it; for good if left out."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def lost_in(self, year: int) -> float:
        """Give the part of a calendar year in which it acts, times the share lost if one is stated.

        The mean over months, as much as has been reached by each.
        """
        share = share_reached(year, self.start, self.reached, self.end)
        return share if self.share_lost is None else self.share_lost * share

    @model_validator(mode="after")
    def _is_reached_while_it_lasts(self) -> Self:
        if (self.share_lost is None) != self.growth_lost:
            raise FieldError(
                "one of share_lost and growth_lost is needed, and only one",
                "write share_lost, 0 to 1, or growth_lost: true",
            )
        reached_in_time(self.start, self.reached, self.end)
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        until = f" until {self.end}" if self.end else " for good"
        if self.share_lost is None:
            return (
                f"{named(*self.facilities)} can make no more than in the year before, "
                f"{by_steps(self.start, self.reached)}{until}{foreseen(self)}"
            )
        much = "all" if self.share_lost == 1 else stated_percent(self.share_lost)
        return (
            f"{much} of what {named(*self.facilities)} could make is lost, "
            f"{by_steps(self.start, self.reached)}{until}{foreseen(self)}"
        )


@said(
    "Demand path",
    "Uses want more or less than expected by a factor that builds up.",
    edits=("demand",),
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
        reached_in_time(self.start, self.reached, None)
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        where = "everywhere" if self.regions == (ALL,) else f"in {named(*self.regions)}"
        return (
            f"demand for {named(*self.uses)} {where} becomes {stated(self.multiply)} times what is "
            f"expected, {by_steps(self.start, self.reached)}{foreseen(self)}"
        )


@said(
    "Price path",
    "Another country sells cheaper or dearer by an amount per kilogram.",
    edits=("lane_price_cost_margin", "transfer_price", "market_price"),
)
class PricePath(WorldEvent):
    """Another country sells cheaper or dearer than before, by an amount per kilogram.

    Whoever buys, unless buyers are named. A path is slow and everyone sees it coming unless the
    file says otherwise.

    It moves the margin between cost and price on lanes out of that region. Where the region
    sells cheaper, whoever sells there gets as much less, so that nothing can be shipped there and
    back at a gain. What makers at home are stated to be paid (`market_price`) moves with it, and so
    does support that may not pass a share of sales.

    Buyers pay this margin and producers in the region do not get it: if buyers will pay no more,
    the price *in* the region falls by as much, and its mines may shut. It says how far two prices
    stand apart. A price that rises for everybody, and that producers are to earn, comes from a
    `demand_path`, or from a `supply_loss`. The prices that a study states do not follow such an
    event by themselves; a `price_path` with `stated_only: true` beside it moves them and leaves
    lanes alone.
    """

    kind: Literal["price_path"] = "price_path"
    foreseen: Yes = True
    """Whether owners and the state act on it before it begins."""
    exporter: Text = Field(alias="from")
    """The region that sells; never home."""
    importers: Names = Field(default=(ALL,), alias="to")
    """The regions that pay more or less. Two prices, one for some buyers, are paths to these; what
    home is stated to pay moves only where home is among them.
    """
    materials: Names
    """What becomes cheaper or dearer."""
    change: RateChange
    """The change, such as `-10 USD/kg`; negative means cheaper."""
    stated_only: Yes = False
    """Whether only prices that the study states follow, since another event of the world moves the
    market.
    """
    start: Month
    """The month in which prices begin to change."""
    reached: Month | None = None
    """The month from which the whole change holds; at once unless stated."""
    end: Month | None = None
    """The first month in which prices are back; without it they stay."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def share_in(self, year: int) -> float:
        """Give the part of the change in force in a calendar year, as the mean over its months."""
        return share_reached(year, self.start, self.reached, self.end)

    @model_validator(mode="after")
    def _is_reached_while_it_lasts(self) -> Self:
        reached_in_time(self.start, self.reached, self.end)
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        below = self.change.number < 0
        change = self.change.of(abs(self.change.number)).in_words()
        way = "cheaper" if below else "dearer"
        until = f" until {self.end}" if self.end else ""
        if self.stated_only:
            way = "lower" if below else "higher"
            return (
                f"stated prices of {named.goods(*self.materials)} at the border of "
                f"{named(self.exporter)} "
                f"are {change} {way}, {by_steps(self.start, self.reached)}"
                f"{until}{foreseen(self)}"
            )
        whom = "" if self.importers == (ALL,) else f" to {named(*self.importers)}"
        return (
            f"{named(self.exporter)} sells {named.goods(*self.materials)} {change} "
            f"{way}{whom}, {by_steps(self.start, self.reached)}{until}{foreseen(self)}"
        )
