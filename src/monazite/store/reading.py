"""Reads a run folder back and says whether every file is as it was written."""

from __future__ import annotations

from pathlib import Path

from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.store.files import hash_of_file
from monazite.store.leftovers import put_back
from monazite.store.manifest import MANIFEST_FILE, Manifest, is_inside, read_manifest
from monazite.store.writing import files_of


def read_run(folder: Path) -> Manifest:
    """Read the manifest of a run and see that every file it lists is there and unchanged.

    Raises InvalidInput with every file that is missing, changed or not part of the run.
    """
    try:
        folder = folder.resolve()
        put_back(folder)
        manifest = read_manifest(folder)
        problems = _differences(folder, manifest)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInput(
            Problem(
                file=folder.as_posix(),
                message=f"the run cannot be read ({reason})",
                remedy="check the path and its permissions",
            )
        ) from error
    problems.raise_if_any()
    return manifest


def changed_files(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Name every file of a run that is missing, changed or not part of it, with what is wrong."""
    return tuple(str(problem) for problem in _differences(folder.resolve(), manifest))


def _differences(folder: Path, manifest: Manifest) -> Problems:
    problems = Problems()
    for name, expected in manifest.files.items():
        path = folder / name
        if not is_inside(name):
            problems.add(f"'{name}' is not inside the run", remedy="run again", file=MANIFEST_FILE)
        elif not path.is_file():
            problems.add("the file is missing", remedy="run again", file=name)
        elif hash_of_file(path) != expected:
            problems.add(
                "the file is not as it was written",
                remedy="run again, or take the file from a copy of the run",
                file=name,
            )
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        if name not in manifest.files:
            problems.add("the file is not part of the run", remedy="move it elsewhere", file=name)
    return problems
