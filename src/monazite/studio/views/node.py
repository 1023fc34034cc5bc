"""The sheet of a node of the chain: its balance, how full its plants are, and its facts."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.charts.chain import balance
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number, shown
from monazite.findings.account import chain_account
from monazite.report.html import Html, element, joined
from monazite.studio.asked import PartAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views.evidence import facts_about
from monazite.studio.views.pieces import plain, table
from monazite.studio.views.written import Written

__all__ = ["node_sheet"]


def node_sheet(room: Room, state: State, asked: PartAsked) -> Written:
    """Balance a node in the year chosen; raises InvalidInput for one the chain does not have."""
    node = asked.given.get("key", "")
    solution = room.run(state).records.solved_in(state.year)
    account = chain_account(solution, state.year, of=room.telling(state).of)
    found = balance(account.by_strand(), account.nodes, year=state.year, node=node)
    if found is None:
        raise InvalidInput(
            Problem(field="node", message="the chain has no such place", remedy="choose one of it")
        )
    way = shown(found.unit)
    used = found.utilisation
    full = (
        f"Home plants run at {number(100 * used)} % of what they may." if used is not None else None
    )
    return Written(
        joined(
            (
                element("h2", f"{found.title}, {state.year}", id="sheet-title"),
                plain("p", f"{account.group} contained, {way.label}.", "quiet"),
                *_side("Comes in", "From", found.comes, way.factor),
                *_side("Goes on", "To", found.goes, way.factor),
                plain("p", full) if full else None,
                *facts_about(room, {node}, "Facts about it"),
            )
        )
    )


def _side(
    title: str, head: str, flows: Sequence[tuple[str, float]], factor: float
) -> tuple[Html, ...]:
    if not flows:
        return ()
    lines = [(name, number(factor * value)) for name, value in flows]
    total = number(factor * sum(value for _, value in flows))
    return plain("h3", title), table((head, "Tonnes a year"), lines, foot=("Together", total))
