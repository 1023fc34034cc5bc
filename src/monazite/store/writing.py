"""Writes a run folder whole or not at all, whatever happens in between.

Files are written into a hidden folder beside the one asked for. Once all of them, and the
manifest that lists them, are safely on the disk, the hidden folder takes the name asked for. An
older run of that name is first set aside under a hidden name and removed at the very end; should
the machine stop between these steps, the next reading or writing puts it back. Removed is only what
the manifest of the older run proves to be its own, by its place and by its hash.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem
from monazite.store.files import check_writable, hash_of_file
from monazite.store.leftovers import (
    Claim,
    clear_abandoned,
    draft_name,
    put_back,
    remove_run,
    restore,
    set_aside_name,
)
from monazite.store.manifest import MANIFEST_FILE, Manifest, RunRecord, is_inside, read_manifest


@contextmanager
def writing_run(folder: Path, record: RunRecord, *, outside: Path | None = None) -> Iterator[Path]:
    """Give an empty folder to write a run's files into; on leaving, it becomes `folder`.

    Nothing is left behind when the block fails. Raises InvalidInput when the place is taken by
    anything but an older run, is not `outside` the folder named, or cannot be written to.
    """
    try:
        folder = folder.resolve()
        put_back(folder)
        check_place(folder, outside=outside)
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear_abandoned(folder)
        draft = draft_name(folder)
        draft.mkdir()
    except (OSError, ValueError, RuntimeError) as error:
        raise _refusal(folder, error) from error
    with Claim(draft):
        try:
            yield draft
            _finish(draft, record)
            _swap(draft, folder)
        except OSError as error:
            raise _refusal(folder, error) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def files_of(folder: Path) -> list[Path]:
    """List every file of a run folder except its manifest, sorted by path."""
    manifest = folder / MANIFEST_FILE
    return sorted(path for path in folder.rglob("*") if not path.is_dir() and path != manifest)


def check_place(folder: Path, *, outside: Path | None = None) -> None:
    """Refuse to replace what is not a run, or a run somebody put files into or changed.

    Raises InvalidInput; a missing or empty folder and an older run are fine, if they lie `outside`
    the folder named and something may be written there.
    """
    check_writable(folder, outside=outside)
    try:
        folder = folder.resolve()
        if not folder.is_dir():
            if folder.exists():
                raise _problem(folder, "this is not a folder")
            return
        if not any(folder.iterdir()):
            return
        if not (folder / MANIFEST_FILE).is_file():
            raise _problem(folder, "the folder holds something other than a run")
        _check_run(folder)
    except OSError as error:
        raise _refusal(folder, error) from error


def _check_run(folder: Path) -> None:
    """Refuse to replace a run in which anything is not as it was written."""
    known = {name: found for name, found in read_manifest(folder).files.items() if is_inside(name)}
    kept = {parent.as_posix() for name in known for parent in Path(name).parents}
    for path in sorted(path for path in folder.rglob("*") if path != folder / MANIFEST_FILE):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if name not in kept:
                raise _problem(folder, f"the run holds files of somebody's own, such as '{name}'")
        elif name not in known or path.is_symlink():
            raise _problem(folder, f"the run holds files of somebody's own, such as '{name}'")
        elif hash_of_file(path) != known[name]:
            raise _problem(folder, f"'{name}' was changed since the run was written")


def _finish(draft: Path, record: RunRecord) -> None:
    """Write the manifest last and see that everything has reached the disk."""
    files = {path.relative_to(draft).as_posix(): path for path in files_of(draft)}
    strays = [name for name, path in files.items() if path.is_symlink() or not path.is_file()]
    if strays:
        raise _problem(draft / strays[0], "a run holds plain files only")
    manifest = Manifest(
        **record.model_dump(), files={name: hash_of_file(path) for name, path in files.items()}
    )
    (draft / MANIFEST_FILE).write_text(manifest.text(), encoding="utf-8", newline="\n")
    for path in (*files.values(), draft / MANIFEST_FILE):
        _reach_disk(path)
    for place in (*(path for path in draft.rglob("*") if path.is_dir()), draft):
        _folder_reaches_disk(place)


def _swap(draft: Path, folder: Path) -> None:
    """Let the finished draft take the place of the folder, or leave the folder as it was."""
    with Claim(folder.parent, wait=True):
        aside = set_aside_name(folder)
        if folder.exists():
            folder.rename(aside)
        try:
            draft.rename(folder)
        except OSError:
            restore(folder)
            raise
        _folder_reaches_disk(folder.parent)
        remove_run(aside)


def _reach_disk(path: Path) -> None:
    """Wait until the content of a file is on the disk; fails when it cannot get there."""
    # Elsewhere than on POSIX systems only a file open for writing can be waited for.
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folder_reaches_disk(path: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can tell."""
    with suppress(OSError):
        _reach_disk(path)


def _refusal(folder: Path, error: Exception) -> InvalidInput:
    reason = getattr(error, "strerror", None) or str(error)
    return InvalidInput(
        Problem(
            file=folder.as_posix(),
            message=f"the run cannot be written ({reason})",
            remedy="check the path, its permissions and the space left on the disk",
        )
    )


def _problem(folder: Path, message: str) -> InvalidInput:
    return InvalidInput(
        Problem(
            file=folder.as_posix(), message=message, remedy="choose a new folder, or an older run"
        )
    )
