"""Writes a run folder: manifest, brief and tables, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import monazite
from monazite.brief.again import strategy_files
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.drafted import Drafted
from monazite.cases.pools import WITHOUT_STRATEGY
from monazite.core.documents import document_text
from monazite.core.errors import Problem, SolveFailed
from monazite.report import brief_html, brief_pdf, brief_workbook, write_table
from monazite.runs.run import Run
from monazite.store import RunRecord, writing_run
from monazite.study import Study

STRATEGIES = "strategies"
"""Folder of a run in which strategies stand that the study does not have, as files to run."""


def write_run_folder(
    folder: Path,
    drafted: Drafted,
    analyses: BriefAnalyses | None = None,
    *,
    created: datetime | None = None,
) -> Path:
    """Write the brief as HTML and Excel and every table as CSV and Parquet, with a manifest.

    What is drafted already is taken as it is. Raises SolveFailed when no run has a plan, and
    InvalidInput when the folder cannot be written.
    """
    made = created or datetime.now(UTC)
    study, runs = drafted.study, drafted.runs
    if not drafted.solved:
        raise SolveFailed(
            Problem(
                message="none of the strategies has a plan, so there is nothing to write",
                remedy="relax the rules that contradict each other",
            )
        )
    files = {name: f"{STRATEGIES}/{file}" for name, file in strategy_files(runs).items()}
    content = drafted.content(analyses, created=made, files=files)
    with writing_run(folder, _record(study, runs, made), outside=study.path) as draft:
        _save_strategies(draft, runs, files)
        (draft / "brief.html").write_text(brief_html(content), encoding="utf-8")
        book = brief_workbook(content, drafted.shown(content, analyses))
        (draft / "brief.xlsx").write_bytes(book)
        for name, table in drafted.tables(analyses).items():
            if table.width:  # a table nobody asked for has no columns, and no file
                write_table(table, draft / "tables", name)
    return folder


def _record(study: Study, runs: Sequence[Run], created: datetime) -> RunRecord:
    """What the manifest says of runs; strategies and a world the study lacks, as they were run."""
    first = runs[0]
    known, begin = first.worker.study.strategies, first.case.pools_begin
    own = first.worker.study.worlds.get(first.world) != first.case.world
    return RunRecord(
        study=study.name,
        data_hash=study.data_hash,
        version=monazite.__version__,
        strategies=tuple(run.strategy for run in runs),
        world=first.world,
        own_world=first.case.world.as_document() if own else None,
        facts=dict(first.case.facts),
        pools_begin=None if begin == WITHOUT_STRATEGY else begin,
        proposals={
            run.strategy: run.case.strategy.as_document()
            for run in runs
            if known.get(run.strategy) != run.case.strategy
        },
        created=created,
    )


def _save_strategies(draft: Path, runs: Sequence[Run], files: Mapping[str, str]) -> None:
    """Save strategies the study does not have so, as files to run, by name of the strategy."""
    for run in runs:
        if run.strategy in files:
            place = draft / files[run.strategy]
            place.parent.mkdir(exist_ok=True)
            text = document_text(run.case.strategy.as_document())
            place.write_text(text, encoding="utf-8", newline="\n")


def pdf_of(
    drafted: Drafted, analyses: BriefAnalyses | None = None, *, short: bool = False
) -> bytes:
    """Set a brief as a PDF, its first two pages alone if `short`.

    Raises InvalidInput where nothing can set one.
    """
    return brief_pdf(drafted.content(analyses), short=short)


def page_of(drafted: Drafted, analyses: BriefAnalyses | None = None) -> bytes:
    """Write a brief as a web page, without the tables of a folder."""
    return brief_html(drafted.content(analyses)).encode()
