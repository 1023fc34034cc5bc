"""What an expert would look at in a strategy as it stands; asked behind figures and charts."""

from __future__ import annotations

from pydantic import BaseModel

from monazite.parameters.audit import audit
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["Warned", "Warnings", "WarningsAsked", "warnings"]

AT_MOST = 20


class WarningsAsked(BaseModel):
    """The state that is looked over."""

    state: State


class Warned(BaseModel):
    """What looks odd, and what would mend it."""

    text: str
    remedy: str


class Warnings(BaseModel):
    """All that looks odd in a state."""

    warnings: list[Warned]


def warnings(room: Room, asked: WarningsAsked) -> Warnings:
    """Look a state over; raises InvalidInput when a value of it is refused."""
    state, _ = room.understood(asked.state)
    found = audit(room.study, room.run(state).parameters)
    return Warnings(
        warnings=[Warned(text=one.message, remedy=one.remedy) for one in found[:AT_MOST]]
    )
