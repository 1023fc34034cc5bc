"""What a killed process leaves beside a run folder, and how it is told from work in progress."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from monazite.core.errors import InvalidInput
from monazite.store.files import hash_of_file
from monazite.store.manifest import MANIFEST_FILE, is_inside, read_manifest

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
    """Give a free hidden name for an older run while a newer one takes its place."""
    numbered = (folder.with_name(f".{folder.name}.{n}.replaced") for n in range(2, 10_000))
    plain = folder.with_name(f".{folder.name}.replaced")
    return next(name for name in (plain, *numbered) if not os.path.lexists(name))


def put_back(folder: Path) -> None:
    """Undo a replacement that was cut off: the older run gets its name back, or goes for good."""
    if _set_aside(folder):
        # A replacement in progress holds the claim; once it is over there is nothing to undo.
        with Claim(folder.parent, wait=True):
            restore(folder)


def restore(folder: Path) -> None:
    """Do what `put_back` does, for those who hold the claim on the folder around it."""
    aside = _set_aside(folder)
    if not os.path.lexists(folder) and aside:
        aside.pop().rename(folder)
    for older in aside:
        remove_run(older)


def leftovers_of(folder: Path) -> list[Path]:
    """List what older runs of this name left behind that could not be removed."""
    return sorted(_set_aside(folder))


def remove_run(folder: Path) -> None:
    """Remove a run, and nothing in its folder that its manifest does not prove to be of it.

    Whatever cannot be removed stays where it is, without a complaint.
    """
    try:
        files = read_manifest(folder).files
    except InvalidInput:
        with suppress(OSError):
            folder.rmdir()  # an empty folder may be given to write a run to
        return
    for name, expected in files.items():
        path = folder / name
        with suppress(OSError, ValueError):
            if is_inside(name) and not path.is_symlink() and hash_of_file(path) == expected:
                path.unlink()
    left = [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]
    if left == [folder / MANIFEST_FILE]:
        with suppress(OSError):
            left[0].unlink()
            for place in sorted((path for path in folder.rglob("*")), reverse=True):
                place.rmdir()
            folder.rmdir()


def clear_abandoned(folder: Path) -> None:
    """Remove drafts of this folder whose process is gone."""
    draft_of_it = re.compile(rf"\.{re.escape(folder.name)}\.[0-9a-f]{{16}}\.writing")
    for draft in folder.parent.iterdir():
        if draft_of_it.fullmatch(draft.name):
            with suppress(FileNotFoundError), Claim(draft) as abandoned:
                if abandoned and time.time() - draft.stat().st_mtime > _YOUNG:
                    shutil.rmtree(draft, ignore_errors=True)


def _set_aside(folder: Path) -> list[Path]:
    """List the runs that newer ones of this name replaced, the last replaced at the end."""
    name = re.compile(rf"\.{re.escape(folder.name)}(\.[0-9]+)?\.replaced")
    try:
        found = [path for path in folder.parent.iterdir() if name.fullmatch(path.name)]
    except OSError:
        return []
    return sorted((path for path in found if path.is_dir()), key=lambda path: path.stat().st_ctime)
