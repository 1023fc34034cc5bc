"""Long tables as files: CSV that opens anywhere, and Parquet that keeps the types."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from monazite.core.errors import InvalidInput, Problem

__all__ = ["TABLE_FORMATS", "write_table", "write_whole"]

TABLE_FORMATS = ("csv", "parquet")


def write_table(
    frame: pl.DataFrame, folder: Path, name: str, formats: Sequence[str] = TABLE_FORMATS
) -> list[Path]:
    """Write a table into a folder under a name, once for each format, and return the files.

    CSV is UTF-8 with commas, decimal points and line feeds; lists become words with spaces between
    and what is missing stays empty.
    """
    return [
        write_whole(folder / f"{name}.{suffix}", _CONTENT_OF[suffix](frame)) for suffix in formats
    ]


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; a file of that name is replaced at the last moment.

    Raises InvalidInput when the place cannot be written to.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise InvalidInput(
            Problem(
                file=path.as_posix(),
                message=f"the file cannot be written ({error.strerror or error})",
                remedy="check the path, its permissions and the space left on the disk",
            )
        ) from error
    finally:
        if draft.exists():
            draft.unlink()
    return path


def _csv(frame: pl.DataFrame) -> bytes:
    flat = frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(" ")
        for name, kind in frame.schema.items()
        if isinstance(kind, pl.List)
    )
    return flat.write_csv().encode()


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


_CONTENT_OF = {"csv": _csv, "parquet": _parquet}
