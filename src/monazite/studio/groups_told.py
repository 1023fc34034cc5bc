"""Which groups of facts decide a number, in rows under a sentence."""

from __future__ import annotations

from monazite.brief.sentences.groups import says_which_decide
from monazite.core.shares import share_told
from monazite.findings.indicators import title_of
from monazite.runs.draws.grouped import Grouped, known_groups
from monazite.studio.found_draws import ByGroup, GroupsTold
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["groups_at_hand", "groups_written", "told_of_groups"]

ROWS = 8
"""Groups that are told of those that decide a number."""


def told_of_groups(room: Room, state: State, key: str) -> GroupsTold | None:
    """Tell of a number what is known of groups in the year chosen; None where nothing is."""
    found = groups_at_hand(room, state)
    if found is None or key not in found.decides:
        return None
    return groups_written(room, state, found, key)


def groups_at_hand(room: Room, state: State) -> Grouped | None:
    """What the study keeps, or somebody worked out, of the plan and the year chosen."""
    return known_groups(room.run(state), state.year)


def groups_written(room: Room, state: State, found: Grouped, key: str) -> GroupsTold:
    """Tell which groups decide a number, the one that decides most first, and a sentence on it."""
    rows = [
        ByGroup(
            title=one.title,
            facts=found.sizes[one.input],
            alone=share_told(one.first_order, one.first_order_error),
            whole=share_told(one.total, one.total_error),
        )
        for one in found.clear(key)[:ROWS]
    ]
    title = title_of(room.run(state).solution, key)
    said = says_which_decide(found, key)
    return GroupsTold(key=key, title=title, year=found.year, groups=rows, groups_said=said)
