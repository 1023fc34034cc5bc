"""Writes a run folder: manifest, brief and tables, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

import monazite
from monazite.brief.again import strategy_files
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.beside import with_sources
from monazite.brief.content import brief_content
from monazite.brief.origins import LedgerLine, LineageLine, ledger_lines, lineage_lines
from monazite.brief.tables import (
    commitment_table,
    cost_table,
    evidence_table,
    lever_table,
    limit_table,
    need_table,
    payment_table,
    share_table,
    soft_table,
    source_table,
    stage_table,
    supply_table,
    told,
    world_table,
)
from monazite.brief.telling import told_headlines
from monazite.cases.pools import WITHOUT_STRATEGY
from monazite.core.documents import document_text
from monazite.core.errors import Problem, SolveFailed
from monazite.core.records import frame_of
from monazite.findings.account import Fate
from monazite.findings.bottlenecks import BindingConstraint, EasedBottleneck
from monazite.findings.comparison import Condition
from monazite.findings.comparison.telling import AS_IT_STANDS, Telling
from monazite.findings.evidence import Compared, UncertainInputEffect
from monazite.findings.money import Investment
from monazite.report import (
    BriefContent,
    brief_html,
    brief_pdf,
    brief_workbook,
    write_table,
    years_spoken_of,
)
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.store import RunRecord, writing_run
from monazite.study import Study

STRATEGIES = "strategies"
"""Folder of a run in which strategies stand that the study does not have, as files to run."""


def with_baseline(runs: Sequence[Run], baseline: Run) -> list[Run]:
    """Give runs with the baseline, in front where they lack it."""
    known = {run.strategy for run in runs}
    return list(runs) if baseline.strategy in known else [baseline, *runs]


def write_run_folder(
    folder: Path,
    study: Study,
    runs: Sequence[Run],
    baseline: Run,
    *,
    created: datetime | None = None,
    analyses: BriefAnalyses | None = None,
    subject: str | None = None,
    telling: Telling = AS_IT_STANDS,
) -> Path:
    """Write the brief as HTML and Excel and every table as CSV and Parquet, with a manifest.

    The baseline is added in front when the runs lack it, so that differences can be shown.
    Headlines and pictures of the brief are told by `telling`, all else as the study counts it.
    Raises SolveFailed when no run has a plan, and InvalidInput when the folder cannot be written.
    """
    made = created or datetime.now(UTC)
    ordered = with_baseline(runs, baseline)
    for run in ordered:
        study = study.knowing(run.case.strategy, run.case.world)
    if not any(run.status == "optimal" for run in ordered):
        raise SolveFailed(
            Problem(
                message="none of the strategies has a plan, so there is nothing to write",
                remedy="relax the rules that contradict each other",
            )
        )
    files = {name: f"{STRATEGIES}/{file}" for name, file in strategy_files(ordered).items()}
    content = _content(study, ordered, baseline, made, analyses, subject, files, telling)
    with writing_run(folder, _record(study, ordered, made), outside=study.path) as draft:
        _save_strategies(draft, ordered, files)
        # most of a page is drawing, which needs no turn of the interpreter
        with ThreadPoolExecutor(max_workers=1) as beside:
            page = beside.submit(brief_html, content)
            tables = run_tables(study, ordered, baseline.strategy, analyses)
            told = {**tables, "headlines": told_headlines(ordered, telling)}
            book = _workbook(study, ordered, content, told, subject)
            (draft / "brief.xlsx").write_bytes(book)
            for name, table in tables.items():
                if table.width:  # a table nobody asked for has no columns, and no file
                    write_table(table, draft / "tables", name)
            (draft / "brief.html").write_text(page.result(), encoding="utf-8")
    return folder


def _record(study: Study, runs: Sequence[Run], created: datetime) -> RunRecord:
    """What the manifest says of runs; strategies the study does not have so, as they were run."""
    first = runs[0]
    known, begin = first.worker.study.strategies, first.case.pools_begin
    return RunRecord(
        study=study.name,
        data_hash=study.data_hash,
        version=monazite.__version__,
        strategies=tuple(run.strategy for run in runs),
        world=first.world,
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


def _workbook(
    study: Study,
    runs: Sequence[Run],
    content: BriefContent,
    tables: Mapping[str, pl.DataFrame],
    subject: str | None,
) -> bytes:
    """The tables as a workbook, with what every row that is shown in it rests on."""
    solved = [run for run in runs if run.status == "optimal"]
    shown = {**tables, "flows": years_spoken_of(content, tables["flows"])}
    sourced = with_sources(study, solved, subject or solved[-1].strategy, shown)
    return brief_workbook(content, sourced)


def pdf_of(
    study: Study,
    runs: Sequence[Run],
    baseline: Run,
    *,
    subject: str | None = None,
    analyses: BriefAnalyses | None = None,
    short: bool = False,
    telling: Telling = AS_IT_STANDS,
) -> bytes:
    """Set the brief of some runs as a PDF, of its first two pages alone if `short`.

    Headlines and pictures are told by `telling`. Raises InvalidInput where nothing can set one.
    """
    content = _alone(study, runs, baseline, subject, analyses, telling)
    return brief_pdf(content, short=short)


def page_of(
    study: Study,
    runs: Sequence[Run],
    baseline: Run,
    *,
    subject: str | None = None,
    telling: Telling = AS_IT_STANDS,
) -> bytes:
    """Write the brief of some runs as a web page, without the tables of a folder."""
    content = _alone(study, runs, baseline, subject, None, telling)
    return brief_html(content).encode()


def _alone(
    study: Study,
    runs: Sequence[Run],
    baseline: Run,
    subject: str | None,
    analyses: BriefAnalyses | None,
    telling: Telling,
) -> BriefContent:
    """The content of a brief that is written without a folder."""
    ordered = with_baseline(runs, baseline)
    for run in ordered:
        study = study.knowing(run.case.strategy, run.case.world)
    made, files = datetime.now(UTC), strategy_files(ordered)
    return _content(study, ordered, baseline, made, analyses, subject, files, telling)


def _content(
    study: Study,
    runs: Sequence[Run],
    baseline: Run,
    created: datetime,
    analyses: BriefAnalyses | None,
    subject: str | None,
    files: Mapping[str, str],
    telling: Telling,
) -> BriefContent:
    return brief_content(
        study,
        runs,
        baseline.strategy,
        created=created,
        software=f"monazite {monazite.__version__}",
        analyses=analyses,
        subject=subject,
        files=files,
        telling=telling,
    )


def run_tables(
    study: Study, runs: Sequence[Run], baseline: str, analyses: BriefAnalyses | None = None
) -> dict[str, pl.DataFrame]:
    """Every table of several runs by file name; text columns stay text, lists become text.

    Tables of what was not asked are empty.
    """
    asked = analyses or BriefAnalyses()
    solved = [run for run in runs if run.status == "optimal"]
    found: dict[str, pl.DataFrame] = {
        "headlines": pl.concat(run.headlines for run in solved),
        "comparison": Comparison(tuple(runs), baseline).table(indicators=study.settings.headlines),
        "supply": supply_table(solved),
        "flows": pl.concat(run.flows() for run in solved),
        "stages": stage_table(solved),
        "industries": need_table(solved),
        "costs": cost_table(solved),
        "binding_constraints": told(
            BindingConstraint, solved, lambda run: run.records.binding_constraints()
        ),
        "calibration": told(Compared, solved, lambda run: run.records.calibration()),
        "fate": told(Fate, solved, lambda run: run.records.fate()),
        "ledger": told(LedgerLine, solved, lambda run: ledger_lines(run.parameters)),
        "lineage": frame_of(LineageLine, lineage_lines(solved[0].parameters)),
        "levers": lever_table(study, solved),
        "evidence": evidence_table(solved),
        "sources": source_table(study, solved),
        "limits": limit_table(solved),
        "payments": payment_table(solved),
        "investors": told(Investment, solved, lambda run: run.records.investors()),
        "halting": told(Condition, solved, lambda run: run.records.halting_conditions()),
        "soft_rules": soft_table(solved),
        "sensitivity": frame_of(UncertainInputEffect, asked.every_effect),
        "evidence_share": share_table(asked),
        "next_bottlenecks": frame_of(EasedBottleneck, asked.next_bottlenecks),
        "worlds": world_table(study, solved, baseline, asked),
        "commitments": commitment_table(study, solved, asked),
    }
    return {name: _written(name, frame) for name, frame in found.items()}


OF_EVERY_RUN = frozenset({"supply", "stages", "industries", "calibration", "fate"})
"""Tables that keep their columns where a study has nothing to put under them."""


def _written(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table as files take it: lists as text, since CSV has none.

    Without rows it has no columns either, but for those every run has.
    """
    if frame.is_empty() and name not in OF_EVERY_RUN:
        return pl.DataFrame()
    return frame.with_columns(pl.col(pl.List(pl.String)).list.join(" "))
