"""Keeps pieces of long work by what they are, so that whoever is stopped goes on where it was."""

from __future__ import annotations

import sqlite3
import weakref
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem
from monazite.store.readings import WAIT, cache_folder

__all__ = ["ChunkStore"]

FILE = "chunks.sqlite"


class ChunkStore:
    """Bytes by the hash of all that made them, in one file; several processes may write at once.

    What is put is safe on the disk: a process that is killed afterwards has lost none of it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Open the file, or begin it; raises InvalidInput where it cannot be."""
        self.path = (folder or cache_folder()) / FILE
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            self._close = weakref.finalize(self, self._base.close)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS chunks (name TEXT PRIMARY KEY, made BLOB)"
            )
        except (OSError, sqlite3.Error) as error:
            raise InvalidInput(
                Problem(
                    file=self.path.as_posix(),
                    message=f"what is worked out cannot be kept here ({error})",
                    remedy="free space, move the file away, or ask with --no-keep",
                )
            ) from error

    def has(self, name: str) -> bool:
        """Whether anything goes by a hash."""
        try:
            found = self._base.execute("SELECT 1 FROM chunks WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return False
        return found is not None

    def get(self, name: str) -> bytes | None:
        """Give what goes by a hash; None where nothing does, or it cannot be read."""
        try:
            row = self._base.execute("SELECT made FROM chunks WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return None  # whatever cannot be read is worked out again
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def put(self, name: str, made: bytes) -> None:
        """Keep bytes by the hash of what made them."""
        try:
            self._base.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?)", (name, made))
        except sqlite3.Error as error:
            raise InvalidInput(
                Problem(
                    file=self.path.as_posix(),
                    message=f"what is worked out cannot be kept ({error}); what was is not lost",
                    remedy="free space and ask again: it goes on where it was; where that does "
                    "not help, move the file away or ask with --no-keep",
                )
            ) from error

    def close(self) -> None:
        """Close the file, once."""
        self._close()
