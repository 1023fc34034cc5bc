"""Who answers which question; only processes with a solver load this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel

from monazite.studio.asked import MapAsked, StudyAsked, Want
from monazite.studio.comparing import compare
from monazite.studio.drawing import MAP, chart_view
from monazite.studio.evidence import fact, facts
from monazite.studio.explaining import explain
from monazite.studio.exports import exported, opened
from monazite.studio.likely import likely
from monazite.studio.mapping import map_chart
from monazite.studio.questions import QUESTIONS
from monazite.studio.resting import behind_a_form
from monazite.studio.room import Room
from monazite.studio.study_told import StudyView
from monazite.studio.told import ChartView
from monazite.studio.update import update
from monazite.studio.views import part
from monazite.studio.warning import warnings

__all__ = ["ANSWERS", "answer"]


def _study(room: Room, asked: StudyAsked) -> StudyView:
    return room.view()


def _map(room: Room, asked: MapAsked) -> ChartView:
    state, _ = room.understood(asked.state)
    want = next(iter(asked.want), Want(chart=MAP)).model_copy(update={"chart": MAP})
    run, more = room.run(state), {"form": asked.form} if asked.form else {}
    chart = map_chart(run, asked.form, state.year, room.ground, room.telling(state).of)
    rests_on = partial(behind_a_form, room, run, asked.form, state.year)
    return chart_view(room, state, asked, want, chart, more, rests_on=rests_on)


ANSWERS: Mapping[str, Callable[[Room, Any], BaseModel]] = {
    "study": _study,
    "update": update,
    "likely": likely,
    "compare": compare,
    "map": _map,
    "explain": explain,
    "facts": facts,
    "fact": fact,
    "export": exported,
    "open": opened,
    "part": part,
    "warnings": warnings,
}


def answer(room: Room, kind: str, data: Mapping[str, Any]) -> BaseModel:
    """Answer plain data; raises ValidationError where it is no such question."""
    return ANSWERS[kind](room, QUESTIONS[kind].asked.model_validate(data))
