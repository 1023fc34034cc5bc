"""Text files are read whole and checked before anything looks inside them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from monazite.core.errors import Problems

__all__ = ["file_name", "read_text"]

_LARGEST = 500_000_000
"""Bytes of the largest file that is read; the largest table of facts anybody has tried is 90 MB."""


def file_name(path: Path, root: Path) -> str:
    """Name a file as people see it: relative to the root, with forward slashes."""
    try:
        return path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return path.as_posix()


def read_text(
    path: Path, problems: Problems, *, root: Path, when_empty: str, or_else: str | None = None
) -> str | None:
    """Return the text of a UTF-8 file, or report why there is none and return nothing.

    `when_empty` is the remedy given for a file without content, `or_else` the encoding tried where
    it is not UTF-8.
    """
    name = file_name(path, root)
    data = _read_bytes(path, name, problems)
    if data is None:
        return None
    if not data.strip():
        problems.add("the file is empty", remedy=when_empty, file=name)
        return None
    try:
        # A byte order mark is what spreadsheets put in front of UTF-8; it carries no meaning.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if or_else is not None:
            with suppress(UnicodeDecodeError):
                return data.decode(or_else)
        problems.add(
            f"byte 0x{data[error.start]:02x} is not UTF-8 text",
            remedy="save the file again as UTF-8",
            file=name,
            line=data.count(b"\n", 0, error.start) + 1,
        )
        return None
    if "\0" in text:
        problems.add(
            "the text holds a NUL character",
            remedy="remove it, or save the file again as UTF-8 text",
            file=name,
            line=text.count("\n", 0, text.index("\0")) + 1,
        )
        return None
    return text


def _read_bytes(path: Path, name: str, problems: Problems) -> bytes | None:
    try:
        if path.is_dir():
            problems.add(
                "this is a folder, not a file",
                remedy="put a file of this name in its place",
                file=name,
            )
            return None
        if path.exists() and not path.is_file():
            problems.add("this is not a regular file", remedy="put a file in its place", file=name)
            return None
        size = path.stat().st_size
        if size > _LARGEST:
            problems.add(
                f"the file has {size / 1e6:,.0f} MB, more than the {_LARGEST / 1e6:,.0f} MB that "
                "are read",
                remedy="move it away, or keep only the rows that are used",
                file=name,
            )
            return None
        return path.read_bytes()
    except FileNotFoundError:
        problems.add("there is no such file", remedy="create it, or correct the name", file=name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problems.add(
            f"the file cannot be read ({reason})",
            remedy="check its name and permissions",
            file=name,
        )
    return None
