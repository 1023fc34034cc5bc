"""What a country decides about its users: who is served first, and whose goods they must buy."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import Lever, Names, Rate, Share, as_tuple, reached_in_time
from monazite.strategy.levers.naming import Naming, by_steps, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month, share_reached


@said(
    "Priority",
    "Serves uses in tiers while others withhold what home usually buys.",
    edits=("priority_premium",),
)
class Priority(Lever):
    """Ranks home uses: while others withhold, those of the first tier are served first.

    It ranks uses of the same material. What home bids in all stays as it is, the highest bids going
    to the first tier, so that ranking takes nothing from users abroad.

    It acts in years in which a region abroad sends home less than usual by policy; in others every
    use answers prices for itself.

    The premium that does the ranking steers the plan and is left out of every reported cost.
    """

    kind: Literal["priority"] = "priority"
    tiers: Annotated[tuple[Names, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    """Lists of uses, the most important list first; uses not named keep their own place."""
    start: Month
    """The first month of the ranking."""

    @model_validator(mode="after")
    def _ranks_each_use_once(self) -> Self:
        uses = [use for tier in self.tiers for use in tier]
        twice = next((use for use in uses if uses.count(use) > 1), None)
        if twice is not None:
            raise FieldError(f"use '{twice}' stands in the tiers twice", "keep it in one tier")
        return self

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        tiers = "; then ".join(named(*tier) for tier in self.tiers)
        return f"in a shortage home serves first {tiers}, from {self.start}"


@said(
    "Domestic content",
    "Makes home users take part of what they use from plants at home or pay for not doing so.",
    edits=("quota_share", "quota_counts", "quota_price"),
)
class DomesticContent(Lever):
    """Makes home users take part of what they use from plants at home, or pay for not doing so.

    Whatever serves these uses counts, net of what it takes of its like, and what is exported does
    not count. Nobody can be made to buy what does not exist: what is missing is paid for. The cost
    of breach steers and is in no reported cost. Three can be in force in one run; a share that
    rises is two levers, the first of which ends when the second begins.
    """

    kind: Literal["domestic_content"] = "domestic_content"
    uses: Names
    """The home uses it binds."""
    share: Share
    """The part of what they take that must be made at home, 0 to 1."""
    breach: Rate
    """What a kilogram that is missing costs, such as `20 USD/kg`: a penalty, or support lost."""
    start: Month
    """The first month."""
    end: Month | None = None
    """The first month without it; without it the duty to buy stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"at least {stated_percent(self.share)} of what {named(*self.uses)} take must be made "
            f"in {named(named.home)}, or {self.breach.in_words(verb='are due')} "
            f"missing, {window(self)}"
        )


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

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        until = f" until {self.end}" if self.end else ""
        return (
            f"{named(*self.uses)} in {named(named.home)} need {stated_percent(self.share)} less, "
            f"{by_steps(self.start, self.reached)}{until}, at {self.cost.in_words()} saved, "
            f"{stated_percent(self.public_share)} of it from public money"
        )
