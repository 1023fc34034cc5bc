"""What pages showed when they were opened, kept from one start of the studio to the next.

It is known by the program and by the files of the study as both lie there, so that an answer made
of older data, or by older code, is never shown; what cannot be read or written is asked again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from monazite import __version__
from monazite.core.errors import MonaziteError
from monazite.store import cache_folder, write_whole

__all__ = ["answer_kept", "keep", "keep_answer", "kept", "made_by"]

ANSWERS_AT_MOST = 48
"""Answers that are kept, the latest given; one with its pictures is some hundred kilobytes."""


def kept(folder: Path, sign: str) -> dict[str, Any]:
    """Give the view of a study and the answer to its own state, as asked before; else nothing."""
    with suppress(OSError, ValueError):
        found = json.loads(_file(folder, sign).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def keep(folder: Path, sign: str, view: str, update: str) -> None:
    """Keep both, as JSON, for the state the files of the study were in."""
    _write(_file(folder, sign), f'{{"view": {view}, "update": {update}}}')


def answer_kept(folder: Path, sign: str, question: str) -> str | None:
    """Give the answer a page got when it asked the same as it was opened before, if it is kept."""
    with suppress(OSError, ValueError):
        text = _file(folder, sign, question).read_text(encoding="utf-8")
        json.loads(text)
        return text
    return None


def keep_answer(folder: Path, sign: str, question: str, answer: str) -> None:
    """Keep what a page got when it was opened, and no more than the latest of such answers."""
    path = _file(folder, sign, question)
    _write(path, answer)
    with suppress(OSError):
        known = sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime)
        for one in known[:-ANSWERS_AT_MOST]:
            one.unlink(missing_ok=True)


def made_by(data_hash: str) -> str:
    """Say in short by which program, and of which data, something was worked out."""
    return sha256(f"{__version__} {_program()} {data_hash}".encode()).hexdigest()[:16]


def _write(path: Path, text: str) -> None:
    with suppress(OSError, MonaziteError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())


def _file(folder: Path, sign: str, question: str = "") -> Path:
    told = f"{__version__} {_program()} {folder.resolve()} {sign} {question}"
    mark = sha256(told.encode()).hexdigest()[:16]
    place = cache_folder()
    return place / "openings" / f"{mark}.json" if question else place / f"studio-{mark}.json"


@cache
def _program() -> int:
    """When the program last changed, which its version does not say while somebody works on it."""
    home = Path(str(files("monazite")))
    return max((one.stat().st_mtime_ns for one in home.rglob("*.py")), default=0)
