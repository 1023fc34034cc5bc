"""A file in which work is kept as it is done; several processes may read and write it at once."""

from __future__ import annotations

import errno
import os
import sqlite3
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from monazite.core.errors import InvalidInput, Problem

__all__ = ["KeptFile", "OnlyRead", "cache_folder"]

_WAIT = 30.0
"""Seconds to wait for another process that writes."""

_PRIMARY = 0xFF
"""The part of SQLite's number of a fault that says of which kind it is."""


def cache_folder() -> Path:
    """Give the folder of the user in which programs keep what they can work out again."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(stated) if stated else Path.home() / ".cache"
    return folder / "monazite"


class OnlyRead(InvalidInput):
    """Nothing can be written where work is kept; what lies there can be read, if anything does."""


class KeptFile:
    """One table in a file; what is put is safe on the disk, whoever is killed afterwards.

    A class says which `file`, `table` and `columns` are its own.
    """

    file: ClassVar[str]
    """Name of the file, in the user's folder unless another is given."""
    table: ClassVar[str]
    columns: ClassVar[str]
    """Columns of the table, as SQL has them."""

    in_vain = False
    """Whether what is put is passed over, since the file can only be read."""

    def __init__(self, folder: Path | None = None, *, writes: bool = True) -> None:
        """Open the file, or begin it; raises InvalidInput where it cannot be.

        Whoever `writes` is told so at once where the file can only be read, by `OnlyRead`, and not
        when what took minutes is to be kept. Who only reads finds what is there, wherever that
        lies, and nothing where nothing is.
        """
        self.path = (folder or cache_folder()) / self.file
        try:
            if writes:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._base = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
            else:
                self._base = _to_read(self.path)
            self._close = weakref.finalize(self, self._base.close)
            if writes:
                self._base.execute("PRAGMA journal_mode=WAL")
                self._base.execute(f"CREATE TABLE IF NOT EXISTS {self.table} ({self.columns})")
                # takes nothing away, and is refused where nothing can be put
                self._base.execute(f"DELETE FROM {self.table} WHERE FALSE")
        except (OSError, sqlite3.Error) as error:
            refusal = OnlyRead if _only_read(error) else InvalidInput
            raise refusal(
                Problem(
                    file=self.path.as_posix(),
                    message=f"what is worked out cannot be kept here ({error})",
                    remedy="free space, let the file be written to or move it away, or ask with "
                    "--no-keep",
                )
            ) from error

    @classmethod
    def or_read(cls, told: Callable[[str], None]) -> Self:
        """Open the user's file to keep work in, or to read alone where it can only be read.

        Then `told` is handed a sentence on it, and what is put is passed over. Raises InvalidInput
        for any other fault, such as a file that is broken or a disk that is full.
        """
        try:
            return cls()
        except OnlyRead as refusal:
            found = cls(writes=False)
            found.in_vain = True
            (problem,) = refusal.problems
            told(f"{problem.file}: {problem.message}; what lies there is read.")
            return found

    def close(self) -> None:
        """Close the file, once: whoever forgets the store later may be another thread."""
        self._close()

    def _found(self, asked: str, *cells: str) -> tuple[Any, ...] | None:
        """Give the first row asked for; None where there is none, or it cannot be read."""
        try:
            row: tuple[Any, ...] | None = self._base.execute(asked, cells).fetchone()
        except sqlite3.Error:
            return None  # whatever cannot be read is worked out again
        return row

    def _found_all(self, asked: str, *cells: str) -> list[tuple[Any, ...]]:
        """Give every row asked for; none where they cannot be read."""
        try:
            return list(self._base.execute(asked, cells))
        except sqlite3.Error:
            return []  # whatever cannot be read is worked out again

    def _keep(self, row: Sequence[str | bytes]) -> None:
        """Put a row in the place of one with the same key; raises InvalidInput if it cannot be."""
        if self.in_vain:
            return
        cells = ", ".join("?" * len(row))
        try:
            self._base.execute(f"INSERT OR REPLACE INTO {self.table} VALUES ({cells})", tuple(row))
        except sqlite3.Error as error:
            raise InvalidInput(
                Problem(
                    file=self.path.as_posix(),
                    message=f"what is worked out cannot be kept ({error}); what was is not lost",
                    remedy="free space and ask again: it goes on where it was; where that does "
                    "not help, move the file away or ask with --no-keep",
                )
            ) from error


def _only_read(error: Exception) -> bool:
    """Whether nothing may be written, which is no fault of the file or of the room on its disk."""
    if isinstance(error, OSError):
        return error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & _PRIMARY
    return code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def _to_read(path: Path) -> sqlite3.Connection:
    """Open a file to read alone; one that is not there is as good as empty.

    Who reads beside others who write has to write a little as well, for which a folder that can
    only be read has no room: nobody writes there, so that the file may be taken as it stands.
    """
    if not path.is_file():
        return sqlite3.connect(":memory:")
    for way in ("mode=ro", "immutable=1"):
        address = f"{path.resolve().as_uri()}?{way}"
        try:
            base = sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)
            base.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone()
        except sqlite3.Error:
            continue
        return base
    return sqlite3.connect(":memory:")
