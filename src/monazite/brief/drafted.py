"""What of a run folder rests on its plans alone, so that it can be made before all is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

import polars as pl

import monazite
from monazite.brief.again import strategy_files
from monazite.brief.analyses import BriefAnalyses, analyse
from monazite.brief.beside import with_sources
from monazite.brief.content import brief_content
from monazite.brief.found_tables import found_tables
from monazite.brief.origins import LedgerLine, LineageLine, ledger_lines, lineage_lines
from monazite.brief.tables import (
    bottleneck_table,
    commitment_table,
    cost_table,
    effect_table,
    evidence_table,
    fate_table,
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
from monazite.brief.telling import told_analyses, told_headlines, told_rows, told_runs
from monazite.core.progress import Steps
from monazite.core.records import frame_of
from monazite.findings.bottlenecks import BindingConstraint, EnlargedLimit
from monazite.findings.comparison import AS_IT_STANDS, Condition, Telling
from monazite.findings.evidence import Compared
from monazite.findings.money import Investment
from monazite.report import BriefContent, draw_figures, years_spoken_of
from monazite.runs.comparison import Comparison
from monazite.runs.keeper import RunKeeper
from monazite.runs.run import Run
from monazite.study import Study

__all__ = ["Drafted", "run_tables", "with_baseline", "written_tables"]

Tables = dict[str, pl.DataFrame]
"""Tables by the name of their file."""


def with_baseline(runs: Sequence[Run], baseline: Run) -> list[Run]:
    """Give runs with the baseline, in front where they lack it."""
    known = {run.strategy for run in runs}
    return list(runs) if baseline.strategy in known else [baseline, *runs]


class Drafted:
    """Parts of the brief of some runs, with the baseline in front; each is made when first asked.

    Whoever has to wait for answers asks `ahead` and finds most of the work done when they are
    there; the brief is the same either way. Headlines and pictures are told by `telling`.
    """

    def __init__(
        self,
        study: Study,
        runs: Sequence[Run],
        baseline: Run,
        *,
        subject: str | None = None,
        telling: Telling = AS_IT_STANDS,
    ) -> None:
        self.runs = with_baseline(runs, baseline)
        for run in self.runs:
            study = study.knowing(run.case.strategy, run.case.world)
        self.study, self.baseline = study, baseline.strategy
        self.subject, self.telling = subject, telling
        self._sourced: dict[frozenset[int], Tables] = {}

    @property
    def solved(self) -> list[Run]:
        """The runs that have a plan."""
        return [run for run in self.runs if run.status == "optimal"]

    def analysed(
        self, keeper: RunKeeper, progress: Steps | None = None, workers: int = 1
    ) -> BriefAnalyses:
        """Ask everything the brief tells beyond its runs; see `analyse`.

        While other processes begin with it, this one makes what needs none of the answers.
        """
        return analyse(
            keeper,
            self.runs,
            progress,
            subject=self.subject,
            workers=workers,
            meanwhile=self.ahead,
        )

    def ahead(self, known: BriefAnalyses) -> None:
        """Make what needs no more than is `known`: tables, what they rest on, and pictures.

        Pictures are kept by whoever draws them, and what plans were asked by the plans, so that a
        brief with more answers finds both.
        """
        if self.solved:
            content = self.content(known)
            draw_figures(content.charts)
            self._of_plans(content)

    def content(
        self,
        analyses: BriefAnalyses | None,
        *,
        created: datetime | None = None,
        files: Mapping[str, str] | None = None,
    ) -> BriefContent:
        """Write the content with all that was answered, dated today unless `created` says when.

        `files` are where strategies are saved that the study does not have so.
        """
        return brief_content(
            self.study,
            self.runs,
            self.baseline,
            created=created or datetime.now(UTC),
            software=f"monazite {monazite.__version__}",
            analyses=analyses,
            subject=self.subject,
            files=strategy_files(self.runs) if files is None else files,
            telling=self.telling,
        )

    @cached_property
    def _tables(self) -> Tables:
        """The tables that rest on the plans alone."""
        return _tables_of_plans(self.study, self.runs, self.baseline)

    def tables(self, analyses: BriefAnalyses | None) -> Tables:
        """All tables as files take them, as the study counts."""
        answers = _tables_of_answers(self.study, self.runs, self.baseline, analyses)
        return written_tables({**self._tables, **answers})

    def shown(self, content: BriefContent, analyses: BriefAnalyses | None) -> Tables:
        """All tables as a workbook shows them, told as chosen, with what every row rests on.

        Flows are those of the years the content speaks of.
        """
        asked = told_analyses(analyses or BriefAnalyses(), self.telling)
        runs = told_runs(self.runs, self.telling)
        answers = _tables_of_answers(self.study, runs, self.baseline, asked)
        return {**self._of_plans(content), **self._sourced_and_written(answers)}

    def _of_plans(self, content: BriefContent) -> Tables:
        years = frozenset(row.year for row in content.headlines)
        if years not in self._sourced:
            told = {
                "headlines": told_headlines(self.runs, self.telling),
                "flows": years_spoken_of(content, self._tables["flows"]),
                **self._of_masses(),
            }
            self._sourced[years] = self._sourced_and_written({**self._tables, **told})
        return self._sourced[years]

    def _of_masses(self) -> Tables:
        """Tables of masses told as what is contained, where that was chosen."""
        if self.telling.of is None:
            return {}
        runs = told_runs(self.solved, self.telling)
        compared = Comparison(tuple(self.runs), self.baseline)
        rows = compared.numbers(indicators=self.study.settings.headlines)
        return {
            "comparison": compared.framed(told_rows(rows, self.solved, self.telling)),
            "supply": supply_table(runs),
            "stages": stage_table(runs),
            "industries": need_table(runs),
            "limits": limit_table(runs),
            "fate": fate_table(runs),
        }

    def _sourced_and_written(self, tables: Tables) -> Tables:
        about = self.subject or self.solved[-1].strategy
        return written_tables(with_sources(self.study, self.solved, about, tables))


def run_tables(
    study: Study, runs: Sequence[Run], baseline: str, analyses: BriefAnalyses | None = None
) -> Tables:
    """Every table of several runs by file name; text columns stay text, lists become text.

    Tables of what was not asked are empty.
    """
    answers = _tables_of_answers(study, runs, baseline, analyses)
    return written_tables({**_tables_of_plans(study, runs, baseline), **answers})


def _tables_of_plans(study: Study, runs: Sequence[Run], baseline: str) -> Tables:
    solved = [run for run in runs if run.status == "optimal"]
    return {
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
        "fate": fate_table(solved),
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
    }


def _tables_of_answers(
    study: Study, runs: Sequence[Run], baseline: str, analyses: BriefAnalyses | None
) -> Tables:
    """The tables of what was asked beyond the plans of several runs; empty where nothing was."""
    asked = analyses or BriefAnalyses()
    solved = [run for run in runs if run.status == "optimal"]
    return {
        "sensitivity": effect_table(solved, asked),
        "evidence_share": share_table(solved, asked),
        "next_bottlenecks": bottleneck_table(solved, asked),
        "enlarged_limits": frame_of(
            EnlargedLimit, [one for found in asked.enlarged.values() for one in found]
        ),
        "worlds": world_table(study, solved, baseline, asked),
        "commitments": commitment_table(study, solved, asked),
        **found_tables(solved[-1] if solved else None, asked),
    }


OF_EVERY_RUN = frozenset({"supply", "stages", "industries", "calibration", "fate"})
"""Tables that keep their columns where a study has nothing to put under them."""


def written_tables(tables: Tables) -> Tables:
    """Give tables as files and sheets take them: lists as text, none without rows but some."""
    return {name: _written(name, frame) for name, frame in tables.items()}


def _written(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table as files take it: lists as text, since CSV has none.

    Without rows it has no columns either, but for those every run has.
    """
    if frame.is_empty() and name not in OF_EVERY_RUN:
        return pl.DataFrame()
    return frame.with_columns(pl.col(pl.List(pl.String)).list.join(" "))
