"""Which groups of facts decide numbers, told in words and rows."""

from __future__ import annotations

from monazite.core.shares import NIL, share_told
from monazite.core.wording import listed
from monazite.findings.indicators import title_of
from monazite.runs.grouped import Grouped, known_groups
from monazite.studio.found_draws import ByGroup, GroupsTold
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["decided_by", "groups_at_hand", "groups_written", "told_of_groups"]

ROWS = 8
"""Groups that are told of those that decide a number."""

NAMED = 3
"""Groups that are named where all numbers stand below each other."""


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
    said = "What each group of facts decides of it is not told apart from nil."
    if not found.decides[key]:
        said = "No draw moves it."
    if rows:
        said = (
            f"In {found.draws} draws one group of facts after the other, each a table of the "
            "evidence, was drawn anew; what it does together with others stands in the last column."
        )
    title = title_of(room.run(state).solution, key)
    return GroupsTold(key=key, title=title, year=found.year, groups=rows, groups_said=said)


def decided_by(found: Grouped, key: str) -> str:
    """The groups that decide most of a number in a phrase, each with all it does with others."""
    told = [
        f"{one.title} ({share_told(one.total, one.total_error)})"
        for one in found.clear(key)[:NAMED]
    ]
    if not found.decides[key]:
        return "no draw moves it"
    return listed(told) if told else NIL
