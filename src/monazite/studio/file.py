"""The file a studio keeps between its starts: what worked long, and what links stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["opened"]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file, write what is done to it if nothing fails, and close it."""
    with closing(sqlite3.connect(path, timeout=10)) as file, file:
        yield file
