"""Owns one solver and answers cases with it; one worker per thread or process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import RLock
from time import perf_counter

from monazite.cases.answer import Answer, packed, unpacked
from monazite.cases.base import Base, varied
from monazite.cases.case import Case
from monazite.cases.kept_bases import KeptCases, read_bases
from monazite.cases.nearest import nearest
from monazite.cases.pools import WITHOUT_STRATEGY, PoolsBegin, reason_of_prices
from monazite.core.errors import InvalidInput
from monazite.core.kept import Kept
from monazite.model import Asked, LikeCourses, Outcome, Session, build_programme, solve_stages
from monazite.parameters import InformationStage, apply_edits, parameters_of, stages
from monazite.parameters.staging import decision_year, without_foreseen_stops
from monazite.study import Study

StageKey = tuple[object, ...]
"""All that a solved stage depends on."""

Course = tuple[tuple[InformationStage, ...], list[StageKey]]
"""The stages a case unfolds in, and what each depends on."""

MANY = 10
"""Facts put otherwise from which a plan lies far from the one without: a draw of many, not a doubt
with all that moves with it."""

FURTHER = 300
"""Pivots above which facts move a plan further than most strategies do: these lie some 400 from
the baseline with the same facts, which takes a sixth of the time that 2,000 from elsewhere do."""

COURSES_AT_MOST = 64
"""Courses of cases with nothing put otherwise a worker keeps, the latest asked."""

STAGES_AT_MOST = 64
"""Solved stages with something put otherwise a worker keeps, the latest asked; half a MB each."""

PLAIN_AT_MOST = 256
"""The same with nothing put otherwise: all of a brief, in every world, with limits and without."""

BASES_AT_MOST = 4
"""Sets of parameters with facts put otherwise a worker keeps, the latest asked."""


@dataclass(frozen=True, eq=False)
class Solved:
    """A case with what it came to: its study, the stages it unfolded in, an outcome for each."""

    case: Case
    study: Study
    stages: tuple[InformationStage, ...]
    outcomes: tuple[Outcome, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long the levers took, and all of it; next to nothing where it was known."""

    @property
    def outcome(self) -> Outcome:
        """What happened in the end."""
        return self.outcomes[-1]


class Worker:
    """One study in one solver.

    The programme is built when first needed and re-solved in place ever after. Every solve starts
    from where a like case ended, which the case itself decides: one with something put otherwise
    from the same without, or without the last edits of several, a strategy of the study from the
    baseline in its world, any other from the strategy of the study that is nearest to it. So an
    answer never depends on what was asked before, and two workers give the same. Threads wait for
    each other.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.seconds: dict[str, float] = {}
        self._kept_cases = KeptCases(study)
        self._lock = RLock()
        self._bases: Kept[tuple[object, ...], Base] = Kept(BASES_AT_MOST)
        self._stages: Kept[StageKey, Outcome] = Kept(STAGES_AT_MOST)
        self._plain: Kept[StageKey, Outcome] = Kept(PLAIN_AT_MOST)
        self._courses: Kept[Case, Course] = Kept(COURSES_AT_MOST)

    def baseline_of(self, case: Case) -> Case:
        """Give the baseline of the study with all that a case puts otherwise."""
        return case.with_strategy(self.study.strategies[self.study.settings.baseline])

    def _without_strategy(self, case: Case) -> Case:
        """The same world and the same facts, with no lever pulled: the baseline if it has none."""
        if not case.strategy.levers:
            return case
        baseline = self.study.strategies[self.study.settings.baseline]
        bare = baseline.model_copy(update={"levers": ()}) if baseline.levers else baseline
        return case.with_strategy(bare)

    @cached_property
    def base(self) -> Base:
        """The study as it is, before any lever."""
        started = perf_counter()
        found = Base(self.study, parameters_of(self.study))
        self.seconds["parameters"] = perf_counter() - started
        return found

    @cached_property
    def session(self) -> Session:
        """The programme of the study, built once and loaded into the solver."""
        parameters = self.base.parameters
        started = perf_counter()
        programme = build_programme(parameters)
        built = perf_counter()
        session = Session(programme, kept=read_bases(self.study))
        self.seconds |= {"build": built - started, "load": perf_counter() - built}
        return session

    def solve(self, case: Case) -> Solved:
        """Solve a case as it unfolds.

        Raises InvalidInput when a lever, a fact or an edit cannot be applied.
        """
        with self._lock:
            started = perf_counter()
            base = self.base_of(case)
            course, keys = self._unfolding(case, base)
            seconds = {"edit": perf_counter() - started}
            outcomes = self._known(keys)
            if not _ended(outcomes, course):
                like = self._like(case)
                near = self._near(case, course, like)
                asked = self._asked(case, course)
                # what a like case shares with this one is known by now
                known = self._known(keys)
                outcomes = solve_stages(
                    self.session,
                    course,
                    known=known,
                    without=self._without_foreseen_stops(case),
                    like=LikeCourses(
                        near,
                        asked,
                        kept=self._kept_cases.includes(case),
                        may_stand=self._may_stand(case, like),
                        far=_is_far(case, like),
                        shared=self._shared(case, course, like),
                    ),
                    reason=reason_of_prices(_way(case, asked)),
                )
                self._keep(case, keys, outcomes)
            seconds["total"] = perf_counter() - started
            return Solved(case, base.study, course, outcomes, seconds)

    def staged(self, case: Case) -> tuple[InformationStage, ...]:
        """Give the stages of a case with their parameters, without solving any."""
        return self._unfolding(case, self.base_of(case))[0]

    def answer(self, case: Case) -> Answer:
        """Solve a case and give what travels: plain arrays and a status."""
        return packed(self.solve(case), self.study.data_hash)

    def solved(self, case: Case, answer: Answer) -> Solved:
        """Put an answer back under its labels, without solving.

        Raises ValueError when the answer is of another case or another state of the study.
        """
        answer.must_be_of(case.hash, self.study.data_hash)
        with self._lock:
            base = self.base_of(case)
            course, keys = self._unfolding(case, base)
            outcomes = unpacked(answer, course, self.session.layout, self.session.programme.reads)
            return Solved(case, base.study, course, self._keep(case, keys, outcomes))

    def _keep(
        self, case: Case, keys: Sequence[StageKey], outcomes: tuple[Outcome, ...]
    ) -> tuple[Outcome, ...]:
        # apart, so that hundreds of things put otherwise do not drive out what all start from
        kept = self._plain if case.is_plain else self._stages
        for key, outcome in zip(keys, outcomes, strict=False):
            kept.put(key, outcome)
        return outcomes

    def base_of(self, case: Case) -> Base:
        """Give what the levers of a case start from: the study with facts and shifts."""
        if not (case.facts or case.shifts or case.costs_off):
            return self.base
        found = self._bases.get(case.otherwise)
        if found is None:
            found = self._bases.put(case.otherwise, varied(self.base, case))
        return found

    def _unfolding(self, case: Case, base: Base) -> Course:
        """Stages of a case, and what each depends on; of those all start from it is kept."""
        known = self._courses.get(case) if case.is_plain else None
        if known is not None:
            return known
        course = stages(base.study, base.parameters, case.strategy, case.world)
        decided = decision_year(base.study, base.parameters.labels.periods[0])
        keys = _stage_keys(case, course, decided, self._shared_keys(case, course))
        if case.edits:
            course = tuple(
                replace(stage, parameters=apply_edits(stage.parameters, case.edits))
                if stage.opens >= decided
                else stage
                for stage in course
            )
        if case.is_plain:
            self._courses.put(case, (course, keys))
        return course, keys

    def _known(self, keys: Sequence[StageKey]) -> tuple[Outcome, ...]:
        """Outcomes of the first stages that were solved before."""
        known = []
        for key in keys:
            outcome = self._plain.get(key) or self._stages.get(key)
            if outcome is None:
                break
            known.append(outcome)
        return tuple(known)

    def _asked(self, case: Case, course: Sequence[InformationStage]) -> Sequence[tuple[int, Asked]]:
        """What pools ask first, by the year a stage opened; nothing: what they asked before it.

        That is what they ask in the same case without edits where it has some, else in its world
        without any strategy: what a strategy or an edit does to prices is what makes pools ask
        something else, and which strategy is called the baseline is nothing to them. A case may
        say that they begin elsewhere.
        """
        begin = case.pools_begin
        if case.edits or begin == WITHOUT_STRATEGY:
            if not self.base.parameters["transfer_price"].values.any():
                return []
            other = replace(case, edits=()) if case.edits else self._without_strategy(case)
            return [] if other == case else self._read(other, Asked.in_plan)
        if begin == "imports":
            usual = replace(self._without_strategy(case), pools_begin=WITHOUT_STRATEGY)
            return self._read(usual, Asked.beside_imports)
        if begin == "before_news":
            return []
        ask = Asked.at_cost if begin == "cost" else Asked.as_stated
        return [(stage.opens, ask(stage)) for stage in course]

    def _read(
        self, other: Case, ask: Callable[[InformationStage, Outcome], Asked]
    ) -> list[tuple[int, Asked]]:
        """Read off every stage of another case what pools are to ask in it."""
        return [(stage.opens, ask(stage, outcome)) for stage, outcome in self._plans(other)]

    def _without_foreseen_stops(self, case: Case) -> list[Outcome]:
        """Plans of a case without stops abroad that are foreseen; none where none is."""
        world = without_foreseen_stops(self.study, case.world)
        calm = [] if world is case.world else self._starts(replace(case, world=world))
        return [outcome for _, outcome in calm]

    def _near(
        self, case: Case, course: Sequence[InformationStage], like: Case
    ) -> list[tuple[int, Outcome]]:
        """Outcomes of like cases by the year their stage opened, from which the solver starts."""
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
        baseline = self.baseline_of(case)
        if case.after is not None and self._unfolds(case.after):
            follows = case.comes_after_other_facts and case.strategy.levers and case != baseline
            return baseline if follows else case.after
        return baseline if case != baseline and self._lies_off(case, baseline) else case.plain

    def _lies_off(self, case: Case, baseline: Case) -> bool:
        """Whether facts move the plan of a baseline that does not itself look at the case first."""
        if not baseline.facts or (baseline.strategy.levers and not case.strategy.levers):
            return False
        found = self.solve(baseline).outcomes
        return found[-1].status == "optimal" and any(one.pivots > FURTHER for one in found)

    def _shared(self, case: Case, course: Sequence[InformationStage], like: Case) -> int:
        """How many first stages a case has in common with the one it starts from.

        With the same put otherwise these are all that are past when strategies are decided.
        """
        if (like.otherwise, like.world) != (case.otherwise, case.world):
            return 0
        decided = decision_year(self.study, self.base.parameters.labels.periods[0])
        return sum(stage.opens < decided for stage in course)

    def _near_of_study(
        self, case: Case, course: Sequence[InformationStage]
    ) -> list[tuple[int, Outcome]]:
        """Start strategies of the study from its baseline, others from the nearest of the study.

        One that lacks a lever of the front page starts from there; one with a lever there at a
        notch from nowhere else. Any other that lies far off is given up for the baseline.
        """
        baseline = self.baseline_of(case)
        if not case.strategy.levers and baseline.strategy.levers:
            return []  # what the baseline itself looks at first
        stated = self.study.strategies.values()
        if case.strategy in stated:
            return [] if case == baseline else self._starts(baseline)
        if (whole := self._kept_cases.whole_of(case)) is not None:
            return [*self._starts(case.with_strategy(whole)), *self._starts(baseline)]
        if (moved := self._kept_cases.moved_of(case)) is not None:
            return self._starts(case.with_strategy(moved))
        labels = self.base.parameters.labels
        opens: dict[str, list[int]] = {}
        for stage in course:
            like = nearest(self.study, labels, case.world, stage.opens, stage.levers)
            opens.setdefault(like.name, []).append(stage.opens)
        opens.pop(self.study.settings.baseline, None)
        found = [
            start
            for name, years in opens.items()
            for start in self._starts(case.with_strategy(self.study.strategies[name]))
            if start[0] in years
        ]
        return [*found, *self._starts(baseline)]

    def _shared_keys(self, case: Case, course: Sequence[InformationStage]) -> list[StageKey]:
        """What the stages depend on that a case has in common with the one it comes after."""
        if case.after is None or case.comes_after_other_facts or not self._unfolds(case.after):
            return []
        known = self._unfolding(case.after, self.base_of(case.after))[1]
        return known[: self._shared(case, course, case.after)]

    def _unfolds(self, case: Case) -> bool:
        """Whether all levers of a case can be applied."""
        try:
            self._unfolding(case, self.base_of(case))
        except InvalidInput:
            return False
        return True

    def _may_stand(self, case: Case, like: Case) -> bool:
        """Whether the plan of a like case may stand, which is worth a look.

        That is so where numbers moved; where levers came or went it never does, or hardly ever.
        """
        if case.after is not None:
            return False
        if not case.is_plain:  # of what is kept nothing stood when it was, and no answer may move
            return not (_is_far(case, like) or self._kept_cases.includes(case))
        kinds = [lever.kind for lever in case.strategy.levers]
        stated = self.study.strategies.values()
        return case.strategy not in stated and any(
            kinds == [lever.kind for lever in one.levers] for one in stated
        )

    def _starts(self, like: Case) -> list[tuple[int, Outcome]]:
        return [(stage.opens, outcome) for stage, outcome in self._plans(like)]

    def _plans(self, case: Case) -> list[tuple[InformationStage, Outcome]]:
        found = self.solve(case)
        pairs = zip(found.stages, found.outcomes, strict=False)
        return [(stage, outcome) for stage, outcome in pairs if outcome.status == "optimal"]


def _ended(outcomes: Sequence[Outcome], course: Sequence[InformationStage]) -> bool:
    """Whether a course is known to its end, which is where there is no plan."""
    return len(outcomes) == len(course) or bool(outcomes and outcomes[-1].status != "optimal")


def _is_far(case: Case, like: Case) -> bool:
    """Whether a case is known to lie far from the one it starts from."""
    begins_elsewhere = case.after is None and like.strategy != case.strategy
    return len(case.facts) >= MANY or begins_elsewhere


def _way(case: Case, asked: Sequence[tuple[int, Asked]]) -> PoolsBegin:
    """How pools began: without a strategy they have nothing but what they asked before to go by."""
    usual = case.pools_begin == WITHOUT_STRATEGY
    return "before_news" if usual and not asked else case.pools_begin


def _stage_keys(
    case: Case, course: Sequence[InformationStage], decided: int, shared: Sequence[StageKey]
) -> list[StageKey]:
    """Say what each stage depends on: all that is known by then, and every stage before it.

    Strategies share the stages of what is past, and of what comes before they are decided; a case
    has the first stages `shared` with the one it comes after, from which all others start.
    """
    keys = list(shared)
    after = case.after and case.after.hash
    before: StageKey = keys[-1] if keys else (*case.otherwise, case.pools_begin)
    before = (*before, after) if after else before
    for stage in course[len(keys) :]:
        edits = case.edits if stage.opens >= decided else ()
        before = (*before, (stage.opens, stage.levers, edits))
        keys.append(before)
    return keys
