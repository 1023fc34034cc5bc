"""The sheet a link of older data leads to: what its headlines said then, and what they say now."""

from __future__ import annotations

from monazite.core.numerals import NONE
from monazite.core.wording import with_year
from monazite.report.html import Html, element, joined
from monazite.studio.asked import PartAsked
from monazite.studio.drawing import shown
from monazite.studio.headlines import headlines
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views.pieces import plain, table
from monazite.studio.views.written import Written

__all__ = ["since"]

UNKNOWN = (
    "What its headlines said then is not known here. A link holds what was chosen, not what came "
    "of it; a studio keeps the headlines of links that were copied in it, and only as they were "
    "copied. Whoever sent the link may send a brief of then, which keeps its figures."
)
UNMOVED = "All headlines read the same now as then."
FACTS = (
    "Which facts changed in between cannot be shown: a study holds its facts as they are now. The "
    "screen Evidence lists them."
)


def since(room: Room, state: State, asked: PartAsked) -> Written:
    """Set the headlines of a link beside the same now, or say that those of then are not known."""
    made, now = asked.given.get("made", "")[:12], room.study.data_hash[:12]
    heading = element("h2", "What changed since the link was made", id="sheet-title")
    data = plain("p", f"It was made with data {made}; the study now holds data {now}.", "quiet")
    said = _side_by_side(room, state, asked) if asked.then else (plain("p", UNKNOWN),)
    return Written(joined((heading, data, *said, plain("p", FACTS, "small quiet"))))


def _side_by_side(room: Room, state: State, asked: PartAsked) -> tuple[Html, ...]:
    whole = shown(room, state)
    solved = whole.run.status == "optimal" and whole.ghost.status == "optimal"
    found = headlines(whole, state) if solved else []
    news = {one.view.key: one.view for one in found}
    then = {one.key: one for one in asked.then}
    told = [
        (
            with_year((news.get(key) or then[key]).title, (news.get(key) or then[key]).year),
            then[key].text if key in then else NONE,
            news[key].text if key in news else NONE,
        )
        for key in dict.fromkeys((*then, *news))
    ]
    moved = sum(was != is_ for _, was, is_ in told)
    count = f"{moved} of {len(told)} headlines read otherwise now." if moved else UNMOVED
    return plain("p", count), table(("Headline", "Then", "Now"), told)
