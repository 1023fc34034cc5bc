"""Why a number is another in one plan than in another: how much of it each lever accounts for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import isfinite

from monazite.cases import Case, Worker
from monazite.cases.coalitions import between, differences
from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.progress import News, Steps
from monazite.findings.attribution import (
    Contribution,
    Estimate,
    Interaction,
    orders,
    pair_terms,
    pairwise,
    sampled,
    shapley,
    subsets_of,
)
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.readings import Reader

Progress = Callable[[str], None]

EXACT_UP_TO = 10
"""Levers up to which every subset is solved: 1,024 cases."""

PAIRS = 16
"""Pairs of orders that are tried where there are more levers."""

SEED = 1
"""Seed of the orders, unless another is named."""


@dataclass(frozen=True)
class Attributed:
    """What an attribution found: worth of both plans, contributions, and how they were found."""

    start: float
    end: float
    contributions: tuple[Contribution, ...]
    interactions: tuple[Interaction, ...]
    exact: bool
    solved: int
    """Cases that were solved."""
    orders: int
    """Orders of levers that were tried; 0 where every subset was solved."""
    joined: tuple[tuple[str, ...], ...]
    """Titles of levers that had to be counted as one, for want of a plan or a number."""


class Attributing:
    """Attributes the difference of one number between two cases to what they differ in."""

    def __init__(
        self,
        worker: Worker,
        start: Case,
        end: Case,
        key: str,
        year: int,
        unit: str,
        execution: Execution,
    ) -> None:
        self.execution = execution
        self.start, self.end, self.key, self.unit = start, end, key, unit
        self.reader = Reader(worker, [key], execution)
        self.apart = differences(start, end)
        self._at = worker.base.parameters.labels.years.index(year)
        if not self.apart:
            raise InvalidInput(
                Problem(
                    field="against",
                    message="the two plans do not differ, so that there is nothing to attribute",
                    remedy="hold the plan against a strategy with other levers",
                )
            )

    def found(
        self,
        together: Sequence[Sequence[str]] = (),
        *,
        pairs: int = PAIRS,
        seed: int = SEED,
        interactions: bool | None = None,
    ) -> Attributed:
        """Solve the cases between the two plans, and say what each difference adds.

        `together` names differences, by title, that are counted as one. Up to ten, every subset is
        solved; with more, so many pairs of orders in which they may join are tried.

        A subset without a plan or without the number makes differences count as one: the smallest
        such subset, with the fewest others with which it has both. Where a lever cannot be
        applied without another, the two are thus one; so are two that contradict each other unless
        a third is there.

        Raises InvalidInput for a title that is not there, or where one of the two plans has no
        number.
        """
        groups = self._grouped(together)
        stated = {group for group in groups if len(group) > 1}
        self._ends()
        while True:
            exact = len(groups) <= EXACT_UP_TO
            drawn = () if exact else orders(len(groups), pairs, seed)
            wanted = self._wanted(len(groups), drawn, both=bool(interactions))
            worths = self._worths(groups, wanted)
            failing = [subset for subset in wanted if not isfinite(worths[subset])]
            if not failing:
                break
            groups = self._joined(groups, min(failing, key=lambda one: (one.bit_count(), one)))
        shown = exact if interactions is None else interactions
        return Attributed(
            start=worths[0],
            end=worths[2 ** len(groups) - 1],
            contributions=self._contributions(groups, worths, drawn),
            interactions=self._interactions(groups, worths, exact) if shown else (),
            exact=exact,
            solved=self.reader.count,
            orders=len(drawn),
            joined=tuple(self._titles(one) for one in groups if len(one) > 1 and one not in stated),
        )

    def _grouped(self, together: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
        """Groups of differences by their places, in the order of the first of each."""
        titles = [one.title for one in self.apart]
        unknown = [name for names in together for name in names if name not in titles]
        again = [name for names in together for name in names]
        twice = [name for name in again if again.count(name) > 1]
        if unknown or twice:
            raise InvalidInput(
                Problem(
                    field="together",
                    message=f"the two plans do not differ in '{unknown[0]}'"
                    if unknown
                    else f"'{twice[0]}' is named twice",
                    remedy=name_remedy(unknown[0], titles) if unknown else "name it once",
                )
            )
        joined = [tuple(sorted(titles.index(name) for name in names)) for names in together]
        taken = {place for group in joined for place in group}
        single = [(place,) for place in range(len(titles)) if place not in taken]
        return sorted([*(group for group in joined if group), *single])

    def _ends(self) -> None:
        """Refuse to attribute what has no number at one of the two ends."""
        for case in (self.start, self.end):
            value, fault = self._read([case])[0]
            if not isfinite(value):
                raise InvalidInput(
                    Problem(
                        message=f"'{case.strategy.name}' in '{case.world.name}': {fault}",
                        remedy="ask for a year and a plan that have the number",
                    )
                )

    def _read(self, cases: Sequence[Case], told: Steps | None = None) -> list[tuple[float, str]]:
        readings = self.reader.readings(cases, None if told is None else _telling(told))
        found = []
        for reading in readings:
            value = reading.values[self.key][self._at] if reading.values else float("nan")
            found.append((value, reading.fault or f"{self.key} has no value in that year"))
        return found

    def _wanted(self, count: int, drawn: Sequence[Sequence[int]], *, both: bool) -> tuple[int, ...]:
        """Subsets of groups that are to be solved."""
        if not drawn:
            return tuple(range(2**count))
        everyone = 2**count - 1
        ends = [0, everyone]
        for place in range(count):
            ends += [1 << place, everyone & ~(1 << place)]
        if both:
            for one, other in combinations(range(count), 2):
                pair = 1 << one | 1 << other
                ends += [pair, everyone & ~pair]
        passed = [subset for order in drawn for subset in subsets_of(order)]
        return tuple(dict.fromkeys([*ends, *passed]))

    def _worths(self, groups: Sequence[tuple[int, ...]], wanted: Iterable[int]) -> dict[int, float]:
        wanted = tuple(wanted)
        cases = self._cases(groups, wanted)
        steps = Steps(self.execution.progress, {"solving": 1})
        found = self._read(cases, steps)
        return {subset: value for subset, (value, _) in zip(wanted, found, strict=True)}

    def _cases(self, groups: Sequence[tuple[int, ...]], subsets: Sequence[int]) -> list[Case]:
        """Cases of subsets, each after the latest before it that differs from it in one group."""
        found: list[Case] = []
        place_of = {subset: place for place, subset in enumerate(subsets)}
        for place, subset in enumerate(subsets):
            case = self._case(groups, subset)
            near = (place_of.get(subset ^ 1 << group, place) for group in range(len(groups)))
            latest = max((one for one in near if one < place), default=None)
            if latest is not None and case not in (self.start, self.end):
                case = replace(case, after=found[latest])
            found.append(case)
        return found

    def _case(self, groups: Sequence[tuple[int, ...]], subset: int) -> Case:
        taken = {place for at, group in enumerate(groups) if subset >> at & 1 for place in group}
        return between(self.start, self.end, self.apart, taken)

    def _joined(self, groups: list[tuple[int, ...]], failing: int) -> list[tuple[int, ...]]:
        """Count as one what a subset without a number needs to have one."""
        for place in range(len(groups)):
            less = failing & ~(1 << place)
            if less != failing and not self._has_number(groups, less):
                failing = less
        others = [place for place in range(len(groups)) if not failing >> place & 1]
        for count in range(1, len(others) + 1):
            for more in combinations(others, count):
                whole = failing | sum(1 << place for place in more)
                if self._has_number(groups, whole):
                    one = [group for at, group in enumerate(groups) if whole >> at & 1]
                    rest = [group for at, group in enumerate(groups) if not whole >> at & 1]
                    return sorted([tuple(sorted(place for group in one for place in group)), *rest])
        raise AssertionError("all differences together have a number")

    def _has_number(self, groups: Sequence[tuple[int, ...]], subset: int) -> bool:
        ((value, _),) = self._read([self._case(groups, subset)])
        return isfinite(value)

    def _titles(self, group: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.apart[place].title for place in group)

    def _contributions(
        self,
        groups: Sequence[tuple[int, ...]],
        worths: dict[int, float],
        drawn: Sequence[Sequence[int]],
    ) -> tuple[Contribution, ...]:
        count = len(groups)
        everyone = 2**count - 1
        estimates = (
            sampled(worths, drawn)
            if drawn
            else tuple(Estimate(value, 0.0) for value in shapley(worths, count))
        )
        return tuple(
            Contribution(
                lever="; ".join(self._titles(group)),
                part=_one_of({self.apart[place].part for place in group}),
                change=_one_of({self.apart[place].change for place in group}),
                contribution=estimate.value,
                error=estimate.error,
                alone=worths[1 << at] - worths[0],
                last=worths[everyone] - worths[everyone & ~(1 << at)],
                unit=self.unit,
            )
            for at, (group, estimate) in enumerate(zip(groups, estimates, strict=True))
        )

    def _interactions(
        self, groups: Sequence[tuple[int, ...]], worths: dict[int, float], exact: bool
    ) -> tuple[Interaction, ...]:
        count = len(groups)
        means = pairwise(worths, count) if exact else {}
        names = ["; ".join(self._titles(group)) for group in groups]
        found = []
        for pair in combinations(range(count), 2):
            alone, last = pair_terms(worths, count, pair)
            first, second = (names[place] for place in pair)
            found.append(Interaction(first, second, means.get(pair), alone, last, self.unit))
        return tuple(found)


def _one_of(words: set[str]) -> str:
    """The word all share, or all of them."""
    return " and ".join(sorted(words))


def _telling(steps: Steps) -> Callable[[int, int, str], None]:
    def told(done: int, whole: int, name: str) -> None:
        if done == 1:
            steps.begin("solving", whole)
        steps(News(f"Case {done} of {whole}", done=done, of=whole))

    return told
