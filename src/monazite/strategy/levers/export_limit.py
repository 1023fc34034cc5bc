"""A limit on exports; zero is a halt."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated
from monazite.strategy.levers.base import (
    ALL,
    Lever,
    Names,
    SomeNames,
    Text,
    TonnesPerYear,
    Yes,
    lanes_out,
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.labels import Lane
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check


@said(
    "Export limit",
    "Limits exports of a contained element or of one material; zero is a halt.",
    edits=("export_limit", "export_content", "lane_policy", "floor"),
)
class ExportLimit(Lever):
    """Caps what one region sells to others: a halt is a limit of zero tonnes.

    A limit on an `element` counts it in **all** forms that hold it: mixed compound, oxide, metal,
    alloy, product. An open lane for another form is no way round it.

    What a limit leaves of usual trade also moves the band around it, so that habit never asks for
    what a halt forbids. Twelve limits can be in force in one run. In the year it starts, the trade
    before the limit is taken from the `reference_flow` of the lanes; where none is known, the limit
    begins with the first full year.
    """

    kind: Literal["export_limit"] = "export_limit"
    element: Text | None = None
    """An element (`Nd`) or an oxide group (`NdPr`), counted in tonnes of its oxide in all forms
    that hold it.
    """
    material: Text | None = None
    """Instead of `element`: a material, limited in this form only."""
    exporter: Text | None = Field(default=None, alias="from")
    """The region whose exports are limited; the home region unless stated."""
    importers: Names = Field(alias="to")
    """The regions that share the limit; `all` means every other region."""
    tonnes_per_year: TonnesPerYear
    """The limit in t of contained oxide per year (element) or t of the material per year."""
    start: Month
    """The first month of the limit."""
    end: Month | None = None
    """The first month without the limit; without it the limit stays."""
    exempt: SomeNames = ()
    """Materials an element limit does not count."""
    ends_must_run_at: SomeNames = ()
    """Plants that had to run for what is now limited, such as under an agreement it ends: their
    floor ends while the limit lasts.
    """
    foreseen: Yes = True
    """Whether people count on its beginning and its end from when the strategy is known; if
    `false`, on neither before it comes.
    """

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _names_what_is_limited(self) -> Self:
        self.exactly_one_of("element", "material")
        if self.material is not None and self.exempt:
            raise FieldError(
                "exempt is given for a limit on one material",
                "drop exempt, or limit the element in all its forms",
            )
        return self

    def checked(self, check: Check) -> None:
        """Report names that are not known and plants whose floor cannot end with the limit."""
        if self.exporter is not None:
            check.defined(self, "from", "regions", [self.exporter])
        check.importers(self, self.exporter or check.home, self.importers)
        if self.material is not None:
            check.defined(self, "material", "materials", [self.material])
        check.defined(self, "exempt", "materials", self.exempt)
        if self.element is not None and check.knows("fractions", "groups"):
            known = check.chain.names("fractions") | check.chain.names("groups")
            check.names(self, "element", "element or group", [self.element], known)
        self._ends_floors(check)

    def _ends_floors(self, check: Check) -> None:
        exporter = self.exporter or check.home
        check.defined(self, "ends_must_run_at", "facilities", self.ends_must_run_at)
        for name in self.ends_must_run_at:
            row = check.chain.facility.get(name)
            if row is None:
                continue
            if row.region != exporter:
                check.report(
                    self,
                    "ends_must_run_at",
                    f"'{name}' stands in {row.region} and not in {exporter}, whose exports are "
                    "limited",
                    f"name a facility in {exporter}",
                )
            elif not row.floor and not row.floor_share:
                check.report(
                    self,
                    "ends_must_run_at",
                    f"'{name}' has no floor that could end",
                    "take it out, or give it a floor in chain/facilities.csv",
                )

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Fill a free slot: contained element over all forms on every lane out, bar exempt ones.

        The lower side of the band around usual trade is brought down with it, and the floor of
        plants that had to run for this trade ends.
        """
        # a limit on what no lane carries holds its slot all the same
        used = (acting.parameters["export_content"].values != 0).any(axis=1)
        used |= (acting.parameters["export_limit"].values < inf).any(axis=1)
        slot = acting.free("slot", used, "export limits", "merge limits into one lever")
        lanes = self._limited(acting)
        per_tonne = self._content_by_lane(acting, lanes)
        counted: dict[float, list[str]] = {}
        for name, content in per_tonne.items():
            if content > 0:
                counted.setdefault(content, []).append(name)
        for content, names in counted.items():
            yield acting.edit("export_content", "set", content, slot=slot, lane=tuple(names))
        flow = acting.parameters.at
        reference = sum(per_tonne[lane] * flow("reference_flow", lane) for lane in per_tonne)
        # before the rule starts the observed trade goes on; without an observed flow the rest of
        # that year cannot be bounded and the limit begins with the first full year
        limits = {
            period: share * self.tonnes_per_year + (1.0 - share) * reference
            for period, share in acting.shares.items()
            if share >= 1.0 or reference > 0
        }
        yield from acting.edits("export_limit", "set", "slot", {slot: limits})
        yield from self._lower_the_band(acting, [x for x in lanes if per_tonne[x.name] > 0])
        yield from self._end_floors(acting)

    def _end_floors(self, acting: Acting) -> Iterator[Edit]:
        """End what plants had to run for, while the limit lasts: floor x (1 - share of period)."""
        ending = {period: 1.0 - share for period, share in acting.shares.items()}
        for floor in ("floor", "floor_share"):
            ended = [
                name
                for name in self.ends_must_run_at
                if bool((acting.parameters[floor].sel(facility=name) > 0).any())
            ]
            yield from acting.edits(floor, "multiply", "facility", dict.fromkeys(ended, ending))

    def _limited(self, acting: Acting) -> list[Lane]:
        """Lanes whose trade counts towards the limit."""
        out = lanes_out(acting.labels, self.exporter or acting.home, self.importers)
        return [
            lane
            for lane in out
            if lane.material not in self.exempt
            and (self.material is None or lane.material == self.material)
        ]

    def _lower_the_band(self, acting: Acting, lanes: list[Lane]) -> Iterator[Edit]:
        """Leave lanes the share of their usual trade that a limit leaves them: none in a halt.

        factor = limit / contents of the usual trade of all these lanes, at most 1; in a period the
        limit covers in part, pro rata.
        """
        per_tonne = self._content_by_lane(acting, lanes)
        usual = acting.usual(lanes)
        factors = {}
        for period, share in acting.shares.items():
            sent = sum(per_tonne[lane] * tonnes[period] for lane, tonnes in usual.items())
            left = min(1.0, self.tonnes_per_year / sent) if sent > 0 else 1.0
            if left < 1.0:
                factors[period] = 1.0 - share * (1.0 - left)
        yield from acting.edits("lane_policy", "multiply", "lane", dict.fromkeys(usual, factors))

    def _content_by_lane(self, acting: Acting, lanes: list[Lane]) -> dict[str, float]:
        if self.material is not None:
            return {lane.name: 1.0 for lane in lanes}
        by_lane = acting.contents(str(self.element))
        return {lane.name: by_lane[lane.name] for lane in lanes}

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        what = named.goods(self.material) if self.material else f"{self.element} in every form"
        whom = "anyone" if self.importers == (ALL,) else named.places(*self.importers)
        most = self.tonnes_per_year
        verb, size = ("stops", "") if most == 0 else ("limits", f" to {stated(most)} t a year")
        free = (
            f"; {named(*self.ends_must_run_at)} need not run for it"
            if self.ends_must_run_at
            else ""
        )
        news = "" if self.foreseen else ", which nobody counts on before"
        who = named.places(self.exporter or named.home)
        return f"{who} {verb} exports of {what} to {whom}{size} {window(self)}{news}{free}"
