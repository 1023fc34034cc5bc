"""A share of what users take that must be made at home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

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
    "Domestic content",
    "Makes home users take part of what they use from plants at home or pay for not doing so.",
    edits=("quota_share", "quota_counts", "quota_price"),
)
class DomesticContent(Lever):
    """Makes home users take part of what they use from plants at home, or pay for not doing so.

    What home plants make counts as far as these uses take it: a magnet that other uses take does
    not stand for one of another kind that a car takes from abroad. It counts net of what it takes
    of its like, and what is exported does not count. Nobody can be made to buy what does not exist:
    what is missing is paid for. The cost of breach steers and is in no reported cost. Three can be
    in force in one run; a share that rises is two levers, the first of which ends when the second
    begins.
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

    def checked(self, check: Check) -> None:
        """Report uses that home does not have, and those no plant at home could ever serve."""
        check.defined(self, "uses", "uses", self.uses)
        if not check.knows("uses", "demand", "options", "recipes", "facilities"):
            return
        at_home = {row.recipe for row in check.chain.facilities if row.region == check.home}
        made = {
            row.material
            for row in check.chain.recipes
            if row.role == "output" and row.recipe in at_home
        }
        served = {row.use for row in check.chain.options if row.material in made}
        for use in check.wanted_at_home(self, self.uses):
            if use not in served:
                check.report(
                    self,
                    "uses",
                    f"no plant in {check.home} makes anything that serves '{use}'",
                    "add a plant to chain/facilities.csv, a slot if need be, or drop the use",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Fill a free quota: a share of what the named uses take, of all that serves them.

        Pro rata in the years it begins and ends.
        """
        labels, home = acting.labels, acting.home
        taken = acting.numbers("quota_share", "quota")
        quota = acting.free("quota", taken, "domestic content", "merge them into one lever")
        bound = [
            (name, material)
            for name, (use, region, material) in zip(
                labels.coordinates("use_option"), labels.use_options, strict=True
            )
            if region == home and use in self.uses
        ]
        materials = tuple(dict.fromkeys(material for _, material in bound))
        price = acting.money("breach")
        yield acting.edit("quota_counts", "set", 1.0, quota=quota, material=materials)
        yield acting.edit("quota_price", "set", price, quota=quota)
        use_options = tuple(str(name) for name, _ in bound)
        for period, share in acting.shares.items():
            yield acting.edit(
                "quota_share",
                "set",
                share * self.share,
                quota=quota,
                use_option=use_options,
                period=period,
            )

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"at least {stated_percent(self.share)} of what {named(*self.uses)} take must be made "
            f"in {named.places(named.home)}, or {self.breach.in_words(verb='are due')} "
            f"missing, {window(self)}"
        )
