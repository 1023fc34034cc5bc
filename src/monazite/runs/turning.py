"""Where the answer to an export limit would turn: home's share of the ore, and the cost at home.

Each is moved alone, the strategy is solved again with its limit and without it, and the place at
which the limit starts or ceases to bring plants is halved until it is narrow enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log, nan
from typing import TYPE_CHECKING

from monazite.cases import Case, Worker
from monazite.cases.halt_conditions import cost_moved, leave_to_build, ore_moved, stages_up_to
from monazite.cases.searching import Crossing, crossings
from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput
from monazite.core.records import Record
from monazite.core.usual import LOOK, LOOK_TO
from monazite.findings.comparison import CHANGE_SHOWS, Halting, ordered_for, share_of_ore
from monazite.findings.solution import Solution
from monazite.model import Outcome
from monazite.parameters.staging import decision_year
from monazite.strategy import ExportLimit

if TYPE_CHECKING:
    from monazite.runs.plan.records import RunRecords

__all__ = ["Turning", "turning", "unlimited"]

LEAST_SHARE, MOST_SHARE = 0.1, 0.9
"""Looked at from this part of home's share of the world's ore up to this share of all of it."""

MOST_COST = 2.0
"""Looked at from a cost of nil up to so many times the cost."""

WHY = "Where the answer would turn"


@dataclass(frozen=True)
class Turning(Record):
    """Where an export limit starts or ceases to bring plants, one condition moved one way.

    `measure` is `share_of_ore` (of what the world digs, contained) or `cost` (of the plant of the
    next stage nearest to paying). It is `now` and was looked at as far as
    `bound`, all in `unit`. `builds` says whether the limit brings plants now; `value` is the
    nearest at which that is otherwise, None where nothing up to the bound is. `comes` says whether
    plants come there, or at the bound, whatever the limit does to it. `with_leave` says that plants
    were taken to have leave to build, as none has now; `solved` counts the values looked at on
    both sides, `planless` those that left no plan.
    """

    measure: str
    subject: str
    title: str
    now: float
    bound: float
    unit: str
    builds: bool
    value: float | None
    comes: bool
    with_leave: bool
    solved: int
    planless: int


@dataclass(frozen=True)
class _Built:
    """What plants ordered or added take with the limit and without it; contained tonnes a year."""

    limited: float
    free: float

    @property
    def more(self) -> float:
        """What the limit alone brings."""
        return self.limited - self.free


@dataclass(frozen=True)
class _Side:
    """What was found between the start and a bound; as in `Turning`."""

    bound: float
    builds: bool
    value: float | None
    comes: bool


@dataclass
class _Search:
    """Moves one condition of a halt and remembers what every value came to."""

    run: RunRecords
    found: Halting
    start: float
    leave: tuple[Edit, ...]
    told: Callable[[str], None] | None
    known: dict[float, _Built | None] = field(default_factory=dict)

    @property
    def worker(self) -> Worker:
        """Whoever solved the run."""
        return self.run.worker

    @property
    def base(self) -> Case:
        """The case that is moved: with leave to build where none is given."""
        return self.run.case.with_edits(self.leave) if self.leave else self.run.case

    def told_of(self, side: _Side, measure: str, subject: str, title: str, unit: str) -> Turning:
        """What a side of the search comes to."""
        return Turning(
            measure=measure,
            subject=subject,
            title=title,
            now=self.start,
            bound=side.bound,
            unit=unit,
            builds=side.builds,
            value=side.value,
            comes=side.comes,
            with_leave=bool(self.leave),
            solved=len(self.known),
            planless=sum(one is None for one in self.known.values()),
        )

    def built(self, value: float, case: Case) -> _Built | None:
        """Solve a case and remember what plants it brings; None where there is no plan."""
        if value not in self.known:
            self.known[value] = self._solved(case)
        return self.known[value]

    def _solved(self, case: Case) -> _Built | None:
        if self.told is not None:
            self.told(f"{WHY}: {self.run.case.strategy.name}")
        try:
            solved = self.worker.solve(case)
        except InvalidInput:
            return None
        if solved.outcome.status != "optimal":
            return None
        limited = self._ordered(solved.outcome)
        if limited <= CHANGE_SHOWS:
            return _Built(limited, limited)  # what it does not bring need not be held against more
        free = unlimited(self.worker, case)
        return _Built(limited, self._ordered(free)) if free.status == "optimal" else None

    def _ordered(self, outcome: Outcome) -> float:
        solution = Solution(self.worker.study, outcome)
        # who sees a limit coming builds before it holds
        known = decision_year(self.worker.study, solution.labels.periods[0])
        return ordered_for(solution, self.found, min(known, self.found.begins))

    def share(self, case: Case) -> float | None:
        """Home's share of the world's ore in the baseline of a case, in the year of the halt."""
        solved = self.worker.solve(self.worker.baseline_of(case))
        if solved.outcome.status != "optimal":
            return None
        return share_of_ore(Solution(solved.study, solved.outcome), self.found.before)

    def sides(
        self, bounds: tuple[float, float], lacking: float, case_at: Callable[[float], Case]
    ) -> list[_Side]:
        """Tell towards which values the limit starts or ceases to bring plants.

        One that brings none is only looked at towards the bound at which it has what it lacks.
        """
        at_start = self.built(self.start, case_at(self.start))
        if at_start is None:
            return []
        builds = at_start.more > CHANGE_SHOWS
        sides = bounds if builds else (lacking,)
        return [self._side(bound, case_at, builds=builds) for bound in sides]

    def _side(self, bound: float, case_at: Callable[[float], Case], *, builds: bool) -> _Side:
        def search(number: Callable[[_Built], float], *, rising: bool) -> Crossing | None:
            def evaluate(values: Sequence[float]) -> list[float]:
                found = (self.built(value, case_at(value)) for value in values)
                return [nan if one is None else number(one) for one in found]

            low, high = sorted((self.start, bound))
            met = crossings(
                evaluate,
                low,
                high,
                CHANGE_SHOWS,
                rising=rising,
                start=self.start,
                points=LOOK,
                tolerance=LOOK_TO,
            )
            return met.crossings[0] if met.crossings else None

        turned = search(lambda one: one.more, rising=not builds)
        value = None if turned is None else turned.reached
        if value is None and not builds and search(lambda one: one.limited, rising=True):
            # the limit may count in a narrow place only, next to where plants begin to come
            value = self._nearest_that_builds(bound)
        there = self.known.get(bound if value is None else value)
        return _Side(bound, builds, value, there is not None and there.limited > CHANGE_SHOWS)

    def _nearest_that_builds(self, bound: float) -> float | None:
        low, high = sorted((self.start, bound))
        found = [
            value
            for value, built in self.known.items()
            if low <= value <= high and built is not None and built.more > CHANGE_SHOWS
        ]
        return min(found, key=lambda value: abs(value - self.start), default=None)


def turning(run: RunRecords, progress: Callable[[str], None] | None = None) -> tuple[Turning, ...]:
    """Look for the share of the world's ore, and the cost at home, at which the answer turns.

    Nothing for a strategy without an export limit, or one that meets no plant that may ever be
    built. Home digs another share of an unchanged world when its mines, all plants from there to
    the goods that are limited, and the lanes of what they make are as many times as large, and
    those abroad as much smaller; shares are looked at in equal ratios. The cost is that of running
    every plant of the next stage, moved by as much for each kilogram contained that it takes. Where
    no plant may be built, those the study knows are given leave to. A limit that brings none is
    tried with more ore and at lower cost only. Some 20 values are looked at, each with the limit
    and, where plants come with it, without.
    """
    found = run.halting()
    if found is None or found.nearest is None:
        return ()
    leave = _leave(run, found)
    if leave is None:
        return ()
    plant = found.nearest
    told = []
    if found.ore is not None and 0 < found.ore < 1:
        told += _by_share(_Search(run, found, log(found.ore), leave, progress), found.ore)
    if plant.cost > 0 and plant.takes > 0:
        told += _by_cost(_Search(run, found, plant.cost, leave, progress))
    return tuple(told)


def _leave(run: RunRecords, found: Halting) -> tuple[Edit, ...] | None:
    """Leave to build where no plant has it and none is ordered; None where none could be built.

    Enough a year to take on the most that is withheld in one.
    """
    if max(found.may_take, found.built_take) > CHANGE_SHOWS:
        return ()
    labels = run.solution.labels
    takes = {
        one.facility: one.takes
        for one in found.plants
        if one.priced and one.facility in labels.investables
    }
    tonnes = max(found.withheld.values(), default=0.0)
    if not takes or tonnes <= CHANGE_SHOWS:
        return None
    periods = [one for one in labels.periods if one >= found.begins]
    return leave_to_build(takes, periods, tonnes, WHY)


def _by_share(search: _Search, now: float) -> list[Turning]:
    parameters = search.worker.base.parameters
    mines = search.run.solution.study.words.mines
    stages = stages_up_to(parameters, mines, search.found.materials)

    def case_at(logarithm: float) -> Case:
        if logarithm == search.start:
            return search.base
        share = exp(logarithm)
        home, abroad = share / now, (1 - share) / (1 - now)
        return search.base.with_shifts(ore_moved(parameters, stages, home, abroad, WHY))

    def measured(logarithm: float) -> float:
        # how much of its ore body each dig is the plan's choice
        share = search.share(case_at(logarithm))
        return exp(logarithm) if share is None else share

    bounds = log(LEAST_SHARE * now), log(max(MOST_SHARE, (1 + now) / 2))
    return [
        replace(
            search.told_of(side, "share_of_ore", "", "", "1"),
            now=now,
            value=None if side.value is None else measured(side.value),
            bound=measured(side.bound),
        )
        for side in search.sides(bounds, bounds[1], case_at)
    ]


def _by_cost(search: _Search) -> list[Turning]:
    plant = search.found.nearest
    assert plant is not None, "who asks has seen that there is one"
    takes = {one.facility: one.takes for one in search.found.plants}

    def case_at(cost: float) -> Case:
        if cost == plant.cost:
            return search.base
        more = (cost - plant.cost) / plant.takes_per_product
        return search.base.with_edits(cost_moved(takes, more, WHY))

    sides = search.sides((0.0, MOST_COST * plant.cost), 0.0, case_at)
    return [search.told_of(side, "cost", plant.facility, plant.title, plant.unit) for side in sides]


def unlimited(worker: Worker, case: Case) -> Outcome:
    """Solve a case without the export limits of its strategy."""
    return worker.solve(case.with_strategy(case.dropping(ExportLimit).strategy)).outcome
