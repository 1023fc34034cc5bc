"""What a country decides about trade: limits on exports, duties and agreed deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import (
    Amount,
    Lever,
    Names,
    Share,
    SomeNames,
    Text,
    Yes,
    spelled_out,
)
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month


@said(
    "Export limit",
    "Limits exports of a contained element or of one material; zero is a halt.",
    edits="export_limit",
)
class ExportLimit(Lever):
    """Caps what one region sells to others: a halt is a limit of zero tonnes."""

    kind: Literal["export_limit"] = "export_limit"
    element: Text | None = None
    """An element (`Nd`) or group (`NdPr`), limited in all forms that contain it."""
    material: Text | None = None
    """A material, limited in this form only."""
    exporter: Text | None = Field(default=None, alias="from")
    """The region whose exports are limited; the home region unless stated."""
    importers: Names = Field(alias="to")
    """The regions the limit applies to, together; `all` means every other region."""
    tonnes_per_year: Amount
    """The limit in t of contained oxide per year (element) or t of the material per year."""
    start: Month
    """The first month of the limit."""
    end: Month | None = None
    """The first month without the limit; without it the limit stays."""
    exempt: SomeNames = ()
    """Materials an element limit does not count."""
    ends_must_run_at: SomeNames = ()
    """Plants that had to run for what is now limited: their floor ends while the limit lasts."""
    foreseen: Yes = True
    """Whether people count on its beginning and its end from when the strategy is known."""

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


@said(
    "Import duty",
    "Charges a share of the reference price on what arrives from abroad.",
    edits="duty",
)
class ImportDuty(Lever):
    """Charges a duty on what arrives from abroad, as a share of its reference price."""

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


@said(
    "Partnership",
    "Secures a yearly tonnage of a material from a region abroad.",
    edits="lane_limit",
)
class Partnership(Lever):
    """Secures a yearly tonnage of a material from a plant abroad."""

    kind: Literal["partnership"] = "partnership"
    region: Text
    """The partner region."""
    facility: Text
    """The plant abroad that delivers."""
    material: Text
    """What is delivered."""
    tonnes_per_year: Amount
    """The tonnage contracted, in t of the material per year."""
    start: Month
    """The first month of delivery."""
    take_or_pay: Share
    """The part of the tonnage home must take, 0 (an option) to 1 (a firm purchase)."""
