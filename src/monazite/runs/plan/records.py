"""What may be asked of a solved strategy, as typed records; frames are made of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from monazite.cases import (
    LARGER,
    Case,
    Worker,
    enlarged,
    nearly_the_same,
    next_bottlenecks,
    price_interval,
    swings,
)
from monazite.core.errors import (
    InvalidInput,
    Problem,
    Problems,
    RulesContradict,
    SolveFailed,
    check_name,
    name_remedy,
)
from monazite.core.origin import Origin
from monazite.core.usual import BOTTLENECKS, INPUTS, LIMITS, RULES_TOLD
from monazite.findings.account import Fate, Ladder, fate_of_conserved, ladder
from monazite.findings.bottlenecks import (
    BindingConstraint,
    Conflict,
    Contradiction,
    EasedBottleneck,
    EnlargedLimit,
    GradedNumber,
    MostlyUnmet,
    Opposed,
    SoftRule,
    TraceStep,
    at_limits,
    best_of,
    binding_constraints,
    conflict_told,
    contradictions,
    eased_bottlenecks,
    enlarged_limits,
    falls_when_better,
    graded_numbers,
    hold_of,
    limits_worth_most,
    measured,
    mostly_unmet,
    soft_rules,
    trace,
)
from monazite.findings.comparison import Condition, Halting, StopYear, halting, stop_years
from monazite.findings.costs import PriceRange, price_ranges
from monazite.findings.evidence import (
    Compared,
    Loose,
    OutOfRange,
    UncertainInputEffect,
    calibration,
    out_of_range,
    shortlist,
    uncertain_input_effects,
    undetermined,
)
from monazite.findings.indicators import check_keys, compute, keys_of, qualifiers
from monazite.findings.money import Investment, UnsettledPrice, investors, unsettled_prices
from monazite.findings.solution import PRODUCT, Contained, Solution, decision_years
from monazite.runs.kept_turnings import kept_turnings
from monazite.runs.plan.asked import check_asked
from monazite.runs.plan.contradicted import contradicted
from monazite.runs.turning import Turning, turning
from monazite.strategy import Delivery, lever_title


@dataclass(frozen=True)
class RunRecords:
    """Everything that may be asked of a run, as typed records.

    What says so gives nothing without a plan; all else then raises RulesContradict (contradictory
    rules) or SolveFailed.
    """

    case: Case
    before: Case | None
    """The case of the baseline the run is held against; None for the baseline itself."""
    solution: Solution
    worker: Worker

    def __repr__(self) -> str:
        """Say in a line of which run they are."""
        case = self.case
        return f"<Records of {case.strategy.name} in {case.world.name}: {self.solution!r}>"

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan to ask."""
        return self.solution.outcome.status == "optimal"

    def headline_years(self) -> tuple[int, ...]:
        """Years in which any headline has a value; none without a plan."""
        if not self.has_plan:
            return ()
        known = np.zeros(len(years := self.solution.years), dtype=bool)
        for key in self.solution.study.settings.headlines:
            known |= np.isfinite(compute(self.solution, key))
            if known.all():  # as it nearly always is after the first
                break
        return tuple(year for year, is_known in zip(years, known, strict=True) if is_known)

    def binding_constraints(self) -> tuple[BindingConstraint, ...]:
        """What holds the plan back, rule by rule and year by year; nothing without a plan."""
        return binding_constraints(self.solution) if self.has_plan else ()

    def at_limits(self) -> tuple[BindingConstraint, ...]:
        """The same without levers and facts, which take longest to find."""
        return at_limits(self.solution) if self.has_plan else ()

    def ladder(self, year: int, stage: str = PRODUCT, of: Contained | None = None) -> Ladder:
        """From what the strategy promises at a stage to what is made of it in a year.

        In tonnes of it, or of what they hold where `of` says so.
        Raises InvalidInput for a year that is not reported or a stage without a material.
        """
        self.check_year(year)
        stages = (*self.solution.study.words.stages, PRODUCT)
        check_name("stage", stage, [one for one in stages if self.solution.materials(one)])
        promised = self.worker.staged(self.case.dropping(Delivery))[-1].parameters
        return ladder(self.solved, promised, year, stage, of)

    def stops(self, of: Contained | None = None) -> tuple[StopYear, ...]:
        """Years of stops that came as news, and what carried home; nothing without a plan.

        In tonnes of what serves home, or of what they hold where `of` says so.
        """
        if not self.has_plan:
            return ()
        solved = self.worker.solve(self.case)
        before = [Solution(self.solution.study, outcome) for outcome in solved.outcomes]
        return stop_years(self.solution, solved.stages, before, of)

    def calibration(self) -> list[Compared]:
        """Observed against modelled quantities; nothing without a plan."""
        return calibration(self.solution) if self.has_plan else []

    def conflict(self) -> list[Contradiction]:
        """The rules that contradict each other when there is no plan, with their levers."""
        return contradictions(self.solution)

    def conflict_told(self) -> Conflict:
        """The same as far as a screen holds it: what levers and facts set, the rest counted."""
        return conflict_told(self.conflict())

    def levers_behind(self, rule: Opposed) -> list[tuple[str, Origin]]:
        """Title and place of each lever behind a rule; the title is blank for one taken away."""
        levers = (*self.case.strategy.levers, *self.case.world.levers)
        titles = {one.origin: lever_title(one) for one in levers}
        return [(titles.get(origin, ""), origin) for origin in rule.levers]

    def fate(self, group: str | None = None) -> list[Fate]:
        """Where tonnes went that limits on exports keep from abroad.

        Raises InvalidInput for a group the study does not conserve.
        """
        if group is not None:
            check_name("group", group, self.solution.labels.groups)
        return fate_of_conserved(self.solved, group or self.solution.labels.tracked_group)

    def trace(
        self,
        indicator: str,
        year: int,
        rules: int | None = RULES_TOLD,
        known: Sequence[EnlargedLimit] = (),
    ) -> list[TraceStep]:
        """Follow a number back to its parts, and to rules, levers, facts and sources.

        As many rules as said, or all: by what home saves where that is `known` of a limit made
        larger, else by annual value. Raises InvalidInput for an unknown
        indicator or a year that is not reported.
        """
        solution = self.solved_in(year, [indicator])
        return trace(solution, indicator, year, rules=rules, known=known).told()

    def price_interval(self, material: str, region: str | None = None) -> list[PriceRange]:
        """Say between which prices a material jumps, by year.

        Raises InvalidInput for a material that is not balanced there.
        """
        solution = self.solved
        place = region or solution.home
        known = [name for name, where in solution.labels.nodes if where == place]
        if place == solution.home:
            known = qualifiers(solution.study, solution.labels, "price")
        if material not in known:
            places = sorted({where for name, where in solution.labels.nodes if name == material})
            raise InvalidInput(
                Problem(
                    field="material",
                    message=f"{material} has no price in {place}",
                    remedy=f"it has one in {', '.join(places)}"
                    if places
                    else name_remedy(material, solution.labels.materials),
                )
            )
        return price_ranges(solution, price_interval(self.worker, self.case, material, place))

    def undetermined(self, keys: Sequence[str] | None = None) -> list[Loose]:
        """List the indicators and years that nothing in the study determines."""
        solution = self.solved
        keys = keys_of(keys, solution.study.settings.headlines)
        check_keys(solution.study, solution.labels, keys)
        return undetermined(solution, nearly_the_same(self.worker, self.case), keys)

    def next_bottlenecks(
        self,
        year: int,
        indicator: str = "self_sufficiency",
        *,
        by: float | None = None,
        most: int = BOTTLENECKS,
        progress: Callable[[str], None] | None = None,
    ) -> list[EasedBottleneck]:
        """Ease what holds an indicator back in a year, one after the other, up to `most`.

        Raises InvalidInput for an unknown indicator, a year that is not reported or a share that
        enlarges nothing.
        """
        solution = self.solved_in(year, [indicator])
        _check_tried(by, most)
        found = next_bottlenecks(
            self.worker,
            self.case,
            year,
            lambda outcome: measured(solution, indicator, year, outcome),
            falls=falls_when_better(indicator),
            by=by,
            most=most,
            best=best_of(indicator),
            progress=progress,
        )
        return eased_bottlenecks(solution, found, indicator, year)

    def enlarged_limits(
        self,
        year: int,
        indicator: str = "self_sufficiency",
        *,
        by: float = LARGER,
        most: int = LIMITS,
        smaller: bool = True,
        progress: Callable[[str], None] | None = None,
    ) -> list[EnlargedLimit]:
        """Make each of the limits worth most in a year larger alone, and say what home saves.

        Up to `most` are tried, each larger by a share `by`, and then `smaller` by as much, so that
        at most twice as many plans are made. Raises InvalidInput for an unknown
        indicator, a year that is not reported or a share that enlarges nothing.
        """
        solution = self.solved_in(year, [indicator])
        _check_tried(by, most)
        rows = limits_worth_most(solution, year, most)
        holds = [hold_of(row) for row in rows]
        found = enlarged(
            self.worker, self.case, year, holds, by=by, smaller=smaller, progress=progress
        )
        return enlarged_limits(solution, rows, found, indicator, year)

    def soft_rules(self) -> tuple[SoftRule, ...]:
        """Every rule that may be broken at a price: how far it is, the price, and who says so."""
        return soft_rules(self.solved)

    def unsettled_prices(self) -> list[UnsettledPrice]:
        """Prices that had not settled; nothing without a plan."""
        return unsettled_prices(self.solution)

    def mostly_unmet(self) -> list[MostlyUnmet]:
        """Uses at home that lack most of what they want; nothing without a plan."""
        return mostly_unmet(self.solution) if self.has_plan else []

    def out_of_range(self) -> list[OutOfRange]:
        """Results outside what facts of the study say of them; nothing without a plan."""
        return out_of_range(self.solution) if self.has_plan else []

    def grades(self, years: Sequence[int], keys: Sequence[str] = ()) -> list[GradedNumber]:
        """How firm the evidence behind headlines, or other indicators, is in years.

        Nothing without a plan, and no row where nothing says what a number rests on. Raises
        InvalidInput for an unknown indicator or a year that is not reported.
        """
        study = self.solution.study
        keys = keys_of(keys, study.settings.headlines)
        check_asked(study, self.solution.labels, keys, years)
        return graded_numbers(self.solution, keys, years) if self.has_plan else []

    def investors(self) -> tuple[Investment, ...]:
        """What each home plant the plan adds or supports earns at the prices of the plan."""
        return investors(self.solved)

    def halting(self) -> Halting | None:
        """What the strategy's export limits met, and why they build or do not; None without any."""
        return halting(self.solved)

    def halting_conditions(self) -> tuple[Condition, ...]:
        """The same figure by figure, as rows; nothing without a limit."""
        found = self.halting()
        return () if found is None else tuple(found.conditions())

    def turning(
        self, progress: Callable[[str], None] | None = None, *, again: bool = False
    ) -> tuple[Turning, ...]:
        """Where the answer to the strategy's export limits would turn; nothing without a limit.

        What is kept beside the study is not looked for again unless that is asked.
        """
        kept = None if again else kept_turnings(self.solution.study, self.case)
        return turning(self, progress) if kept is None else kept

    def sensitivity(
        self,
        year: int | None = None,
        indicators: Sequence[str] | None = None,
        *,
        most: int = INPUTS,
        progress: Callable[[str], None] | None = None,
    ) -> list[UncertainInputEffect]:
        """Solve the run and its baseline with each of up to `most` doubts at low and at high.

        They are read in a year: 2030 where it is reported, if none is named. Effects by indicator
        (the study's front indicators unless named), the widest swing first. Families the study
        calls doubtful come before single facts. Raises InvalidInput for an unknown indicator or a
        year that is not reported.
        """
        year = decision_years(self.solution)[0] if year is None else year
        keys = keys_of(indicators, self.solution.study.settings.shown)
        solution = self.solved_in(year, keys)
        found = swings(self.worker, self.case, self.before, shortlist(solution, most), progress)
        return uncertain_input_effects(solution, found, keys, year)

    @property
    def solved(self) -> Solution:
        """The reading of a plan that exists; raises RulesContradict or SolveFailed without one."""
        outcome = self.solution.outcome
        if outcome.status == "infeasible":
            raise RulesContradict(contradicted(self))
        if outcome.status != "optimal":
            raise SolveFailed(
                Problem(
                    message=f"the solver stopped with '{outcome.status}'",
                    remedy="run `monazite check` on the study",
                )
            )
        return self.solution

    def solved_in(self, year: int, indicators: Sequence[str] = ()) -> Solution:
        """Give the reading of a plan that exists, in which a year is reported.

        Raises InvalidInput for another year and for indicators there are none of, RulesContradict
        or SolveFailed without a plan.
        """
        check_asked(self.solution.study, self.solution.labels, indicators, [year])
        return self.solved

    def check_year(self, year: int) -> None:
        """Refuse a year that is not reported."""
        check_asked(self.solution.study, self.solution.labels, (), [year])


def _check_tried(by: float | None, most: int) -> None:
    """Refuse to make limits larger by nothing, or to try none of them."""
    problems = Problems()
    if by is not None and not 0.0 < by < inf:
        remedy = "give a share above 0, such as 0.1"
        problems.add(f"a limit is not larger by {by:g}", remedy=remedy, field="by")
    if most < 1:
        problems.add(f"{most} limits are none", remedy="ask for 1 or more", field="most")
    problems.raise_if_any()
