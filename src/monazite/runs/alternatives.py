"""Other sets of levers that reach as much as a strategy and cost little more.

A plan is one of many that come to nearly the same. Which levers all of them hold, and which may
take the place of others, says more of a strategy than its own figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from math import inf, isfinite

from monazite.cases import Case
from monazite.cases.nearest import does
from monazite.cases.unlike import Judged, Members, unlike
from monazite.core.errors import InvalidInput, Problem
from monazite.core.frames import Frame
from monazite.core.numerals import share_or_amount
from monazite.core.records import Record, frame_of
from monazite.core.usual import COSTS, SETS, SLACK
from monazite.core.wording import counted, listed
from monazite.findings.indicators import check_keys, compute, entry_of, title_of, unit_of
from monazite.findings.solution import Solution
from monazite.parameters.standins import stand_ins
from monazite.runs.execution import Execution
from monazite.runs.readings import Reader, Reading
from monazite.runs.records import RunRecords
from monazite.strategy import Lever, Strategy
from monazite.study import Study

__all__ = ["Alternative", "Alternatives", "Figure", "alternatives"]

NEARLY = 1e-6
"""Part of a number that counts as nothing: what solving leaves."""


@dataclass(frozen=True)
class Figure(Record):
    """An indicator of a year: its words, its unit, and what the strategy itself comes to."""

    indicator: str
    title: str
    unit: str
    year: int
    value: float
    rising: bool
    """Whether more of it is better, or where neither is, whether as much is wanted at least."""

    @property
    def is_number(self) -> bool:
        """Whether it has a meaning in that year."""
        return isfinite(self.value)

    def better_by(self, value: float) -> float:
        """By how much a value is better than the strategy's, as a part of that; none is worst."""
        if not isfinite(value):
            return -inf
        gap = value - self.value if self.rising else self.value - value
        return gap / max(abs(self.value), NEARLY)

    def told(self, value: float) -> str:
        """Write a value of it with its unit."""
        return share_or_amount(value, self.unit)


@dataclass(frozen=True)
class Alternative(Record):
    """A set of levers that reaches as much as the strategy, by titles of levers.

    `comes_to` are its figures by indicator, those wanted, those paid and those of the front page;
    `worse` are the titles of those of the front page that are worse than the strategy's.
    """

    adds: tuple[str, ...]
    leaves_out: tuple[str, ...]
    keeps: tuple[str, ...]
    worse: tuple[str, ...]
    comes_to: dict[str, float]


@dataclass(frozen=True)
class Alternatives:
    """Sets of levers that reach as much as a strategy, in the order they were found in."""

    strategy: str
    """Its title."""
    wanted: tuple[Figure, ...]
    costs: tuple[Figure, ...]
    front: tuple[Figure, ...]
    """Other figures of the front page, in the year that is looked at."""
    slack: float
    levers: int
    """Levers that were looked at."""
    solved: int
    """Plans that were compared."""
    found: tuple[Alternative, ...]
    strategies: tuple[Strategy, ...] = field(repr=False)
    """The sets as strategies, in the same order."""

    @property
    def shared(self) -> tuple[str, ...]:
        """Levers of the strategy that every set keeps."""
        if not self.found:
            return ()
        return tuple(
            one for one in self.found[0].keeps if all(one in each.keeps for each in self.found)
        )

    @property
    def in_words(self) -> str:
        """Say in some sentences what was looked for and what was found."""
        asked = (
            f"“{self.strategy}” in {self.wanted[0].year}: {self._now(self.wanted)}. By "
            f"{self.costs[0].year}: {self._now(self.costs)}."
        )
        return f"{asked} {self.found_in_words}"

    @property
    def found_in_words(self) -> str:
        """Say what was found, without the figures of the strategy."""
        tried = f"{counted(self.solved, 'plan')} of {counted(self.levers, 'lever')} were compared"
        limit = f"as much at no more than {100 * self.slack:g} % above its cost"
        if not self.found:
            return f"No other set of levers that was found reaches {limit}; {tried}."
        one = len(self.found) == 1
        sets = "One other set of levers reaches" if one else f"{len(self.found)} other sets reach"
        shared = listed([f"“{one}”" for one in self.shared])
        if one:
            kept = f"It keeps {shared}." if shared else "It keeps no lever of the strategy."
        else:
            kept = (
                f"All keep {shared}." if shared else "No lever of the strategy is in all of them."
            )
        return f"{sets} {limit}; {tried}. {kept}"

    @staticmethod
    def _now(figures: Sequence[Figure]) -> str:
        return "; ".join(f"{one.title} {one.told(one.value)}" for one in figures)

    @cached_property
    def frame(self) -> Frame:
        """The sets as a table.

        Columns adds, leaves_out, keeps, worse (lists of titles), and a column for each indicator
        wanted, paid and of the front page.
        """
        return frame_of(Alternative, self.found)

    def __repr__(self) -> str:
        """Say in a line how many were found."""
        return f"<Alternatives: {counted(len(self.found), 'set')} of levers beside {self.strategy}>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.in_words)}</p>{self.frame._repr_html_()}"


def alternatives(
    records: RunRecords,
    wanted: Sequence[str],
    year: int,
    execution: Execution,
    *,
    costs: Sequence[str] = COSTS,
    slack: float = SLACK,
    count: int = SETS,
) -> Alternatives:
    """Look for sets of levers that reach as much as the strategy in a year and cost little more.

    Levers are those of the strategy and of all strategies of the study. Raises InvalidInput for
    unknown names, a strategy without levers or numbers that are none; RulesContradict or
    SolveFailed when the strategy has no plan.
    """
    solution = records.solved_in(year)
    check_keys(solution, [*wanted, *costs])
    _check(records.case, wanted, costs, slack, count)
    reached = tuple(_figure(solution, key, year, ("up", "neither")) for key in wanted)
    paid = tuple(_figure(solution, key, solution.years[-1]) for key in costs)
    _check_numbers(reached, paid)
    others = [
        _figure(solution, key, year)
        for key in solution.study.settings.shown
        if key not in (*wanted, *costs) and entry_of(key).better != "neither"
    ]
    front = tuple(one for one in others if one.is_number)
    search = _Search(records, reached, paid, front, slack, execution)
    found = search.found(count)
    return Alternatives(
        strategy=records.case.strategy.title,
        wanted=search.wanted,
        costs=search.costs,
        front=search.front,
        slack=slack,
        levers=len(search.levers),
        solved=search.reader.count,
        found=tuple(search.told(one) for one in found),
        strategies=tuple(search.strategy(one, number) for number, one in enumerate(found, 1)),
    )


def _check(
    case: Case, wanted: Sequence[str], costs: Sequence[str], slack: float, count: int
) -> None:
    problems = []
    if not case.strategy.levers:
        problems.append(
            Problem(
                field="strategy",
                message=f"'{case.strategy.name}' has no lever another could take the place of",
                remedy="name a strategy with levers",
            )
        )
    if not wanted:
        problems.append(
            Problem(
                field="reach",
                message="nothing is said that is to be reached",
                remedy="name one or several indicators",
            )
        )
    if not costs:
        problems.append(
            Problem(
                field="cost",
                message="nothing is said that may be little more",
                remedy="name one or several indicators",
            )
        )
    if not (isfinite(100 * slack) and slack >= 0):
        problems.append(
            Problem(
                field="slack",
                message=f"{slack:g} is no part by which more may be paid",
                remedy="write a number from 0, such as 0.05 for a twentieth",
            )
        )
    if count < 1:
        problems.append(
            Problem(field="count", message="no set is looked for", remedy="ask for 1 or more")
        )
    if problems:
        raise InvalidInput(problems)


def _check_numbers(wanted: Sequence[Figure], costs: Sequence[Figure]) -> None:
    """Refuse figures without a value, which nothing can reach and nothing can exceed."""
    asked = [("reach", one) for one in wanted] + [("cost", one) for one in costs]
    problems = [
        Problem(
            field=field,
            message=f"{one.indicator} has no value in {one.year}",
            remedy="name an indicator with a value, or another year",
        )
        for field, one in asked
        if not one.is_number
    ]
    if problems:
        raise InvalidInput(problems)


def _figure(solution: Solution, key: str, year: int, rising: Sequence[str] = ("up",)) -> Figure:
    value = float(compute(solution, key)[solution.years.index(year)])
    title, unit = title_of(solution, key), unit_of(solution, key)
    return Figure(key, title, unit, year, value, entry_of(key).better in rising)


class _Search:
    """Every lever of a study, and what sets of them come to."""

    def __init__(
        self,
        records: RunRecords,
        wanted: tuple[Figure, ...],
        costs: tuple[Figure, ...],
        front: tuple[Figure, ...],
        slack: float,
        execution: Execution,
    ) -> None:
        worker = records.worker
        self.case, self.years = records.case, records.solved_in(wanted[0].year).years
        self.wanted, self.costs, self.front, self.slack = wanted, costs, front, slack
        self.execution = execution
        keys = [one.indicator for one in (*wanted, *costs, *front)]
        self.reader = Reader(worker, keys, execution)
        own = self.case.strategy.levers
        self.own: Members = frozenset(range(len(own)))
        self.levers, owners = _all_levers(worker.study, self.case.strategy)
        self.stand_ins = [
            frozenset(other for other in others if owners[other] != owners[one])
            for one, others in enumerate(
                stand_ins(worker.study, worker.base.parameters, self.levers)
            )
        ]

    def found(self, count: int) -> list[Members]:
        """Sets that reach as much and cost little more."""
        return unlike(len(self.levers), self.own, self.stand_ins, self._judged, count)

    def strategy(self, chosen: Members, number: int = 0) -> Strategy:
        """A set as a strategy; numbered where it is one that was found."""
        mine = self.case.strategy
        levers = tuple(self.levers[one] for one in sorted(chosen))
        about: dict[str, object] = {"levers": levers}
        if number:
            about |= {
                "name": f"{mine.name}-otherwise-{number}",
                "title": f"{mine.title}, otherwise {number}",
                "why": f"Levers of the study that reach as much as “{mine.title}”.",
                "extends": None,
            }
        return mine.model_copy(update=about)

    def told(self, chosen: Members) -> Alternative:
        """What a set is and what it comes to."""
        (reading,) = self._readings([chosen])
        comes_to = {one.indicator: self._of(reading, one) for one in self._figures}
        return Alternative(
            adds=self._titles(chosen - self.own),
            leaves_out=self._titles(self.own - chosen),
            keeps=self._titles(self.own & chosen),
            worse=tuple(
                one.title
                for one in self.front
                if -inf < one.better_by(comes_to[one.indicator]) < -NEARLY
            ),
            comes_to=comes_to,
        )

    @property
    def _figures(self) -> tuple[Figure, ...]:
        return *self.wanted, *self.costs, *self.front

    def _titles(self, chosen: Members) -> tuple[str, ...]:
        return tuple(self.levers[one].title or self.levers[one].kind for one in sorted(chosen))

    def _readings(self, sets: Sequence[Members]) -> list[Reading]:
        cases = [self.case.with_strategy(self.strategy(one)) for one in sets]
        return self.reader.readings(cases)

    def _judged(self, sets: Sequence[Members]) -> list[Judged | None]:
        said = "Trying each lever alone" if len(sets) > 1 else "Doing without levers"
        self.execution.tell(f"{said}; {counted(self.reader.count, 'plan')} so far")
        return [
            None
            if not reading.values
            else Judged(
                margin=min(one.better_by(self._of(reading, one)) for one in self.wanted) + NEARLY,
                excess=max(-one.better_by(self._of(reading, one)) for one in self.costs)
                - self.slack
                - NEARLY,
            )
            for reading in self._readings(sets)
        ]

    def _of(self, reading: Reading, figure: Figure) -> float:
        return reading.values[figure.indicator][self.years.index(figure.year)]


def _all_levers(study: Study, own: Strategy) -> tuple[list[Lever], list[str]]:
    """Levers of a strategy, then those of all others it has none like; and whose each is."""
    levers, owners = list(own.levers), [""] * len(own.levers)
    known = {_known_by(lever) for lever in levers}
    for name, strategy in study.strategies.items():
        for lever in strategy.levers:
            if (key := _known_by(lever)) not in known:
                known.add(key)
                levers.append(lever)
                owners.append(name)
    return levers, owners


def _known_by(lever: Lever) -> tuple[str, str]:
    """What a lever is told from others by: its title, or what it does where it has none."""
    return lever.kind, lever.title or repr(does(lever))
