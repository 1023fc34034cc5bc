"""A price between two bounds, and a purchase by the state, as edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import MAKERS, edits, money_in, stated_price, window_shares
from monazite.parameters.levers.support import capped, in_place_of_others
from monazite.strategy import CapAndFloor, Offtake
from monazite.study import Study

Rates = dict[str, dict[int, float]]
"""money/t by awardee and period."""


@MAKERS.of(CapAndFloor)
def cap_and_floor(lever: CapAndFloor, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Pay awardees what the stated price lacks of the floor, take what it is above the cap.

    incentive = share of period x max(0, floor - stated price), on a tonnage a year;
    payback = share of period x max(0, stated price - cap), on all of the output.
    """
    awardees = tuple(dict.fromkeys(lever.facilities))
    floor, cap = money_in(lever, "floor", study), money_in(lever, "cap", study)
    yield from in_place_of_others(lever, parameters, awardees)
    paid: Rates = {awardee: {} for awardee in awardees}
    taken: Rates = {awardee: {} for awardee in awardees}
    for period, part in window_shares(parameters, lever).items():
        for awardee in awardees:
            price = stated_price(study, parameters, awardee, period)
            paid[awardee][period] = part * max(floor - price, 0.0)
            taken[awardee][period] = part * max(price - cap, 0.0)
    yield from edits(lever, "incentive", "set", "awardee", paid)
    yield from edits(lever, "payback", "set", "awardee", taken)
    yield from _limited(lever, parameters, awardees)
    yield from capped(lever, study, parameters, awardees)


@MAKERS.of(Offtake)
def offtake(lever: Offtake, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Buy from awardees at a price above the stated one, and sell on.

    incentive = share of period x (price - stated price), where that is above nothing: what a maker
    gets more than by selling himself. purchase_price and resale_price are that share of what the
    state pays and gets; none where the maker would rather sell himself.
    """
    awardees = tuple(dict.fromkeys(lever.facilities)) or makers_of(
        study, parameters, lever.material or ""
    )
    price = money_in(lever, "price", study)
    resale = None if lever.resale is None else money_in(lever, "resale", study)
    yield from in_place_of_others(lever, parameters, awardees)
    rates: dict[str, Rates] = {
        name: {awardee: {} for awardee in awardees}
        for name in ("incentive", "purchase_price", "resale_price")
    }
    for period, part in window_shares(parameters, lever).items():
        for awardee in awardees:
            stated = stated_price(study, parameters, awardee, period)
            part_sold = part if price > stated else 0.0
            rates["incentive"][awardee][period] = part_sold * (price - stated)
            rates["purchase_price"][awardee][period] = part_sold * price
            rates["resale_price"][awardee][period] = part_sold * (
                stated if resale is None else resale
            )
    for name, by_awardee in rates.items():
        yield from edits(lever, name, "set", "awardee", by_awardee)
    yield from _limited(lever, parameters, awardees)


def makers_of(study: Study, parameters: Parameters, material: str) -> tuple[str, ...]:
    """Awardees counted in tonnes of a material."""
    recipe_of = parameters.labels.facility_recipe
    return tuple(
        awardee
        for awardee in parameters.labels.awardees
        if study.chain.reference[recipe_of[awardee]] == material
    )


def _limited(
    lever: CapAndFloor | Offtake, parameters: Parameters, awardees: tuple[str, ...]
) -> Iterator[Edit]:
    tonnes: Mapping[int, float] = dict.fromkeys(
        window_shares(parameters, lever), lever.tonnes_per_year
    )
    yield from edits(lever, "supported_limit", "set", "awardee", dict.fromkeys(awardees, tonnes))
