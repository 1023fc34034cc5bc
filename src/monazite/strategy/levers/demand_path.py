"""More or less wanted than the study expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, Self

from pydantic import model_validator

from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    ALL,
    Factor,
    Names,
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

    def checked(self, check: Check) -> None:
        """Report uses and regions without demand, and a path through only after all years."""
        check.defined(self, "uses", "uses", self.uses)
        if self.regions != (ALL,):
            check.defined(self, "regions", "regions", self.regions)
        check.reached(self)
        regions = check.chain.names("regions") if self.regions == (ALL,) else set(self.regions)
        wanted = {(row.use, row.region) for row in check.chain.demand}
        if not check.knows("uses", "regions", "demand"):
            return
        for use in self.uses:
            if use in check.chain.names("uses") and not any(
                (use, where) in wanted for where in regions
            ):
                check.report(
                    self,
                    "uses",
                    f"nobody there wants anything for {use}",
                    "name a region with a row for it in chain/demand.csv, or drop the use",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Multiply demand along a path: 1 until it starts, a straight line, then the factor."""
        labels = acting.labels
        regions = self.within(labels.regions)
        points = [
            point.name
            for point in labels.points
            if point.use in self.uses and point.region in regions
        ]
        means = acting.means(self.factor_in)
        factors = {period: factor for period, factor in means.items() if factor != 1.0}
        yield from acting.edits("demand", "multiply", "point", dict.fromkeys(points, factors))

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        where = "everywhere" if self.regions == (ALL,) else f"in {named.places(*self.regions)}"
        return (
            f"demand for {named(*self.uses)} {where} becomes {stated(self.multiply)} times what is "
            f"expected, {by_steps(self.start, self.reached)}{foreseen(self)}"
        )
