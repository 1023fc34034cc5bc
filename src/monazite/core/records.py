"""Records are typed; where plain rows or frames are wanted, they are made of them here alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    # Frames are slow to load, and who asks for records alone does without them.
    import polars as pl

    from monazite.core.frames import Frame

    Columns = Mapping[str, pl.DataType]
    """Columns of a frame with their types."""

__all__ = ["Label", "Record", "columns_of", "frame_of", "rows_frame"]


class Label:
    """Something of several parts that rows and frames spell as text; nobody takes that apart."""

    @property
    def name(self) -> str:
        """How it is spelled."""
        raise NotImplementedError


class Record:
    """A frozen dataclass whose fields are the columns of a table, in their order.

    Fields are text, labels, numbers, yes or no, any of these or None, tuples of them, or mappings
    from names to any of them, whose entries are columns of their own.
    """

    derived: ClassVar[tuple[str, ...]] = ()
    """Properties that are columns too, behind the fields."""

    def as_row(self) -> dict[str, object]:
        """Give the record as a plain row: labels spelled, tuples as lists, mappings as columns."""
        known = _shape(type(self))
        row = dict(zip(known.names, known.values(self), strict=True))
        for name in known.tuples:
            row[name] = list(row[name])
        for name in known.labels:
            row[name] = row[name].name
        for name in known.lists_of_labels:
            row[name] = [label.name for label in row[name]]
        return row if not known.mappings else _spread(row, known.mappings)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Names of the columns of a kind, what reads them, and which are no plain values."""

    names: tuple[str, ...]
    values: Callable[[Record], tuple[Any, ...]]
    tuples: tuple[str, ...]
    labels: tuple[str, ...]
    lists_of_labels: tuple[str, ...]
    mappings: frozenset[str]


def _spread(row: Mapping[str, Any], mappings: Collection[str]) -> dict[str, object]:
    """Put the entries of mappings in their place among the columns."""
    found: dict[str, object] = {}
    for name, value in row.items():
        found |= value if name in mappings else {name: value}
    return found


_SHAPES: dict[type[Record], _Shape] = {}


def _shape(kind: type[Record]) -> _Shape:
    """Look up the columns of a kind once: a strip alone asks for thousands of rows."""
    if kind not in _SHAPES:
        _SHAPES[kind] = _looked_up(kind)
    return _SHAPES[kind]


def _looked_up(kind: type[Record]) -> _Shape:
    hints = _hints(kind)
    names = tuple(hints)
    read = attrgetter(*names)
    return _Shape(
        names,
        read if len(names) > 1 else lambda record: (read(record),),
        tuple(name for name, hint in hints.items() if get_origin(hint) is tuple),
        tuple(name for name, hint in hints.items() if _is_label(hint)),
        tuple(name for name, hint in hints.items() if any(map(_is_label, get_args(hint)))),
        frozenset(name for name, hint in hints.items() if _is_mapping(hint)),
    )


def _hints(kind: type[Record]) -> dict[str, object]:
    """Types of the columns of a kind, in their order."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no dataclass")
    known = get_type_hints(kind)
    given = {field.name: known[field.name] for field in fields(kind)}
    return given | {
        name: get_type_hints(getattr(kind, name).fget)["return"] for name in kind.derived
    }


def columns_of(kind: type[Record]) -> Columns:
    """Give the columns that every record of a kind has; entries of mappings are not among them."""
    return {name: _column(hint) for name, hint in _hints(kind).items() if not _is_mapping(hint)}


def frame_of(kind: type[Record], records: Iterable[Record]) -> Frame:
    """Make a frame of records of one kind; without any it has the same columns and no row."""
    return rows_frame([record.as_row() for record in records], columns_of(kind))


def rows_frame(rows: Iterable[Mapping[str, object]], columns: Columns) -> Frame:
    """Make a frame of plain rows, with the columns of all of them in the order they occur.

    Columns of known type have it whatever they hold; where a row lacks a column stands None.
    """
    from monazite.core.frames import Frame

    given = list(rows)
    names = list(dict.fromkeys(name for row in given for name in row)) or list(columns)
    return Frame(
        [_series(name, [row.get(name) for row in given], columns.get(name)) for name in names]
    )


_ROW = "place of the row"
"""A name no column has."""


def _series(name: str, values: Sequence[Any], kind: pl.DataType | None) -> pl.Series:
    """Make a column; lists are gathered out of one long one, where polars makes a column of each.

    A None goes ahead of every list, so that empty ones are there too, and is left out again.
    """
    import polars as pl

    if not isinstance(kind, pl.List) or not values or None in values:
        return pl.Series(name, values, dtype=kind)
    flat = [one for value in values for one in (None, *value)]
    rows = [row for row, value in enumerate(values) for _ in range(len(value) + 1)]
    long = pl.DataFrame({_ROW: rows, name: pl.Series(flat, dtype=kind.inner)})
    return long.group_by(_ROW, maintain_order=True).agg(pl.col(name).slice(1))[name]


def _is_label(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Label)


def _is_mapping(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _column(hint: object) -> pl.DataType:
    """The type of a column by that of a field."""
    import polars as pl

    plain = {str: pl.String(), bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64()}
    if isinstance(hint, type) and hint in plain:
        return plain[hint]
    if _is_label(hint):
        return pl.String()
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _column(type(parts[0]))
    if origin is tuple:
        return pl.List(_column(parts[0]))
    if origin in (Union, UnionType):
        (rest,) = (part for part in parts if part is not NoneType)
        return _column(rest)
    raise TypeError(f"{hint} is no type of a column")
