"""Plants that make less than they could."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import compress
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    Names,
    Share,
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
    "Loss of supply",
    "Plants can run less than they could, for a time or for good.",
    edits=("availability", "floor", "host_output"),
)
class SupplyLoss(WorldEvent):
    """Plants make less than they could: an accident, war, weather, or a court that shuts them.

    What happens in one month is known from the year it happens in, unless the file says otherwise.

    What such plants have to run, the minerals they dig for their own sake, and what they have sold
    ahead as a share of what they can make, fall with it. So does what plants at home have to run on
    feed that only home makes, as far as its makers stand still; what those sold ahead as a share of
    their own capacity stays. A plant that had room to spare may lose it and make as much as before.
    Others fill the gap as far as they can, at their cost, and the price that follows is earned by
    whoever still produces. What home adds later or less than promised is `delivery`.
    """

    kind: Literal["supply_loss"] = "supply_loss"
    facilities: Names = Field(alias="facility")
    """The plants that lose output, at home or abroad."""
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

    def checked(self, check: Check) -> None:
        """Report plants that do not exist."""
        check.defined(self, "facility", "facilities", self.facilities)
        check.reached(self)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Take a share of what plants could run, for the months the loss lasts.

        availability x (1 - share lost, the mean over the period): what they have sold ahead as a
        share of capacity falls with it, and their floors and host minerals by as much. Floors of
        plants at home fall as far as feed is missing that nobody else makes. Where growth is lost,
        the share is

            1 - could_run[f, year before it begins] / could_run[f, t].
        """
        labels = acting.labels
        lost, shares = {}, acting.means(self.lost_in)
        for facility in self.facilities:
            could = _could_run(acting, facility) if self.growth_lost else {}
            factors = {}
            for period, lost_share in shares.items():
                if self.growth_lost and could[period] > 0:
                    before = max(labels.periods[0], int(self.start[:4]) - 1)
                    lost_share *= max(0.0, 1.0 - could[before] / could[period])
                if lost_share > 0:
                    factors[period] = 1.0 - lost_share
            lost[facility] = factors
        yield from acting.edits("availability", "multiply", "facility", lost)
        yield from self._need_not_run(acting, lost)

    def _need_not_run(
        self, acting: Acting, left: Mapping[str, Mapping[int, float]]
    ) -> Iterator[Edit]:
        """Lower what has to be run by what cannot be; a share sold ahead falls with capacity."""
        for parameter, shares in (("floor", acting.still_owed(left)), ("host_output", left)):
            has = acting.numbers(parameter, "facility").max(axis=1).tolist()
            held = set(compress(acting.labels.facilities, has))
            falls = {name: by for name, by in shares.items() if name in held}
            yield from acting.edits(parameter, "multiply", "facility", falls)

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


def _could_run(acting: Acting, facility: str) -> dict[int, float]:
    """What a plant could run by period if its owner built all he may, whatever its ramp; t/yr.

    Nameplate and programme online by then, and build_rate x years of every period whose additions
    stand by then.
    """
    parameters, periods = acting.parameters, acting.labels.periods
    online = (parameters["nameplate"] + parameters["programme"]).sel(facility=facility)
    rate = parameters["build_rate"].sel(facility=facility) * parameters["period_years"]
    lead, rates = acting.lead_times(facility), rate.sel(period=list(periods)).values.tolist()
    added = [(period, lead[period], tonnes) for period, tonnes in zip(periods, rates, strict=True)]
    vintages, stands = online.coords["vintage"].values, online.values
    return {
        period: float((stands * (vintages <= period)).sum())
        + sum(
            tonnes
            for decided, after, tonnes in added
            if decided < period and decided + after <= period
        )
        for period in periods
    }
