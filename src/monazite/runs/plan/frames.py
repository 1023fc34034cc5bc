"""What a solved plan says, as polars frames: each the rows of one kind of record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from monazite.cases import LARGER
from monazite.core.border import told_at_the_border
from monazite.core.numerals import number
from monazite.core.records import frame_of
from monazite.core.usual import BOTTLENECKS, LIMITS
from monazite.findings.account import Fate, Rung
from monazite.findings.bottlenecks import (
    BindingConstraint,
    Contradiction,
    EasedBottleneck,
    EnlargedLimit,
    GradedNumber,
    SoftRule,
    TraceStep,
)
from monazite.findings.comparison import Condition, StopYear
from monazite.findings.costs import PriceRange
from monazite.findings.evidence import Compared, Loose
from monazite.findings.money import Investment
from monazite.runs.plan.enlarging import known_limits
from monazite.runs.turning import Turning

if TYPE_CHECKING:
    from monazite.core.frames import Frame
    from monazite.runs.plan.records import RunRecords


@told_at_the_border
class PlanFrames(ABC):
    """Questions to a run whose answers stand in its plan, one method for each kind of record."""

    @property
    @abstractmethod
    def records(self) -> RunRecords:
        """Everything that may be asked of the run, as typed records."""

    def binding_constraints(self) -> Frame:
        """What holds the plan back, rule by rule and year by year; no rows without a plan.

        Columns stage, stage_title, subject, title, rule, year, utilisation (share in use, 0 to 1),
        binding, sense (ceiling or floor), shadow_price (what a tonne a year more, or a floor less,
        saves, in unit: money/t), levers, facts, size (the limit, t/yr; a stock: t), words (what
        people call the limit) and annual_value (shadow_price times size, money/yr).
        """
        return frame_of(BindingConstraint, self.records.binding_constraints())

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
        a rule over all years), levers and facts (ids of those its limit rests on). Rules with
        levers come first, then those with facts.
        """
        return frame_of(Contradiction, self.records.conflict())

    def fate(self, group: str | None = None) -> Frame:
        """Where tonnes went that limits on exports keep from abroad.

        Columns year, fate, tonnes (t oxide/yr), group and idle (plants that would have taken the
        tonnes on, with `; ` between them).
        """
        return frame_of(Fate, self.records.fate(group))

    def trace(self, indicator: str, year: int) -> Frame:
        """Follow a number back to its parts, and to rules, levers, facts and sources.

        Columns depth (below the number), kind, text, value (in unit), unit, where, before, which
        is the value in the baseline, and saved_in_all, what home saves over all years by a rule's
        limit a tenth larger, money, where that is known and so orders rules. Raises InvalidInput
        for an unknown indicator or a year that is not reported.
        """
        return frame_of(TraceStep, self._traced(indicator, year))

    def trace_text(self, indicator: str, year: int) -> str:
        """Say in lines where a number comes from, each step below the one it explains."""
        lines = []
        for step in self._traced(indicator, year):
            text, told = step.text, ""
            if step.value is not None:
                text, told = text.rstrip("."), f": {number(step.value, figures=4)} {step.unit}"
            where = f" [{step.where}]" if step.where else ""
            lines.append(f"{'  ' * step.depth}{step.kind}: {text}{told}{where}")
        return "\n".join(lines)

    def _traced(self, indicator: str, year: int) -> list[TraceStep]:
        self.records.check_year(year)
        known = known_limits(self.records, year)
        return self.records.trace(indicator, year, known=known)

    def grades(self, years: Sequence[int], keys: Sequence[str] = ()) -> Frame:
        """How firm the evidence behind the study's headlines is in years, or behind other numbers.

        Columns indicator, year, thin_share (share of what carries it that rests on grade-C facts, 0
        to 1) and grade (A to C). No row where nothing says what a number rests on, as for public
        money, which levers spend. Raises InvalidInput for an unknown indicator or a year that is
        not reported.
        """
        return frame_of(GradedNumber, self.records.grades(years, keys))

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
        most: int = BOTTLENECKS,
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

    def enlarged_limits(
        self,
        year: int,
        indicator: str = "self_sufficiency",
        *,
        by: float = LARGER,
        most: int = LIMITS,
        smaller: bool = True,
        progress: Callable[[str], None] | None = None,
    ) -> Frame:
        """Make each of the limits worth most in a year larger alone, and say what home saves.

        The others stay as they are, and the plan is made anew; then once more with the limit
        `smaller` by as much. Columns year, stage, stage_title,
        subject, title, rule, words, size and more (t/yr of its basis; of reserves t), saved (of
        home cost in the year, money/yr), saved_per_tonne (in unit), saved_in_all (over all reported
        years, money), to_owner (what a tonne more is worth to its owner, in unit, tolls and duty
        inside), unit (money/t), indicator, indicator_unit, before, after, smaller (tried, no plan
        or not tried), lost (what home cost rises by in the year where it is smaller, money/yr),
        lost_in_all (money) and mass_unit (what size and more are tonnes of); what saves most
        in all first.
        Raises InvalidInput for an unknown indicator, a year that is not reported or a share that
        enlarges nothing.
        """
        found = self.records.enlarged_limits(
            year, indicator, by=by, most=most, smaller=smaller, progress=progress
        )
        return frame_of(EnlargedLimit, found)

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
        kilogram would have to earn more, money; zero for a plant that earns its rate, None for
        one that makes nothing).
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
