"""Why a number is another than under what it is held against: what each lever accounts for."""

from __future__ import annotations

from functools import partial

from monazite.api import Attribution
from monazite.charts import Chart
from monazite.core.numerals import share_or_amount, share_or_change
from monazite.core.within import change_within, error_of_change
from monazite.runs.computing.execution import ExecutionOptions
from monazite.runs.questions.attribution import PAIRS_TOLD
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import WHY, chart_view
from monazite.studio.found import Contributed, Together, Why
from monazite.studio.resting import behind_a_number
from monazite.studio.room import Room
from monazite.studio.solving import known_alone
from monazite.studio.state import State

__all__ = ["attributed", "stays", "why", "why_chart"]


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
    return found.in_unit(*room.telling(state).multiple(room.run(state).solution, key))


def why(room: Room, state: State, key: str, found: Attribution, asked: Asked, width: int) -> Why:
    """Tell an attribution in words, figures and a chart."""
    found = _told(room, state, key, found)
    told, unit = found.found, found.unit
    least = found.least

    def said(value: float, error: float = 0.0) -> str:
        shows = abs(value) >= least or not value
        return str(change_within(value, error, unit)) if shows else "≈ 0"

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
        sentences=list(found.in_words),
        how=" ".join((f"{found.how} {told.solved:,} cases.", *stays(room, state, key))),
        contributions=[
            Contributed(
                lever=one.lever,
                change=one.change,
                adds=said(one.contribution, one.error),
                error=f"± {error_of_change(one.error, unit)}" if one.error >= least else "",
                alone=said(one.alone),
                last=said(one.last),
            )
            for one in told.contributions
        ],
        together=[
            Together(first=one.first, second=one.second, adds=share_or_change(size, unit))
            for size, one in found.pairs[:PAIRS_TOLD]
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
