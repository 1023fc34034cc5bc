"""Says what a plan cannot tell, from what its study uses: no study is warned of what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monazite.core.wording import listed
from monazite.findings.solution import Solution
from monazite.parameters.labels import region_of
from monazite.parameters.named import place_named
from monazite.strategy import World

Applies = Callable[[Solution, World], bool]
Says = Callable[[Solution, World], str]


@dataclass(frozen=True)
class Caution:
    """One limit of what a plan can tell: when it holds, and how it reads."""

    name: str
    applies: Applies
    says: Says


def cautions(solution: Solution, world: World) -> list[str]:
    """List what the plan of a reading cannot tell, in sentences.

    Every sentence follows from the study's parameters, its labels or the events of the world.
    """
    return [one.says(solution, world) for one in CAUTIONS if one.applies(solution, world)]


def _any(solution: Solution, *names: str) -> bool:
    """Whether any of these parameters is anything but zero."""
    return any(bool(solution.parameters[name].any()) for name in names)


def _has_margin(solution: Solution, world: World) -> bool:
    return _any(solution, "plant_price_cost_margin", "lane_price_cost_margin")


def _home_owners(solution: Solution) -> list[str]:
    """Places inside home at which owners balance materials of their own."""
    labels = solution.labels
    return sorted(
        {
            node.place
            for node in labels.nodes
            for at in (place_named(node.place),)
            if at.region == labels.home and at.ownership_account
        }
    )


def _surprises(world: World) -> list[int]:
    """Years in which the world brings news nobody acts on before."""
    return sorted(
        {int(lever.starts[:4]) for lever in world.levers if getattr(lever, "is_surprise", False)}
    )


def _foresight(solution: Solution, world: World) -> str:
    known = f"All owners know demand and costs as far as {solution.labels.periods[-1]}"
    news = _surprises(world)
    if not news:
        return f"{known}, and nothing takes anyone by surprise, so plans look wiser than they are."
    years = listed([str(year) for year in news])
    return f"{known}, apart from the news of {years}, so plans look wiser than they are."


def _owners(solution: Solution, world: World) -> str:
    titles = solution.parameters.titles
    named = [
        titles.get(place_named(place).ownership_account, place) for place in _home_owners(solution)
    ]
    if len(named) > 3:
        named = [*named[:2], f"{len(named) - 2} more"]
    return (
        f"Owners at home ({listed(named)}) sell to each other at a stated price and not at one "
        "they would bargain for."
    )


def _lanes(solution: Solution, world: World) -> str:
    home = solution.home
    crossing = [
        lane
        for lane in solution.labels.lanes
        if not lane.is_transfer and home in (lane.origin, lane.destination)
    ]
    out = sum(lane.origin == home for lane in crossing)
    into = len(crossing) - out
    ways = [f"{into} ways in" if into != 1 else "one way in", f"{out} out"]
    return (
        f"Material reaches or leaves home only along lanes the study names ({listed(ways)}): what "
        "would find a way nobody uses today is not seen."
    )


def _without_floors(solution: Solution, world: World) -> bool:
    """Whether no plant abroad has to run, by contract or otherwise."""
    labels = solution.labels
    abroad = [name for name in labels.facilities if labels.facility_region[name] != labels.home]
    return not any(
        bool((solution.parameters[name].sel(facility=abroad) > 0).any())
        for name in ("floor", "floor_share")
    )


def _answers(solution: Solution, world: World) -> bool:
    """Whether users answer prices: some demand is cut into steps."""
    share = solution.parameters["tranche_share"].values
    return bool(((share > 0) & (share < 1)).any())


def _stored(solution: Solution, world: World) -> bool:
    return any(region_of(store.place) != solution.home for store in solution.labels.stores)


CAUTIONS: Sequence[Caution] = (
    Caution(
        "margin",
        _has_margin,
        lambda solution, world: (
            "The margin between what plants cost and what markets charge is stated and stays: it "
            "neither shrinks when plants stand idle nor grows in a shortage."
        ),
    ),
    Caution(
        "no_margin",
        lambda solution, world: not _has_margin(solution, world),
        lambda solution, world: (
            "Prices are what the last tonne costs; no margin between that and what markets charge "
            "is in the study, so goods from abroad look cheaper than customs would say."
        ),
    ),
    Caution(
        "single_years",
        lambda solution, world: _any(solution, "build_rate"),
        lambda solution, world: (
            "Prices of single years swing: capital may be earned back in one year or the next at "
            "the same cost over all, so that means over years say more than a year."
        ),
    ),
    Caution("foresight", lambda solution, world: True, _foresight),
    Caution("owners", lambda solution, world: bool(_home_owners(solution)), _owners),
    Caution(
        "one_owner",
        lambda solution, world: not _home_owners(solution),
        lambda solution, world: (
            "All makers at home share what is made there, so nothing here says who is given it."
        ),
    ),
    Caution("lanes", lambda solution, world: True, _lanes),
    Caution(
        "cheapest",
        _without_floors,
        lambda solution, world: (
            "Plants abroad run where they are cheapest: no contract keeps any of them running, "
            "which makes the cheapest supplier look larger than it is."
        ),
    ),
    Caution(
        "stores_abroad",
        lambda solution, world: not _stored(solution, world),
        lambda solution, world: (
            "Nobody abroad keeps stock, so that a shortage there begins on its first day."
        ),
    ),
    Caution(
        "users",
        _answers,
        lambda solution, world: (
            "Users answer the price of the year along one curve for each use; what they learn to "
            "do without for good is not in it."
        ),
    ),
    Caution(
        "years",
        lambda solution, world: True,
        lambda solution, world: (
            "A year is the smallest step: of a stop of a few months only what it takes from its "
            "year is seen."
        ),
    ),
)
"""Every limit a plan may have, in the order they are told."""
