"""What is asked of a run and answered by solving it again, otherwise.

Each question imports what answers it when it is asked, since a plain run asks none of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem
from monazite.core.records import frame_of
from monazite.core.usual import COSTS, SETS, SLACK
from monazite.runs.computing.execution import Execution, ExecutionOptions

if TYPE_CHECKING:
    from monazite.cases import Case
    from monazite.core.frames import Frame
    from monazite.runs.plan.records import RunRecords
    from monazite.runs.questions.attribution import Attribution, HasCase
    from monazite.runs.questions.breakeven import BreakEven, BreakEvenOptions
    from monazite.runs.questions.lever_sets import Alternatives
    from monazite.runs.questions.measured import Bench
    from monazite.strategy import Strategy


@told_at_the_border
class SolvedAgain(ABC):
    """Questions to a run that take many solves; they may be spread over processes or a cluster."""

    @property
    @abstractmethod
    def records(self) -> RunRecords:
        """Everything that may be asked of the run, as typed records."""

    def why(
        self,
        indicator: str,
        year: int,
        against: str | Strategy | Case | HasCase | None = None,
        *,
        world: str | None = None,
        since: str | Path | None = None,
        together: Sequence[Sequence[str]] = (),
        interactions: bool | None = None,
        **execution: Unpack[ExecutionOptions],
    ) -> Attribution:
        """Say how much of a number each lever accounts for, from plans solved again without it.

        The run is held against the baseline, or against another strategy, world, case or run, or
        with `since` against itself in an earlier version of the study, a folder.
        Lists of titles in `together` count as one lever each. Up to ten levers every subset is
        solved; with more, orders by chance, and contributions have a standard error. Raises
        InvalidInput for unknown names, a year that is not reported or plans that do not differ.
        What is worked out is kept in a store, where one is given; plans are solved by processes,
        or by a `cluster` at the address of its scheduler, with the same result to the byte.
        """
        from monazite.runs.questions.attribution import attribution

        return attribution(
            self.records,
            indicator,
            year,
            against,
            world,
            since,
            together=together,
            interactions=interactions,
            execution=Execution(**execution),
        )

    def levers_against(self) -> Frame:
        """Name each lever without which something the strategy raises would be more.

        One plan is solved for each lever. Columns lever, indicator, year (that in which the lever
        takes most), with_it and without_it (in unit) and unit; what is below a hundredth is left
        out. Raises RulesContradict or SolveFailed when the run has no plan.
        """
        from monazite.findings.comparison import WorksAgainst
        from monazite.runs.questions.without import levers_against

        return frame_of(WorksAgainst, levers_against(self.records))

    def alternatives(
        self,
        indicators: str | Sequence[str],
        year: int,
        *,
        costs: Sequence[str] = COSTS,
        slack: float = SLACK,
        count: int = SETS,
        **execution: Unpack[ExecutionOptions],
    ) -> Alternatives:
        """Look for other sets of the study's levers that reach as much and cost little more.

        A set is as good as the strategy in every indicator named in a year, and pays no more than a
        part `slack` above it of every cost by the last year. Up to `count` are looked for, each as
        unlike those before as can be, by hop, skip and jump. Levers of other strategies that say
        the same thing of the same plants as one of the set take its place. Raises InvalidInput for
        unknown names or a strategy without levers; RulesContradict or SolveFailed when it has no
        plan.
        """
        from monazite.runs.questions.alternatives import alternatives

        wanted = (indicators,) if isinstance(indicators, str) else tuple(indicators)
        work = Execution(**execution)
        return alternatives(self.records, wanted, year, work, costs=costs, slack=slack, count=count)

    def mended(
        self,
        **execution: Unpack[ExecutionOptions],
    ) -> Frame:
        """Where the rules leave no plan, list the single changes of a lever that leave one.

        Columns lever, field (blank where the lever is left out), stated, needed (the nearest value
        with a plan, or `left out`), unit and part (strategy or world). No rows for a run with a
        plan.
        """
        from monazite.runs.questions.mending import Mended, mended

        return frame_of(
            Mended,
            mended(self.records, Execution(**execution)),
        )

    def claimed(self, claim: str, year: int | None = None) -> tuple[str, float, int]:
        """Give indicator, value in its unit and year of a claim that names an indicator.

        Raises InvalidInput for one that is not there or names none.
        """
        from monazite.runs.questions.making_true import claimed

        return claimed(self.records, claim, year)

    def make_true(
        self,
        claim: str | None = None,
        *,
        indicator: str | None = None,
        target: float | None = None,
        year: int | None = None,
        **execution: Unpack[ExecutionOptions],
    ) -> Frame:
        """List what of a single lever would make a claim true, or an indicator reach a target.

        A claim names an indicator in `claims.csv`; else indicator, target and year are said.
        Columns lever, field, stated, needed (the nearest value with which it is true; blank where
        none is), figure_unit, reached (the number then, in unit), best (the furthest that any value
        of the figure tried comes, in unit) and unit; those that are enough first. No rows where it
        is true already. Raises InvalidInput for unknown names, or where no lever has a figure.
        """
        from monazite.runs.questions.making_true import MadeTrue, made_true

        if claim is not None:
            indicator, target, year = self.claimed(claim, year)
        if indicator is None or target is None or year is None:
            raise InvalidInput(
                Problem(
                    message="nothing is said that could be made true",
                    remedy="name a claim, or an indicator with target and year",
                )
            )
        found = made_true(
            self.records,
            indicator,
            target,
            year,
            execution=Execution(**execution),
        )
        return frame_of(MadeTrue, found)

    def bench(
        self,
        budget: str,
        *,
        stop: str | None = None,
        year: int | None = None,
        pairs: bool = True,
        chances: Mapping[str, float] | None = None,
        **execution: Unpack[ExecutionOptions],
    ) -> Bench:
        """Put instruments on the plants the strategy opens to investors, at the same public money.

        What the strategy itself pays is taken out; each instrument, and each two at half the money,
        is sized to the budget, such as `7280 crore INR`, and held against the strategy without.
        `stop` is a world with a stop nobody sees coming, the latest unless named; `year` the one in
        which self-sufficiency is read. Money and what it brings are of the run's world alone unless
        other worlds have `chances`, as in `{"high-price": 0.3}`: then they are expected over these
        and, for what is left of one, the run's own; the stop stays a world of its own. Raises
        InvalidInput for money that cannot be read, a strategy that opens no plant, a world or year
        that is not there, or chances that are none.
        """
        from monazite.runs.questions.bench import bench

        return bench(
            self.records,
            budget,
            stop=stop,
            year=year,
            pairs=pairs,
            chances=chances,
            execution=Execution(**execution),
        )

    def break_even(
        self,
        figure: str,
        indicator: str,
        target: float,
        year: int,
        **options: Unpack[BreakEvenOptions],
    ) -> BreakEven:
        """Find the value of one figure at which an indicator reaches a target in a year.

        The figure is a field of a lever of the run, named by title or kind, such as
        `Capital subsidy.share`, or a fact by its id. The range is scanned at so many points, and
        every step across which the target is passed is halved until it is known to a part
        `tolerance` of itself.

        Options: low and high (ends of the range), points (9), tolerance (0.001), workers
        (processes), cluster (address of a Dask scheduler), store and progress. Raises InvalidInput
        for unknown names or an empty range, RulesContradict or SolveFailed when the run has no
        plan.
        """
        from monazite.runs.questions.breakeven import break_even

        return break_even(self.records, figure, indicator, target, year, **options)
