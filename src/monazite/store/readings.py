"""Keeps what cases came to, by what they are, so that nothing is worked out twice.

A reading is known by the state of the study, the code that worked it out and the hash of its case.
Each is safe on the disk as soon as it is put: whoever is stopped goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from monazite.store.code import code_hash
from monazite.store.findings import FindingStore
from monazite.store.kept import KeptFile

__all__ = ["ReadingStore"]

Numbers = Mapping[str, Sequence[float]]
"""Numbers by indicator, one for each reported year."""


class ReadingStore(KeptFile):
    """Readings of cases; of draws drawn nearer, at which part of its range each input lies."""

    file: ClassVar[str] = "readings.sqlite"
    table: ClassVar[str] = "readings"
    columns: ClassVar[str] = "scope TEXT, reading TEXT, said TEXT, PRIMARY KEY (scope, reading)"

    def __init__(self, folder: Path | None = None, *, writes: bool = True) -> None:
        """Open the file; who writes is told where what is found cannot be kept beside it either.

        Raises InvalidInput where either cannot be.
        """
        super().__init__(folder, writes=writes)
        if writes:
            FindingStore(self.path.parent).close()

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
