"""Long tables as files: CSV that opens anywhere, and Parquet that keeps the types."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from monazite.core.tables import FORMULA, NUMBER
from monazite.store import write_whole

__all__ = ["TABLE_FORMATS", "table_files", "write_table"]

TABLE_FORMATS = ("csv", "parquet")


def write_table(
    frame: pl.DataFrame, folder: Path, name: str, formats: Sequence[str] = TABLE_FORMATS
) -> list[Path]:
    """Write a table into a folder of our own under a name, once for each format."""
    contents = table_files(frame, name, formats)
    return [write_whole(folder / file, content) for file, content in contents.items()]


def table_files(
    frame: pl.DataFrame, name: str, formats: Sequence[str] = TABLE_FORMATS
) -> dict[str, bytes]:
    """Give the files a table is written as, by name, once for each format.

    CSV is UTF-8 with commas, decimal points and line feeds; lists become words with spaces between
    and what is missing stays empty. Text a spreadsheet would calculate gets an apostrophe in front.
    """
    return {f"{name}.{suffix}": _CONTENT_OF[suffix](frame) for suffix in formats}


def _csv(frame: pl.DataFrame) -> bytes:
    flat = frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(" ")
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.List)
    )
    guarded = flat.with_columns(
        _guarded(pl.col(name).cast(pl.String)).alias(name)
        for name, kind in flat.schema.items()
        if kind in (pl.String, pl.Categorical, pl.Enum)
    )
    return guarded.write_csv().encode()


def _guarded(text: pl.Expr) -> pl.Expr:
    """Do to a column what `as_cell` does to a text."""
    calculated = text.str.contains(FORMULA) & ~text.str.contains(f"^(?:{NUMBER})$")
    return pl.when(calculated).then(pl.lit("'") + text).otherwise(text)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


_CONTENT_OF = {"csv": _csv, "parquet": _parquet}
