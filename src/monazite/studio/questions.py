"""Questions a page may ask of a study, by name; each takes plain data and gives a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from monazite.studio.comparing import compare
from monazite.studio.evidence import FactAsked, FactsAsked, FactView, fact, facts
from monazite.studio.explaining import ExplainAsked, explain
from monazite.studio.exports import ExportAsked, OpenAsked, exported, opened
from monazite.studio.mapping import MapAsked, map_view
from monazite.studio.room import Room, StudyView
from monazite.studio.update import Asked, update
from monazite.studio.warning import WarningsAsked, warnings

__all__ = ["QUESTIONS", "Question"]


@dataclass(frozen=True)
class Question:
    """What a question is made of, and who answers it."""

    asked: type[BaseModel]
    answer: Callable[[Room, Any], BaseModel]

    def __call__(self, room: Room, data: Mapping[str, Any]) -> BaseModel:
        """Answer plain data; raises ValidationError where it is no such question."""
        return self.answer(room, self.asked.model_validate(data))


class Nothing(BaseModel):
    """A question that says nothing but which study it is about."""


def _study(room: Room, asked: Nothing) -> StudyView:
    return room.view()


def _fact(room: Room, asked: FactAsked) -> FactView:
    return fact(room, asked.id)


QUESTIONS: Mapping[str, Question] = {
    "study": Question(Nothing, _study),
    "update": Question(Asked, update),
    "compare": Question(Asked, compare),
    "map": Question(MapAsked, map_view),
    "explain": Question(ExplainAsked, explain),
    "facts": Question(FactsAsked, facts),
    "fact": Question(FactAsked, _fact),
    "export": Question(ExportAsked, exported),
    "open": Question(OpenAsked, opened),
    "warnings": Question(WarningsAsked, warnings),
}
