"""The sheet of a number: what it is made of, down to facts."""

from __future__ import annotations

from monazite.report.html import Html, element, joined
from monazite.studio.asked import ExplainAsked, PartAsked
from monazite.studio.explaining import explain
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.told import StepView
from monazite.studio.views.figures import ranging
from monazite.studio.views.pieces import button, graded, plain, row
from monazite.studio.views.written import Written

__all__ = ["number_sheet"]


def number_sheet(room: Room, state: State, asked: PartAsked) -> Written:
    """Take a number apart; raises InvalidInput for one that is not there."""
    key = asked.given.get("key", "")
    found = explain(room, ExplainAsked(state=state, key=key, year=asked.year))
    return Written(
        joined(
            (
                element("h2", f"{found.title}, {found.year}", id="sheet-title"),
                element("p", plain("b", found.text)),
                plain("p", f"As chosen above {found.told}; here as the study counts it.", "quiet")
                if found.told
                else None,
                row(
                    button("Which levers account for it", "why", key),
                    ranging("Between what doubtful facts put it"),
                ),
                element("div", data_job=True),
                plain("h3", "How it is worked out"),
                plain("p", found.formula, "small"),
                element("ol", [_step(one, found.against) for one in found.steps], class_="tree"),
            )
        )
    )


def _step(one: StepView, against: str) -> Html:
    named = one.text
    if one.fact:
        named = button(one.text, "sheet", "fact", {"id": one.fact}, class_="plain left")
    return element(
        "li",
        plain("span", f"{one.kind} ", "kind"),
        named,
        plain("b", f" {one.value} ") if one.value else None,
        graded(one.grade),
        plain("span", f" ({one.before} in “{against}”)", "quiet small") if one.before else None,
        style=f"padding-left:{one.depth * 16}px",
    )
