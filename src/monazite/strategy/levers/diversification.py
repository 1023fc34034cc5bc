"""A largest share of one origin in what home takes in."""

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
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Diversification",
    "Lets no more than a share of what home takes in be from one country, or has it paid.",
    edits=("spread_share", "spread_counts", "spread_price"),
)
class Diversification(Lever):
    """Lets no more than a share of what home takes in of materials be from one origin abroad.

    What home takes in is what arrives of these materials from everywhere and what plants at home
    make of them. Name all materials of a stage to speak of the stage; they are counted in tonnes
    together, so that they have one basis. A plant that turns one of them into another makes
    nothing.

    Nobody can be made to buy what is not for sale: each tonne too many from one origin is paid for.
    The cost of breach steers and is in no reported cost. Three can be in force in one run; a share
    that falls is two levers, the first of which ends when the second begins.
    """

    kind: Literal["diversification"] = "diversification"
    materials: Names
    """What is counted, together."""
    share: Share
    """The largest part that may be from any one region abroad, 0 (none) to 1 (all of it)."""
    breach: Rate
    """What a kilogram too many costs its buyer, such as `10 USD/kg`."""
    start: Month
    """The first month."""
    end: Month | None = None
    """The first month without it; without it the largest share stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _counts_each_once(self) -> Self:
        self.none_twice("materials")
        return self

    def checked(self, check: Check) -> None:
        """Report materials that do not exist, that nobody sells to home, or of another basis."""
        check.defined(self, "materials", "materials", self.materials)
        if not check.knows("materials", "lanes", "regions"):
            return
        known = [name for name in self.materials if name in check.chain.names("materials")]
        bases = {check.chain.basis[name] for name in known}
        if len(bases) > 1:
            check.report(
                self,
                "materials",
                f"tonnes of {' and of '.join(sorted(bases))} do not add up",
                "name materials of one basis, and the others in a lever of their own",
            )
        for name in known:
            check.bought_abroad(self, name)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Fill a free row: the largest share of one origin, what counts, what a breach costs.

        In a period it covers in part the largest share is the mean over time, all of it before.
        """
        taken = acting.numbers("spread_counts", "spread")
        spread = acting.free("spread", taken, "largest shares", "merge them into one lever")
        yield acting.edit("spread_counts", "set", 1.0, spread=spread, material=self.materials)
        yield acting.edit("spread_price", "set", acting.money("breach"), spread=spread)
        shares = {period: 1.0 - part * (1.0 - self.share) for period, part in acting.shares.items()}
        yield from acting.edits("spread_share", "set", "spread", {spread: shares})

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"no more than {stated_percent(self.share)} of the {named.goods(*self.materials)} that "
            f"{named.places(named.home)} takes in may be from one country, or "
            f"{self.breach.in_words(verb='are due')} too many, {window(self)}"
        )
