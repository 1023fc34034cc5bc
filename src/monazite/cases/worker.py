"""Owns one solver and answers cases with it; one worker per thread or process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from threading import RLock
from time import perf_counter

from monazite.cases.answer import Answer, packed, unpacked
from monazite.cases.base import Base, varied
from monazite.cases.case import Case
from monazite.cases.kept_bases import read_bases
from monazite.cases.pools import reason_of_prices
from monazite.cases.solved import Solved
from monazite.cases.starting import Starting, way
from monazite.core.errors import InvalidInput
from monazite.core.kept import Kept
from monazite.model import Outcome, Session, build_programme, solve_stages
from monazite.parameters import InformationStage, apply_edits, parameters_of, stages
from monazite.parameters.staging import decision_year
from monazite.study import Study

StageKey = tuple[object, ...]
"""All that a solved stage depends on."""

Course = tuple[tuple[InformationStage, ...], list[StageKey]]
"""The stages a case unfolds in, and what each depends on."""

COURSES_AT_MOST = 64
"""Courses of cases with nothing put otherwise a worker keeps, the latest asked."""

STAGES_AT_MOST = 64
"""Solved stages with something put otherwise a worker keeps, the latest asked; each holds half a
megabyte of numbers."""

PLAIN_AT_MOST = 256
"""The same of cases with nothing put otherwise, which are asked for again and again: every strategy
of a brief in every world, with its limits and without."""

BASES_AT_MOST = 4
"""Sets of parameters with facts put otherwise a worker keeps, the latest asked."""


class Worker:
    """One study in one solver.

    The programme is built when first needed and re-solved in place ever after. Every solve starts
    from where a like case ended, which the case itself decides, see `Starting`. So an answer never
    depends on what was asked before, and two workers give the same. Threads wait for each other.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.seconds: dict[str, float] = {}
        self._starting = Starting(self)
        self._lock = RLock()
        self._bases: Kept[tuple[object, ...], Base] = Kept(BASES_AT_MOST)
        self._stages: Kept[StageKey, Outcome] = Kept(STAGES_AT_MOST)
        self._plain: Kept[StageKey, Outcome] = Kept(PLAIN_AT_MOST)
        self._courses: Kept[Case, Course] = Kept(COURSES_AT_MOST)

    def __repr__(self) -> str:
        """Say in a line whose cases it answers."""
        return f"<Worker for {self.study.name}>"

    def baseline_of(self, case: Case) -> Case:
        """Give the baseline of the study with all that a case puts otherwise."""
        return case.with_strategy(self.study.strategies[self.study.settings.baseline])

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
                like = self._starting.courses(case, course)
                without = self._starting.without_foreseen_stops(case)
                outcomes = solve_stages(
                    self.session,
                    course,
                    known=self._known(keys),  # what a like case shares with this one is, by now
                    without=without,
                    like=like,
                    reason=reason_of_prices(way(case, like.asked)),
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

    def _shared_keys(self, case: Case, course: Sequence[InformationStage]) -> list[StageKey]:
        """What the stages depend on that a case has in common with the one it comes after."""
        if case.after is None or case.comes_after_other_facts or not self.unfolds(case.after):
            return []
        known = self._unfolding(case.after, self.base_of(case.after))[1]
        return known[: self._starting.shared(case, course, case.after)]

    def unfolds(self, case: Case) -> bool:
        """Whether all levers of a case can be applied."""
        try:
            self._unfolding(case, self.base_of(case))
        except InvalidInput:
            return False
        return True


def _ended(outcomes: Sequence[Outcome], course: Sequence[InformationStage]) -> bool:
    """Whether a course is known to its end, which is where there is no plan."""
    return len(outcomes) == len(course) or bool(outcomes and outcomes[-1].status != "optimal")


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
