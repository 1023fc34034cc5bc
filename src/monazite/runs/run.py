"""One strategy solved in one world, and everything that may be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.cases import Answer, Case, Worker
from monazite.core.border import told_at_the_border
from monazite.core.numerals import number
from monazite.core.records import frame_of
from monazite.findings.account import Contained, Fate, Rung, chain_account
from monazite.findings.bottlenecks import (
    BindingConstraint,
    Contradiction,
    EasedBottleneck,
    SoftRule,
    TraceStep,
    held_years,
)
from monazite.findings.comparison import Condition, StopYear
from monazite.findings.costs import PriceRange
from monazite.findings.evidence import Compared, Loose, thin_share
from monazite.findings.indicators import flow_table, front_keys, indicator_table, regional_table
from monazite.findings.indicators import unit_of as unit
from monazite.findings.money import Investment
from monazite.findings.solution import Solution
from monazite.parameters import Parameters
from monazite.runs.again import SolvedAgain
from monazite.runs.records import RunRecords
from monazite.runs.turning import Turning, unlimited
from monazite.strategy import ExportLimit
from monazite.study import load_study

if TYPE_CHECKING:
    from monazite.charts import Chart
    from monazite.core.frames import Frame


@told_at_the_border
@dataclass(frozen=True)
class Run(SolvedAgain):
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
        return {key: unit(self.solution, key) for key in self.solution.study.settings.headlines}

    @cached_property
    def records(self) -> RunRecords:
        """Everything that may be asked of the run, as typed records."""
        return RunRecords(self.case, self.before, self.solution, self.worker)

    def binding_constraints(self) -> Frame:
        """What holds the plan back, rule by rule and year by year; no rows without a plan.

        Columns stage, stage_title, subject, title, rule, year, utilisation (share in use, 0 to 1),
        binding, sense (ceiling or floor), shadow_price (what a tonne a year more, or a floor less,
        saves, in unit: money/t), levers, facts, size (the limit, t/yr; a stock: t), words (what
        people call the limit) and annual_value (shadow_price times size, money/yr).
        """
        return frame_of(BindingConstraint, self.records.binding_constraints())

    def held_back(self) -> dict[str, list[int]]:
        """Stages at home that are full, with the years, by worth; nothing without a plan."""
        return held_years(self.solution) if self.status == "optimal" else {}

    def ladder(self, year: int, stage: str = "product") -> Frame:
        """From what the strategy promises at a stage to what is made of it in a year.

        Columns rung, year, value (in unit: t/yr; losses are negative) and unit. Rungs of a promise:
        what is promised, what else may be built, what the date, the world's delivery, the plan's
        economics and idle plants take of it, what is made, and what home makes otherwise.
        """
        return frame_of(Rung, self.records.ladder(year, stage).rungs().values())

    def stops(self) -> Frame:
        """Years of stops that came as news: what they took and what carried home through them.

        Columns year, title, need, withheld_from, other_lanes, home_plants, stocks, brought,
        price_response, shortage, taken, home_planned (all t/yr) and shortage_value (money/yr);
        no rows without a plan.
        """
        return frame_of(StopYear, self.records.stops())

    def calibration(self) -> Frame:
        """Observed against modelled quantities; no rows without a plan.

        Columns quantity, title, year, measure (quantity or price), observed and modelled (in unit),
        gap (share of the observed), unit, status, determined_by, reason, facts and sources.
        """
        return frame_of(Compared, self.records.calibration())

    def conflict(self) -> Frame:
        """The rules of one contradiction when there is no plan, with their levers.

        Columns rule, sentence, where (the labels of the row), title (what it binds), year (None for
        a rule over all years) and levers.
        """
        return frame_of(Contradiction, self.records.conflict())

    def fate(self, group: str | None = None) -> Frame:
        """Where tonnes went that limits on exports keep from abroad.

        Columns year, fate, tonnes (t oxide/yr), group and idle (plants that would have taken the
        tonnes on, with `; ` between them).
        """
        return frame_of(Fate, self.records.fate(group))

    def chain(self, year: int, of: Contained | None = None) -> Chart:
        """Draw the chain from mine to use in one year, with where every tonne is from.

        `of` says what is followed, in which basis; the tracked group of the study if nothing does.
        Raises InvalidInput for a year that is not reported.
        """
        from monazite.charts import sankey
        from monazite.runs.pictures import chain_headline

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

    def plot(self, indicators: Sequence[str] | None = None) -> Chart:
        """Draw indicators over the years, the study's front ones unless named, with the baseline.

        Raises InvalidInput naming every key that does not exist.
        """
        from monazite.runs.pictures import headline_chart

        solved, study = self.records.solved, self.solution.study
        solutions = {self.strategy: solved}
        if solved.baseline is not None:
            solutions[study.settings.baseline] = Solution(study, solved.baseline)
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

    def trace(self, indicator: str, year: int) -> Frame:
        """Follow a number back to its parts, and to rules, levers, facts and sources.

        Columns depth (below the number), kind, text, value (in unit), unit, where and before, which
        is the value in the baseline. Raises
        InvalidInput for an unknown indicator or a year that is not reported.
        """
        return frame_of(TraceStep, self.records.trace(indicator, year))

    def trace_text(self, indicator: str, year: int) -> str:
        """Say in lines where a number comes from, each step below the one it explains."""
        lines = []
        for step in self.records.trace(indicator, year):
            told = "" if step.value is None else f": {number(step.value, figures=4)} {step.unit}"
            where = f" [{step.where}]" if step.where else ""
            lines.append(f"{'  ' * step.depth}{step.kind}: {step.text}{told}{where}")
        return "\n".join(lines)

    def price_interval(self, material: str, region: str | None = None) -> Frame:
        """Say between which prices a material jumps, by year.

        Columns material, region, year, low, central and high (in unit: money/kg) and unit. The
        price is tried with a hundredth of what passes through the region, by default home, taken
        out of its balance and put into it. Years after the last one whose facts support a price are
        left out. Raises InvalidInput for a material that is not balanced there.
        """
        return frame_of(PriceRange, self.records.price_interval(material, region))

    def undetermined(self, keys: Sequence[str] | None = None) -> Frame:
        """List the indicators and years that nothing in the study determines.

        They move when costs are a millionth off: columns indicator, year, value, low, high (in
        unit) and unit, for the study's headlines unless others are named.
        """
        return frame_of(Loose, self.records.undetermined(keys))

    def next_bottlenecks(
        self,
        year: int,
        indicator: str = "self_sufficiency",
        *,
        by: float | None = None,
        most: int = 5,
        progress: Callable[[str], None] | None = None,
    ) -> Frame:
        """Ease what holds an indicator back in a year, one after the other, up to `most`.

        Each limit is taken away, or raised by a share `by`, on top of those before it. Columns
        step, stage, stage_title, rule, subjects, titles, size (what stands there, in t of its basis
        a year), basis, indicator, unit, year, before, after and gain (in unit), annual_value (of
        the limit twice as large, money/yr) and reason. Raises InvalidInput for an unknown
        indicator or a year that is not reported.
        """
        found = self.records.next_bottlenecks(year, indicator, by=by, most=most, progress=progress)
        return frame_of(EasedBottleneck, found)

    def soft_rules(self) -> Frame:
        """Every rule that may be broken at a price: how far it is, the price, and who says so.

        Columns rule, subject, title, year, due and missing (t/yr; a stock: t), price and
        alternative (in unit: money/t), unit, ground, facts, sources and warning.
        """
        return frame_of(SoftRule, self.records.soft_rules())

    def investors(self) -> Frame:
        """What each home plant the plan adds or supports earns at the prices of the plan.

        Columns facility, title, kind, first_online (year), capacity (t/yr, in unit), hurdle_rate
        and irr (shares a year), sales, inputs, running, support, capital and npv (money),
        npv_per_tonne (money per t/yr), payback (years), unit, loses and misses_per_kg (what each
        kilogram would have to earn more, money; zero for a plant that earns its rate).
        """
        return frame_of(Investment, self.records.investors())

    def halting(self) -> Frame:
        """Why the strategy's export limits build at home, or do not; no rows without a limit.

        Columns question (ore, users, cost, capital, time or turning), measure, subject (a region or
        a plant; blank for home) and its title, year, value (in unit; None where none is known) and
        unit. What each measure says stands in docs/findings.md.
        """
        return frame_of(Condition, self.records.halting_conditions())

    def turning(self, progress: Callable[[str], None] | None = None) -> Frame:
        """Where the answer to the strategy's export limits would turn; no rows without a limit.

        One condition is moved alone and everything solved again: measure share_of_ore (1) or cost
        (of the plant under subject and title), now, bound (how far it was looked at) and value
        (where the limit starts or ceases to bring plants; None where nothing up to the bound turns
        it), in unit; builds, comes and with_leave as in docs/findings.md; solved and planless count
        the values looked at. What is kept beside a study that ships is read, not looked for again.
        Raises RulesContradict or SolveFailed without a plan.
        """
        return frame_of(Turning, self.records.turning(progress))

    def export(self, folder: str | Path, formats: Sequence[str] = ("csv",)) -> list[Path]:
        """Write the run's tables into a folder; formats csv, parquet, iamc, datapackage."""
        from monazite.report.export import export_run
        from monazite.runs.packaging import notes_of

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
        from monazite.runs.pictures import html_of

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
