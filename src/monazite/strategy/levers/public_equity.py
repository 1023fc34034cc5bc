"""A part of the capital of what owners add, paid by the state for a return."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Share,
)
from monazite.strategy.levers.capital import check_growing, years_open
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Public equity",
    "Pays part of the capital of what owners add for a share of the plant and its return.",
    edits=("equity_share", "equity_return"),
)
class PublicEquity(Lever):
    """Has the state pay part of the capital of what owners add, for a return.

    While a plant stands the state is paid the return it asks on its share, before the owner is, and
    the owner asks his on the rest: where the state asks less, the plant needs to earn less. Public
    outlay holds the capital while it is built and, as income, what is paid on it, which is
    what it asks and no more in good years. With a return of zero it is paid its
    capital back over the life of the plant. What a `capital_subsidy` pays is given away and comes
    on top. What a `capacity_programme` brings has its own `public_share`, which this leaves alone.
    """

    kind: Literal["public_equity"] = "public_equity"
    facilities: Names = Field(alias="facility")
    """The plants at home whose additions the state takes a share of."""
    share: Share
    """The part of the capital the state pays, 0 to 1."""
    return_asked: Share = Field(alias="return")
    """The yearly return the state asks on it, such as 0.04; owners ask their `hurdle_rate`."""
    start: Month
    """The first month of decisions it holds for."""
    end: Month | None = None
    """The first month of decisions without it; without it the offer stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def checked(self, check: Check) -> None:
        """Report plants at which nothing is ever added."""
        check_growing(check, self, check.at_home(self, self.facilities))

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Pay a share of the capital of what is decided while the offer is open, for a return.

        In a year in which it is open at all, it holds for everything that is decided.
        """
        opened = years_open(acting, self)
        facilities = tuple(dict.fromkeys(self.facilities))
        shares = {period: self.share * part for period, part in opened.items()}
        asked = dict.fromkeys(opened, self.return_asked)
        for name, numbers in (("equity_share", shares), ("equity_return", asked)):
            yield from acting.edits(name, "set", "facility", dict.fromkeys(facilities, numbers))

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"the state pays {stated_percent(self.share)} of the capital of what is added at "
            f"{named(*self.facilities)} for a return of {stated_percent(self.return_asked)} a "
            f"year, {window(self)}"
        )
