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
from monazite.brief.analyses import PARTS, BriefAnalyses, analyse
from monazite.brief.folder import page_of, pdf_of, with_baseline, write_run_folder
from monazite.core.progress import Steps
from monazite.findings.comparison.telling import AS_IT_STANDS, Telling
from monazite.runs.run import Run
from monazite.store import cache_folder, write_whole
from monazite.studio.room import REASON, Room
from monazite.studio.state import State
from monazite.study import Study

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
    """Runs a brief is written of, its subject last, and what was worked out for it, if anything."""

    study: Study
    runs: list[Run]
    baseline: Run
    analyses: BriefAnalyses | None = None
    telling: Telling = AS_IT_STANDS
    """How its headlines and pictures are told."""

    @property
    def subject(self) -> str:
        """What the brief is about."""
        return self.runs[-1].strategy

    def paper(self, *, short: bool) -> bytes:
        """Set it as a PDF."""
        return pdf_of(
            self.study,
            self.runs,
            self.baseline,
            subject=self.subject,
            analyses=self.analyses,
            short=short,
            telling=self.telling,
        )

    def page(self) -> bytes:
        """Write it as a web page alone, which takes a fraction of what the workbook takes."""
        return page_of(
            self.study, self.runs, self.baseline, subject=self.subject, telling=self.telling
        )

    def screen(self) -> dict[str, bytes]:
        """Write it as web page and workbook."""
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "run"
            write_run_folder(
                place,
                self.study,
                self.runs,
                self.baseline,
                analyses=self.analyses,
                subject=self.subject,
                telling=self.telling,
            )
            return {form: (place / f"brief.{form}").read_bytes() for form in ("xlsx", "html")}


def brief_file(room: Room, state: State, form: str) -> bytes:
    """Give the brief of a state, with all that was worked out for it if anything was.

    Raises InvalidInput for a PDF where typst is not installed.
    """
    with suppress(OSError):
        return _kept(room, state, form).read_bytes()
    brief, _ = _begun(room, state)
    if FORMS[form][0] == "pdf":
        return brief.paper(short=form == "pdf-short")
    return brief.page() if form == "html" else brief.screen()[form]


def is_worked_out(room: Room, state: State) -> bool:
    """Whether ranges and other worlds of a state stand in its brief."""
    return _kept(room, state, "html").is_file()


def work_out(room: Room, state: State, say: Callable[[str], None], workers: int = 1) -> None:
    """Work out what takes minutes, with so many processes, and keep the brief in every form."""
    brief, handle = _begun(room, state)
    steps = Steps(say, PARTS)
    every = with_baseline(brief.runs, brief.baseline)
    found = analyse(handle.runs, every, steps, subject=brief.subject, workers=workers)
    brief = replace(brief, analyses=found)
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
    baseline = handle.run(handle.baseline, state.world)
    others = [] if ghost.strategy in (baseline.strategy, run.strategy) else [ghost]
    whole = _Brief(handle.study, [*others, run], baseline, telling=room.telling(state))
    return whole, handle


def _kept(room: Room, state: State, form: str) -> Path:
    run, ghost = room.run(state), room.ghost(state)
    told = [__version__, room.study.data_hash, run.case.hash, ghost.case.hash]
    told += [state.money, state.basis]
    mark = sha256(json.dumps([*told, run.case.strategy.title]).encode()).hexdigest()[:24]
    return cache_folder() / "briefs" / f"{mark}.{form}"


def _forget(folder: Path) -> None:
    """Keep the briefs worked out last, and no others."""
    names: dict[str, float] = {}
    for path in folder.iterdir():
        names[path.stem] = max(names.get(path.stem, 0.0), path.stat().st_mtime)
    for name in sorted(names, key=names.__getitem__)[:-KEPT_AT_MOST]:
        for form in FORMS:
            (folder / f"{name}.{form}").unlink(missing_ok=True)
