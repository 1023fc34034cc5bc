"""Keeps what cases came to, by what they are, so that nothing is worked out twice.

A reading is known by the state of the study, the code that worked it out and the hash of its case.
Each is safe on the disk as soon as it is put: whoever is stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

import monazite
from monazite.store.kept import KeptFile

__all__ = ["ReadingStore", "code_hash"]

Numbers = Mapping[str, Sequence[float]]
"""Numbers by indicator, one for each reported year."""


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


class ReadingStore(KeptFile):
    """Readings of cases; of draws drawn nearer, at which part of its range each input lies."""

    file: ClassVar[str] = "readings.sqlite"
    table: ClassVar[str] = "readings"
    columns: ClassVar[str] = "scope TEXT, reading TEXT, said TEXT, PRIMARY KEY (scope, reading)"

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
        self._keep((scope, case, json.dumps({"values": both, "fault": fault})))

    def _read(self, scope: str, case: str) -> tuple[dict[str, list[float]], str] | None:
        row = self._found("SELECT said FROM readings WHERE scope = ? AND reading = ?", scope, case)
        try:
            said = json.loads(row[0]) if row is not None else None
            return None if said is None else (said["values"], said["fault"])
        except (ValueError, KeyError, TypeError):
            return None  # whatever cannot be read is worked out again

    @staticmethod
    def _scope(data_hash: str) -> str:
        return f"{data_hash}/{code_hash()}"
