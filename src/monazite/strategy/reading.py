"""Reads folders of strategies and worlds, one YAML file each, and resolves what they extend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from monazite.core.documents import Document, KeyPath, read_document
from monazite.core.errors import FieldError, Problems, name_remedy
from monazite.core.files import file_name
from monazite.core.origin import LEVERS, Origin
from monazite.core.validation import validate
from monazite.strategy.levers import STRATEGY_KINDS, WORLD_KINDS, Lever, Text
from monazite.strategy.strategies import Strategy, World

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Either = TypeVar("Either", Strategy, World)


class Header(BaseModel):
    """Everything a file says before its levers are looked into."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    extends: Text | None = None
    why: Text | None = None
    levers: list[Any]
    """In the order they are applied, behind those of what it extends."""


@dataclass(frozen=True)
class _Draft:
    """One file as read, before its base is known."""

    document: Document
    header: Header
    levers: tuple[Lever, ...]


def read_strategies(folder: Path, problems: Problems, *, root: Path) -> dict[str, Strategy]:
    """Read every strategy of a folder by name; files and levers that cannot be are reported."""
    return _read(folder, problems, root, Strategy, STRATEGY_KINDS, foreign=WORLD_KINDS)


def read_worlds(folder: Path, problems: Problems, *, root: Path) -> dict[str, World]:
    """Read every world of a folder by name; files and levers that cannot be are reported."""
    return _read(folder, problems, root, World, WORLD_KINDS, foreign=STRATEGY_KINDS)


def read_strategy(path: Path, problems: Problems, known: Mapping[str, Strategy]) -> Strategy | None:
    """Read one strategy from a file of its own, which may extend those that are known by name.

    What cannot be read is reported: levers are left out, of a file nothing is returned.
    """
    draft = _read_draft(path, problems, path.parent, STRATEGY_KINDS, WORLD_KINDS)
    return None if draft is None else _alone(Strategy, path, draft, problems, known)


def read_world(path: Path, problems: Problems, known: Mapping[str, World]) -> World | None:
    """Read one world from a file of its own, as `read_strategy` reads a strategy."""
    draft = _read_draft(path, problems, path.parent, WORLD_KINDS, STRATEGY_KINDS)
    return None if draft is None else _alone(World, path, draft, problems, known)


def read_levers(
    path: Path, problems: Problems, *, kinds: Mapping[str, type[Lever]] = STRATEGY_KINDS
) -> tuple[Lever, ...]:
    """Read levers from a file that holds one lever, or several under `levers`.

    They are those of a strategy unless `kinds` are those of a world.
    """
    document = read_document(path, problems, root=path.parent)
    if document is None:
        return ()
    listed = document.data.get(LEVERS)
    if not isinstance(listed, list):
        found = _read_lever(document.data, None, document, problems, kinds, _foreign(kinds))
        return () if found is None else (found,)
    levers = [
        _read_lever(item, position, document, problems, kinds, _foreign(kinds))
        for position, item in enumerate(listed)
    ]
    return tuple(lever for lever in levers if lever is not None)


def lever_from(
    data: Mapping[str, Any],
    origin: Origin,
    problems: Problems,
    *,
    kinds: Mapping[str, type[Lever]] = STRATEGY_KINDS,
) -> Lever | None:
    """Make a lever of plain data as a file would hold it; what is wrong is reported at `origin`.

    It is one of a strategy unless `kinds` are those of a world.
    """
    document = Document(dict(data), origin.name, {(): 0})
    read = _read_lever(dict(data), None, document, problems, kinds, _foreign(kinds))
    return None if read is None else read.placed(origin, 0, dict.fromkeys(data, 0))


def _foreign(kinds: Mapping[str, type[Lever]]) -> Mapping[str, type[Lever]]:
    return STRATEGY_KINDS if kinds is WORLD_KINDS else WORLD_KINDS


def _read(
    folder: Path,
    problems: Problems,
    root: Path,
    course: type[Either],
    kinds: Mapping[str, type[Lever]],
    foreign: Mapping[str, type[Lever]],
) -> dict[str, Either]:
    drafts: dict[str, _Draft | None] = {}
    for path in _files(folder, problems, root):
        drafts[path.stem] = _read_draft(path, problems, root, kinds, foreign)
    read: dict[str, Either] = {}
    for name, draft in drafts.items():
        if draft is None or not _extends_soundly(name, drafts, problems):
            continue
        levers = tuple(lever for base in reversed(_lineage(name, drafts)) for lever in base.levers)
        read[name] = _course(course, name, draft.header, levers)
    return read


def _alone(
    kind: type[Either],
    path: Path,
    draft: _Draft,
    problems: Problems,
    known: Mapping[str, Either],
) -> Either | None:
    """Put together what stands in a file of its own, on what it extends of those known."""
    base = draft.header.extends
    if base is not None and base not in known:
        problems.add(
            f"'{base}' is not there to be extended",
            remedy=name_remedy(base, known),
            file=draft.document.file,
            line=draft.document.line_of(("extends",)),
            field="extends",
        )
        return None
    inherited: tuple[Lever, ...] = known[base].levers if base is not None else ()
    return _course(kind, path.stem.strip(), draft.header, (*inherited, *draft.levers))


def name_refused(name: str) -> FieldError | None:
    """Say why something is no name of a strategy or world, which files are called by, if so."""
    if _NAME.fullmatch(name):
        return None
    return FieldError(
        f"'{name}' is not a name for a strategy or world",
        "use small letters, digits and single hyphens, such as build-only",
    )


def _course(kind: type[Either], name: str, header: Header, levers: tuple[Lever, ...]) -> Either:
    """Put together what has been validated piece by piece, and need not be again as a whole."""
    about = {"title": header.title, "extends": header.extends, "why": header.why}
    said: dict[str, Any] = {"name": name, **about, "levers": levers}
    return kind.model_construct(**said)


def _files(folder: Path, problems: Problems, root: Path) -> list[Path]:
    """List the files to read and report everything else that lies in the folder."""
    name = file_name(folder, root)
    try:
        entries = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except NotADirectoryError:
        problems.add("this is a file, not a folder", remedy="put a folder here", file=name)
        return []
    except OSError as error:
        problems.add(
            f"the folder cannot be read ({error.strerror})",
            remedy="create it and put one .yaml file in it for each strategy or world",
            file=name,
        )
        return []
    files = []
    for path in entries:
        if path.suffix != ".yaml":
            problems.add(
                "only files that end in .yaml are read here",
                remedy="rename it, or move it out of this folder",
                file=file_name(path, root),
            )
        elif (refused := name_refused(path.stem)) is not None:
            problems.add(
                refused.message,
                remedy=f"{refused.remedy}.yaml",
                file=file_name(path, root),
            )
        else:
            files.append(path)
    return files


def _read_draft(
    path: Path,
    problems: Problems,
    root: Path,
    kinds: Mapping[str, type[Lever]],
    foreign: Mapping[str, type[Lever]],
) -> _Draft | None:
    document = read_document(path, problems, root=root)
    if document is None:
        return None
    found = Problems()
    header = validate(Header, document.data, document, found)
    listed = document.data.get(LEVERS)
    levers = [
        _read_lever(item, position, document, found, kinds, foreign)
        for position, item in enumerate(listed if isinstance(listed, list) else [])
    ]
    problems.extend(found)
    if header is None:
        return None
    # levers that can be read are checked further even where another of the file cannot
    return _Draft(document, header, tuple(lever for lever in levers if lever is not None))


def _read_lever(
    item: object,
    at: int | None,
    document: Document,
    problems: Problems,
    kinds: Mapping[str, type[Lever]],
    foreign: Mapping[str, type[Lever]],
) -> Lever | None:
    """Read the lever that stands at a position of the list, or that is the whole document."""
    place: KeyPath = () if at is None else (LEVERS, at)
    kind = item.get("kind") if isinstance(item, dict) else None
    record = kinds.get(kind) if isinstance(kind, str) else None
    if not isinstance(item, dict) or record is None:
        if not isinstance(item, dict):
            message, remedy = "the lever is not a mapping", "write 'key: value' lines, kind first"
        elif kind is None:
            message, remedy = "the key is missing", _what_may_stand_here(document, kinds)
        elif isinstance(kind, str) and kind in foreign:
            message = f"a lever of kind '{kind}' does not belong here"
            remedy = "what a country decides goes into strategies/, all else into worlds/"
        else:
            message, remedy = f"the kind '{kind}' is not known", name_remedy(str(kind), kinds)
        problems.add(
            message,
            remedy=remedy,
            file=document.file,
            line=document.line_of((*place, "kind")),
            field=".".join(map(str, (*place, "kind") if isinstance(item, dict) else place)),
        )
        return None
    lever = validate(record, item, document, problems, prefix=place)
    if lever is None:
        return None
    return lever.placed(
        Origin(document.file) if at is None else Origin(document.file, LEVERS, at),
        document.line_of(place),
        {key: document.line_of((*place, key)) for key in item},
    )


def _what_may_stand_here(document: Document, kinds: Mapping[str, type[Lever]]) -> str:
    """The kinds of levers; below an `extends` also how a lever of the base is changed."""
    remedy = f"write one of: {', '.join(sorted(kinds))}"
    base = document.data.get("extends")
    if not isinstance(base, str) or kinds is WORLD_KINDS:
        return remedy
    return (
        f"{remedy}; a file only adds levers to those of '{base}': to change or leave out one of "
        f"them, run '{base}' with --set 'LEVER.FIELD=VALUE' or --without 'LEVER', or call .change "
        "or .without in Python, and .save what comes of it"
    )


def _extends_soundly(name: str, drafts: Mapping[str, _Draft | None], problems: Problems) -> bool:
    """Report a base that does not exist or leads back to where it began."""
    chain = [name]
    while (draft := drafts[chain[-1]]) is not None and (base := draft.header.extends) is not None:
        if base not in drafts:
            problems.add(
                f"'{base}' is not there to be extended",
                remedy=name_remedy(base, [known for known in drafts if known != chain[-1]]),
                file=draft.document.file,
                line=draft.document.line_of(("extends",)),
                field="extends",
            )
            return False
        if base in chain:
            _report_circle(chain[chain.index(base) :], drafts, problems)
            return False
        chain.append(base)
    return draft is not None


def _report_circle(
    circle: list[str], drafts: Mapping[str, _Draft | None], problems: Problems
) -> None:
    """Report a circle at its alphabetically first member, so that it is reported once."""
    first = min(circle)
    turned = circle[circle.index(first) :] + circle[: circle.index(first)]
    draft = drafts[first]
    assert draft is not None
    problems.add(
        f"extends runs in a circle: {' -> '.join([*turned, first])}",
        remedy="remove one of these extends",
        file=draft.document.file,
        line=draft.document.line_of(("extends",)),
        field="extends",
    )


def _lineage(name: str, drafts: Mapping[str, _Draft | None]) -> list[_Draft]:
    """Follow the bases from one file to the last; only called when they end."""
    lineage = []
    step: str | None = name
    while step is not None:
        draft = drafts[step]
        assert draft is not None
        lineage.append(draft)
        step = draft.header.extends
    return lineage
