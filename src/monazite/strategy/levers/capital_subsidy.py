"""A part of the capital of what owners add, given by the state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Share,
    Sum,
)
from monazite.strategy.levers.capital import check_growing, years_open
from monazite.strategy.levers.naming import Naming, caps, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Capital subsidy",
    "Pays part of the capital of what owners add at named plants.",
    edits=("subsidy_share",),
)
class CapitalSubsidy(Lever):
    """Pays part of the capital of what is added at named plants, decided while it is open.

    Caps and budget lower the share: they are held against the cost of everything that may be added
    while the scheme is open, so write the `private_entry` that says how much this is before the
    subsidy. A plant that grows at a `build_rate` of its own may add that much in every year in
    which the scheme is open: without an `end` that is much, and the share small. `monazite check`
    then says what share is paid. The share is paid on what is decided in the years from `start` to
    `end`, in a year the scheme is open in part on all of it. What a `capacity_programme` brings has
    its own `public_share`, which this leaves alone.
    """

    kind: Literal["capital_subsidy"] = "capital_subsidy"
    facilities: Names = Field(alias="facility")
    """The plants at home whose additions are supported."""
    share: Share
    """The part of the capital cost paid from public money, 0 to 1."""
    per_firm_cap: Sum | None = None
    """The most any one firm may get, such as `150 crore INR`: the plants of one pool of owners are
    a firm, any other plant is one of its own.
    """
    budget: Sum | None = None
    """The most all of them may get together."""
    start: Month
    """The first month of the scheme."""
    end: Month | None = None
    """The first month without it; without it the scheme stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def checked(self, check: Check) -> None:
        """Report plants at which nothing is ever added."""
        check_growing(check, self, check.at_home(self, self.facilities))

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Pay a share of the capital of what owners add, as far as caps and budget go.

        share = min(stated share, cap / full cost of the firm's plants, budget / full cost of all
        plants), where full cost = capital cost x the most that can be added while the scheme is
        open, and the plants of one pool of owners are a firm. Where nothing can be added the stated
        share holds. All that is decided in a year in which the scheme is open is paid for. Capacity
        that a programme brings has a public share of its own, which this leaves alone.
        """
        firm_of, opened = acting.labels.facility_account, years_open(acting, self)
        cost = self.full_costs(acting)
        by_firm: dict[str, float] = {}
        for facility, full in cost.items():
            firm = firm_of.get(facility, facility)
            by_firm[firm] = by_firm.get(firm, 0.0) + full
        paid: dict[str, dict[int, float]] = {}
        for facility, full in cost.items():
            share = self.share
            if full > 0 and self.per_firm_cap is not None:
                firm = firm_of.get(facility, facility)
                share = min(share, acting.money("per_firm_cap") / by_firm[firm])
            if full > 0 and self.budget is not None:
                share = min(share, acting.money("budget") / sum(by_firm.values()))
            paid[facility] = {period: share * part for period, part in opened.items()}
        yield from acting.edits("subsidy_share", "set", "facility", paid)

    def full_costs(self, acting: Acting) -> dict[str, float]:
        """What all that can be added to each plant while the scheme is open costs, money.

        min(site_limit, sum of build_rate x years open) x capital_cost, at what building costs in
        the dearest of these years, so that no cap is passed in any.
        """
        opened, at = years_open(acting, self), acting.parameters.at
        costs = {}
        for facility in dict.fromkeys(self.facilities):
            by_rate = sum(
                at("build_rate", facility, period) * at("period_years", period) * part
                for period, part in opened.items()
            )
            most = min(at("site_limit", facility), by_rate)
            dearest = max((at("capital_cost_factor", facility, one) for one in opened), default=1.0)
            costs[facility] = most * at("capital_cost", facility) * dearest
        return costs

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"{stated_percent(self.share)} of the capital of what owners add at "
            f"{named(*self.facilities)} is paid from public money {window(self)}"
            f"{caps('firm', self.per_firm_cap, self.budget)}"
        )
