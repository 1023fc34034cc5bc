"""Briefs of a state: made at once, or with ranges and other worlds once those were worked out.

What takes minutes is done by a job, which writes all forms of the brief and keeps them, by the
version, the data and the case; whoever saves the same later gets what was kept.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from monazite import __version__
from monazite.api import StudyHandle
from monazite.brief.analyses import PARTS, BriefAnalyses
from monazite.brief.drafted import Drafted
from monazite.brief.folder import page_of, pdf_of, write_run_folder
from monazite.brief.worked_out import worked_out
from monazite.core.progress import Steps
from monazite.store import cache_folder, write_whole
from monazite.studio.room import REASON, Room
from monazite.studio.state import State

__all__ = ["FORMS", "brief_file", "is_worked_out", "work_out"]

FORMS: Mapping[str, tuple[str, str]] = {
    "html": ("html", "text/html"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": ("pdf", "application/pdf"),
    "pdf-short": ("pdf", "application/pdf"),
}
"""Forms of a brief, each with how its file is called and what it is; a short one is two pages."""

KEPT_AT_MOST = 12
"""Briefs that are kept, the latest worked out; each is some megabytes."""


@dataclass(frozen=True)
class _Brief:
    """A brief about the last of some runs, and what was worked out for it, if anything."""

    drafted: Drafted
    analyses: BriefAnalyses | None = None

    def paper(self, *, short: bool) -> bytes:
        """Set it as a PDF."""
        return pdf_of(self.drafted, self.analyses, short=short)

    def screen(self) -> dict[str, bytes]:
        """Write it as web page and workbook."""
        with tempfile.TemporaryDirectory() as folder:
            place = write_run_folder(Path(folder) / "run", self.drafted, self.analyses)
            return {form: (place / f"brief.{form}").read_bytes() for form in ("xlsx", "html")}


def brief_file(room: Room, state: State, form: str) -> bytes:
    """Give the brief of a state, with all that was worked out for it if anything was.

    Raises InvalidInput for a PDF where typst is not installed.
    """
    for place in (_kept(room, state, form), *_kept_before(room, state, form)):
        with suppress(OSError):
            return place.read_bytes()
    brief, _ = _begun(room, state)
    if FORMS[form][0] == "pdf":
        return brief.paper(short=form == "pdf-short")
    return page_of(brief.drafted) if form == "html" else brief.screen()[form]


def is_worked_out(room: Room, state: State) -> bool:
    """Whether ranges and other worlds of a state stand in its brief, and all found since."""
    return _kept(room, state, "html").is_file()


def work_out(room: Room, state: State, say: Callable[[str], None], workers: int = 1) -> None:
    """Work out what takes minutes, with so many processes, and keep the brief in every form."""
    brief, handle = _begun(room, state)
    steps = Steps(say, PARTS)
    brief = replace(brief, analyses=brief.drafted.analysed(handle.runs, steps, workers))
    steps.begin("writing", 2)
    steps("Writing the brief")
    files: dict[str, bytes] = {}
    if find_spec("typst") is not None:
        files = {form: brief.paper(short=form == "pdf-short") for form in ("pdf", "pdf-short")}
    steps("Writing the annexes")
    # the web page comes last, since it says that all of them are there
    for form, data in {**files, **brief.screen()}.items():
        place = _kept(room, state, form)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, data)
    _forget(place.parent)


def _begun(room: Room, state: State) -> tuple[_Brief, StudyHandle]:
    """The brief of a state before anything is worked out, and the study with the state's facts."""
    handle = room.handle.with_facts(state.facts, REASON) if state.facts else room.handle
    ghost, run = room.ghost(state), room.run(state)
    baseline = room.baseline(state)
    others = [] if ghost.strategy in (baseline.strategy, run.strategy) else [ghost]
    drafted = Drafted(
        handle.study,
        [*others, run],
        baseline,
        subject=run.strategy,
        telling=room.telling(state),
    )
    return _Brief(drafted), handle


def _kept(room: Room, state: State, form: str) -> Path:
    """Where the brief stands that has all that was found of a state so far."""
    found = worked_out(room.run(state)).mark
    return cache_folder() / "briefs" / f"{_mark(room, state)}-{found}.{form}"


def _kept_before(room: Room, state: State, form: str) -> list[Path]:
    """Briefs from before more was found of a state, the latest first."""
    known = (cache_folder() / "briefs").glob(f"{_mark(room, state)}-*.{form}")
    return sorted(known, key=lambda one: one.stat().st_mtime, reverse=True)


def _mark(room: Room, state: State) -> str:
    run, ghost = room.run(state), room.ghost(state)
    told = [__version__, room.study.data_hash, run.case.hash, ghost.case.hash]
    told += [state.money, state.basis]
    return sha256(json.dumps([*told, run.case.strategy.title]).encode()).hexdigest()[:24]


def _forget(folder: Path) -> None:
    """Keep the briefs worked out last, and no others."""
    names: dict[str, float] = {}
    for path in folder.iterdir():
        names[path.stem] = max(names.get(path.stem, 0.0), path.stat().st_mtime)
    for name in sorted(names, key=names.__getitem__)[:-KEPT_AT_MOST]:
        for form in FORMS:
            (folder / f"{name}.{form}").unlink(missing_ok=True)
