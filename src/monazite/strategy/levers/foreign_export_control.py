"""Another country withholds what it sells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    ALL,
    Names,
    Share,
    Text,
    Yes,
    lanes_out,
    spelled_out,
)
from monazite.strategy.levers.naming import Naming, foreseen
from monazite.strategy.levers.registry import said
from monazite.strategy.levers.world import WorldEvent
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.arrays import Parameters
    from monazite.parameters.labels import Labels, Lane
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Foreign export control",
    "Another country withholds a share of its exports of named materials for a time.",
    edits=("lane_policy", "lane_limit"),
)
class ForeignExportControl(WorldEvent):
    """Another country withholds part of what it sells: licences, quotas or a stop.

    The usual trade of a lane is its `reference_flow` grown with demand at its destination, less
    what other levers have taken. Both sides of the band around it move with what is left of it, and
    no more than that may be sent, but where the plan without the control sends more it loses the
    same share of that, and nobody is sent more than without it. A lane without a reference flow is
    held by that plan alone, of which `check` warns; a lane out of home that has none closes in the
    years `home_keeps` covers whole.

    A control that is not foreseen finds trade as it was: while it lasts, who withholds and regions
    that go short themselves send nobody more than before, sellers outside it owe their buyers what
    these were to get, and as much as it takes from home is there to be used of public reserves of
    what is withheld ([Trade in a crisis](formulation.md#trade)).
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
    """Whether home keeps as large a part of what it sells abroad that holds the tracked group."""
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

    def lanes_of(self, labels: Labels, *materials: str) -> list[Lane]:
        """Lanes on which it withholds these materials, in the order of the labels."""
        out = lanes_out(labels, self.exporter, self.importers)
        return [lane for lane in out if lane.material in materials]

    def lanes_held(self, parameters: Parameters) -> list[Lane]:
        """Lanes on which it withholds something, and those on which home does meanwhile."""
        lanes = self.lanes_of(parameters.labels, *self.materials)
        return [*lanes, *self._lanes_kept(parameters)] if self.home_keeps else lanes

    @staticmethod
    def _lanes_kept(parameters: Parameters) -> list[Lane]:
        """Lanes on which home sells abroad what holds the tracked group."""
        labels = parameters.labels
        held = parameters["content"].sel(group=labels.tracked_group)
        contents = dict(zip(labels.materials, held.values, strict=True))
        return [
            lane
            for lane in labels.lanes
            if lane.origin == labels.home and not lane.is_transfer and contents[lane.material] > 0
        ]

    def checked(self, check: Check) -> None:
        """Report names that are not known and a control that would come from home."""
        check.defined(self, "from", "regions", [self.exporter])
        check.importers(self, self.exporter, self.importers)
        check.defined(self, "materials", "materials", self.materials)
        check.is_abroad(
            self,
            self.exporter,
            "which no foreign control can come from",
            "write another region, or an export_limit in a strategy",
        )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Withhold a share of what is usually sent, for the months the control lasts.

        policy = 1 - share withheld x (1 - recoverable) x share of the period; it moves both sides
        of the band around usual trade. The most that may be sent is usual trade x policy all the
        same, so that a control acts in a study without bands. A lane without an observed flow
        cannot be measured against it and is left alone.
        """
        if self.share_lost <= 0:
            return
        yield from self._leave_less(acting, self.lanes_of(acting.labels, *self.materials))
        if self.home_keeps:
            yield from self._keep_at_home(acting)

    def _leave_less(self, acting: Acting, lanes: list[Lane]) -> Iterator[Edit]:
        """Take a share of usual trade away from lanes, on both sides of a band and as a limit."""
        usual = acting.usual(lanes)
        lost = self.share_lost
        factors = {period: 1.0 - lost * share for period, share in acting.shares.items()}
        allowed = {
            lane: {period: tonnes[period] * factor for period, factor in factors.items()}
            for lane, tonnes in usual.items()
        }
        yield from acting.edits("lane_policy", "multiply", "lane", dict.fromkeys(usual, factors))
        yield from acting.edits("lane_limit", "at_most", "lane", allowed)

    def _keep_at_home(self, acting: Acting) -> Iterator[Edit]:
        """Let as large a part of what holds the tracked group stay at home as is withheld abroad.

        In a period it covers in part, usual trade goes on for the rest of it; a lane without an
        observed flow has none to go on and closes in periods that are covered whole.
        """
        lanes = self._lanes_kept(acting.parameters)
        yield from self._leave_less(acting, lanes)
        known = acting.usual(lanes)
        closed = {period: 0.0 for period, share in acting.shares.items() if share >= 1.0}
        unknown = [lane.name for lane in lanes if lane.name not in known]
        yield from acting.edits("lane_limit", "at_most", "lane", dict.fromkeys(unknown, closed))

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        whom = "everybody else" if self.importers == (ALL,) else named.places(*self.importers)
        made_up = (
            f", of which {stated_percent(self.recoverable)} is made up for"
            if self.recoverable
            else ""
        )
        keeps = f"; {named.places(named.home)} keeps what it has" if self.home_keeps else ""
        during = f"{self.start} to {self.end}" if self.end else f"from {self.start} on"
        return (
            f"{named.places(self.exporter)} withholds {stated_percent(self.share_withheld)} of its "
            f"usual exports of {named.goods(*self.materials)} to {whom}, "
            f"{during}{made_up}{foreseen(self)}{keeps}"
        )
