"""What a pool of owners at home may sell abroad."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

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
    "State sales",
    "Lets a pool of owners at home sell a tonnage abroad at the price there.",
    edits=("lane_limit",),
)
class StateSales(Lever):
    """Lets a pool of owners at home sell a tonnage abroad, at the price there.

    Between the pool and each region there is a lane with a limit, mostly of 0, which this lever
    raises to the tonnage; a limit that is higher stays, and a lane that has none is refused. The
    tonnage is a ceiling: the pool sells as far as that pays it more than it costs to make. Once it
    can make no more, it sells where more is paid, at home or abroad. An `export_limit` in force
    holds all the same.
    """

    kind: Literal["state_sales"] = "state_sales"
    material: Text
    """What is sold."""
    ownership_account: Text
    """The pool of owners that sells it, such as state."""
    importers: Names = Field(alias="to")
    """The regions it may be sold to."""
    tonnes_per_year: TonnesPerYear
    """The most that may go to each of them, in t of the material per year."""
    start: Month
    """The first month of the sales."""
    end: Month | None = None
    """The first month without them; without it they go on."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _sells_to_each_once(self) -> Self:
        self.none_twice("importers")
        return self

    def checked(self, check: Check) -> None:
        """Report pools and regions that do not exist, and ways abroad that are not there."""
        check.defined(self, "material", "materials", [self.material])
        check.defined(self, "to", "regions", self.importers)
        known = check.accounts(self, "ownership_account", [self.ownership_account])
        regions, materials = check.chain.names("regions"), check.chain.names("materials")
        if not known or not check.knows("lanes") or self.material not in materials:
            return
        ways = {(way.origin_place, way.destination_place) for way in check.lanes(self.material)}
        for importer in self.importers:
            if (
                importer in regions
                and (f"{check.home}.{self.ownership_account}", importer) not in ways
            ):
                check.report(
                    self,
                    "to",
                    f"no lane takes {self.material} from {check.home}.{self.ownership_account} "
                    f"to {importer}",
                    "add it to chain/lanes.csv with a limit of 0, which this lever raises",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Open the lanes from a pool to regions abroad for a tonnage each, pro rata by months.

        What is sold earns the price there. A halt in force limits it all the same. No limit is
        lowered; a lane without one raises InvalidInput.
        """
        home = acting.home
        lanes = [
            acting.lane(self.material, f"{home}.{self.ownership_account}", to)
            for to in self.importers
        ]
        missing = set(lanes) - set(map(str, acting.labels.coordinates("lane")))
        if missing:
            raise acting.refuse(
                "importers",
                f"there is no way abroad {sorted(missing)[0]}",
                "add the lane with a limit of 0 to chain/lanes.csv",
            )
        limits = acting.parameters["lane_limit"]
        free = [
            lane for lane in lanes if all(map(math.isinf, limits.sel(lane=lane).values.tolist()))
        ]
        if free:
            raise acting.refuse(
                "importers",
                f"{free[0]} carries as much as anybody likes already",
                "leave it out, or give it a limit in chain/lanes.csv, which this lever raises",
            )
        allowed = dict.fromkeys(lanes, self.tonnes_per_year)
        yield from acting.raise_pro_rata("lane_limit", allowed)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        each = " each" if len(self.importers) > 1 else ""
        return (
            f"{named(self.ownership_account)} may sell up to {stated(self.tonnes_per_year)} t a "
            f"year of "
            f"{named.goods(self.material)} to {named.places(*self.importers)}{each} "
            f"{window(self)}; a higher limit stays"
        )
