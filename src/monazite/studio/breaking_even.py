"""The curve of one figure of a lever, and where on it a number reaches its target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from monazite.charts import Chart
from monazite.runs.computing.execution import ExecutionOptions
from monazite.runs.questions.benched import multiple
from monazite.runs.questions.breakeven import BreakEven, break_even
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import BREAK_EVEN, chart_view
from monazite.studio.found import BreaksEven, Step
from monazite.studio.hearing import heard
from monazite.studio.resting import behind_a_number
from monazite.studio.room import Room
from monazite.studio.solving import known_alone, solving
from monazite.studio.state import State, link_of
from monazite.studio.taking import target_of
from monazite.studio.whying import stays

__all__ = ["curve_chart", "for_figure"]

News = str | BreakEven


def for_figure(room: Room, state: State, question: Mapping[str, Any]) -> Iterator[Step]:
    """Move one figure of a lever until a number comes to a target, the curve as it is solved.

    Raises InvalidInput for no such number or figure, and for what is no target.
    """
    key, target, figure = (str(question[name]) for name in ("key", "target", "figure"))
    year = int(question["year"])
    state = state.model_copy(update={"year": year}) if year else state
    asked = Asked(state=state, theme=question["theme"])
    want = Want(chart=BREAK_EVEN, width=question["width"])
    place = {"key": key, "target": target, "figure": figure}

    def found(one: BreakEven, sentence: str = "") -> BreaksEven:
        return BreaksEven(
            sentence=sentence,
            link=link_of(state, "why", room.defaults, place),
            chart=chart_view(
                room,
                state,
                asked,
                want,
                one.plot(),
                place,
                rests_on=partial(behind_a_number, room, room.run(state), key, state.year),
            ),
        )

    def step(news: News) -> Step:
        if isinstance(news, str):
            return 0, 0, news, None
        told = _told(room, state, key, news)
        return 0, 0, f"Solving with {told.figure.title}", found(told)

    def work(say: Callable[[News], None]) -> BreakEven:
        with solving(say) as how:
            return _looked_for(room, state, place, how, seen=say)

    whole = yield from heard(work, step)
    told = _told(room, state, key, whole)
    yield 1, 1, "Found", found(told, " ".join((told.in_words, *stays(room, state, key))))


def curve_chart(room: Room, state: State, place: Mapping[str, str]) -> Chart:
    """Draw the curve of a figure where it is known; raises InvalidInput where it is not."""
    with known_alone() as work:
        found = _looked_for(room, state, place, work)
    return _told(room, state, place["key"], found).plot()


def _looked_for(
    room: Room,
    state: State,
    place: Mapping[str, str],
    work: ExecutionOptions,
    seen: Callable[[BreakEven], None] | None = None,
) -> BreakEven:
    run, key = room.run(state), place["key"]
    target = target_of(room, state, key, place["target"])
    return break_even(run.records, place["figure"], key, target, state.year, seen=seen, **work)


def _told(room: Room, state: State, key: str, found: BreakEven) -> BreakEven:
    """The same in the money and the tonnes a visitor wants."""
    return found.told(*multiple(room.telling(state), room.run(state).solution, key))
