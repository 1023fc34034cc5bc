"""Feed that makers are assured of from a pool of owners at home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Text,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Feed allocation",
    "Assures named makers of feed from one pool of owners at home.",
    edits=("lane_limit", "transfer_price"),
)
class FeedAllocation(Lever):
    """Assures named makers of a tonnage of feed from one pool of owners at home.

    Pools stand in `chain/ownership_accounts.csv`; between the pool that gives and each that gets
    there is a lane with a limit of 0, which this lever raises. The pool may sell the rest as
    before.
    """

    kind: Literal["feed_allocation"] = "feed_allocation"
    material: Text
    """What is allocated."""
    ownership_account: Text
    """The pool of owners that gives it, such as state."""
    makers: Names
    """The pools that get it, in equal parts."""
    tonnes_per_year: TonnesPerYear
    """The tonnage set aside for all of them together, in t of the material per year."""
    price_basis: Literal["import_parity", "export_parity", "cost"]
    """What makers pay. `import_parity`: the `transfer_price` of the lane, year by year.
    `export_parity`: that less twice the mean freight of the lanes that bring the material home.
    `cost`: nothing on top of what it costs to make.
    """
    start: Month
    """The first month of the allocation."""
    end: Month | None = None
    """The first month without it; without it the allocation stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _gives_to_others_once(self) -> Self:
        self.none_twice("makers")
        if self.ownership_account in self.makers:
            raise FieldError(
                f"'{self.ownership_account}' gives and gets",
                "take it out of makers, or name another pool",
            )
        return self

    def checked(self, check: Check) -> None:
        """Report pools and channels that do not exist, and a price that cannot be told."""
        check.defined(self, "material", "materials", [self.material])
        known = check.accounts(self, "ownership_account", [self.ownership_account])
        known = check.accounts(self, "makers", self.makers) and known
        if (
            not known
            or not check.knows("lanes")
            or self.material not in check.chain.names("materials")
        ):
            return
        home = check.home
        channels = {(way.origin_place, way.destination_place) for way in check.lanes(self.material)}
        for maker in self.makers:
            if (f"{home}.{self.ownership_account}", f"{home}.{maker}") not in channels:
                check.report(
                    self,
                    "makers",
                    f"no lane takes {self.material} from {home}.{self.ownership_account} to "
                    f"{home}.{maker}",
                    "add it to chain/lanes.csv with a limit of 0, which this lever raises",
                )
        if self.price_basis == "export_parity" and not check.origins_abroad(self.material):
            check.report(
                self,
                "price_basis",
                f"no lane brings {self.material} home, so the freight of export parity is not "
                "known",
                "add one to chain/lanes.csv, or write import_parity or cost",
            )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Open the assured channel from a pool to named makers, in equal parts.

        The channel of the pool to the rest of home stays as it is. What makers pay: import parity
        is the transfer price of the study, year by year; export parity is that less freight there
        and back, at the mean freight of the lanes that bring the material home; at cost nothing is
        added.
        """
        labels = acting.labels
        home = labels.home
        lanes = [
            acting.lane(self.material, f"{home}.{self.ownership_account}", f"{home}.{maker}")
            for maker in self.makers
        ]
        missing = set(lanes) - set(map(str, labels.coordinates("lane")))
        if missing:
            raise acting.refuse(
                "makers",
                f"there is no assured channel {sorted(missing)[0]}",
                "add the lane with a limit of 0 to chain/lanes.csv",
            )
        share = self.tonnes_per_year / len(lanes)
        yield from acting.set_pro_rata("lane_limit", dict.fromkeys(lanes, share))
        if self.price_basis == "cost":
            yield acting.edit("transfer_price", "set", 0.0, lane=tuple(lanes))
        elif self.price_basis == "export_parity":
            less = 2.0 * _freight_home(acting, self.material)
            stated = acting.parameters.at
            paid = {
                lane: {
                    period: max(0.0, stated("transfer_price", lane, period) - less)
                    for period in labels.periods
                }
                for lane in lanes
            }
            yield from acting.edits("transfer_price", "set", "lane", paid)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        price = {
            "import_parity": "at what imports cost",
            "export_parity": "at what exports would bring",
            "cost": "at cost",
        }[self.price_basis]
        parts = ", in equal parts," if len(self.makers) > 1 else ""
        return (
            f"{stated(self.tonnes_per_year)} t a year of {named.goods(self.material)} of "
            f"{named(self.ownership_account)} are set aside for {named(*self.makers)}{parts} "
            f"{price} {window(self)}"
        )


def _freight_home(acting: Acting, material: str) -> float:
    """Mean freight of the lanes that bring a material home; 0 where none does."""
    rows = [
        row
        for row, lane in enumerate(acting.labels.lanes)
        if lane.material == material and lane.destination == acting.home and not lane.is_transfer
    ]
    return float(acting.parameters["freight"].values[rows].mean()) if rows else 0.0
