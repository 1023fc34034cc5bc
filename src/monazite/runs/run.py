"""One strategy solved in one world: its case, its answer, its pictures, and how it travels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.cases import Answer, Case, Worker
from monazite.core.border import told_at_the_border
from monazite.findings.account import Contained, chain_account
from monazite.findings.bottlenecks import held_years
from monazite.findings.evidence import thin_share
from monazite.findings.indicators import (
    flow_table,
    front_keys,
    indicator_table,
    regional_table,
    unit_of,
)
from monazite.findings.solution import Solution
from monazite.parameters import Parameters
from monazite.runs.plan.frames import PlanFrames
from monazite.runs.plan.records import RunRecords
from monazite.runs.questions.again import SolvedAgain
from monazite.runs.turning import unlimited
from monazite.strategy import ExportLimit
from monazite.study import load_study

if TYPE_CHECKING:
    from monazite.charts import Chart
    from monazite.core.frames import Frame


@told_at_the_border
@dataclass(frozen=True)
class Run(PlanFrames, SolvedAgain):
    """A solved strategy.

    `status` is `optimal`, or says why there is no plan; then `headlines` are empty and asking for
    findings raises RulesContradict (contradictory rules) or SolveFailed. What is asked comes as
    polars frames; `records` gives the same as typed records.
    """

    case: Case
    solution: Solution
    worker: Worker = field(repr=False)
    before: Case | None = field(default=None, repr=False)
    """The case of the baseline the run is held against; None for the baseline itself."""
    took: Mapping[str, float] = field(default_factory=dict, repr=False)
    """How long levers and solving took, s."""

    @property
    def strategy(self) -> str:
        """Name of the strategy."""
        return self.case.strategy.name

    @property
    def world(self) -> str:
        """Name of the world."""
        return self.case.world.name

    @property
    def is_of_study(self) -> bool:
        """Whether strategy and world are as the study holds them, with nothing put otherwise."""
        study, case = self.worker.study, self.case
        known, world = study.strategies.get(self.strategy), study.worlds.get(self.world)
        same = known is not None and known.levers == case.strategy.levers
        return same and world == case.world and case.is_plain

    @cached_property
    def answer(self) -> Answer:
        """What the case came to, as plain arrays that travel."""
        return self.worker.answer(self.case)

    @property
    def seconds(self) -> dict[str, float]:
        """How long parts of the work took; those of the study as a whole were done once."""
        return {
            **self.worker.seconds,
            "first_solve": self.worker.session.first_solve_seconds,
            **self.solution.outcome.seconds,
            **self.took,
        }

    @property
    def status(self) -> str:
        """`optimal`, `infeasible`, `time_limit` or `error`."""
        return self.solution.outcome.status

    @property
    def residual(self) -> float:
        """Largest balance residual over max(throughput, 1 t)."""
        return self.solution.outcome.residual

    @property
    def parameters(self) -> Parameters:
        """The labelled arrays the plan was made with, with lineage and ledger."""
        return self.solution.parameters

    @cached_property
    def headlines(self) -> Frame:
        """The study's headline indicators as a long table; columns as in `indicators`."""
        return self.indicators(self.solution.study.settings.headlines)

    def indicators(self, keys: Sequence[str]) -> Frame:
        """Any indicators as a long table: a row for each indicator and year that has a value.

        Columns study, strategy, world, draw (0: the central case), region, indicator, unit, year
        and value (in unit). Raises InvalidInput naming every key that does not exist.
        """
        if self.status != "optimal":
            keys = ()
        return indicator_table(self.solution, keys, strategy=self.strategy, world=self.world)

    @property
    def units(self) -> dict[str, str]:
        """The unit of each headline indicator."""
        return {key: unit_of(self.solution, key) for key in self.solution.study.settings.headlines}

    @cached_property
    def records(self) -> RunRecords:
        """Everything that may be asked of the run, as typed records."""
        return RunRecords(self.case, self.before, self.solution, self.worker)

    def held_back(self) -> dict[str, list[int]]:
        """Stages at home that are full, with the years, by worth; nothing without a plan."""
        return held_years(self.solution) if self.status == "optimal" else {}

    def chain(self, year: int, of: Contained | None = None) -> Chart:
        """Draw the chain from mine to use in one year, with where every tonne is from.

        `of` says what is followed, in which basis; the tracked group of the study if nothing does.
        Raises InvalidInput for a year that is not reported.
        """
        from monazite.charts import sankey
        from monazite.runs.plan.pictures import chain_headline

        study, account = (
            self.solution.study,
            chain_account(self.records.solved_in(year), year, of=of),
        )
        return sankey(
            account.by_strand(),
            account.nodes,
            year=year,
            subject=account.group,
            home=account.home,
            title=chain_headline(account),
            sources=(
                f"monazite on {study.settings.title}, strategy "
                f"{study.strategies[self.strategy].title}, world {study.worlds[self.world].title}",
            ),
        )

    def plot(
        self,
        indicators: Sequence[str] | None = None,
        *,
        chart: str = "",
        year: int | None = None,
    ) -> Chart:
        """Draw indicators over the years, the study's front ones unless named, with the baseline.

        Or, by the name of a `chart` that `monazite list charts` tells, any other picture of the run
        against the baseline, such as `supply`; `year`, a year of decision unless stated, is the one
        that a picture of a single year shows. Raises InvalidInput naming every key that does not
        exist, and for a chart or a year that is not there or a picture with nothing in it.
        """
        from monazite.runs.plan.pictures import drawn, headline_chart

        if chart:
            against = self if self.before is None else solved_run(self.worker, self.before)
            return drawn(self, against, chart, year)
        solved, study = self.records.solved, self.solution.study
        solutions = {self.strategy: solved}
        if solved.baseline_solution is not None:
            solutions[study.settings.baseline] = solved.baseline_solution
        return headline_chart(solutions, self.world, indicators)

    def flows(self) -> Frame:
        """Every flow, stock and addition of the plan above a gram a year.

        Columns study, strategy, world, variable, label, unit, year and value (in unit).
        """
        return flow_table(self.records.solved, strategy=self.strategy, world=self.world)

    def regions(self) -> Frame:
        """What every region makes, trades, keeps and uses; no rows without a plan.

        Columns as in `indicators`; the indicators are production, trade, stocks, use, unmet and
        capacity, each with what it is of behind a full stop. The region `World` is all of them.
        """
        return regional_table(self.records.solved, strategy=self.strategy, world=self.world)

    @cached_property
    def thin_evidence_share(self) -> float:
        """Share of the plan's cost leaning that falls on grade-C parameters, 0 to 1."""
        return thin_share(self.records.solved)

    def export(self, folder: str | Path, formats: Sequence[str] = ("csv",)) -> list[Path]:
        """Write the run's tables into a folder; formats csv, parquet, iamc, datapackage."""
        from monazite.report.export import export_run
        from monazite.runs.plan.packaging import notes_of

        return export_run(
            Path(folder),
            self.headlines,
            self.flows(),
            formats,
            regional=self.regions,
            notes=notes_of(self.solution, self.strategy, self.world),
        )

    def __repr__(self) -> str:
        """Say in a line what was solved and how it ended."""
        return f"<Run of {self.strategy} in {self.world}: {self.status}>"

    def _repr_html_(self) -> str:
        """Show the front indicators in the years of decision, for notebooks."""
        from monazite.runs.plan.pictures import html_of

        return html_of(repr(self), self.indicators(front_keys(self.solution)), self.solution)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as cases and answers; whoever receives a run reads the study from its folder."""
        before = None if self.before is None else self.worker.answer(self.before)
        return _received, (self.worker.study.path, self.case, self.answer, self.before, before)


def solved_run(worker: Worker, case: Case, before: Case | None = None) -> Run:
    """Solve a case, held against a baseline where one is given, and make it a run.

    Raises InvalidInput when a lever, a fact or an edit cannot be applied.
    """
    solved = worker.solve(case)
    baseline = None if before is None else worker.solve(before).outcome
    usable = baseline is not None and baseline.status == "optimal"
    limited = any(isinstance(lever, ExportLimit) for lever in case.strategy.levers)
    solution = Solution(
        solved.study.knowing(case.strategy, case.world),
        solved.outcome,
        baseline if usable else None,
        partial(unlimited, worker, case) if limited else None,
    )
    return Run(case, solution, worker, before, solved.seconds)


def _received(
    folder: Path, case: Case, answer: Answer, before: Case | None, baseline: Answer | None
) -> Run:
    """Make a run of what travelled, without solving; raises ValueError for another study."""
    worker = Worker(load_study(folder))
    if before is not None and baseline is not None:
        worker.solved(before, baseline)
    worker.solved(case, answer)
    return solved_run(worker, case, before)
