"""Keeps pieces of long work by what they are, so that whoever is stopped goes on where it was."""

from __future__ import annotations

from typing import ClassVar

from monazite.store.kept import KeptFile

__all__ = ["ChunkStore"]


class ChunkStore(KeptFile):
    """Bytes by the hash of all that made them."""

    file: ClassVar[str] = "chunks.sqlite"
    table: ClassVar[str] = "chunks"
    columns: ClassVar[str] = "name TEXT PRIMARY KEY, made BLOB"

    def has(self, name: str) -> bool:
        """Whether anything goes by a hash."""
        return self._found("SELECT 1 FROM chunks WHERE name = ?", name) is not None

    def get(self, name: str) -> bytes | None:
        """Give what goes by a hash; None where nothing does, or it cannot be read."""
        row = self._found("SELECT made FROM chunks WHERE name = ?", name)
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def put(self, name: str, made: bytes) -> None:
        """Keep bytes by the hash of what made them; raises InvalidInput where they cannot be."""
        self._keep((name, made))
