"""A country that sells cheaper or dearer than before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.strategy.levers.base import (
    ALL,
    Names,
    RateChange,
    Text,
    Yes,
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

    def checked(self, check: Check) -> None:
        """Report a path that would come from home, and one that moves no price."""
        check.defined(self, "from", "regions", [self.exporter])
        check.importers(self, self.exporter, self.importers)
        check.defined(self, "materials", "materials", self.materials)
        check.reached(self)
        own = "whose prices follow from its own plants"
        if not check.is_abroad(self, self.exporter, own, "write another region"):
            return
        if not check.knows("lanes", "regions") or self.exporter not in check.chain.names("regions"):
            return
        everybody = self.importers == (ALL,)
        if self.stated_only and not everybody and check.home not in self.importers:
            check.report(
                self,
                "to",
                f"what the study states is what {check.home} pays, which is not among the buyers",
                f"add {check.home}, or drop stated_only",
            )
        for material in self.materials:
            if material not in check.chain.names("materials"):
                continue
            buyers = {
                lane.destination for lane in check.lanes(material) if lane.origin == self.exporter
            }
            if not buyers:
                check.report(
                    self,
                    "materials",
                    f"no lane takes {material} out of {self.exporter}",
                    "add one to chain/lanes.csv, or drop the material",
                )
            elif not everybody and not buyers & {*self.importers}:
                check.report(
                    self,
                    "to",
                    f"no lane takes {material} from {self.exporter} to {', '.join(self.importers)}",
                    f"name a buyer of it: {', '.join(sorted(buyers))}",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Move the margin on lanes out of a region, whoever buys unless buyers are named.

        Where the region sells cheaper, whoever sells there gets as much less: without that the plan
        would ship a material there and back again at a gain. No way round becomes cheaper than it
        was. What makers at home pay a pool moves with it where it is that region's price, and so do
        the prices that ceilings of support are stated in.

        A margin is paid by the buyer and reaches no producer. Where something else raises the price
        for everybody, such as demand, `stated_only` leaves lanes alone and moves the stated prices
        with it.
        """
        labels = acting.labels
        change = acting.money("change")
        shares = acting.means(self.share_in)
        changes = {period: change * share for period, share in shares.items() if share > 0}
        out, into = {}, {}
        everybody = self.importers == (ALL,)
        for lane in labels.lanes:
            if lane.material in self.materials and not lane.is_transfer and not self.stated_only:
                if lane.origin == self.exporter:
                    if everybody or lane.destination in self.importers:
                        out[lane.name] = changes
                elif lane.destination == self.exporter and change < 0:
                    into[lane.name] = {period: -moved for period, moved in changes.items()}
        yield from acting.edits("lane_price_cost_margin", "add", "lane", out | into)
        if not (everybody or labels.home in self.importers):
            return
        yield from self._move_account_prices(acting, changes)
        fetched = dict.fromkeys(self.materials, changes)
        yield from acting.edits("market_price", "add", "material", fetched)

    def _move_account_prices(self, acting: Acting, changes: dict[int, float]) -> Iterator[Edit]:
        """Move what makers pay a pool where that is the region's price; never below nothing."""
        follows = {
            (row.ownership_account, row.material)
            for row in acting.study.chain.ownership_account_prices
            if row.border == self.exporter and row.material in self.materials
        }
        paid = acting.parameters["transfer_price"]
        moved = {}
        for lane in acting.labels.lanes:
            if lane.is_transfer and (lane.origin_account, lane.material) in follows:
                now = acting.by_period(paid.sel(lane=lane.name).values)
                moved[lane.name] = {
                    period: max(change, -now[period]) for period, change in changes.items()
                }
        yield from acting.edits("transfer_price", "add", "lane", moved)

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
                f"{named.places(self.exporter)} "
                f"are {change} {way}, {by_steps(self.start, self.reached)}"
                f"{until}{foreseen(self)}"
            )
        whom = "" if self.importers == (ALL,) else f" to {named.places(*self.importers)}"
        return (
            f"{named.places(self.exporter)} sells {named.goods(*self.materials)} {change} "
            f"{way}{whom}, {by_steps(self.start, self.reached)}{until}{foreseen(self)}"
        )
