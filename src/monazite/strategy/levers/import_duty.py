"""A duty on what arrives from abroad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from monazite.core.numerals import stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Names,
    Share,
    SomeNames,
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Import duty",
    "Charges a share of the reference price on what arrives from abroad.",
    edits=("duty",),
)
class ImportDuty(Lever):
    """Charges a duty on what arrives from abroad, as a share of its reference price.

    It goes to the treasury.
    """

    kind: Literal["import_duty"] = "import_duty"
    materials: Names
    """What the duty is charged on."""
    rate: Share
    """The duty as a share of the reference price, 0 (none) to 1 (as much again)."""
    exempt_from: SomeNames = ()
    """Regions whose goods enter free."""
    start: Month
    """The first month of the duty."""
    end: Month | None = None
    """The first month without it; without it the duty stays."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def checked(self, check: Check) -> None:
        """Report materials nobody sends home and regions that cannot be exempt."""
        check.defined(self, "materials", "materials", self.materials)
        check.defined(self, "exempt_from", "regions", self.exempt_from)
        if check.home in self.exempt_from:
            check.report(
                self,
                "exempt_from",
                f"'{check.home}' is home, which pays no duty to itself",
                "remove it from the list",
            )
        for material in self.materials:
            origins = check.bought_abroad(self, material)
            if origins and origins <= set(self.exempt_from):
                check.report(
                    self,
                    "exempt_from",
                    f"every region that sends {material} to {check.home} is exempt",
                    "exempt fewer regions, or drop the material",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Charge rate x reference price on every lane that comes home from a region not exempt."""
        labels = acting.labels
        price = dict(zip(labels.materials, acting.parameters["price"].values, strict=True))
        charged = {
            lane.name: self.rate * float(price[lane.material])
            for lane in labels.lanes
            if lane.destination == labels.home
            and not lane.is_transfer
            and lane.material in self.materials
            and lane.origin not in self.exempt_from
        }
        yield from acting.set_pro_rata("duty", charged)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        free = f", except from {named.places(*self.exempt_from)}," if self.exempt_from else ""
        return (
            f"{named.places(named.home)} charges a duty of {stated_percent(self.rate)} on "
            f"imports of {named.goods(*self.materials)}{free} {window(self)}"
        )
