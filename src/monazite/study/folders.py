"""The folders of a study: which files are its data, their hash, and whether they open."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO, Protocol

from monazite.core.errors import InvalidInput, Problem

FOLDERS = ("chain", "evidence", "strategies", "worlds")
"""The folders whose files make a study."""

_BLOCK = 1 << 20

ANSWERS = "answers"
"""Folder of a study that keeps what was worked out about it, and is no part of its data."""

PROSE = "README.md"
"""What a study says of itself for people: no part of its data either."""


class Hash(Protocol):
    """What is fed with bytes, block by block."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""


def hash_of_data(folder: Path) -> str:
    """Give a SHA-256 over the names and contents of all files of a folder.

    Hidden ones are left aside, answers worked out from the others, and what is told of them.

    Raises InvalidInput when a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in files_of_data(folder):
        name = path.relative_to(folder).as_posix()
        # A length in front of each part keeps a name and a content from being mistaken.
        written = name.encode("utf-8", "surrogateescape")
        digest.update(len(written).to_bytes(8, "big") + written)
        try:
            with path.open("rb") as file:
                _add_content(digest, file)
        except OSError as error:
            raise _unreadable(name, error) from error
    return digest.hexdigest()


def closed_folders(folder: Path) -> list[Problem]:
    """Report which folders of a study, itself included, are none, or may not be looked into.

    What is missing is no matter.
    """
    closed = []
    for place in (folder, *(folder / name for name in FOLDERS)):
        try:
            with os.scandir(place) as listed:
                next(listed, None)
            (place / ANSWERS).exists()  # names may be listed where nothing may be opened
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            closed.append(
                _closed(place, folder, "this is a file, not a folder", "put a folder here")
            )
        except OSError as error:
            told = f"the folder cannot be read ({error.strerror})"
            closed.append(_closed(place, folder, told, "check its permissions"))
    return closed


def _closed(place: Path, folder: Path, message: str, remedy: str) -> Problem:
    file = folder if place == folder else place.relative_to(folder)
    return Problem(file=file.as_posix(), message=message, remedy=remedy)


def _add_content(digest: Hash, file: BinaryIO) -> None:
    """Add what a file holds, its length first, without holding all of it in memory."""
    length = os.fstat(file.fileno()).st_size
    digest.update(length.to_bytes(8, "big"))
    while block := file.read(_BLOCK):
        length -= len(block)
        digest.update(block)
    if length:
        raise OSError(None, "it changed while it was read")


def _unreadable(name: str, error: OSError) -> InvalidInput:
    return InvalidInput(
        Problem(
            file=name,
            message=f"the file cannot be read ({error.strerror})",
            remedy="check its permissions",
        )
    )


def files_of_data(folder: Path) -> list[Path]:
    """List the files that make a study, in one order: no answers, nothing hidden, no prose."""

    def refuse(error: OSError) -> None:
        raise _unreadable(Path(error.filename).relative_to(folder).as_posix(), error) from error

    found = []
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not _is_aside(name)]
        found += [Path(place) / name for name in names if not _is_aside(name)]
    return sorted(path for path in found if path.is_file())


def _is_aside(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("__pycache__", ANSWERS, PROSE)
