"""One strategy solved in one world, and everything that may be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from monazite.cases import Answer, Case, Worker, nearly_the_same, price_interval, walls
from monazite.charts import Chart, chain
from monazite.core.errors import InvalidInput, Problem, RulesContradict, SolveFailed, name_remedy
from monazite.findings import (
    Reading,
    best_of,
    binds,
    calibration,
    chain_account,
    chain_headline,
    check_keys,
    conflict_rows,
    falls_when_better,
    fate_of_conserved,
    flow_table,
    held_years,
    indicator_table,
    investors,
    ladder,
    measured,
    price_rows,
    qualifiers,
    soft_rules,
    stop_years,
    thin_share,
    trace,
    undetermined,
    unit_of,
    wall_rows,
)
from monazite.model import Outcome
from monazite.parameters import Parameters
from monazite.report import export_run
from monazite.strategy import Delivery, ExportLimit
from monazite.study import load_study


@dataclass(frozen=True)
class Run:
    """A solved strategy.

    `status` is `optimal`, or says why there is no plan; then `headlines` are empty and asking for
    findings raises RulesContradict (contradictory rules) or SolveFailed.
    """

    case: Case
    reading: Reading
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
            **self.reading.outcome.seconds,
            **self.took,
        }

    @property
    def status(self) -> str:
        """`optimal`, `infeasible`, `time_limit` or `error`."""
        return self.reading.outcome.status

    @property
    def residual(self) -> float:
        """Largest balance residual over max(throughput, 1 t)."""
        return self.reading.outcome.residual

    @property
    def parameters(self) -> Parameters:
        """The labelled arrays the plan was made with, with lineage and ledger."""
        return self.reading.parameters

    @cached_property
    def headlines(self) -> pl.DataFrame:
        """The study's headline indicators as a long table."""
        return self.indicators(self.reading.study.settings.headlines)

    def indicators(self, keys: Sequence[str]) -> pl.DataFrame:
        """Any indicators as a long table, by strategy, world, indicator and year.

        Raises InvalidInput naming every key that does not exist.
        """
        if self.status != "optimal":
            keys = ()
        return indicator_table(self.reading, keys, strategy=self.strategy, world=self.world)

    @property
    def units(self) -> dict[str, str]:
        """The unit of each headline indicator."""
        return {key: unit_of(self.reading, key) for key in self.reading.study.settings.headlines}

    def binds(self) -> list[dict[str, object]]:
        """What holds the plan back, rule by rule and year by year; nothing without a plan."""
        return [row.as_row() for row in binds(self.reading)] if self.status == "optimal" else []

    def held_back(self) -> dict[str, list[int]]:
        """Stages at home that are full, with the years, by worth; nothing without a plan."""
        return held_years(self.reading) if self.status == "optimal" else {}

    def ladder(self, year: int, stage: str = "magnet") -> list[dict[str, object]]:
        """From what the strategy promises at a stage to what is made of it in a year.

        Rungs of a promise, in tonnes: what is promised, what its date, the world's delivery, the
        plan's economics and idle plants take of it, what is made, and what home makes otherwise.
        """
        promised = self.worker.staged(self.case.dropping(Delivery))[-1].parameters
        return ladder(self._solved, promised, year, stage).as_rows()

    def stops(self) -> list[dict[str, object]]:
        """Years of stops that came as news: what they took and what carried home through them.

        Rows of year, title, need, withheld_from, other_lanes, home_plants, stocks, left_before,
        short, taken (t/yr) and value_lost (USD_2024/yr); nothing without a plan.
        """
        if self.status != "optimal":
            return []
        solved = self.worker.solve(self.case)
        before = [Reading(self.reading.study, outcome) for outcome in solved.outcomes]
        return [row.as_row() for row in stop_years(self.reading, solved.stages, before)]

    def calibration(self) -> list[dict[str, object]]:
        """Observed against modelled quantities; nothing without a plan."""
        if self.status != "optimal":
            return []
        return [row.as_row() for row in calibration(self.reading)]

    def conflict(self) -> list[dict[str, Any]]:
        """The rules that contradict each other when there is no plan, with their levers.

        Rows of rule, sentence, where (labels of the row), title (what it binds), year (None for a
        rule over all years) and levers.
        """
        return conflict_rows(self.reading)

    def fate(self, group: str | None = None) -> list[dict[str, object]]:
        """Where tonnes went that the baseline exports and this plan does not."""
        return fate_of_conserved(self._solved, group or self.reading.labels.tracked_group)

    def chain(self, year: int) -> Chart:
        """Draw the chain from mine to magnet in one year, with where every tonne is from.

        Raises InvalidInput for a year that is not reported.
        """
        self._check_year(year)
        study, account = self.reading.study, chain_account(self._solved, year)
        return chain(
            account.flow_rows(),
            account.node_rows(),
            year=year,
            subject=account.group,
            home=account.home,
            title=chain_headline(account),
            sources=(
                f"monazite on {study.settings.title}, strategy "
                f"{study.strategies[self.strategy].title}, world {study.worlds[self.world].title}",
            ),
        )

    def flows(self) -> pl.DataFrame:
        """Every flow, stock and addition of the plan as a long table."""
        return flow_table(self._solved, strategy=self.strategy, world=self.world)

    @cached_property
    def thin_evidence_share(self) -> float:
        """Share of the plan's cost leaning that falls on grade-C parameters, 0 to 1."""
        return thin_share(self._solved)

    def trace(self, indicator: str, year: int) -> list[dict[str, object]]:
        """Follow a number back to rules, levers, facts and sources, as rows with a depth.

        Raises InvalidInput for an unknown indicator or a year that is not reported.
        """
        self._check_year(year)
        self.indicators([indicator])
        return trace(self._solved, indicator, year).as_rows()

    def why(self, indicator: str, year: int) -> str:
        """Say in sentences where a number comes from."""
        rows = self.trace(indicator, year)
        lines = []
        for row in rows:
            value, unit = row["value"], row["unit"]
            number = f": {value:,.4g} {unit}" if isinstance(value, float) else ""
            where = f" [{row['where']}]" if row["where"] else ""
            lines.append(
                f"{'  ' * int(str(row['depth']))}{row['kind']}: {row['text']}{number}{where}"
            )
        return "\n".join(lines)

    def price_interval(self, material: str, region: str | None = None) -> list[dict[str, object]]:
        """Say between which prices a material jumps, by year: low, central and high, USD_2024/kg.

        The price is tried with a hundredth of what passes through the region, by default home,
        taken out of its balance and put into it. Years after the last one whose facts support a
        price are left out. Raises InvalidInput for a material that is not balanced there.
        """
        reading = self._solved
        place = region or reading.home
        known = [name for name, where in reading.labels.nodes if where == place]
        if place == reading.home:
            known = qualifiers(reading, "price")
        if material not in known:
            places = sorted({where for name, where in reading.labels.nodes if name == material})
            raise InvalidInput(
                [
                    Problem(
                        field="material",
                        message=f"{material} has no price in {place}",
                        remedy=f"it has one in {', '.join(places)}"
                        if places
                        else name_remedy(material, reading.labels.materials),
                    )
                ]
            )
        return price_rows(reading, price_interval(self.worker, self.case, material, place))

    def undetermined(self, keys: Sequence[str] | None = None) -> list[dict[str, object]]:
        """List the indicators and years that nothing in the study determines.

        They move when costs are a millionth off: rows of indicator, year, value, low, high, unit,
        for the study's headlines unless others are named.
        """
        reading = self._solved
        keys = tuple(keys or reading.study.settings.headlines)
        check_keys(reading, keys)
        return undetermined(reading, nearly_the_same(self.worker, self.case), keys)

    def walls(
        self,
        year: int,
        indicator: str = "self_sufficiency.magnet",
        *,
        by: float | None = None,
        most: int = 5,
        progress: Callable[[str], None] | None = None,
    ) -> list[dict[str, object]]:
        """Ease what holds an indicator back in a year, one wall after the other, up to `most`.

        Each limit is taken away, or raised by a share `by`, on top of those before it: rows of
        step, stage, rule, subjects, before, after and gain. Raises InvalidInput for an unknown
        indicator or a year that is not reported.
        """
        reading = self.solved(year)
        check_keys(reading, [indicator])
        found = walls(
            self.worker,
            self.case,
            year,
            lambda outcome: measured(reading, indicator, year, outcome),
            falls=falls_when_better(indicator),
            by=by,
            most=most,
            best=best_of(indicator),
            progress=progress,
        )
        return wall_rows(reading, found, indicator, year)

    def soft_rules(self) -> list[dict[str, object]]:
        """Every rule that may be broken at a price: how far it is, the price, and who says so."""
        return [row.as_row() for row in soft_rules(self._solved)]

    def investors(self) -> list[dict[str, object]]:
        """What each home plant the plan adds or supports earns at the prices of the plan."""
        return [row.as_row() for row in investors(self._solved)]

    def export(self, folder: str | Path, formats: Sequence[str] = ("csv",)) -> list[Path]:
        """Write the run's tables into a folder; formats csv, parquet, iamc, datapackage."""
        return export_run(Path(folder), self.headlines, self.flows(), formats)

    def solved(self, year: int) -> Reading:
        """Give the reading of a plan that exists, in which a year is reported.

        Raises InvalidInput for another year, RulesContradict or SolveFailed without a plan.
        """
        self._check_year(year)
        return self._solved

    @property
    def _solved(self) -> Reading:
        outcome = self.reading.outcome
        if outcome.status == "infeasible":
            raise RulesContradict(
                [
                    Problem(
                        file=", ".join(str(lever) for lever in row["levers"]),
                        field=f"{row['rule']}[{row['where']}]",
                        message=f"'{self.strategy}' asks for what cannot hold together",
                        remedy="relax this rule, or the lever behind it",
                    )
                    for row in self.conflict()
                ]
            )
        if outcome.status != "optimal":
            raise SolveFailed(
                [
                    Problem(
                        message=f"the solver stopped with '{outcome.status}'",
                        remedy="run `monazite check` on the study",
                    )
                ]
            )
        return self.reading

    def _check_year(self, year: int) -> None:
        years = self.reading.years
        if year not in years:
            raise InvalidInput(
                [
                    Problem(
                        field="year",
                        message=f"{year} is not reported",
                        remedy=f"choose a year from {years[0]} to {years[-1]}",
                    )
                ]
            )

    def __repr__(self) -> str:
        """Say in a line what was solved and how it ended."""
        return f"<Run of {self.strategy} in {self.world}: {self.status}>"

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
    reading = Reading(
        solved.study.knowing(case.strategy, case.world),
        solved.outcome,
        baseline if usable else None,
        partial(_unlimited, worker, case) if limited else None,
    )
    return Run(case, reading, worker, before, solved.seconds)


def _unlimited(worker: Worker, case: Case) -> Outcome:
    return worker.solve(case.with_strategy(case.dropping(ExportLimit).strategy)).outcome


def _received(
    folder: Path, case: Case, answer: Answer, before: Case | None, baseline: Answer | None
) -> Run:
    """Make a run of what travelled, without solving; raises ValueError for another study."""
    worker = Worker(load_study(folder))
    if before is not None and baseline is not None:
        worker.solved(before, baseline)
    worker.solved(case, answer)
    return solved_run(worker, case, before)
