"""The figures that never leave the screen once more, with their grades, which take longer."""

from __future__ import annotations

from monazite.report.html import Html
from monazite.studio.asked import PartAsked
from monazite.studio.drawing import shown
from monazite.studio.headlines import headlines, still_true
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views.figures import figures
from monazite.studio.views.written import Written

__all__ = ["graded_figures"]


def graded_figures(room: Room, state: State, asked: PartAsked) -> Written:
    """Every headline as it stands, with the grade of what it rests on; nothing without a plan."""
    whole = shown(room, state)
    if any(one.status != "optimal" for one in (whole.run, whole.ghost)):
        return Written(Html(""))
    tested = still_true(room.study, asked.tested)
    return Written(figures(headlines(whole, state, tested, graded=True)))
