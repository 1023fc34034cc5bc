"""Single files are written beside their place and renamed, and only what is ours is replaced.

A folder that several files were exported into keeps a record of them with their hashes. A file of
the same name that the record does not know, or that was changed since, is somebody's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from monazite.core.errors import InvalidInput, Problem, Problems

RECORD_FILE = ".monazite-files.json"
"""Keeps the hashes of files that were exported into a folder; hidden, since it is of use to us."""

_BLOCK = 1 << 20


def hash_of_file(path: Path) -> str:
    """Give the SHA-256 of a file without holding all of it in memory."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all; a file of that name is replaced at the last moment.

    Raises InvalidInput when the place cannot be written to.
    """
    draft: Path | None = None
    try:
        # A link stays a link: what it leads to is what is written.
        path = path.resolve()
        draft = path.with_name(f".{secrets.token_hex(8)}.part")
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device or a pipe stays one; a folder refuses
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except (OSError, ValueError, RuntimeError) as error:
        raise InvalidInput(unwritable(path, error)) from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return path


def check_nothing_lost(path: Path, content: bytes) -> None:
    """Refuse to replace a file that says something else; one that says the same is in no way.

    For tables of a study, which people go on to correct by hand. A pipe or a device loses nothing.
    Raises InvalidInput, also for a place that cannot be written to.
    """
    check_file(path)
    try:
        same = not path.is_file() or hash_of_file(path) == hashlib.sha256(content).hexdigest()
    except OSError:
        same = False
    if not same:
        raise InvalidInput(
            Problem(
                file=path.as_posix(),
                message="a file of this name is there, and it says something else",
                remedy="move it away, or choose another name",
            )
        )


def unwritable(path: Path, error: Exception) -> Problem:
    """Say in words why a file cannot be written."""
    return Problem(
        file=path.as_posix(),
        message=f"the file cannot be written ({getattr(error, 'strerror', None) or error})",
        remedy="check the path, its permissions and the space left on the disk",
    )


def check_writable(path: Path, *, outside: Path | None = None) -> None:
    """Refuse a place that nothing could be written to, before any work is done for it.

    The place must lie `outside` a folder, if one is named, such as that of a study. Raises
    InvalidInput.
    """
    try:
        place = path.resolve()
        if outside is not None and place.is_relative_to(outside.resolve()):
            raise InvalidInput(
                Problem(
                    file=path.as_posix(),
                    message="this place is inside the study, where everything is data",
                    remedy="choose a place outside of it",
                )
            )
        place.is_dir()  # names that are too long are found by looking for them
        # parents that are missing will be made in the first one that is not
        parent = next(
            part for part in (*place.parents, place) if part.exists() or part.is_symlink()
        )
        if not parent.is_dir():
            raise OSError(f"{parent.as_posix()} is not a folder")
        if not os.access(parent, os.W_OK | os.X_OK):
            raise OSError(f"nothing may be written to {parent.as_posix()}")
        # who may write anywhere still cannot where a system makes up what a folder holds
        with tempfile.TemporaryFile(dir=parent):
            pass
    except (OSError, ValueError, RuntimeError) as error:
        raise InvalidInput(unwritable(path, error)) from error


def check_file(path: Path, *, outside: Path | None = None) -> None:
    """Refuse a place that no single file could be written to, before any work is done for it.

    Raises InvalidInput, as `check_writable` does, and for a folder.
    """
    check_writable(path, outside=outside)
    if path.is_dir():
        raise InvalidInput(
            Problem(file=path.as_posix(), message="this is a folder", remedy="name a file in it")
        )


def check_files(
    folder: Path, names: Iterable[str], contents: Mapping[str, bytes] | None = None
) -> None:
    """Refuse to replace files of a folder that are somebody's own, or were changed since written.

    A file that holds already what it is to hold is in nobody's way. Raises InvalidInput.
    """
    check_writable(folder / RECORD_FILE)
    known, problems, wanted = _record(folder), Problems(), contents or {}
    for name in names:
        path = folder / name
        if not path.exists() and not path.is_symlink():
            continue
        try:
            ours = path.is_file() and _is_ours(path, known.get(name, ()), wanted.get(name))
        except OSError:
            ours = False
        if not ours:
            problems.add(
                "a file of this name is there that was not exported, or was changed since",
                remedy="move it away, or choose another folder",
                file=path.as_posix(),
            )
    problems.raise_if_any()


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write several files into a folder that may hold others; all that can be refused is first.

    Raises InvalidInput when a file of such a name is not ours, or the place cannot be written to.
    """
    check_files(folder, contents, contents)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    known = _record(folder)
    # Should the machine stop in between, a file is ours whether it was replaced already or not.
    both = {name: (*known.get(name, ()), new) for name, new in hashes.items()}
    _keep(folder, {**known, **both})
    written = [write_whole(folder / name, content) for name, content in contents.items()]
    _keep(folder, {**known, **{name: (new,) for name, new in hashes.items()}})
    return written


def _is_ours(path: Path, hashes: Collection[str], content: bytes | None) -> bool:
    found = hash_of_file(path)
    return found in hashes or (content is not None and found == hashlib.sha256(content).hexdigest())


def _record(folder: Path) -> dict[str, tuple[str, ...]]:
    """Read the hashes of files exported before; what cannot be read proves nothing to be ours."""
    try:
        files = json.loads((folder / RECORD_FILE).read_bytes())["files"]
        return {str(name): tuple(map(str, hashes)) for name, hashes in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _keep(folder: Path, hashes: Mapping[str, Collection[str]]) -> None:
    files = {name: list(dict.fromkeys(found)) for name, found in sorted(hashes.items())}
    text = json.dumps({"files": files}, indent=1, ensure_ascii=False) + "\n"
    write_whole(folder / RECORD_FILE, text.encode("utf-8", "surrogateescape"))
