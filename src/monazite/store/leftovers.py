"""What a killed process leaves beside a run folder, and how it is told from work in progress."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

try:
    import fcntl
except ImportError:  # not a POSIX system: drafts are then never taken for abandoned
    fcntl = None  # type: ignore[assignment]


_YOUNG = 60.0
"""Seconds within which a draft may just not have been claimed yet."""


class Claim:
    """Holds a folder for one process, and not a moment longer than that process lives."""

    def __init__(self, folder: Path, *, wait: bool = False) -> None:
        self._folder = folder
        self._wait = wait
        self._handle: int | None = None

    def __enter__(self) -> bool:
        """Take the claim; false when another process holds it, or the system knows no claims."""
        if fcntl is None:
            return False
        try:
            self._handle = os.open(self._folder, os.O_RDONLY)
            fcntl.flock(self._handle, fcntl.LOCK_EX | (0 if self._wait else fcntl.LOCK_NB))
        except OSError:
            self._release()
            return False
        return True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give the claim up."""
        self._release()

    def _release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def draft_name(folder: Path) -> Path:
    """Give a hidden name of its own for a new draft of a folder."""
    return folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.writing")


def set_aside_name(folder: Path) -> Path:
    """Give the hidden name an older run bears while a newer one takes its place."""
    return folder.with_name(f".{folder.name}.replaced")


def put_back(folder: Path) -> None:
    """Undo a replacement that was cut off: the older run gets its name back, or goes for good."""
    if set_aside_name(folder).is_dir():
        # A replacement in progress holds the claim; once it is over there is nothing to undo.
        with Claim(folder.parent, wait=True):
            restore(folder)


def restore(folder: Path) -> None:
    """Do what `put_back` does, for those who hold the claim on the folder around it."""
    aside = set_aside_name(folder)
    if folder.exists():
        shutil.rmtree(aside, ignore_errors=True)
    elif aside.is_dir():
        aside.rename(folder)


def clear_abandoned(folder: Path) -> None:
    """Remove drafts of this folder whose process is gone."""
    for draft in folder.parent.iterdir():
        if draft.name.startswith(f".{folder.name}.") and draft.name.endswith(".writing"):
            with suppress(FileNotFoundError), Claim(draft) as abandoned:
                if abandoned and time.time() - draft.stat().st_mtime > _YOUNG:
                    shutil.rmtree(draft, ignore_errors=True)
