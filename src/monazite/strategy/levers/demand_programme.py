"""A share of need that falls away, at a cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import model_validator

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Rate,
    Share,
    reached_in_time,
)
from monazite.strategy.levers.naming import Naming, by_steps
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, share_reached

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Demand programme",
    "Makes home uses need less by a share, at a cost for each kilogram they no longer need.",
    edits=("demand", "saving_cost", "saving_outlay"),
)
class DemandSaving(Lever):
    """Makes home uses need less by a share: motors without magnets, smaller magnets, other drives.

    Each kilogram that is no longer needed costs something, whoever pays for it: motors that are
    heavier, or dearer to make. The cost is part of home and of world cost, and what of it the
    treasury pays of public outlay. What is needed less is not unmet: nobody goes without.

    It is decided and not weighed: the plan takes it as it stands. Of several that name a use each
    takes its share of what those before it left. Scrap comes back of what was used, so that
    of what is saved none comes back.
    """

    kind: Literal["demand_programme"] = "demand_programme"
    uses: Names
    """The home uses whose need falls."""
    share: Share
    """The part of what they would need that falls away once the programme is through, 0 to 1."""
    cost: Rate
    """What it costs for each kilogram no longer needed, such as `12 USD/kg`."""
    public_share: Share
    """The part of that cost paid from public money, 0 to 1; users bear the rest."""
    start: Month
    """The month in which need begins to fall."""
    reached: Month | None = None
    """The month from which the whole share falls away, along a straight line; at once unless
    stated.
    """
    end: Month | None = None
    """The first month in which need is back; without it the saving stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def saved_in(self, year: int) -> float:
        """Give the part of a calendar year's need that falls away, as the mean over its months."""
        return self.share * share_reached(year, self.start, self.reached, self.end)

    @model_validator(mode="after")
    def _is_reached_while_it_lasts(self) -> Self:
        self.none_twice("uses")
        reached_in_time(self.start, self.reached, self.end)
        return self

    def checked(self, check: Check) -> None:
        """Report uses that home does not have, and a month outside the years of the study."""
        check.defined(self, "uses", "uses", self.uses)
        check.date(self, "reached", f"{check.settings.horizon.last + 1}-01")
        check.wanted_at_home(self, self.uses)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Take a share off the need of uses at home, and charge what that costs.

        demand x (1 - share saved, the mean over the period); saving_cost + cost x demand x share
        saved, of which public_share is saving_outlay.
        """
        labels, home = acting.labels, acting.home
        points = [one.name for one in labels.points if one.region == home and one.use in self.uses]
        price = acting.money("cost")
        shares = acting.means(self.saved_in)
        saved = {period: share for period, share in shares.items() if share > 0}
        left = {period: 1.0 - share for period, share in saved.items()}
        need = acting.parameters.at
        for name, part in (("saving_cost", 1.0), ("saving_outlay", self.public_share)):
            paid = {
                point: {
                    period: part * price * share * need("demand", point, period)
                    for period, share in saved.items()
                }
                for point in points
            }
            if part > 0:
                yield from acting.edits(name, "add", "point", paid)
        yield from acting.edits("demand", "multiply", "point", dict.fromkeys(points, left))

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        until = f" until {self.end}" if self.end else ""
        return (
            f"{named(*self.uses)} in {named.places(named.home)} need "
            f"{stated_percent(self.share)} less, {by_steps(self.start, self.reached)}{until}, "
            f"at {self.cost.in_words()} saved, "
            f"{stated_percent(self.public_share)} of it from public money"
        )
