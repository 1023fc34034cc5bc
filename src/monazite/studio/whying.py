"""Why a number is another than under what it is held against: what each lever accounts for."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from monazite.api import Attribution
from monazite.charts import Chart
from monazite.core.numerals import change, share_or_amount, share_or_change
from monazite.core.wording import listed
from monazite.findings.comparison.telling import multiplied
from monazite.runs.execution import ExecutionOptions
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import WHY, chart_view
from monazite.studio.found import Contributed, Together, Why
from monazite.studio.resting import behind_a_number
from monazite.studio.room import Room
from monazite.studio.solving import known_alone
from monazite.studio.state import State

__all__ = ["attributed", "stays", "why", "why_chart"]

PAIRS_AT_MOST = 5
"""Pairs of levers that are told, those that do most together first."""

NIL = 5e-4
"""Share of the largest number below which a contribution is about nothing, and no part of words."""


def attributed(room: Room, state: State, key: str, work: ExecutionOptions) -> Attribution:
    """Share a number out.

    Raises InvalidInput for no such number, or plans that do not differ.
    """
    return room.run(state).why(key, state.year, room.ghost(state), **work)


def why_chart(room: Room, state: State, key: str) -> Chart:
    """Draw what each lever adds, where that is known; raises InvalidInput where it is not."""
    with known_alone() as work:
        return _told(room, state, key, attributed(room, state, key, work)).plot()


def _told(room: Room, state: State, key: str, found: Attribution) -> Attribution:
    """The same in the money and the tonnes a visitor wants, a multiple of what was found."""
    factor, unit = room.telling(state).multiple(room.run(state).solution, key)
    told = found.found

    contributions = (
        replace(
            one,
            contribution=factor * one.contribution,
            error=abs(factor) * one.error,
            alone=factor * one.alone,
            last=factor * one.last,
            unit=unit,
        )
        for one in told.contributions
    )
    interactions = (
        replace(
            one,
            interaction=multiplied(one.interaction, factor),
            alone=factor * one.alone,
            last=factor * one.last,
            unit=unit,
        )
        for one in told.interactions
    )
    whole = replace(
        told,
        start=factor * told.start,
        end=factor * told.end,
        contributions=tuple(contributions),
        interactions=tuple(interactions),
    )
    return replace(found, unit=unit, found=whole)


def why(room: Room, state: State, key: str, found: Attribution, asked: Asked, width: int) -> Why:
    """Tell an attribution in words, figures and a chart."""
    found = _told(room, state, key, found)
    told, unit = found.found, found.unit
    pairs = sorted(
        (
            (one.last if one.interaction is None else one.interaction, one)
            for one in told.interactions
        ),
        key=lambda pair: -abs(pair[0]),
    )
    sizes = (abs(one.contribution) for one in told.contributions)
    least = NIL * max(abs(told.start), abs(told.end), *sizes, 1e-300)

    def said(value: float) -> str:
        return share_or_change(value, unit) if abs(value) >= least or not value else "≈ 0"

    want = Want(chart=WHY, width=width)
    return Why(
        key=key,
        title=found.title,
        year=found.year,
        strategy=found.strategy,
        against=found.against,
        start=share_or_amount(told.start, unit),
        end=share_or_amount(told.end, unit),
        effect=share_or_change(found.package_effect, unit),
        sentences=_sentences(found, least),
        how=" ".join((f"{found.how} {told.solved:,} cases.", *stays(room, state, key))),
        contributions=[
            Contributed(
                lever=one.lever,
                change=one.change,
                adds=said(one.contribution),
                error=f"± {change(one.error, unit).lstrip('+')}" if one.error >= least else "",
                alone=said(one.alone),
                last=said(one.last),
            )
            for one in told.contributions
        ],
        together=[
            Together(first=one.first, second=one.second, adds=share_or_change(size, unit))
            for size, one in pairs[:PAIRS_AT_MOST]
            if abs(size) > least
        ],
        chart=chart_view(
            room,
            state,
            asked,
            want,
            found.plot(),
            {"key": key},
            rests_on=partial(behind_a_number, room, room.run(state), key, state.year),
        ),
    )


def stays(room: Room, state: State, key: str) -> list[str]:
    """Say why a number is told otherwise here than on other screens, where it is."""
    telling, solution = room.telling(state), room.run(state).solution
    if telling.of is None or not telling.stays(solution, key):
        return []
    return [
        f"In tonnes as the study counts them, since parts of it hold different amounts of "
        f"{telling.of.title}."
    ]


def _sentences(found: Attribution, least: float) -> list[str]:
    """Say in two sentences what differs and by what."""
    told, unit = found.found, found.unit
    start, end = (share_or_amount(value, unit) for value in (told.start, told.end))
    first = (
        f"{found.title} in {found.year} is {end} under “{found.strategy}” and {start} under "
        f"“{found.against}”: {share_or_change(found.package_effect, unit)}."
    )
    counted = sorted(told.contributions, key=lambda one: -abs(one.contribution))
    moving = [one for one in counted if abs(one.contribution) > least]
    if not moving:
        return [first, "No lever between the two moves it."]
    way = 1.0 if found.package_effect >= 0 else -1.0
    named = {
        side: [f"“{one.lever}” ({share_or_change(one.contribution, unit)})" for one in some[:3]]
        for side, some in (
            ("with", [one for one in moving if way * one.contribution > 0]),
            ("against", [one for one in moving if way * one.contribution < 0]),
        )
    }
    parts = []
    if named["with"]:
        parts.append(f"Most of it comes of {listed(named['with'])}")
    if named["against"]:
        verb = "work" if len(named["against"]) > 1 else "works"
        parts.append(f"{listed(named['against'])} {verb} the other way")
    return [first, f"{'; '.join(parts)}."]
