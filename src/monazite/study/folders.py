"""Where studies are: those that ship with the package, and any folder given by its path."""

from __future__ import annotations

import hashlib
import os
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO, Protocol

from monazite.core.errors import FieldError, InvalidInput, Problem, name_remedy
from monazite.core.text import check_characters
from monazite.study.settings import SETTINGS_FILE

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


def bundled_studies() -> dict[str, Path]:
    """Give the folder of each study that ships with the package, by name."""
    # Studies are plain folders of data, so the package is never run from inside an archive.
    shelf = Path(str(files("monazite") / "studies"))
    if not shelf.is_dir():
        return {}
    return {
        folder.name: folder
        for folder in sorted(shelf.iterdir())
        if (folder / SETTINGS_FILE).is_file()
    }


def find_study(study: str | Path) -> Path:
    """Give the folder of a study by its name, if it ships with the package, or by its path.

    Raises InvalidInput when there is no such folder or it holds no study.
    """
    if isinstance(study, str):
        bundled = bundled_studies()
        if study in bundled:
            return bundled[study]
        if not study.strip():
            raise _refusal("no study is named", f"write one of: {', '.join(bundled)}, or a folder")
    path = Path(study)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refusal(f"'{study}' is not a path ({reason})", "correct it") from error
    if is_folder:
        return _with_a_name(path.resolve())
    if exists:
        remedy = f"give the folder that holds {SETTINGS_FILE}"
        raise _refusal(f"'{study}' is a file and not the folder of a study", remedy)
    if isinstance(study, str) and len(path.parts) == 1:
        remedy = f"{name_remedy(study, bundled_studies())}, or give the path of a folder"
        raise _refusal(f"no study named '{study}' ships with the package", remedy)
    raise _refusal(f"there is no folder '{study}'", "correct the path")


def _with_a_name(folder: Path) -> Path:
    """Refuse a folder whose name is no text: a study bears its name into tables and charts."""
    try:
        check_characters(folder.name)
    except FieldError as error:
        raise _refusal(
            f"'{folder.name}' is no name for a study: {error.message}", "rename the folder"
        ) from error
    return folder


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


def check_folders_open(folder: Path) -> None:
    """Refuse a study one of whose folders may not be looked into; what is missing is no matter.

    Raises InvalidInput with every one of them.
    """
    closed = []
    for place in (folder, *(folder / name for name in FOLDERS)):
        try:
            with os.scandir(place) as listed:
                next(listed, None)
            (place / ANSWERS).exists()  # names may be listed where nothing may be opened
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            name = place.relative_to(folder).as_posix()
            closed.append(
                Problem(
                    file=folder.as_posix() if name == "." else name,
                    message=f"the folder cannot be read ({error.strerror})",
                    remedy="check its permissions",
                )
            )
    if closed:
        raise InvalidInput(closed)


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


def _refusal(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(message=message, remedy=remedy))
