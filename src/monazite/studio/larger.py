"""What home saves where one limit alone is a tenth larger, limit by limit as it is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monazite.brief.sentences.bottlenecks import says_what_is_saved
from monazite.core.numerals import number
from monazite.core.usual import LIMITS
from monazite.findings.bottlenecks import SUPPLY, EnlargedLimit, carrying, limits_worth_most
from monazite.findings.solution import Solution
from monazite.runs.coin import coin_of
from monazite.runs.enlarging import known_limits
from monazite.studio.found import Step
from monazite.studio.found_limits import LargerLimit, LargerLimits, RestsOn
from monazite.studio.hearing import heard
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["larger_limits"]


def larger_limits(room: Room, state: State, key: str) -> Iterator[Step]:
    """Make each of the limits worth most in a state's year larger alone, and tell what it does.

    Raises InvalidInput for no such number or year, RulesContradict or SolveFailed without a plan.
    """
    run, telling = room.run(state), room.telling(state)
    plan = run.records.solved_in(state.year)
    told = replace(plan, told=telling.money, of=telling.of)
    known = known_limits(run.records, state.year)
    if known and known[0].indicator == key:
        yield 1, 1, "Known", _told(told, list(known), run.case.strategy.title, state.year)
        return
    total, tried = len(limits_worth_most(plan, state.year, LIMITS)), 0

    def step(news: str) -> Step:
        nonlocal tried
        tried += 1
        return tried - 1, total, news, None

    rows = yield from heard(
        lambda say: run.records.enlarged_limits(state.year, key, smaller=False, progress=say), step
    )
    yield total, total, "Tried", _told(told, rows, run.case.strategy.title, state.year)


def _told(solution: Solution, rows: list[EnlargedLimit], title: str, year: int) -> LargerLimits:
    coin = coin_of(solution)
    return LargerLimits(
        year=year,
        sentence=says_what_is_saved(solution, rows, title, year),
        limits=[
            LargerLimit(
                title=f"{row.title} ({row.words})",
                more=f"{number(row.more)} {row.mass_unit}",
                saved=coin.said(row.saved),
                saved_in_all=coin.said(row.saved_in_all),
                saved_per_tonne=coin.said(row.saved_per_tonne),
                to_owner=coin.said(row.to_owner),
                rests_on=list(_rests_on(solution, row.subject, year)),
            )
            for row in rows
        ],
    )


def _rests_on(solution: Solution, subject: str, year: int) -> Iterator[RestsOn]:
    """The facts that a limit rests on, each with its source; a lever is no fact."""
    study = solution.study
    for one in carrying(solution).of(frozenset({subject}), (year,), SUPPLY):
        if not one.is_lever:
            fact = study.evidence.fact(one.name)
            source = study.sources.get(fact.source_id)
            yield RestsOn(
                fact=fact.fact_id,
                title=f"{study.fact_titles[fact.quantity]}, {fact.graded}",
                source=source.title if source else "",
                url=source.url if source else "",
            )
