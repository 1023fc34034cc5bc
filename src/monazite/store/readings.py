"""Keeps what cases came to, by what they are, so that nothing is worked out twice.

A reading is known by the state of the study, the code that worked it out and the hash of its case.
Each is safe on the disk as soon as it is put: whoever is stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import weakref
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import monazite
from monazite.core.errors import InvalidInput, Problem

__all__ = ["ReadingStore", "cache_folder", "code_hash"]

FILE = "readings.sqlite"
WAIT = 30.0
"""Seconds to wait for another process that writes."""

Numbers = Mapping[str, Sequence[float]]
"""Numbers by indicator, one for each reported year."""


def cache_folder() -> Path:
    """Give the folder of the user in which programs keep what they can work out again."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    folder = Path(stated) if stated else Path.home() / ".cache"
    return folder / "monazite"


@cache
def code_hash() -> str:
    """SHA-256 over the code of the package, without its studies: another code, other answers."""
    root = Path(monazite.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in (".py", ".csv") and inside.parts[0] != "studies":
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class ReadingStore:
    """Readings of cases in one file; several processes may read and write it at once."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the file, or begin it; raises InvalidInput where it cannot be."""
        self.path = (folder or cache_folder()) / FILE
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            self._close = weakref.finalize(self, self._base.close)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS readings "
                "(scope TEXT, reading TEXT, said TEXT, PRIMARY KEY (scope, reading))"
            )
        except (OSError, sqlite3.Error) as error:
            raise InvalidInput(
                Problem(
                    file=self.path.as_posix(),
                    message=f"what is worked out cannot be kept here ({error})",
                    remedy="free space, move the file away, or ask with --no-keep",
                )
            ) from error

    def get(self, data_hash: str, case: str, keys: Sequence[str]) -> tuple[Numbers, str] | None:
        """Give the numbers of a case and its fault, where all that are asked for are known."""
        found = self._read(self._scope(data_hash), case)
        if found is None:
            return None
        values, fault = found
        if not fault and any(key not in values for key in keys):
            return None
        return {key: values[key] for key in keys if key in values}, fault

    def put(self, data_hash: str, case: str, values: Numbers, fault: str = "") -> None:
        """Keep numbers of a case beside those that are known of it already."""
        scope = self._scope(data_hash)
        known = self._read(scope, case)
        both = {**(known[0] if known else {}), **{key: list(row) for key, row in values.items()}}
        try:
            self._base.execute(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?)",
                (scope, case, json.dumps({"values": both, "fault": fault})),
            )
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
        """Close the file, once: whoever forgets the store later may be another thread."""
        self._close()

    def _read(self, scope: str, case: str) -> tuple[dict[str, list[float]], str] | None:
        try:
            row = self._base.execute(
                "SELECT said FROM readings WHERE scope = ? AND reading = ?", (scope, case)
            ).fetchone()
            if row is None:
                return None
            said = json.loads(row[0])
            return said["values"], said["fault"]
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None  # whatever cannot be read is worked out again

    @staticmethod
    def _scope(data_hash: str) -> str:
        return f"{data_hash}/{code_hash()}"
