"""Records are typed; where plain rows or frames are wanted, they are made of them here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    # Frames are slow to load, and who asks for records alone does without them.
    import polars as pl

    from monazite.core.frames import Frame

    Columns = Mapping[str, pl.DataType]
    """Columns of a frame with their types."""

__all__ = ["Record", "columns_of", "frame_of", "rows_frame"]

_PLAIN = frozenset((str, bool, int, float))


class Record:
    """A frozen dataclass whose fields are the columns of a table, in their order.

    Fields are text, numbers, yes or no, any of these or None, tuples of them, or mappings from
    names to any of them, whose entries are columns of their own.
    """

    derived: ClassVar[tuple[str, ...]] = ()
    """Properties that are columns too, behind the fields."""

    def as_row(self) -> dict[str, object]:
        """Give the record as a plain row: tuples as lists, entries of mappings as columns."""
        row: dict[str, object] = {}
        for name in _names(type(self)):
            value = getattr(self, name)
            if isinstance(value, tuple):
                row[name] = list(value)
            elif value is None or type(value) in _PLAIN:  # nearly all, told apart at once
                row[name] = value
            elif isinstance(value, Mapping):
                row |= value
            else:
                row[name] = value
        return row


_KNOWN: dict[type[Record], tuple[str, ...]] = {}


def _names(kind: type[Record]) -> tuple[str, ...]:
    """Names of the columns of a kind, looked up once: a strip alone asks for thousands of rows."""
    if kind not in _KNOWN:
        if not is_dataclass(kind):
            raise TypeError(f"{kind.__name__} is no dataclass")
        _KNOWN[kind] = (*(field.name for field in fields(kind)), *kind.derived)
    return _KNOWN[kind]


def columns_of(kind: type[Record]) -> Columns:
    """Give the columns that every record of a kind has; entries of mappings are not among them."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no dataclass")
    hints = get_type_hints(kind)
    given = {field.name: hints[field.name] for field in fields(kind)}
    given |= {name: get_type_hints(getattr(kind, name).fget)["return"] for name in kind.derived}
    return {name: _column(hint) for name, hint in given.items() if not _is_mapping(hint)}


def frame_of(kind: type[Record], records: Iterable[Record]) -> Frame:
    """Make a frame of records of one kind; without any it has the same columns and no row."""
    return rows_frame([record.as_row() for record in records], columns_of(kind))


def rows_frame(rows: Iterable[Mapping[str, object]], columns: Columns) -> Frame:
    """Make a frame of plain rows, with the columns of all of them in the order they occur.

    Columns of known type have it whatever they hold; where a row lacks a column stands None.
    """
    import polars as pl

    from monazite.core.frames import Frame

    given = list(rows)
    names = list(dict.fromkeys(name for row in given for name in row)) or list(columns)
    return Frame(
        [
            pl.Series(name, [row.get(name) for row in given], dtype=columns.get(name))
            for name in names
        ]
    )


def _is_mapping(hint: object) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _column(hint: object) -> pl.DataType:
    """The type of a column by that of a field."""
    import polars as pl

    plain = {str: pl.String(), bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64()}
    if isinstance(hint, type) and hint in plain:
        return plain[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return _column(type(parts[0]))
    if origin is tuple:
        return pl.List(_column(parts[0]))
    if origin in (Union, UnionType):
        (rest,) = (part for part in parts if part is not NoneType)
        return _column(rest)
    raise TypeError(f"{hint} is no type of a column")
