"""One answer, three shapes: a screen for people, JSON and CSV for programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType

from monazite.cli.terminal import page_of, screen, speaks_unicode
from monazite.core.errors import InvalidInput, Problem
from monazite.core.tables import csv_text
from monazite.core.text import spelled_out
from monazite.store import write_whole

if TYPE_CHECKING:
    # records know frames, and frames are slow to load
    from monazite.core.records import Record

__all__ = ["Answer", "check_shape", "deliver", "plain_json", "plain_rows", "write_csv"]

_SHAPES = (".json", ".csv", ".txt")


@dataclass(frozen=True)
class Answer:
    """What a verb found, ready to be shown, written or piped."""

    data: object
    """Mappings, sequences, text and numbers; what `--json` prints."""
    rows: Sequence[Mapping[str, object]]
    """The same as a table; what a `.csv` file gets."""
    view: RenderableType
    """The same for people."""


def deliver(answer: Answer, *, as_json: bool, output: Path | None) -> None:
    """Print an answer, or write it to a file in the shape its name asks for."""
    if output is None:
        if as_json:
            screen().out(plain_json(answer.data, ascii_only=not speaks_unicode()), highlight=False)
        else:
            screen().print(answer.view)
        return
    shape = ".json" if as_json else output.suffix.casefold()
    write_whole(output, _shaped(answer, shape).encode("utf-8", "replace"))


def check_shape(output: Path, *, as_json: bool, beside: Sequence[str] = ()) -> None:
    """Refuse a file whose name does not say in which shape to write, before any work is done.

    `beside` are endings a verb writes itself. Raises InvalidInput for such a name, or a folder.
    """
    shapes = (*beside, *_SHAPES)
    if output.is_dir():
        raise InvalidInput(
            Problem(
                field="--output",
                message=f"'{output.name}' is a folder",
                remedy="name a file in it",
            )
        )
    if not as_json and output.suffix.casefold() not in shapes:
        raise InvalidInput(
            Problem(
                field="--output",
                message=f"'{output.name}' does not say in which shape to write",
                remedy=f"end the name in {', '.join(shapes[:-1])} or {shapes[-1]}",
            )
        )


def plain_rows(records: Iterable[Record]) -> list[dict[str, object]]:
    """Give records as plain rows, which is how JSON and CSV have them."""
    return [record.as_row() for record in records]


def plain_json(data: object, *, ascii_only: bool = False) -> str:
    """Write data as JSON that every reader accepts: no NaN, no infinity, years as text.

    Control characters are always escapes; so is, on demand, every character beyond ASCII.
    """
    return spelled_out(json.dumps(_plain(data), indent=2, ensure_ascii=ascii_only, allow_nan=False))


def write_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Write rows as CSV; nested mappings become columns of their own."""
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys(column for row in flat for column in row))
    return csv_text(columns, ((row.get(column, "") for column in columns) for row in flat))


def _shaped(answer: Answer, shape: str) -> str:
    if shape == ".json":
        return plain_json(answer.data) + "\n"
    if shape == ".csv":
        return write_csv(answer.rows)
    return page_of(answer.view)


def _plain(data: object) -> object:
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if data is None or isinstance(data, str | bool):
        return data
    if isinstance(data, Integral):
        return int(data)
    if isinstance(data, Real):
        return float(data) if math.isfinite(data) else None
    if isinstance(data, Sequence | set | frozenset):
        return [_plain(value) for value in data]
    return str(data)


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat.update({str(inner): cell for inner, cell in value.items()})
        elif isinstance(value, list | tuple | set | frozenset):
            flat[key] = " ".join(str(part) for part in value)
        else:
            flat[key] = "" if value is None else value
    return flat
