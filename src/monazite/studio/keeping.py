"""What the first page of a study shows, kept from one start of the studio to the next.

It is known by the version and by the files of the study as they lie there, so that an answer made
of older data is never shown; whatever cannot be read or written is simply asked again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from monazite import __version__
from monazite.core.errors import MonaziteError
from monazite.store import cache_folder, write_whole

__all__ = ["keep", "kept"]


def kept(folder: Path, sign: str) -> dict[str, Any]:
    """Give the view of a study and the answer to its own state, as asked before; else nothing."""
    with suppress(OSError, ValueError):
        found = json.loads(_file(folder, sign).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def keep(folder: Path, sign: str, view: str, update: str) -> None:
    """Keep both, as JSON, for the state the files of the study were in."""
    path = _file(folder, sign)
    with suppress(OSError, MonaziteError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, f'{{"view": {view}, "update": {update}}}'.encode())


def _file(folder: Path, sign: str) -> Path:
    mark = sha256(f"{__version__} {folder.resolve()} {sign}".encode()).hexdigest()[:16]
    return cache_folder() / f"studio-{mark}.json"
