"""Warns of uses that lack most of what they want: what is in the way, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monazite.core.errors import Problem
from monazite.core.numerals import percent
from monazite.core.wording import listed, lowered, place_named, years_in_words
from monazite.findings.bottlenecks import Lack, MostlyUnmet, Why, mostly_unmet
from monazite.findings.solution import Solution

__all__ = ["warns_of_mostly_unmet"]

TOLD = 3
"""What is in the way of a use, of which a sentence names so much."""

_OF_PLANTS: Mapping[Why, tuple[str, str]] = {
    "no plant": ("has no capacity", "have no capacity"),
    "no growth": ("is full and never grows", "are full and never grow"),
    "full": ("is full", "are full"),
    "permit": ("makes all that its permit allows", "make all that their permits allow"),
    "reserves": ("has no more in the ground", "have no more in the ground"),
}

_REMEDIES: Mapping[Why, str] = {
    "no route": "add a plant to chain/facilities.csv or a lane to chain/lanes.csv",
    "no lane": "add a lane to chain/lanes.csv",
    "no plant": "give a nameplate, or a lever that adds to it",
    "no growth": "give a build_rate or a larger nameplate, or a lever that adds to it",
    "full": "look at nameplate and build_rate",
    "permit": "look at the permit",
    "reserves": "look at the reserves",
    "control": "look at what limits trade in strategies, worlds and chain/lanes.csv",
    "price": "hold choke and reference_price in chain/uses.csv against costs, freight and margins",
}


def warns_of_mostly_unmet(plans: Mapping[str, Solution]) -> list[Problem]:
    """Warn of uses at home that lack most of what they want under plans, by their titles.

    Uses and plans that lack it for the same reasons in the same years are told together.
    """
    alike: dict[tuple[tuple[int, ...], tuple[Lack, ...]], dict[str, list[MostlyUnmet]]] = {}
    for title, solution in plans.items():
        for row in mostly_unmet(solution):
            alike.setdefault((row.years, row.lacks), {}).setdefault(title, []).append(row)
    return [_warning(rows) for rows in alike.values()]


def _warning(by_plan: Mapping[str, Sequence[MostlyUnmet]]) -> Problem:
    rows = [row for of_plan in by_plan.values() for row in of_plan]
    first, uses = rows[0], dict.fromkeys(lowered(row.title) for row in rows)
    lacks, more = first.lacks[:TOLD], len(first.lacks) - TOLD
    why = [*_said(lacks), *([f"{more} more"] * (more > 0))]
    return Problem(
        message=f"under {listed([f'“{title}”' for title in by_plan])} most demand of "
        f"{listed(list(uses))} is unmet in {years_in_words(first.years)}, up to "
        f"{percent(max(row.share for row in rows))}: {'; '.join(why)}",
        remedy="; ".join(dict.fromkeys(_REMEDIES[lack.why] for lack in lacks)),
    )


def _said(lacks: Sequence[Lack]) -> Iterable[str]:
    """Say what is in the way, what is of one kind together."""
    for why in dict.fromkeys(lack.why for lack in lacks):
        of_kind = [lack for lack in lacks if lack.why == why]
        named = listed([f"“{lack.title}”" for lack in of_kind])
        if why in _OF_PLANTS:
            yield f"{named} {_OF_PLANTS[why][len(of_kind) > 1]}"
        elif why == "price":
            yield "what it takes costs more to bring than its users would pay"
        elif why == "control":
            yield f"trade is held back ({listed([lack.title for lack in of_kind])})"
        else:
            brings = "no lane" if why == "no lane" else "nothing"
            for lack in of_kind:
                yield f"{brings} brings {lowered(lack.title)} to {place_named(lack.region)}"
