"""Says from which cases a case starts: where the solver begins, and what pools ask first.

All of it follows from the case itself, so that an answer never depends on what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from monazite.cases.base import Base
from monazite.cases.case import Case
from monazite.cases.kept_bases import KeptCases
from monazite.cases.nearest import nearest
from monazite.cases.pools import WITHOUT_STRATEGY, PoolsBegin
from monazite.cases.solved import Solved
from monazite.model import Asked, LikeCourses, Outcome
from monazite.parameters import InformationStage
from monazite.parameters.staging import Turn, decision_year, without_foreseen_stops
from monazite.study import Study

MANY = 10
"""Facts put otherwise from which a plan lies far from the one without: a draw of many, not a doubt
with all that moves with it."""

FURTHER = 300
"""Pivots above which facts move a plan further than most strategies do: these lie some 400 from
the baseline with the same facts, which takes a sixth of the time that 2,000 from elsewhere do."""


class Solves(Protocol):
    """Whoever solves cases, as what starts them needs it."""

    @property
    def study(self) -> Study: ...

    @property
    def base(self) -> Base: ...

    def solve(self, case: Case) -> Solved: ...

    def baseline_of(self, case: Case) -> Case: ...

    def unfolds(self, case: Case) -> bool: ...


class Starting:
    """Where the cases of one study start.

    One with something put otherwise starts from the same without, or without the last edits of
    several, a strategy of the study from the baseline in its world, any other from the strategy of
    the study that is nearest to it.
    """

    def __init__(self, worker: Solves) -> None:
        """Take who solves, which is asked for the cases others start from."""
        self._worker, self._study = worker, worker.study
        self._kept_cases = KeptCases(worker.study)

    def courses(self, case: Case, course: Sequence[InformationStage]) -> LikeCourses:
        """Give what like cases lend a case that unfolds in a course of stages."""
        like = self._like(case)
        near = self._near(case, course, like)
        asked = self._asked(case, course)
        return LikeCourses(
            near,
            asked,
            kept=self._kept_cases.includes(case),
            may_stand=self._may_stand(case, like),
            far=_is_far(case, like),
            shared=self.shared(case, course, like),
        )

    def _without_strategy(self, case: Case) -> Case:
        """The same world and the same facts, with no lever pulled: the baseline if it has none."""
        if not case.strategy.levers:
            return case
        baseline = self._study.strategies[self._study.settings.baseline]
        bare = baseline.model_copy(update={"levers": ()}) if baseline.levers else baseline
        return case.with_strategy(bare)

    def _asked(
        self, case: Case, course: Sequence[InformationStage]
    ) -> Sequence[tuple[Turn, Asked]]:
        """What pools ask first, by turn of a stage; nothing: what they asked before it.

        That is what they ask in the same case without edits where it has some, else in its world
        without any strategy: what a strategy or an edit does to prices is what makes pools ask
        something else, and which strategy is called the baseline is nothing to them. A case may
        say that they begin elsewhere.
        """
        begin = case.pools_begin
        if case.edits or begin == WITHOUT_STRATEGY:
            if not self._worker.base.parameters["transfer_price"].values.any():
                return []
            other = replace(case, edits=()) if case.edits else self._without_strategy(case)
            return [] if other == case else self._read(other, Asked.in_plan)
        if begin == "imports":
            usual = replace(self._without_strategy(case), pools_begin=WITHOUT_STRATEGY)
            return self._read(usual, Asked.beside_imports)
        if begin == "before_news":
            return []
        ask = Asked.at_cost if begin == "cost" else Asked.as_stated
        return [(stage.turn, ask(stage)) for stage in course]

    def _read(
        self, other: Case, ask: Callable[[InformationStage, Outcome], Asked]
    ) -> list[tuple[Turn, Asked]]:
        """Read off every stage of another case what pools are to ask in it."""
        plans = self._worker.solve(other).plans
        return [(stage.turn, ask(stage, outcome)) for stage, outcome in plans]

    def without_foreseen_stops(self, case: Case) -> list[Outcome]:
        """Plans of a case without stops abroad that are foreseen; none where none is."""
        world = without_foreseen_stops(self._study, case.world)
        calm = [] if world is case.world else self._starts(replace(case, world=world))
        return [outcome for _, outcome in calm]

    def _near(
        self, case: Case, course: Sequence[InformationStage], like: Case
    ) -> list[tuple[Turn, Outcome]]:
        """Outcomes of like cases by the turn of their stage, from which the solver starts."""
        if case.is_plain and case.after is None:
            return self._near_of_study(case, course)
        before = case.before_last_edits
        # what was eased or moved on top of something else lies nearer to that
        return (before is not None and self._starts(before)) or self._starts(like)

    def _like(self, case: Case) -> Case:
        """What a case starts from: the one it comes after, the same without, or a baseline.

        Where its facts move the plan far, the baseline with the same facts lies nearer. That one
        alone starts from what comes before it with other facts, of which it shares the strategy.
        """
        baseline = self._worker.baseline_of(case)
        if case.after is not None and self._worker.unfolds(case.after):
            follows = case.comes_after_other_facts and case.strategy.levers and case != baseline
            return baseline if follows else case.after
        return baseline if case != baseline and self._lies_off(case, baseline) else case.plain

    def _lies_off(self, case: Case, baseline: Case) -> bool:
        """Whether facts move the plan of a baseline that does not itself look at the case first."""
        if not baseline.facts or (baseline.strategy.levers and not case.strategy.levers):
            return False
        found = self._worker.solve(baseline).outcomes
        return found[-1].status == "optimal" and any(one.pivots > FURTHER for one in found)

    def shared(self, case: Case, course: Sequence[InformationStage], like: Case) -> int:
        """How many first stages a case has in common with the one it starts from.

        With the same put otherwise these are all that are past when strategies are decided.
        """
        if (like.otherwise, like.world) != (case.otherwise, case.world):
            return 0
        decided = decision_year(self._study, self._worker.base.parameters.labels.periods[0])
        return sum(stage.opens < decided for stage in course)

    def _near_of_study(
        self, case: Case, course: Sequence[InformationStage]
    ) -> list[tuple[Turn, Outcome]]:
        """Start strategies of the study from its baseline, others from the nearest of the study.

        One that lacks a lever of the front page starts from there; one with a lever there at a
        notch from nowhere else. Any other that lies far off is given up for the baseline.
        """
        baseline = self._worker.baseline_of(case)
        if not case.strategy.levers and baseline.strategy.levers:
            return []  # what the baseline itself looks at first
        stated = self._study.strategies.values()
        if case.strategy in stated:
            return [] if case == baseline else self._starts(baseline)
        if (whole := self._kept_cases.whole_of(case)) is not None:
            return [*self._starts(case.with_strategy(whole)), *self._starts(baseline)]
        if (moved := self._kept_cases.moved_of(case)) is not None:
            return self._starts(case.with_strategy(moved))
        labels = self._worker.base.parameters.labels
        turns: dict[str, list[Turn]] = {}
        for stage in course:
            like = nearest(self._study, labels, case.world, stage.opens, stage.levers)
            turns.setdefault(like.name, []).append(stage.turn)
        turns.pop(self._study.settings.baseline, None)
        found = [
            start
            for name, of in turns.items()
            for start in self._starts(case.with_strategy(self._study.strategies[name]))
            if start[0] in of
        ]
        return [*found, *self._starts(baseline)]

    def _may_stand(self, case: Case, like: Case) -> bool:
        """Whether the plan of a like case may stand, which is worth a look.

        That is so where numbers moved; where levers came or went it never does, or hardly ever.
        """
        if case.after is not None:
            return False
        if not case.is_plain:  # of what is kept nothing stood when it was, and no answer may move
            return not (_is_far(case, like) or self._kept_cases.includes(case))
        kinds = [lever.kind for lever in case.strategy.levers]
        stated = self._study.strategies.values()
        return case.strategy not in stated and any(
            kinds == [lever.kind for lever in one.levers] for one in stated
        )

    def _starts(self, like: Case) -> list[tuple[Turn, Outcome]]:
        return [(stage.turn, outcome) for stage, outcome in self._worker.solve(like).plans]


def _is_far(case: Case, like: Case) -> bool:
    """Whether a case is known to lie far from the one it starts from."""
    begins_elsewhere = case.after is None and like.strategy != case.strategy
    return len(case.facts) >= MANY or begins_elsewhere


def way(case: Case, asked: Sequence[tuple[Turn, Asked]]) -> PoolsBegin:
    """How pools begin: without a strategy they have nothing but what they asked before to go by."""
    usual = case.pools_begin == WITHOUT_STRATEGY
    return "before_news" if usual and not asked else case.pools_begin
