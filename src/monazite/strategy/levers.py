"""Says what each kind of lever is: one small record per kind, exactly as a file writes it.

A lever says what somebody does, from which month, and why. It knows nothing of the model: turning
it into edits of parameters happens elsewhere. Dates are months (`2025-06`); a lever is in force
from the start of its first month, and `end` is the first month in which it no longer is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    Strict,
    StringConstraints,
    model_validator,
)

from monazite.core.errors import FieldError
from monazite.strategy.months import Month, share_of_year

ALL = "all"
"""Written instead of a list of regions: every region other than the one the lever acts from."""

Text = Annotated[str, Strict(), StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Amount = Annotated[Number, Field(ge=0)]
Share = Annotated[Number, Field(ge=0, le=1)]


def _as_tuple(value: object) -> object:
    """Read one name like a list of one, so that files need no brackets around it."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple), Field(min_length=1)]


class Lever(BaseModel):
    """What every lever has: a kind, a reason and a source."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    kind: str
    """Which kind of lever this is; it decides which other fields there are."""
    title: Text | None = None
    """A short name for screens and tables."""
    why: Text
    """The reason for the lever and for its numbers, in a sentence."""
    source: Text
    """The `source_id` of the document the lever rests on."""

    dates: ClassVar[tuple[str, ...]] = ("start",)
    """The fields that hold months: the first one begins the lever, the second one ends it."""

    _origin: str = PrivateAttr(default="")
    _line: int = PrivateAttr(default=0)
    _lines: Mapping[str, int] = PrivateAttr(default_factory=dict)

    @property
    def origin(self) -> str:
        """Where the lever was written, `strategies/article.yaml#levers[2]`; blank if in Python."""
        return self._origin

    @property
    def file(self) -> str:
        """The file the lever was written in, relative to the study."""
        return self._origin.partition("#")[0]

    @property
    def line(self) -> int:
        """The line of the file at which the lever begins."""
        return self._line

    @property
    def starts(self) -> str:
        """The first month in which the lever is in force."""
        return str(getattr(self, self.dates[0]))

    @property
    def ends(self) -> str | None:
        """The first month in which the lever is no longer in force; None if it has no end."""
        return getattr(self, self.dates[1]) if len(self.dates) > 1 else None

    def line_of(self, key: str) -> int:
        """Give the line on which one key of the lever stands."""
        return self._lines.get(key, self._line)

    def placed(self, origin: str, line: int, lines: Mapping[str, int] | None = None) -> Self:
        """Give the same lever with the place it was written at, and the line of each key."""
        lever = self.model_copy()
        lever._origin = origin
        lever._line = line
        lever._lines = dict(lines or {})
        return lever

    def share_of_year(self, year: int) -> float:
        """Give the part of a calendar year during which the lever is in force, 0 to 1."""
        return share_of_year(year, self.starts, self.ends)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends is not None and self.ends <= self.starts:
            begin, end = self.dates
            raise FieldError(
                f"{end} {self.ends} is not after {begin} {self.starts}",
                f"write the first month in which the lever no longer holds as {end}",
            )
        return self

    def _exactly_one_of(self, first: str, second: str) -> None:
        given = [name for name in (first, second) if getattr(self, name) is not None]
        if len(given) == 2:
            raise FieldError(f"both {first} and {second} are given", "keep one of them")
        if not given:
            raise FieldError(f"neither {first} nor {second} is given", "write one of them")


class ExportLimit(Lever):
    """Caps what one region sells to others: a halt is a limit of zero tonnes."""

    kind: Literal["export_limit"] = "export_limit"
    element: Text | None = None
    """An element (`Nd`) or oxide group (`NdPr`), limited in all forms that contain it."""
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
    exempt: Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)] = ()
    """Materials an element limit does not count."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    @model_validator(mode="after")
    def _names_what_is_limited(self) -> Self:
        self._exactly_one_of("element", "material")
        if self.material is not None and self.exempt:
            raise FieldError(
                "exempt is given for a limit on one material",
                "drop exempt, or limit the element in all its forms",
            )
        return self

    def destinations(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions limited, given all regions of the study."""
        return _spelled_out(self.importers, regions, self.exporter)


class CapacityProgramme(Lever):
    """Brings capacity online at named plants from a stated month, whoever pays for it."""

    kind: Literal["capacity_programme"] = "capacity_programme"
    facilities: Names = Field(alias="facility")
    """The plants that grow; each of them by the stated amount or factor."""
    add: Amount | None = None
    """Capacity added at each plant, in t of its reference material per year."""
    multiply: Annotated[Number, Field(gt=0)] | None = None
    """The factor on each plant's nameplate: 2 doubles it."""
    online: Month
    """The month in which the new capacity starts; the plant's ramp runs from here."""
    public_share: Share
    """The part of the capital cost paid from public money, 0 to 1."""

    dates: ClassVar[tuple[str, ...]] = ("online",)

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self._exactly_one_of("add", "multiply")
        return self


class Permit(Lever):
    """Sets or multiplies the feed that named plants are permitted to process."""

    kind: Literal["permit"] = "permit"
    facilities: Names = Field(alias="facility")
    """The plants whose permit changes."""
    tonnes_per_year: Amount | None = None
    """The new permit of each plant, in t of its reference material per year."""
    multiply: Annotated[Number, Field(gt=0)] | None = None
    """The factor on each plant's present permit."""
    start: Month
    """The first month of the new permit."""

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self._exactly_one_of("tonnes_per_year", "multiply")
        return self


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


class Stockpile(Lever):
    """Holds a public reserve of a material at home."""

    kind: Literal["stockpile"] = "stockpile"
    material: Text
    """What is held."""
    tonnes: Amount | None = None
    """The reserve in t of the material."""
    days_of_cover: Amount | None = None
    """The reserve in days of home use of the material."""
    by: Month
    """The month from which the reserve must be full."""
    until: Month | None = None
    """The first month without the reserve; without it the reserve stays."""
    budget_crore: Amount | None = None
    """The most public money that may be tied up, in crore rupees of the study's money year."""
    release: Literal["on_shortage", "never"]
    """Whether the reserve may be used when home is short, or is kept whatever happens."""

    dates: ClassVar[tuple[str, ...]] = ("by", "until")

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        self._exactly_one_of("tonnes", "days_of_cover")
        return self


class Priority(Lever):
    """Ranks home uses: in a shortage those of the first tier are served first."""

    kind: Literal["priority"] = "priority"
    tiers: Annotated[tuple[Names, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    """Lists of uses, the most important list first."""
    start: Month
    """The first month of the ranking."""

    @model_validator(mode="after")
    def _ranks_each_use_once(self) -> Self:
        uses = [use for tier in self.tiers for use in tier]
        twice = next((use for use in uses if uses.count(use) > 1), None)
        if twice is not None:
            raise FieldError(f"use '{twice}' stands in the tiers twice", "keep it in one tier")
        return self


class ForeignExportControl(Lever):
    """Another country withholds part of what it sells: licences, quotas or a stop."""

    kind: Literal["foreign_export_control"] = "foreign_export_control"
    exporter: Text = Field(alias="from")
    """The region that withholds."""
    importers: Names = Field(alias="to")
    """The regions that go short; `all` means every other region."""
    materials: Names
    """What is withheld."""
    share_withheld: Share
    """The part of the usual trade that is withheld, 0 (nothing) to 1 (a stop)."""
    start: Month
    """The first month of the control."""
    end: Month
    """The first month without it."""

    dates: ClassVar[tuple[str, ...]] = ("start", "end")

    def destinations(self, regions: Sequence[str]) -> tuple[str, ...]:
        """Spell out the regions that go short, given all regions of the study."""
        return _spelled_out(self.importers, regions, self.exporter)


def _spelled_out(
    named: tuple[str, ...], regions: Sequence[str], exporter: str | None
) -> tuple[str, ...]:
    if named == (ALL,):
        return tuple(region for region in regions if region != exporter)
    return named


StrategyLever = ExportLimit | CapacityProgramme | Permit | Partnership | Stockpile | Priority
"""What a country may decide for itself."""

WorldLever = ForeignExportControl
"""What the country does not choose."""


def _kinds(*records: type[Lever]) -> dict[str, type[Lever]]:
    return {get_args(record.model_fields["kind"].annotation)[0]: record for record in records}


STRATEGY_KINDS = _kinds(*get_args(StrategyLever))
"""The record of each kind of lever a strategy may hold."""

WORLD_KINDS = _kinds(ForeignExportControl)
"""The record of each kind of lever a world may hold."""
