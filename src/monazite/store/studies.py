"""Where studies are: those that ship with the package, and any folder given by its path.

Nothing is loaded but paths, so that whoever only needs to know where a study lies starts at once.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from monazite.core.errors import FieldError, InvalidInput, Problem, name_remedy
from monazite.core.text import check_characters

__all__ = ["SETTINGS_FILE", "bundled_studies", "find_study"]

SETTINGS_FILE = "study.yaml"
"""The file that makes a folder a study."""


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


def _refusal(message: str, remedy: str) -> InvalidInput:
    return InvalidInput(Problem(message=message, remedy=remedy))
