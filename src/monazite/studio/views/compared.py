"""Strategies side by side, as the screen Compare shows them."""

from __future__ import annotations

from monazite.report.headlines import NOT_DETERMINED
from monazite.report.html import Html, element, joined
from monazite.studio.asked import Asked, PartAsked, Want
from monazite.studio.comparing import compare
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.told import ComparedCell
from monazite.studio.views.pieces import button, card, choice, plain, row
from monazite.studio.views.screens import job_place
from monazite.studio.views.taken import in_its_unit
from monazite.studio.views.written import Written

__all__ = ["compared"]

BESIDE = 4
"""Strategies one may set beside the own one and what it is held against."""


def compared(room: Room, state: State, asked: PartAsked) -> Written:
    """Two to six strategies: their figures, how they differ, and their lines."""
    want = tuple(Want(chart=name, width=asked.width) for name in ("headlines", "tradeoff"))
    found = compare(room, Asked(state=state, want=want, theme=asked.theme, known=asked.known))
    only = asked.given.get("differs", "")
    heads = [
        element("th", title, scope="col", title=words)
        for title, words in zip(found.titles, found.words, strict=True)
    ]
    rows = [
        element(
            "tr",
            element("th", one.title, scope="row"),
            element("td", str(one.year)),
            [_cell(cell) for cell in one.cells],
        )
        for one in found.rows
        if one.differs or not only
    ]
    differ = [
        element("li", f"{title}: {words}.")
        for title, words in list(zip(found.titles, found.words, strict=True))[1:]
    ]
    box = element(
        "input", type="checkbox", id="only", name="differs", value="yes", checked=bool(only)
    )
    return Written(
        joined(
            (
                row(plain("span", "Beside it: "), _beside(room, state)),
                element("p", box, element("label", " Only figures that differ", for_="only")),
                element(
                    "div",
                    [element("div", data_card=chart.chart) for chart in found.charts],
                    element(
                        "div",
                        plain("h2", "Side by side"),
                        element(
                            "table",
                            element(
                                "thead",
                                element("tr", plain("th", "Figure"), plain("th", "Year"), heads),
                            ),
                            element("tbody", rows),
                        ),
                        plain("h3", "How they differ"),
                        element("ul", differ),
                        class_="card wide scroll",
                        tabindex=0,
                        role="region",
                        aria_label="Side by side",
                    ),
                    _otherwise(room, state, asked),
                    class_="grid",
                ),
            )
        ),
        found.charts,
    )


def _otherwise(room: Room, state: State, asked: PartAsked) -> Html:
    """The card that looks for other sets of levers that reach as much."""
    keys = [in_its_unit(room, state, one) for one in room.view().indicators]
    said = (
        "Up to three other sets of the study's levers that reach as much of a number in the year "
        "chosen, at no more than a twentieth above what the state and the country pay by the end."
    )
    form = row(
        choice("Number", "key", keys, asked.given.get("key") or keys[0].name),
        button("Look for other ways (minutes)", "job", "alternatives", class_="main"),
    )
    return card("Other ways to as much", said, form, job_place(), look="wide")


def _beside(room: Room, state: State) -> list[Html]:
    buttons = []
    for name in room.catalogue.strategies:
        if name in (state.base, state.ghost):
            continue
        pressed = name in state.compare
        left = [other for other in state.compare if other != name]
        chosen = left if pressed else [*left, name][-BESIDE:]
        buttons.append(
            button(
                room.study.strategies[name].title,
                "state",
                {"compare": chosen},
                aria_pressed=str(pressed).lower(),
            )
        )
    return buttons


def _cell(cell: ComparedCell) -> Html:
    unsure = "not determined" in cell.standing
    number = cell.standing == "number not determined"
    said = [cell.difference] if cell.difference not in ("", "0") and not number else []
    if unsure:
        said.append(NOT_DETERMINED)
    elif said and cell.mark != "neither":
        said.append(cell.mark)
    told = element("div", ", ".join(said), class_=f"small {cell.mark}") if said else None
    return element("td", element("span", cell.text), told, class_="loose" if number else None)
