"""Other sets of levers that reach as much as a strategy and cost little more.

A plan is one of many that come to nearly the same. Which levers all of them hold, and which may
take the place of others, says more of a strategy than its own figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import inf, isfinite

from monazite.cases import Case
from monazite.cases.nearest import does
from monazite.cases.unlike import Judged, Members, unlike
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import stated
from monazite.core.usual import COSTS, SETS, SLACK
from monazite.core.wording import counted
from monazite.findings.indicators import compute, entry_of, title_of, unit_of
from monazite.findings.solution import Solution
from monazite.parameters.standins import stand_ins
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.readings import Reader, Reading
from monazite.runs.plan.kept_findings import keep_finding, known_finding
from monazite.runs.plan.records import RunRecords
from monazite.runs.questions.lever_sets import NEARLY, Alternative, Alternatives, Figure, LeverSets
from monazite.strategy import Lever, Strategy
from monazite.strategy.levers.naming import lever_words
from monazite.study import Study

__all__ = ["alternatives"]


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

    Levers are those of the strategy and of all strategies of the study. With a store, what was
    asked before is told at once, and what is found is kept. Raises InvalidInput for unknown names,
    a strategy without levers or numbers that are none; RulesContradict or SolveFailed when the
    strategy has no plan.
    """
    solution = records.solved_in(year, [*wanted, *costs])
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
    asked = {"wanted": wanted, "year": year, "costs": costs, "slack": slack, "count": count}
    known = known_finding(records, LeverSets, asked, execution.store)
    if known is None:
        known = search.sets(count)
        keep_finding(records.worker.study, records.case, asked, known, execution.store)
    strategies = tuple(
        search.strategy(frozenset(one), number) for number, one in enumerate(known.members, 1)
    )
    return Alternatives(**vars(known), strategies=strategies)


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
                message=f"{stated(slack)} is no part by which more may be paid",
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
        self.worker = worker
        own = self.case.strategy.levers
        self.own: Members = frozenset(range(len(own)))
        self.levers, self.owners = _all_levers(worker.study, self.case.strategy)
        self.titles = _told_apart(worker.study, self.levers)

    def sets(self, count: int) -> LeverSets:
        """Look for sets that reach as much and cost little more, and say what each is."""
        found = unlike(len(self.levers), self.own, self.stand_ins, self._judged, count)
        return LeverSets(
            strategy=self.case.strategy.title,
            wanted=self.wanted,
            costs=self.costs,
            front=self.front,
            slack=self.slack,
            levers=len(self.levers),
            solved=self.reader.count,
            found=tuple(self.told(one) for one in found),
            members=tuple(tuple(sorted(one)) for one in found),
        )

    @cached_property
    def stand_ins(self) -> list[Members]:
        """Of each lever, those of other strategies that say the same of the same plants."""
        whose = self.owners
        return [
            frozenset(other for other in others if whose[other] != whose[one])
            for one, others in enumerate(
                stand_ins(self.worker.study, self.worker.base.parameters, self.levers)
            )
        ]

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
        return tuple(self.titles[one] for one in sorted(chosen))

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


def _told_apart(study: Study, levers: Sequence[Lever]) -> list[str]:
    """Titles of levers; of those with the same one what each does, numbered where it is alike."""
    titles = [lever.title or lever.kind for lever in levers]
    alike = {title for title, count in Counter(titles).items() if count > 1}
    told = [
        lever_words(lever, study.titles, study.settings.home) if title in alike else title
        for lever, title in zip(levers, titles, strict=True)
    ]
    counts, seen = Counter(told), Counter[str]()
    for place, one in enumerate(told):
        seen[one] += 1
        if counts[one] > 1:
            told[place] = f"{one} ({seen[one]} of {counts[one]})"
    return told


def _known_by(lever: Lever) -> tuple[str, str]:
    """What a lever is told from others by: its title, or what it does where it has none."""
    return lever.kind, lever.title or repr(does(lever))
