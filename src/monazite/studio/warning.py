"""What an expert would look at in a strategy as it stands; asked behind figures and charts."""

from __future__ import annotations

from monazite.parameters.audit import audit
from monazite.studio.asked import WarningsAsked
from monazite.studio.room import Room
from monazite.studio.told import Warned, Warnings

__all__ = ["warnings"]

AT_MOST = 20


def warnings(room: Room, asked: WarningsAsked) -> Warnings:
    """Look a state over; raises InvalidInput when a value of it is refused."""
    state, _ = room.understood(asked.state)
    found = audit(room.study, room.run(state).parameters)
    return Warnings(
        warnings=[Warned(text=one.message, remedy=one.remedy) for one in found[:AT_MOST]]
    )
