"""Where studies are: those that ship with the package, and any folder given by its path."""

from __future__ import annotations

import hashlib
import os
from importlib.resources import files
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.study.settings import SETTINGS_FILE

ANSWERS = "answers"
"""Folder of a study that keeps what was worked out about it, and is no part of its data."""

PROSE = "README.md"
"""What a study says of itself for people: no part of its data either."""


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
        return path.resolve()
    if exists:
        remedy = f"give the folder that holds {SETTINGS_FILE}"
        raise _refusal(f"'{study}' is a file and not the folder of a study", remedy)
    if isinstance(study, str) and len(path.parts) == 1:
        remedy = f"{name_remedy(study, bundled_studies())}, or give the path of a folder"
        raise _refusal(f"no study named '{study}' ships with the package", remedy)
    raise _refusal(f"there is no folder '{study}'", "correct the path")


def hash_of_data(folder: Path) -> str:
    """Give a SHA-256 over the names and contents of all files of a folder.

    Hidden ones are left aside, answers worked out from the others, and what is told of them.

    Raises InvalidInput when a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InvalidInput(
                Problem(
                    file=name,
                    message=f"the file cannot be read ({error.strerror})",
                    remedy="check its permissions",
                )
            ) from error
        # A length in front of each part keeps a name and a content from being mistaken.
        for part in (name.encode(), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_aside(name)]
        found += [Path(place) / name for name in names if not _is_aside(name)]
    return sorted(path for path in found if path.is_file())


def _is_aside(name: str) -> bool:
    return name.startswith(".") or name in ("__pycache__", ANSWERS, PROSE)


def _refusal(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(message=message, remedy=remedy))
