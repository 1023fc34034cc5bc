"""What may be asked of a solved strategy, as typed records; frames are made of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monazite.cases import Case, Worker, nearly_the_same, price_interval, swings, walls
from monazite.core.errors import (
    InvalidInput,
    Problem,
    RulesContradict,
    SolveFailed,
    check_name,
    name_remedy,
)
from monazite.findings.account import Fate, Ladder, fate_of_conserved, ladder
from monazite.findings.bottlenecks import (
    Bind,
    Contradiction,
    EasedWall,
    SoftRule,
    TraceStep,
    at_limits,
    best_of,
    binds,
    contradictions,
    eased_walls,
    falls_when_better,
    measured,
    soft_rules,
    trace,
)
from monazite.findings.comparison import StopYear, stop_years
from monazite.findings.costs import PriceRange, price_ranges
from monazite.findings.evidence import (
    Compared,
    DoubtEffect,
    Loose,
    calibration,
    doubt_effects,
    shortlist,
    undetermined,
)
from monazite.findings.indicators import check_keys, qualifiers
from monazite.findings.money import Investment, investors
from monazite.findings.solution import STAGE_FORMS, Reading, decision_years
from monazite.strategy import Delivery


@dataclass(frozen=True)
class RunRecords:
    """Everything that may be asked of a run, as typed records.

    What says so gives nothing without a plan; all else then raises RulesContradict (contradictory
    rules) or SolveFailed.
    """

    case: Case
    before: Case | None
    """The case of the baseline the run is held against; None for the baseline itself."""
    reading: Reading
    worker: Worker

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan to ask."""
        return self.reading.outcome.status == "optimal"

    def binds(self) -> tuple[Bind, ...]:
        """What holds the plan back, rule by rule and year by year; nothing without a plan."""
        return binds(self.reading) if self.has_plan else ()

    def at_limits(self) -> tuple[Bind, ...]:
        """The same without levers and facts, which take longest to find."""
        return at_limits(self.reading) if self.has_plan else ()

    def ladder(self, year: int, stage: str = "magnet") -> Ladder:
        """From what the strategy promises at a stage to what is made of it in a year.

        Raises InvalidInput for a year that is not reported or a stage without a material.
        """
        self.check_year(year)
        check_name("stage", stage, [one for one in STAGE_FORMS if self.reading.materials(one)])
        promised = self.worker.staged(self.case.dropping(Delivery))[-1].parameters
        return ladder(self.solved, promised, year, stage)

    def stops(self) -> tuple[StopYear, ...]:
        """Years of stops that came as news, and what carried home; nothing without a plan."""
        if not self.has_plan:
            return ()
        solved = self.worker.solve(self.case)
        before = [Reading(self.reading.study, outcome) for outcome in solved.outcomes]
        return stop_years(self.reading, solved.stages, before)

    def calibration(self) -> list[Compared]:
        """Observed against modelled quantities; nothing without a plan."""
        return calibration(self.reading) if self.has_plan else []

    def conflict(self) -> list[Contradiction]:
        """The rules that contradict each other when there is no plan, with their levers."""
        return contradictions(self.reading)

    def fate(self, group: str | None = None) -> list[Fate]:
        """Where tonnes went that limits on exports keep from abroad.

        Raises InvalidInput for a group the study does not conserve.
        """
        if group is not None:
            check_name("group", group, self.reading.labels.groups)
        return fate_of_conserved(self.solved, group or self.reading.labels.tracked_group)

    def trace(self, indicator: str, year: int, rules: int | None = 5) -> list[TraceStep]:
        """Follow a number back to its parts, and to rules, levers, facts and sources.

        As many rules as said, by annual value, or all. Raises InvalidInput for an unknown
        indicator or a year that is not reported.
        """
        self.check_year(year)
        check_keys(self.reading, [indicator])
        return trace(self.solved, indicator, year, rules=rules).told()

    def price_interval(self, material: str, region: str | None = None) -> list[PriceRange]:
        """Say between which prices a material jumps, by year.

        Raises InvalidInput for a material that is not balanced there.
        """
        reading = self.solved
        place = region or reading.home
        known = [name for name, where in reading.labels.nodes if where == place]
        if place == reading.home:
            known = qualifiers(reading, "price")
        if material not in known:
            places = sorted({where for name, where in reading.labels.nodes if name == material})
            raise InvalidInput(
                Problem(
                    field="material",
                    message=f"{material} has no price in {place}",
                    remedy=f"it has one in {', '.join(places)}"
                    if places
                    else name_remedy(material, reading.labels.materials),
                )
            )
        return price_ranges(reading, price_interval(self.worker, self.case, material, place))

    def undetermined(self, keys: Sequence[str] | None = None) -> list[Loose]:
        """List the indicators and years that nothing in the study determines."""
        reading = self.solved
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
    ) -> list[EasedWall]:
        """Ease what holds an indicator back in a year, one wall after the other, up to `most`.

        Raises InvalidInput for an unknown indicator or a year that is not reported.
        """
        reading = self.solved_in(year)
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
        return eased_walls(reading, found, indicator, year)

    def soft_rules(self) -> tuple[SoftRule, ...]:
        """Every rule that may be broken at a price: how far it is, the price, and who says so."""
        return soft_rules(self.solved)

    def investors(self) -> tuple[Investment, ...]:
        """What each home plant the plan adds or supports earns at the prices of the plan."""
        return investors(self.solved)

    def sensitivity(
        self,
        year: int | None = None,
        indicators: Sequence[str] | None = None,
        *,
        most: int = 15,
        progress: Callable[[str], None] | None = None,
    ) -> list[DoubtEffect]:
        """Solve the run and its baseline with each of up to `most` doubts at low and at high.

        They are read in a year: 2030 where it is reported, if none is named. Effects by indicator
        (the study's front indicators unless named), the widest swing first. Families the study
        calls doubtful come before single facts. Raises InvalidInput for an unknown indicator or a
        year that is not reported.
        """
        year = year or decision_years(self.reading)[0]
        reading = self.solved_in(year)
        settings = reading.study.settings
        keys = tuple(indicators or settings.front_indicators) or tuple(settings.headlines)
        check_keys(reading, keys)
        found = swings(self.worker, self.case, self.before, shortlist(reading, most), progress)
        return doubt_effects(reading, found, keys, year)

    @property
    def solved(self) -> Reading:
        """The reading of a plan that exists; raises RulesContradict or SolveFailed without one."""
        outcome = self.reading.outcome
        if outcome.status == "infeasible":
            raise RulesContradict(
                Problem(
                    file=", ".join(one.levers),
                    field=f"{one.rule}[{one.where}]",
                    message=f"'{self.case.strategy.name}' asks for what cannot hold together",
                    remedy="relax this rule, or the lever behind it",
                )
                for one in self.conflict()
            )
        if outcome.status != "optimal":
            raise SolveFailed(
                Problem(
                    message=f"the solver stopped with '{outcome.status}'",
                    remedy="run `monazite check` on the study",
                )
            )
        return self.reading

    def solved_in(self, year: int) -> Reading:
        """Give the reading of a plan that exists, in which a year is reported.

        Raises InvalidInput for another year, RulesContradict or SolveFailed without a plan.
        """
        self.check_year(year)
        return self.solved

    def check_year(self, year: int) -> None:
        """Refuse a year that is not reported."""
        years = self.reading.years
        if year not in years:
            raise InvalidInput(
                Problem(
                    field="year",
                    message=f"{year} is not reported",
                    remedy=f"choose a year from {years[0]} to {years[-1]}",
                )
            )
