"""The tour: five steps through the screens in the study's own words, offered once."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.report.html import Html, element
from monazite.studio.asked import PartAsked
from monazite.studio.room import Room
from monazite.studio.state import SCREENS, State
from monazite.studio.views.pieces import button, card, plain, row
from monazite.studio.views.written import Written

__all__ = ["offered", "tour"]

OVER = "0"
"""The step of a tour that was taken or skipped."""


def offered(asked: PartAsked) -> Html | None:
    """The offer of a tour; None for whoever took or skipped it, which the page remembers."""
    if "toured" in asked.given:
        return None
    return card(
        "New here?",
        "Five steps show what moves, where to look and what to take away.",
        row(
            button("Take the tour", "tour", "1", "levers", class_="main"),
            button("No, thanks", "tour", OVER, "start"),
        ),
    )


def tour(room: Room, state: State, asked: PartAsked) -> Written:
    """A step of the tour with the way to the next one; nothing once it is over."""
    steps = list(_steps(room, state))
    known = {str(at): at for at in range(1, len(steps) + 1)}
    at = known.get(asked.given.get("step", ""))
    if at is None:
        return Written(Html(""))
    screen, text = steps[at - 1]
    said = element("p", plain("b", f"{at} of {len(steps)}, {SCREENS[screen]}: "), text)
    if at == len(steps):
        ways = row(button("Done", "tour", OVER, screen, class_="main"))
    else:
        to = steps[at][0]
        onward = button(f"Next: {SCREENS[to]}", "tour", str(at + 1), to, class_="main")
        ways = row(onward, button("Skip the tour", "tour", OVER, screen))
    return Written(element("div", said, ways, class_="card tour"))


def _steps(room: Room, state: State) -> Iterator[tuple[str, str]]:
    """What each step says, behind the screen it is said on."""
    study = room.study
    home = study.home_said
    yield (
        "levers",
        f"On the panel stands what {home} chooses. Switch a lever on or off, or unfold it and "
        f"move its number: every figure and picture follows. Under “World” stands what {home} "
        "does not choose.",
    )
    yield (
        "chain",
        f"Where every tonne comes from and where it goes, up to {study.words.product.plural} and "
        "those who use them, in the year of the bar above. The figures over it stay on every "
        f"screen and are held against “{study.strategies[state.ghost].title}”; a click on one "
        "shows what it is made of, down to facts and their sources.",
    )
    yield (
        "bottlenecks",
        "Which plants and permits are full, year by year. A button below looks for what stands "
        "behind them. Such work takes a while, says how far it is and can be cancelled.",
    )
    yield (
        "why",
        "What each lever accounts for, how sure a number is, and what it would take to bring it "
        "to a target.",
    )
    yield (
        "brief",
        "What to hand on: two pages as PDF, a web page or a workbook. The address of every page "
        "holds all that was chosen, so a link will do as well.",
    )
