"""Questions a page may ask of a study, by name; each takes plain data and gives a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from monazite.studio.comparing import Compared, compare
from monazite.studio.evidence import FactsAsked, FactsFound, FactView, fact, facts
from monazite.studio.explaining import Explained, explain
from monazite.studio.exports import exported, opened
from monazite.studio.mapping import map_view
from monazite.studio.room import Room, StudyView
from monazite.studio.update import Asked, Update, update

__all__ = ["QUESTIONS"]

Question = Callable[[Room, Mapping[str, Any]], Any]


def _study(room: Room, question: Mapping[str, Any]) -> StudyView:
    return room.view()


def _update(room: Room, question: Mapping[str, Any]) -> Update:
    return update(room, Asked.model_validate(question))


def _explain(room: Room, question: Mapping[str, Any]) -> Explained:
    return explain(room, question)


def _facts(room: Room, question: Mapping[str, Any]) -> FactsFound:
    return facts(room, FactsAsked.model_validate(question))


def _fact(room: Room, question: Mapping[str, Any]) -> FactView:
    return fact(room, str(question["id"]))


def _compare(room: Room, question: Mapping[str, Any]) -> Compared:
    return compare(room, Asked.model_validate(question))


QUESTIONS: Mapping[str, Question] = {
    "study": _study,
    "update": _update,
    "explain": _explain,
    "facts": _facts,
    "fact": _fact,
    "compare": _compare,
    "map": map_view,
    "export": exported,
    "open": opened,
}
