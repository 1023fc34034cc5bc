"""What a country decides about trade: limits on exports, duties and agreed deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.core.numerals import stated, stated_percent
from monazite.strategy.levers.base import (
    ALL,
    Lever,
    Names,
    Rate,
    Share,
    SomeNames,
    Text,
    TonnesPerYear,
    Yes,
    spelled_out,
)
from monazite.strategy.levers.naming import Naming, window
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


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

    def destinations(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions limited, given all regions of the study."""
        return spelled_out(self.importers, regions, self.exporter)

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
        who = named(self.exporter or named.home)
        return f"{who} {verb} exports of {what} to {whom}{size} {window(self)}{news}{free}"


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

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        free = f", except from {named(*self.exempt_from)}," if self.exempt_from else ""
        return (
            f"{named(named.home)} charges a duty of {stated_percent(self.rate)} on imports of "
            f"{named.goods(*self.materials)}{free} {window(self)}"
        )


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

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"{named(self.region)} delivers {stated(self.tonnes_per_year)} t a year of "
            f"{named.goods(self.material)} from {self.start}; {stated_percent(self.take_or_pay)} "
            "is paid for whether taken or not"
        )


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

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        return (
            f"no more than {stated_percent(self.share)} of the {named.goods(*self.materials)} that "
            f"{named(named.home)} takes in may be from one country, or "
            f"{self.breach.in_words(verb='are due')} too many, {window(self)}"
        )
