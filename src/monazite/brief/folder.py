"""Writes a run folder: manifest, brief and tables, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

import monazite
from monazite.brief.content import brief_content
from monazite.brief.inquiry import Inquiry
from monazite.brief.tables import (
    cost_rows,
    evidence_rows,
    lever_rows,
    limit_rows,
    need_rows,
    payment_rows,
    promises_of,
    share_rows,
    soft_rows,
    source_rows,
    stage_rows,
    supply_rows,
    worlds_of,
)
from monazite.core.errors import Problem, SolveFailed
from monazite.parameters import Parameters
from monazite.report import brief_html, brief_workbook, write_table
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.store import RunRecord, writing_run
from monazite.study import Study


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
    inquiry: Inquiry | None = None,
    subject: str | None = None,
) -> Path:
    """Write the brief as HTML and Excel and every table as CSV and Parquet, with a manifest.

    The baseline is added in front when the runs lack it, so that differences can be shown. Raises
    SolveFailed when no run has a plan, and InvalidInput when the folder cannot be written.
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
    record = RunRecord(
        study=study.name,
        data_hash=study.data_hash,
        version=monazite.__version__,
        strategies=tuple(run.strategy for run in ordered),
        world=ordered[0].world,
        facts=dict(ordered[0].case.facts),
        proposals={
            run.strategy: run.case.strategy.as_document()
            for run in ordered
            if ordered[0].worker.study.strategies.get(run.strategy) != run.case.strategy
        },
        created=made,
    )
    content = brief_content(
        study,
        ordered,
        baseline.strategy,
        created=made,
        software=f"monazite {monazite.__version__}",
        inquiry=inquiry,
        subject=subject,
    )
    with writing_run(folder, record, outside=study.path) as draft:
        (draft / "brief.html").write_text(brief_html(content), encoding="utf-8")
        tables = run_tables(study, ordered, baseline.strategy, inquiry)
        (draft / "brief.xlsx").write_bytes(brief_workbook(content, tables))
        for name, table in tables.items():
            if table.width:  # a table nobody asked for has no columns, and no file
                write_table(table, draft / "tables", name)
    return folder


def run_tables(
    study: Study, runs: Sequence[Run], baseline: str, inquiry: Inquiry | None = None
) -> dict[str, pl.DataFrame]:
    """Every table of several runs by file name; text columns stay text, lists become text.

    Tables of what was not asked are empty.
    """
    asked = inquiry or Inquiry()
    solved = [run for run in runs if run.status == "optimal"]
    return {
        "headlines": pl.concat([run.headlines for run in solved]),
        "comparison": _frame(
            Comparison(tuple(runs), baseline).table(indicators=study.settings.headlines)
        ),
        "supply": _frame(supply_rows(solved)),
        "flows": pl.concat([run.flows() for run in solved]),
        "stages": _frame(stage_rows(solved)),
        "industries": _frame(need_rows(solved)),
        "costs": _frame(cost_rows(solved)),
        "binds": _frame(
            [{"strategy": run.strategy} | row for run in solved for row in run.binds()]
        ),
        "calibration": _frame(
            [{"strategy": run.strategy} | row for run in solved for row in run.calibration()]
        ),
        "fate": _frame([{"strategy": run.strategy} | row for run in solved for row in run.fate()]),
        "ledger": _frame(
            [{"strategy": run.strategy} | row for run in solved for row in _ledger(run.parameters)]
        ),
        "lineage": _frame(_lineage(solved[0].parameters)),
        "levers": _frame(lever_rows(study, solved)),
        "evidence": _frame(evidence_rows(solved)),
        "sources": _frame(source_rows(study, solved)),
        "limits": _frame(limit_rows(solved)),
        "payments": _frame(payment_rows(solved)),
        "investors": _frame(
            [{"strategy": run.strategy} | row for run in solved for row in run.investors()]
        ),
        "soft_rules": _frame(soft_rows(solved)),
        "sensitivity": _frame(asked.doubts),
        "evidence_share": _frame(share_rows(asked)),
        "walls": _frame(asked.walls),
        "worlds": _frame(worlds_of(study, solved, baseline, asked)),
        "promises": _frame(promises_of(study, solved, asked)),
    }


def _ledger(parameters: Parameters) -> list[dict[str, object]]:
    return [
        {
            "parameter": entry.edit.parameter,
            "where": ", ".join(
                f"{name}={_labels(label)}" for name, label in entry.edit.where.items()
            ),
            "operation": entry.edit.operation,
            "value": entry.edit.value,
            "cells": entry.cells,
            "old": entry.old,
            "new": entry.new,
            "reason": entry.edit.reason,
            "origin": entry.edit.origin,
            "source_id": entry.edit.source,
        }
        for entry in parameters.ledger
    ]


def _labels(label: str | int | tuple[str | int, ...]) -> str:
    """Write the labels of one dimension of a slice, `2025 2026`."""
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _lineage(parameters: Parameters) -> list[dict[str, object]]:
    """What every parameter cell rests on, before any lever."""
    return [
        {
            "parameter": name,
            "cell": ", ".join(str(label) for label in cell),
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": quantity.unit,
            "grade": quantity.grade,
            "range_assumed": quantity.assumed,
            "facts": list(quantity.facts),
            "sources": list(quantity.sources),
            "written_as": quantity.text,
            "file": quantity.file,
            "line": quantity.line,
            "note": quantity.note,
        }
        for name, entries in sorted(parameters.lineage.items())
        for cell, quantity in entries.items()
    ]


def _frame(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """A table of plain rows; lists are joined, since CSV has no lists."""
    plain = [
        {
            name: " ".join(map(str, value)) if isinstance(value, list) else value
            for name, value in row.items()
        }
        for row in rows
    ]
    frame = pl.DataFrame(plain, infer_schema_length=None)
    # only figures may be missing, and a column of none is still one of figures
    return frame.with_columns(pl.col(pl.Null).cast(pl.Float64))
