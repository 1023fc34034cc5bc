"""What home saves where one limit alone is a tenth larger, and loses where it is smaller."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from monazite.brief.sentences.bottlenecks import (
    says_what_is_counted,
    says_what_is_saved,
    says_what_larger_costs,
)
from monazite.core.numerals import Coin, number
from monazite.core.usual import LIMITS
from monazite.findings.bottlenecks import SUPPLY, EnlargedLimit, carrying, limits_worth_most
from monazite.findings.solution import Solution
from monazite.runs.plan.coin import coin_of
from monazite.runs.plan.enlarging import TriedLimits, tried_limits
from monazite.studio.evidence import named
from monazite.studio.facts_told import FactNamed
from monazite.studio.found import Step
from monazite.studio.found_limits import LargerLimit, LargerLimits
from monazite.studio.hearing import heard
from monazite.studio.room import Room
from monazite.studio.solving import solving
from monazite.studio.state import State

__all__ = ["larger_limits"]


def larger_limits(room: Room, state: State, key: str) -> Iterator[Step]:
    """Make each of the limits worth most in a state's year larger, then smaller, each alone.

    What is known already is told at once, and what is found is kept. Raises InvalidInput for no
    such number or year, RulesContradict or SolveFailed without a plan.
    """
    run, telling = room.run(state), room.telling(state)
    plan = run.records.solved_in(state.year)
    total, tried = 2 * len(limits_worth_most(plan, state.year, LIMITS)), 0

    def step(news: str) -> Step:
        nonlocal tried
        tried += 1
        return tried - 1, total, news, None

    def work(say: Callable[[str], None]) -> TriedLimits:
        with solving() as how:
            return tried_limits(run.records, state.year, key, progress=say, store=how.get("store"))

    found = yield from heard(work, step)
    told = replace(plan, told=telling.money, of=telling.of)
    yield total, total, "Tried", _told(room, told, found, run.case.strategy.title)


def _told(room: Room, solution: Solution, found: TriedLimits, title: str) -> LargerLimits:
    rows, year, coin = list(found.limits), found.year, coin_of(solution)
    saved, costs = (
        says_what_is_saved(solution, rows, title, year),
        says_what_larger_costs(solution, rows),
    )
    return LargerLimits(
        year=year,
        sentence=f"{saved} {costs}".rstrip(),
        note=says_what_is_counted(rows),
        limits=[
            LargerLimit(
                title=f"{row.title} ({row.words})",
                more=f"{number(row.more)} {row.mass_unit}",
                saved=coin.said(row.saved),
                saved_in_all=coin.said(row.saved_in_all),
                saved_per_tonne=coin.said(row.saved_per_tonne),
                lost=_lost(row, row.lost, coin),
                lost_in_all=_lost(row, row.lost_in_all, coin),
                to_owner=coin.said(row.to_owner),
                rests_on=list(_rests_on(room, solution, row.subject, year)),
            )
            for row in rows
        ],
    )


def _lost(row: EnlargedLimit, lost: float | None, coin: Coin) -> str:
    """Money lost where a limit is smaller, or why that is not known."""
    return row.smaller if lost is None else coin.said(lost)


def _rests_on(room: Room, solution: Solution, subject: str, year: int) -> Iterator[FactNamed]:
    """The facts that a limit rests on, each with its source; a lever is no fact."""
    for one in carrying(solution).of(frozenset({subject}), (year,), SUPPLY):
        if not one.is_lever:
            yield named(room.known_facts[one.name], room)
