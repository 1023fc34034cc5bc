"""Which groups of facts decide numbers, in words that briefs, the studio and the shell share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from monazite.core.shares import NIL, share_told
from monazite.core.wording import listed

if TYPE_CHECKING:
    from monazite.runs.draws.grouped import Grouped

__all__ = [
    "groups_named",
    "says_how_drawn_anew",
    "says_what_decides_one",
    "says_what_groups_decide",
    "says_which_decide",
]

NAMED = 3
"""Groups that are named of those that decide a number."""

ANEW = "one group of facts after the other, each a table of the evidence, was drawn anew"

MORE_THAN_ALL = (
    "A share is of the variance and holds all a group does together with others, so that shares "
    "may come to more than the whole."
)


def groups_named(found: Grouped, key: str, most: int = NAMED, *, sized: bool = False) -> str:
    """The groups that decide most of a number in a phrase, each with all it does with others.

    Where `sized`, each with how many facts and families it holds. In words where no group stands
    out, or no draw moves the number.
    """
    told = [
        f"“{one.title}” ({share})"
        if not sized
        else f"“{one.title}” ({found.sizes[one.input]} inputs, {share})"
        for one in found.clear(key)[:most]
        for share in [share_told(one.total, one.total_error)]
    ]
    if not told:
        return NIL if found.decides.get(key) else "no draw moves it"
    return listed(told)


def says_which_decide(found: Grouped, key: str) -> str:
    """Say above a table of the groups of a number how they were tried, or why there is no table."""
    if not found.decides.get(key):
        return "No draw moves it."
    if not found.clear(key):
        return _says_nothing_of("it")
    return (
        f"In {found.draws} draws {ANEW}; what it does together with others stands in the last "
        "column."
    )


def says_how_drawn_anew(found: Grouped, strategy: str, world: str) -> str:
    """Say above a table of many numbers how their groups were tried, and of what shares are."""
    return (
        f"In {found.draws} draws of all facts {ANEW} under “{strategy}” in the world “{world}”. "
        f"{MORE_THAN_ALL}"
    )


def says_what_decides_one(found: Grouped, key: str, most: int) -> str:
    """Say which groups decide a number of a strategy, which is called by its name."""
    if not found.clear(key):
        return _says_nothing_of(found.strategy)
    told = groups_named(found, key, most, sized=True)
    return f"By group of facts, with all it does together with others, {found.strategy}: {told}."


def says_what_groups_decide(found: Grouped | None, names: Mapping[str, str]) -> list[str]:
    """Say of each headline which groups of facts decide it; nothing where nobody tried them."""
    if found is None:
        return []
    told: dict[str, list[str]] = {}
    for key, name in names.items():
        if found.clear(key):
            told.setdefault(groups_named(found, key), []).append(f"“{name}”")
    said = [f"{listed(keys)} with {groups}" for groups, keys in told.items()]
    if not said:
        return [_says_nothing_of("these figures")]
    return [
        f"By groups of facts, each a table of the evidence, the figures of {found.year} move most: "
        f"{'; '.join(said)}. {MORE_THAN_ALL} Behind each stands its standard error."
    ]


def _says_nothing_of(what: str) -> str:
    return f"What each group of facts decides of {what} is {NIL}."
