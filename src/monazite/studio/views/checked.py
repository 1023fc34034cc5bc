"""What a check of the study says: what it rests on, and what an expert would look at."""

from __future__ import annotations

from monazite.api.checking import StudyCheck
from monazite.report.html import Html, element, joined
from monazite.studio.asked import PartAsked, WarningsAsked
from monazite.studio.headlines import still_true
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views.claimed import said_in_public
from monazite.studio.views.figures import ranging, warned
from monazite.studio.views.pieces import card, plain, row, table
from monazite.studio.views.written import Written
from monazite.studio.warning import warnings

__all__ = ["checked", "looked_over"]

COUNTED = ("facts", "sources", "corrections", "claims")


def checked(room: Room, state: State, asked: PartAsked) -> Written:
    """Public claims, then the strategy as it stands with fixes, and the study as a whole."""
    found = room.handle.check()
    own = warnings(room, WarningsAsked(state=state, mend=True)).warnings
    told = [warned(one) for one in own]
    listed = dict.fromkeys(str(one.for_readers) for one in found.warnings)
    given = asked.given
    return Written(
        joined(
            (
                said_in_public(room, state, given.get("verdict", ""), given.get("claim", "")),
                card(
                    "The strategy as it stands",
                    "What an expert would look at, with levers that mend it.",
                    *(told or [plain("p", "Nothing looks odd.")]),
                ),
                card(
                    "The study",
                    f"Data {found.data_hash[:12]}. It was read without a problem; one "
                    "that is wrong does not open, and says in which file, line and column.",
                    _counts(found),
                    plain("h3", "What an expert would look at in any of its strategies"),
                    element("ul", [plain("li", one, "small") for one in listed])
                    if listed
                    else plain("p", "Nothing looks odd."),
                ),
            )
        )
    )


def _counts(found: StudyCheck) -> Html:
    rows = [(name.capitalize(), f"{getattr(found, name):,}") for name in COUNTED]
    rows += [(f"Facts of grade {grade}", f"{count:,}") for grade, count in found.grades.items()]
    return table((), rows)


def looked_over(room: Room, state: State, asked: PartAsked) -> Written:
    """The warnings above the charts; opened, each with levers that mend it."""
    mend = bool(asked.given.get("mend"))
    found = warnings(room, WarningsAsked(state=state, mend=mend)).warnings
    untested = None
    if not still_true(room.study, asked.tested):
        said = "How far do doubtful facts move these figures?"
        asks = row(plain("span", said, "small quiet"), ranging("Test it"))
        untested = element("div", asks, element("div", data_job=True), class_="untested")
    if not found:
        return Written(untested or Html(""))
    told = [warned(one) for one in found]
    summary = f"⚠ {len(found)} warning{'s' if len(found) > 1 else ''}"
    more = None if mend else "mend"
    listed = element("details", element("summary", summary), told, open=mend, data_more=more)
    return Written(joined((untested, listed)))
