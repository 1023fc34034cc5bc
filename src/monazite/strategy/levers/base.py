"""What every lever has, and the types its fields are made of.

Dates are months (`2025-06`); a lever is in force from the start of its first month, and `end` is
the first month in which it no longer is.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    Strict,
    StringConstraints,
    model_validator,
)

from monazite.core.errors import FieldError
from monazite.core.magnitudes import magnitude_fault
from monazite.core.money import IN_ALL, PER_MASS, MoneyAmount
from monazite.core.origin import Origin
from monazite.strategy.levers.naming import Naming
from monazite.strategy.months import share_of_year

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.labels import Labels, Lane
    from monazite.parameters.levers import Acting
    from monazite.study.checking.levers import Check

ALL = "all"
"""Written instead of a list of regions: every region other than the one the lever acts from."""

OWN = "own"
"""Written instead of a source by whoever vouches for a lever themself."""

Text = Annotated[str, Strict(), StringConstraints(strip_whitespace=True, min_length=1)]


def _carried(number: float) -> float:
    fault = magnitude_fault(number)
    if fault is not None:
        raise FieldError(*fault)
    return number


Number = Annotated[float, Strict(), Field(allow_inf_nan=False), AfterValidator(_carried)]
Amount = Annotated[Number, Field(ge=0)]


@dataclass(frozen=True)
class Counts:
    """What a number of a field counts, written beside its type."""

    unit: str


Tonnes = Annotated[Amount, Counts("t")]
TonnesPerYear = Annotated[Amount, Counts("t/yr")]
Days = Annotated[Amount, Counts("days")]
Share = Annotated[Number, Field(ge=0, le=1)]
Factor = Annotated[Number, Field(gt=0)]
Yes = Annotated[bool, Strict()]


def _money(value: object, like: str = IN_ALL) -> MoneyAmount:
    amount = MoneyAmount.read(value, like)
    _carried(amount.number)
    return amount


def _in_all(value: object) -> MoneyAmount:
    amount = _not_below_nothing(_money(value))
    if amount.per:
        raise FieldError(f"'{amount}' is paid per {amount.per}", "write a sum of money in all")
    return amount


def _per_mass(value: object) -> MoneyAmount:
    amount = _money(value, PER_MASS)
    if not amount.per:
        raise FieldError(f"'{amount}' does not say per what mass", f"write '{amount}/kg'")
    return amount


def _not_below_nothing(amount: MoneyAmount) -> MoneyAmount:
    if amount.number < 0:
        raise FieldError(f"'{amount}' is out of range", "write a number at least 0")
    return amount


def _rate(value: object) -> MoneyAmount:
    return _not_below_nothing(_per_mass(value))


_as_written = PlainSerializer(str)

InAll = Annotated[str, Field(pattern=r"^[^/]+$", examples=[IN_ALL])]
PerMass = Annotated[str, Field(pattern=r"^[^/]+/[^/]+$", examples=[PER_MASS])]
"""What a file may say, as an editor is told it; who reads it says what is wrong in words."""

Sum = Annotated[MoneyAmount, PlainValidator(_in_all, json_schema_input_type=InAll), _as_written]
"""Money in all, zero or more: `7280 crore INR`."""
Rate = Annotated[MoneyAmount, PlainValidator(_rate, json_schema_input_type=PerMass), _as_written]
"""Money per mass of what the lever speaks of, zero or more: `2150 INR/kg`."""
RateChange = Annotated[
    MoneyAmount, PlainValidator(_per_mass, json_schema_input_type=PerMass), _as_written
]
"""Money per mass more, or less where it is below zero: `-10 USD/kg`."""


def as_tuple(value: object) -> object:
    """Read one name or number like a list of one, so that files need no brackets around it."""
    if isinstance(value, str | int):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Some = Annotated[list[Text], Field(min_length=1)]
Names = Annotated[
    tuple[Text, ...],
    BeforeValidator(as_tuple, json_schema_input_type=Text | Some),
    Field(min_length=1),
]
SomeNames = Annotated[
    tuple[Text, ...], BeforeValidator(as_tuple, json_schema_input_type=Text | list[Text])
]


def _by_key(value: object) -> object:
    """Read facts by the key they are of, each with the braces that references have in a table."""
    if isinstance(value, tuple):  # read before
        return value
    if not isinstance(value, dict):
        raise FieldError(
            "names no figure of the lever and no fact",
            "write each figure with a fact, as in '{rate: policy:ceiling}'",
        )
    for key, cell in value.items():
        if not isinstance(cell, str) or not cell.strip():
            raise FieldError(
                f"'{key}' names no fact",
                "write one, as in 'rate: policy:ceiling', or arithmetic over facts in quotes, "
                "as in 'add: \"{policy:target} - {policy:stands}\"'",
            )
    return tuple((str(key), cell.strip()) for key, cell in value.items())


Ends = Annotated[
    tuple[tuple[str, str], ...],
    BeforeValidator(_by_key, json_schema_input_type=dict[str, str]),
    PlainSerializer(dict),
]
"""Facts by the key of a lever whose figure they are an end of: `rate: policy:ceiling`."""

ENDS = ("limit", "stretch")
"""The keys under which facts stand as ends of figures of a lever."""

ABOUT = ("kind", "title", "why", "source", *ENDS)
"""The keys that levers of every kind have; what one does stands in the others."""


class Lever(BaseModel):
    """What every lever has: a kind, a reason and a source."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    kind: str
    """Which kind of lever this is; it decides which other fields there are."""
    title: Text | None = None
    """A short name for screens and tables."""
    why: Text
    """The reason for the lever and for its numbers, in a sentence."""
    source: Text
    """The `source_id` of the document the lever rests on."""
    limit: Ends = ()
    """By key, the fact that is the most a figure may be by law or can be; no plan is held to it."""
    stretch: Ends = ()
    """By key, the fact that is a target somebody has set beyond a figure."""

    side: ClassVar[Literal["strategy", "world"]] = "strategy"
    """Whether a strategy may hold it, or a world."""

    dates: ClassVar[tuple[str, ...]] = ("start",)
    """The fields that hold months: the first one begins the lever, the second one ends it."""

    acts_last: ClassVar[bool] = False
    """Whether it speaks of what all other levers do, and acts after them wherever it is written."""

    _origin: Origin = PrivateAttr(default=Origin())
    _line: int = PrivateAttr(default=0)
    _lines: Mapping[str, int] = PrivateAttr(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """Where the lever was written; blank if in Python."""
        return self._origin

    @property
    def file(self) -> str:
        """The file the lever was written in, relative to the study."""
        return self._origin.file

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

    @property
    def is_surprise(self) -> bool:
        """Whether nobody acts on it before it begins; what a country decides is announced."""
        return False

    @abstractmethod
    def checked(self, check: Check) -> None:
        """Report what about it does not fit the study."""

    @abstractmethod
    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Give the edits it comes to, with their formulas and units."""

    @abstractmethod
    def in_words(self, named: Naming) -> str:
        """Say it in a sentence, without its title and a full stop."""

    def key_of(self, key: str) -> str:
        """Give a key as the file writes it: a list may go by its singular or its plural."""
        for name, field in type(self).model_fields.items():
            pair = (name, field.alias or name)
            if key in pair:
                return next((written for written in pair if written in self._lines), key)
        return key

    def line_of(self, key: str) -> int:
        """Give the line on which one key of the lever stands."""
        return self._lines.get(self.key_of(key), self._line)

    @property
    def amounts(self) -> dict[str, MoneyAmount]:
        """The amounts of money the lever gives, by field."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in given.items() if isinstance(value, MoneyAmount)}

    def as_data(self, *, titles: bool = True) -> dict[str, Any]:
        """Give the lever as plain data, as a file holds it; without `titles` only what it does."""
        said = self.model_dump(
            mode="json",
            by_alias=True,
            exclude_none=True,
            exclude_defaults=True,
            exclude=set() if titles else set(ABOUT),
        )
        return {"kind": self.kind, **said}

    def placed(self, origin: Origin, line: int, lines: Mapping[str, int] | None = None) -> Self:
        """Give the same lever with the place it was written at, and the line of each key."""
        lever = self.model_copy()
        lever._origin = origin
        lever._line = line
        lever._lines = dict(lines or {})
        return lever

    def share_of_year(self, year: int) -> float:
        """Give the part of a calendar year during which the lever is in force, 0 to 1."""
        return share_of_year(year, self.starts, self.ends)

    def part_before(self, year: int) -> float:
        """Give the part of a calendar year that has passed when the lever begins, 0 to 1."""
        return 1.0 - share_of_year(year, self.starts)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends is not None and self.ends <= self.starts:
            begin, end = self.dates
            raise FieldError(
                f"{end} {self.ends} is not after {begin} {self.starts}",
                f"write the first month in which the lever no longer holds as {end}",
            )
        return self

    def none_twice(self, field: str) -> None:
        """Refuse a list that names the same thing twice."""
        names = getattr(self, field)
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise FieldError(f"'{twice}' is named twice", "name it once")

    def exactly_one_of(self, first: str, second: str) -> None:
        """Refuse a lever that gives both of two fields, or neither."""
        given = [name for name in (first, second) if getattr(self, name) is not None]
        if len(given) == 2:
            raise FieldError(f"both {first} and {second} are given", "keep one of them")
        if not given:
            raise FieldError(f"neither {first} nor {second} is given", "write one of them")


def spelled_out(named: tuple[str, ...], regions: Sequence[str], exporter: str) -> tuple[str, ...]:
    """Write out a list of regions; `all` means every region other than the exporter."""
    if named == (ALL,):
        return tuple(region for region in regions if region != exporter)
    return named


def lanes_out(labels: Labels, exporter: str, importers: tuple[str, ...]) -> list[Lane]:
    """Lanes on which a region sends to those named, in the order of the labels.

    `all` are all others: what stays inside the region is no export.
    """
    regions = spelled_out(importers, labels.regions, exporter)
    return [
        lane for lane in labels.lanes if lane.origin == exporter and lane.destination in regions
    ]


def reached_in_time(start: str, reached: str | None, end: str | None) -> None:
    """Refuse a path that is through before it starts, or after it ends; one at once is neither."""
    if reached is None:
        return
    if reached < start:
        raise FieldError(
            f"reached {reached} is before start {start}", "write a month from the start on"
        )
    if end is not None and reached > end:
        raise FieldError(f"reached {reached} is after end {end}", "write a month before the end")
