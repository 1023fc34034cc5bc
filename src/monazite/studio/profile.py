"""A region as the plan has it: what it makes, its place among makers, what it trades with home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monazite.charts.worldmap import SMALL
from monazite.core.errors import check_name
from monazite.findings.account import Contained
from monazite.findings.solution import Solution
from monazite.studio.trade import trade_in

__all__ = ["PartOfWhole", "Profile", "profile_of"]


@dataclass(frozen=True)
class PartOfWhole:
    """What one region has of a whole, in tonnes a year, and its place among all who have any."""

    form: str
    basis: str
    """Whose tonnes they are."""
    tonnes: float
    share: float
    """Of the whole, 0 to 1."""
    place: int
    """From 1, which is the largest."""
    among: int
    """How many have any."""
    concentration: float
    """Sum of the squared shares of all who have any, up to 1."""


@dataclass(frozen=True)
class Profile:
    """What a region makes of each form, what it sends home and what home sends it."""

    makes: tuple[PartOfWhole, ...]
    sells: tuple[PartOfWhole, ...]
    """Parts of all that home is sent from abroad."""
    buys: tuple[PartOfWhole, ...]
    """Parts of all that home sends abroad."""


def profile_of(solution: Solution, region: str, year: int, of: Contained | None) -> Profile:
    """Gather what a region makes and trades with home in a year, form by form in their order.

    Tonnes are those of each form, or what they contain where `of` says so. Raises InvalidInput for
    a region that is not there.
    """
    regions, home = solution.labels.regions, solution.home
    check_name("region", region, regions)
    found: dict[str, list[PartOfWhole]] = {"makes": [], "sells": [], "buys": []}
    for form in solution.study.words.forms:
        trade = trade_in(solution, form, year, of)
        abroad = [one for one in regions if one != home]
        wholes = {
            "makes": {one: trade.made(one) for one in regions},
            "sells": {one: trade.sent(one, home) for one in abroad},
            "buys": {one: trade.sent(home, one) for one in abroad},
        }
        for kind, tonnes in wholes.items():
            if tonnes.get(region, 0.0) > SMALL:
                found[kind].append(_part(form, trade.basis, tonnes, region))
    return Profile(*(tuple(found[kind]) for kind in ("makes", "sells", "buys")))


def _part(form: str, basis: str, tonnes: Mapping[str, float], region: str) -> PartOfWhole:
    known = {one: value for one, value in tonnes.items() if value > SMALL}
    whole, own = sum(known.values()), known[region]
    return PartOfWhole(
        form=form,
        basis=basis,
        tonnes=own,
        share=own / whole,
        place=1 + sum(value > own for value in known.values()),
        among=len(known),
        concentration=sum((value / whole) ** 2 for value in known.values()),
    )
