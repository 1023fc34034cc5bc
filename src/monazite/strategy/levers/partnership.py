"""Deliveries agreed with a plant abroad, which is enlarged for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    Lever,
    Share,
    Text,
    TonnesPerYear,
)
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check
    from monazite.study.records import FacilityRow


@said(
    "Partnership",
    "Secures a yearly tonnage of a material from a region abroad.",
    edits=(
        "lane_limit",
        "programme",
        "agreement_lane",
        "agreement_floor",
        "agreement_price",
        "lane_opened",
    ),
)
class Partnership(Lever):
    """Secures a yearly tonnage of a material from a plant abroad.

    The plant is enlarged by it, the lane home is opened for it, and the part under take-or-pay is
    delivered or paid for at the reference price.
    """

    kind: Literal["partnership"] = "partnership"
    region: Text
    """The partner region."""
    facility: Text
    """The plant abroad that delivers."""
    material: Text
    """What is delivered; there must be a lane for it."""
    tonnes_per_year: TonnesPerYear
    """The tonnage contracted, in t of the material per year."""
    start: Month
    """The first month of delivery."""
    take_or_pay: Share
    """The part of the tonnage home must take, 0 (an option) to 1 (a firm purchase)."""

    def checked(self, check: Check) -> None:
        """Report a plant that does not stand where the partner is, or cannot deliver."""
        check.defined(self, "region", "regions", [self.region])
        check.defined(self, "facility", "facilities", [self.facility])
        check.defined(self, "material", "materials", [self.material])
        facility = check.chain.facility.get(self.facility)
        if facility is not None and self._stands_abroad(check, facility):
            self._delivers(check, facility)

    def _stands_abroad(self, check: Check, facility: FacilityRow) -> bool:
        if facility.region == check.home:
            check.report(
                self,
                "facility",
                f"'{self.facility}' stands at home",
                "name a facility abroad, or write a capacity_programme",
            )
        elif facility.region != self.region:
            check.report(
                self,
                "facility",
                f"'{self.facility}' stands in {facility.region} and not in {self.region}",
                f"write region {facility.region}, or a facility in {self.region}",
            )
        return check.home != facility.region == self.region

    def _delivers(self, check: Check, facility: FacilityRow) -> None:
        """Report a material the plant does not make, or one that cannot come home."""
        if self.material not in check.chain.names("materials"):
            return
        made = {
            row.material
            for row in check.chain.recipes
            if row.recipe == facility.recipe and row.role == "output"
        }
        home = check.home
        lanes = {(lane.origin_place, lane.destination_place) for lane in check.lanes(self.material)}
        if made and self.material not in made:
            check.report(
                self,
                "material",
                f"'{self.facility}' does not make {self.material}",
                f"write one of: {', '.join(sorted(made))}",
            )
        elif (self.region, home) not in lanes and check.knows("lanes"):
            check.report(
                self,
                "material",
                f"there is no lane for {self.material} from {self.region} to {home}",
                "add it to chain/lanes.csv, or name another material",
            )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Open a partner's plant for the agreed tonnage and take or pay for a share of it.

        What is due follows the ramp of the plant that was opened, so that none of it falls due
        before it can be made.
        """
        labels = acting.labels
        lane = acting.lane(self.material, self.region, acting.home)
        if lane not in labels.coordinates("lane"):
            raise acting.refuse(
                "material",
                f"there is no lane for {self.material} from {self.region}",
                "add the lane to chain/lanes.csv or name another material",
            )
        flow = f"{labels.facility_recipe[self.facility]}/{self.material}"
        size = self.tonnes_per_year / acting.parameters.at("recipe_amount", flow)
        opened = 0.0 * acting.numbers("programme", "facility", "vintage")
        plant = labels.facilities.index(self.facility)
        for vintage, share in acting.vintages(self.start).items():
            opened[plant, labels.vintages.index(vintage)] = share
            yield acting.edit(
                "programme", "add", size * share, facility=self.facility, vintage=vintage
            )
        ramped = acting.committed(nameplate=0.0 * opened, programme=opened)
        taken = acting.numbers("agreement_lane", "agreement", "lane")
        agreement = acting.free("agreement", taken, "agreements", "merge partnerships into one")
        price = acting.parameters.at("price", self.material)
        yield acting.edit("agreement_lane", "set", 1.0, agreement=agreement, lane=lane)
        yield acting.edit("agreement_price", "set", price, agreement=agreement)
        ready = acting.by_period(ramped[plant])
        made = {period: self.tonnes_per_year * ready[period] for period in acting.shares}
        due = {period: self.take_or_pay * tonnes for period, tonnes in made.items()}
        whole = dict.fromkeys(made, self.tonnes_per_year)
        yield from acting.edits("agreement_floor", "set", "agreement", {agreement: due})
        yield from acting.edits("lane_limit", "at_least", "lane", {lane: whole})
        # what was agreed comes on top of what trade by habit allows
        yield from acting.edits("lane_opened", "add", "lane", {lane: made})

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"{named.places(self.region)} delivers {stated(self.tonnes_per_year)} t a year of "
            f"{named.goods(self.material)} from {self.start}; {stated_percent(self.take_or_pay)} "
            "is paid for whether taken or not"
        )
