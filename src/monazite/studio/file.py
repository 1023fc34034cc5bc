"""The file a studio keeps between its starts: what worked long, and what links stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem

__all__ = ["NotKept", "beginning", "opened"]


class NotKept(InvalidInput):
    """The file of the studio cannot be read, or nothing can be put into it."""


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file, write what is done to it if nothing fails, and close it; raises NotKept."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=10)) as file, file:
            yield file
    except (OSError, sqlite3.Error) as error:
        raise NotKept(
            Problem(
                file=path.as_posix(),
                message=f"the studio cannot keep links and long work here ({error})",
                remedy="free space, let the file be written to or move it away, or name another "
                "folder in XDG_CACHE_HOME",
            )
        ) from error


@contextmanager
def beginning(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file to lay out its tables, and begin it if it is not there.

    Raises NotKept at once where it can only be read, and not when something is to be kept.
    """
    with opened(path) as file:
        file.execute("begin immediate")
        yield file
