"""Swaps one group of facts at a time in draws of all of them, and says what each group decides.

With hundreds of facts and as many draws as anybody waits for, no fact stands out; some groups do.
Groups that move nothing in the first draws are left out of the others, so that those which do are
known better in the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from monazite.cases.draws import REASON, drawn_inputs, drawn_parts, mark_of
from monazite.cases.input_groups import groups_of
from monazite.core.errors import InvalidInput, Problem, SolveFailed
from monazite.core.progress import Steps
from monazite.core.shares import is_told_apart
from monazite.core.usual import SWAPPED
from monazite.core.wording import counted
from monazite.findings.ensemble import LEAST_SWAPPED, TotalOrder, total_orders
from monazite.runs.computing.execution import Execution
from monazite.runs.draws.closing import Draw, facts_of
from monazite.runs.draws.solved_draws import each_draw
from monazite.runs.plan.kept_findings import (
    can_be_told,
    keep_finding,
    kept_findings,
    known_finding,
)

if TYPE_CHECKING:
    from monazite.runs.draws.ensemble import Ensemble
    from monazite.runs.run import Run

__all__ = ["Grouped", "check_draws", "grouped", "known_groups"]

IDLE = 0.01
"""Total of a group in the first draws, of every number, below which it is swapped in no other."""


@dataclass(frozen=True)
class Grouped:
    """What groups of inputs decide of numbers of a strategy in a year."""

    strategy: str
    year: int
    draws: int
    """Draws in which groups were swapped; those that moved nothing in the first of them alone."""
    sizes: dict[str, int]
    """Families and facts in each group."""
    decides: dict[str, tuple[TotalOrder, ...]] = field(repr=False)
    """By indicator, the largest total first; none where the number never moves."""
    complete: bool = True
    """Whether nobody stopped it."""

    @property
    def inputs(self) -> int:
        """Families and facts that were drawn."""
        return sum(self.sizes.values())

    def fits(self, inputs: int) -> bool:
        """Whether all of so many inputs were drawn, and all that decides is one of the groups."""
        named = {one.input for rows in self.decides.values() for one in rows}
        return self.inputs == inputs and named <= self.sizes.keys()

    def clear(self, indicator: str) -> tuple[TotalOrder, ...]:
        """Groups of which the total is more than chance would show."""
        rows = self.decides.get(indicator, ())
        return tuple(one for one in rows if is_told_apart(one.total, one.total_error))


def grouped(
    drawn: Ensemble,
    year: int,
    strategy: str,
    draws: int | None = None,
    execution: Execution | None = None,
    partly: Callable[[Grouped], None] | None = None,
) -> Grouped:
    """Say what each group decides of every number that was drawn.

    The first draws of the ensemble, as they were solved, are the one set of draws; each is solved
    again with the facts of a second set, and then with those of one group after the other alone as
    in the second: at most draws x (groups + 1) solves, each closed as draws are (Saltelli and
    others, Computer Physics Communications 181, 2010; by groups as in Saltelli and others, Global
    Sensitivity Analysis, 2008, chapter 4). With a store, what is known is not solved again. Stopped
    by Ctrl-C or for want of processes, it tells of what was swapped before; `partly` is
    told that after each draw but the last of which anything can be said. Raises InvalidInput for a
    name or year that was not drawn, fewer draws than anything can be said of, or more than there
    are.
    """
    work = execution or Execution()
    draws = min(SWAPPED, drawn.draws) if draws is None else draws
    check_draws(draws, drawn.draws)
    swaps = _Swaps(drawn, year, strategy, draws, work, partly)
    asked = {"groups": draws, "year": year, "seed": drawn.seed, "parts": mark_of(swaps.first)}
    known = known_finding(swaps.run.records, Grouped, asked, work.store)
    if known is not None and known.decides.keys() >= set(drawn.keys):
        return known
    complete = swaps.solve()
    whole = swaps.found(draws, complete)
    if complete:
        keep_finding(swaps.run.worker.study, swaps.run.case, asked, whole, work.store)
    return whole


def known_groups(run: Run, year: int) -> Grouped | None:
    """Look up what groups of all facts decide of a run in a year; of several, from the most draws.

    None where neither the user nor whoever keeps the study worked it out, or nothing of it can be
    told of the run.
    """
    found = [one for one in kept_findings(run.records, Grouped) if one.year == year]
    if not found:
        return None
    inputs = len(drawn_inputs(run.worker.study))
    told = [
        one
        for one in found
        if one.fits(inputs) and can_be_told(run.records, sorted(one.decides), year)
    ]
    return max(told, key=lambda one: one.draws, default=None)


def check_draws(draws: int, there: int) -> None:
    """Refuse to swap groups in more draws than are there, or in too few."""
    if not LEAST_SWAPPED <= draws <= there:
        few = there < LEAST_SWAPPED
        further = f"write a number from {LEAST_SWAPPED} to {there}, or draw more"
        raise InvalidInput(
            Problem(
                field="groups",
                message=f"which group of facts decides cannot be told from {counted(there, 'draw')}"
                if few
                else f"groups cannot be swapped in {draws} of {there} draws",
                remedy=f"draw {LEAST_SWAPPED} or more" if few else further,
            )
        )


class _Swaps:
    """Draws in which one group after the other is swapped, and what they came to."""

    def __init__(
        self,
        drawn: Ensemble,
        year: int,
        strategy: str,
        draws: int,
        work: Execution,
        partly: Callable[[Grouped], None] | None,
    ) -> None:
        self.drawn, self.draws, self.work = drawn, draws, work
        self.strategy, self.year, self.partly = strategy, year, partly
        self.values = {key: drawn.of(strategy, key, year)[:draws] for key in drawn.keys}
        (self.run,) = (one for one in drawn.runs if one.strategy == strategy)
        self.at = self.run.solution.years.index(year)
        self.groups = groups_of(drawn.inputs)
        self.first = {name: part[:draws] for name, part in drawn.parts.items()}
        # by draw, the whole second set and each group of it, and number; NaN where there is none
        self.numbers = np.full((draws, 1 + len(self.groups), len(drawn.keys)), np.nan)

    @cached_property
    def second(self) -> Mapping[str, np.ndarray]:
        """The same inputs drawn again, each with a stream of its own."""
        again = [replace(one, name=f"{one.name} again") for one in self.drawn.inputs]
        parts = drawn_parts(again, self.draws, self.drawn.seed)
        return {one.name: parts[f"{one.name} again"] for one in self.drawn.inputs}

    def found(self, draws: int, complete: bool = False) -> Grouped:
        """What the first so many draws say."""
        sizes = {one.name: len(one.inputs) for one in self.groups}
        return Grouped(self.strategy, self.year, draws, sizes, self.decides(), complete)

    def solve(self) -> bool:
        """Solve the first draws with every group, the others with those that move anything.

        Gives whether nobody stopped it.
        """
        others = self.draws - LEAST_SWAPPED
        steps = Steps(self.work.progress, {"first": LEAST_SWAPPED, "others": others})
        places = range(1 + len(self.groups))
        try:
            self._solve(range(LEAST_SWAPPED), places, steps, "first")
            busy = {one.input for rows in self.decides().values() for one in rows if _moves(one)}
            moving = [g for g, one in enumerate(self.groups, start=1) if one.name in busy]
            self._solve(range(LEAST_SWAPPED, self.draws), [0, *moving], steps, "others")
        except (KeyboardInterrupt, SolveFailed):
            return False
        return True

    def _solve(self, draws: Sequence[int], places: Sequence[int], steps: Steps, part: str) -> None:
        tasks = [(n, place) for n in draws for place in places]
        steps.begin(part, len(tasks))
        asked = self._draws(draws, places)
        solved = each_draw(asked, self.drawn.keys, self.run.worker, self.work)
        for (n, place), (said, _) in zip(tasks, solved, strict=True):
            (reading,) = said.readings
            if reading.values:
                self.numbers[n, place] = [reading.values[key][self.at] for key in self.drawn.keys]
            steps(f"Draw {n + 1} of {self.draws}, with {self._swapped(place)} drawn anew")
            whole = place == places[-1] and LEAST_SWAPPED <= n + 1 < self.draws
            if whole and self.partly is not None:
                self.partly(self.found(n + 1))

    def _draws(self, numbers: Sequence[int], places: Sequence[int]) -> Iterator[Draw]:
        """Each draw with one group after the other as in the second set, and with all of them.

        With a group it lies near the draw it is swapped in, and starts from the baseline of that.
        """
        cases, inputs, worker = (self.run.case,), self.drawn.inputs, self.run.worker
        for n in numbers:
            one, other = (
                {name: float(part[n]) for name, part in of.items()}
                for of in (self.first, self.second)
            )
            drawn = self.run.case.with_facts(facts_of(worker.study, inputs, one), REASON)
            after = worker.baseline_of(drawn)
            for place in places:
                if place == 0:
                    yield Draw(cases, inputs, other)
                    continue
                swapped = {name: other[name] for name in self.groups[place - 1].inputs}
                yield Draw(cases, inputs, {**one, **swapped}, after)

    def _swapped(self, place: int) -> str:
        return f"“{self.groups[place - 1].title}”" if place else "all facts"

    def decides(self) -> dict[str, tuple[TotalOrder, ...]]:
        """What each group decides of each number, as far as it is solved."""
        titles = {one.name: (one.title, one.grade) for one in self.groups}
        found = {}
        for place, key in enumerate(self.drawn.keys):
            second, *swapped = self.numbers[:, :, place].T
            by_group = {one.name: part for one, part in zip(self.groups, swapped, strict=True)}
            rows = total_orders(self.values[key], second, by_group, titles, self.drawn.seed)
            found[key] = tuple(rows)
        return found


def _moves(one: TotalOrder) -> bool:
    return one.total >= IDLE
