"""What a cell of a chain table may hold: a name, several names, a whole number, a number cell.

Number cells stay text here. They may be blank, a plain number, a reference to a fact or
arithmetic over references; `Number` says in which unit, and between which bounds, they are meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, StringConstraints

from monazite.core.errors import FieldError
from monazite.core.numerals import stated
from monazite.core.tables import Row, parse_number

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_START = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """Marks a cell that holds a number once resolved, with its canonical unit and bounds.

    In the unit `{basis}` stands for the basis of the row's material, `{reference}` for that of the
    reference material of its recipe, `{use}` for that of its use; `{currency}` for the currency,
    `{money}` for the money of the study.
    """

    unit: str
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class NameOf:
    """Marks a cell whose names are defined elsewhere.

    `defined_in` is a chain table, `sources`, or a table of the vocabulary such as `stages`.
    """

    defined_in: str


def _name(text: str) -> str:
    if not text:
        raise FieldError("the cell is blank", "write a name")
    if not _NAME.fullmatch(text):
        raise FieldError(
            f"'{text}' is not a name", "use letters, digits, '_', '-' and '.', without spaces"
        )
    return text


def _names(text: str) -> tuple[str, ...]:
    names = tuple(_name(part) for part in text.split())
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FieldError(f"'{twice}' is listed twice", "list it once")
    return names


def _some_names(text: str) -> tuple[str, ...]:
    return _names(text) or _names(_name(text))


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise FieldError(f"'{text}' is not a whole number", "write digits only, such as 2024")
    return int(text)


def _start(text: str) -> str:
    if not _START.fullmatch(text):
        raise FieldError(
            f"'{text}' is neither a year nor a month", "write a year, 2026, or a month, 2026-03"
        )
    return text


def _degrees(text: str, limit: float) -> float | None:
    if not text:
        return None
    degrees = parse_number(text)
    if abs(degrees) > limit:
        raise FieldError(
            f"{text} degrees do not exist here",
            f"write a number from -{stated(limit)} to {stated(limit)}",
        )
    return degrees


def _filled(text: str) -> str:
    if not text:
        raise FieldError("the cell is blank", "fill it in")
    return text


def _yes(text: str) -> bool:
    if text not in ("", "yes"):
        raise FieldError(f"'{text}' is not allowed here", "write 'yes' or leave the cell blank")
    return text == "yes"


def _number(text: str) -> str:
    if not text:
        raise FieldError(
            "the cell is blank",
            "write a number with source_id and grade, or a fact such as {table:slug}",
        )
    return text


Name = Annotated[str, BeforeValidator(_name)]
"""One name."""

OptionalName = Annotated[str, BeforeValidator(lambda text: _name(text) if text else "")]
"""One name or nothing."""

Names = Annotated[tuple[str, ...], BeforeValidator(_some_names)]
"""One or several names, separated by spaces."""

OptionalNames = Annotated[tuple[str, ...], BeforeValidator(_names)]
"""Names separated by spaces, or nothing."""

Title = Annotated[str, BeforeValidator(_filled)]
"""Words for people; never blank."""

OptionalTitle = Annotated[str, StringConstraints(strict=True)]
"""Words for people, or nothing."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number."""

OptionalWhole = Annotated[int | None, BeforeValidator(lambda text: _whole(text) if text else None)]
"""A whole number or nothing."""

Start = Annotated[str, BeforeValidator(_start)]
"""A year or a month, as text."""

OptionalStart = Annotated[str, BeforeValidator(lambda text: _start(text) if text else "")]
"""A year or a month, as text, or nothing."""

Yes = Annotated[bool, BeforeValidator(_yes)]
"""`yes` or nothing."""

Latitude = Annotated[float | None, BeforeValidator(lambda text: _degrees(text, 90.0))]
"""Degrees north, or nothing."""

Longitude = Annotated[float | None, BeforeValidator(lambda text: _degrees(text, 180.0))]
"""Degrees east, or nothing."""

Cell = Annotated[str, BeforeValidator(_number)]
"""The text of a number cell that must be filled in."""

OptionalCell = Annotated[str, StringConstraints(strict=True)]
"""The text of a number cell that may be blank; what blank means is said under the field."""


class ChainRow(BaseModel):
    """One record of a chain table, with the place it was read from and its own source."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    table: ClassVar[str]
    """The name of the table: the record comes from `chain/<table>.csv`."""
    key: ClassVar[tuple[str, ...]]
    """The fields that together name a record; no two records share them."""

    source_id: Annotated[str, NameOf("sources")] = ""
    """The source of the plain numbers of this row."""
    grade: Annotated[str, NameOf("grades")] = ""
    """How far those numbers can be trusted: A, B or C."""
    note: str = ""
    """How a number was estimated or why it was chosen."""

    _row: Row = PrivateAttr(default_factory=lambda: Row(values={}, file="", line=0))

    @property
    def row(self) -> Row:
        """The record as written."""
        # by the plain way a private attribute is looked for in five places, each time anew
        private = self.__pydantic_private__
        assert private is not None
        row: Row = private["_row"]
        return row

    @property
    def file(self) -> str:
        """The file of the record, relative to the study."""
        return self.row.file

    @property
    def line(self) -> int:
        """The line of the file at which the record begins."""
        return self.row.line

    def placed(self, row: Row) -> Self:
        """Give the same record with the row it was read from."""
        record = self.model_copy()
        record._row = row
        return record

    @classmethod
    @cache
    def columns(cls) -> Mapping[str, str]:
        """Give the field behind each column, in the order of the table: its own name is first."""
        fields = {field.alias or name: name for name, field in cls.model_fields.items()}
        if len(cls.key) == 1:
            (own,) = cls.key
            fields = {own: own} | fields
        last = ("source_id", "grade", "note")
        return {column: name for column, name in fields.items() if name not in last} | {
            column: column for column in last
        }

    @classmethod
    @cache
    def required_columns(cls) -> tuple[str, ...]:
        """List the columns a table cannot do without."""
        return tuple(
            column for column, name in cls.columns().items() if cls.model_fields[name].is_required()
        )

    @classmethod
    @cache
    def numbers(cls) -> Mapping[str, Number]:
        """Give unit and bounds of each number cell by column."""
        return {
            column: number
            for column, name in cls.columns().items()
            for number in cls.model_fields[name].metadata
            if isinstance(number, Number)
        }

    def bounds(self) -> Mapping[str, Number]:
        """Give the same for this row, in which a bound may hang on what else it says."""
        return self.numbers()

    @classmethod
    @cache
    def name_columns(cls) -> Mapping[str, str]:
        """Give what defines the names in a column, for columns whose names are not free."""
        return {
            column: mark.defined_in
            for column, name in cls.columns().items()
            for mark in cls.model_fields[name].metadata
            if isinstance(mark, NameOf)
        }

    def listed(self, column: str) -> tuple[str, ...]:
        """Give the names in a cell, however many there may be."""
        value = getattr(self, self.columns()[column])
        if isinstance(value, tuple):
            return value
        return (value,) if value else ()

    def cell(self, column: str) -> str:
        """Give the text of a number cell by the name of its column."""
        return str(getattr(self, self.columns()[column]))
