"""The parts of pages by name: each makes its HTML of a state and of what stands in its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from monazite.core.errors import check_name
from monazite.studio.asked import PartAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.told import Part
from monazite.studio.views.checked import checked, looked_over
from monazite.studio.views.compared import compared
from monazite.studio.views.evidence import fact_sheet, facts_list
from monazite.studio.views.exercise import exercised
from monazite.studio.views.graded import graded_figures
from monazite.studio.views.mapped import mapped
from monazite.studio.views.node import node_sheet
from monazite.studio.views.number import number_sheet
from monazite.studio.views.region import region_sheet
from monazite.studio.views.screens import (
    bottlenecks,
    brief,
    effect_sheet,
    lever_sheet,
    start,
    why,
)
from monazite.studio.views.since import since
from monazite.studio.views.stopping import stress
from monazite.studio.views.touring import tour
from monazite.studio.views.written import Written

__all__ = ["PARTS", "part"]

Maker = Callable[[Room, State, PartAsked], Written]

PARTS: Mapping[str, Maker] = {
    "start": start,
    "bottlenecks": bottlenecks,
    "stress": stress,
    "why": why,
    "brief": brief,
    "compare": compared,
    "evidence": facts_list,
    "fact": fact_sheet,
    "number": number_sheet,
    "node": node_sheet,
    "region": region_sheet,
    "lever": lever_sheet,
    "effect": effect_sheet,
    "check": checked,
    "exercise": exercised,
    "warnings": looked_over,
    "headlines": graded_figures,
    "map": mapped,
    "tour": tour,
    "since": since,
}
"""Parts by the name a page asks for."""


def part(room: Room, asked: PartAsked) -> Part:
    """Make a part of a page; raises InvalidInput for one that is not there."""
    check_name("part", asked.part, PARTS)
    state, _ = room.understood(asked.state)
    made = PARTS[asked.part](room, state, asked)
    return Part(html=made.html, charts=list(made.charts))
