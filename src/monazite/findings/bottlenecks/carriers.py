"""Which facts and levers carry most of a number: those behind what it is about, by their worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice, zip_longest

import numpy as np

from monazite.core.units import is_money
from monazite.findings.bottlenecks.things import AtHome, Things
from monazite.findings.bottlenecks.weights import Carrier, Side, Weight, Weights, anchors
from monazite.findings.costs import PAID_BY, outlay_items
from monazite.findings.indicators import entry_of, full_key, over_time, spelled_out
from monazite.findings.solution import Series, Solution, once_for_a_plan

MOST = 3
"""Facts and levers named beside a number."""

_OF_ITSELF = (
    *("nameplate", "permit", "reserves", "contract_tonnes", "demand", "lane_limit"),
    *("reference_flow", "initial_stock", "stock_limit", "build_rate", "recipe_amount"),
    *("operating_cost", "capital_cost", "freight", "storage_cost", "equivalence", "scrap_share"),
)
"""Parameters that say how much of a thing there is, then what it makes of what and at what cost."""

OUTLAY = "public_outlay"

SUPPLY: tuple[Side, ...] = ("limit",)
AMOUNT: tuple[Side, ...] = ("limit", "need")
MONEY: tuple[Side, ...] = ("limit", "need", "cost")
"""What counts for what is made, traded or stored; for other amounts and shares; and for money."""

_OF_SUPPLY = frozenset({"output", "world_share", "exports", "stock"})
"""Indicators of what is made, traded or stored, whoever wants it."""


@once_for_a_plan
def carrying(solution: Solution) -> Carrying:
    """The carriers of a plan, found once."""
    return Carrying(solution)


class Carrying:
    """What carries the numbers of one plan.

    A limit that binds at home carries what it is about by what a limit twice as large would save a
    year, need at home by its worth at the price of the plan, a cost by what is paid. The heaviest
    of each side comes first, so that a share names what it is of as well as what is had of it.
    Where nothing that a number is about has any worth in its year, the facts its own parameters
    rest on stand in, amounts before costs.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self._found: dict[tuple[object, ...], tuple[Carrier, ...]] = {}
        self._of_indicators: dict[tuple[str, int], tuple[Carrier, ...]] = {}
        self._weights = Weights(solution)
        self._places: dict[int, Mapping[str, list[int]]] = {}
        self.things = AtHome(solution)

    def of_indicator(self, key: str, year: int) -> tuple[Carrier, ...]:
        """What carries an indicator in a year; of a sum over years, all of them up to it."""
        if (key, year) not in self._of_indicators:
            self._of_indicators[key, year] = self._of_indicator(key, year)
        return self._of_indicators[key, year]

    def _of_indicator(self, key: str, year: int) -> tuple[Carrier, ...]:
        name, things, years, sides = self._about(key, year)
        return self.of_outlay(years) if name == OUTLAY else self.of(things, years, sides)

    def worths_of_indicator(self, key: str, year: int) -> Mapping[Side, Mapping[Carrier, float]]:
        """What each fact and lever behind an indicator is worth in a year, money, by side.

        Nothing for public money: levers spend that, and no limit or need says how much it is.
        """
        name, things, years, sides = self._about(key, year)
        return {} if name == OUTLAY else self._worths(things, years, sides)

    def _about(
        self, key: str, year: int
    ) -> tuple[str, Things | None, tuple[int, ...], tuple[Side, ...]]:
        """The name of an indicator, what it is about, in which years, and which sides count."""
        name, qualifier = full_key(spelled_out(self.solution.study, key))
        years: tuple[int, ...] = (year,)
        if over_time(name):
            years = tuple(one for one in self.solution.years if one <= year)
            name, qualifier = full_key(qualifier)
        sides = SUPPLY if name in _OF_SUPPLY else AMOUNT
        if is_money(entry_of(key).unit):
            sides = MONEY
        return name, self.things.of_qualifier(qualifier), years, sides

    def of_outlay(self, years: Sequence[int], items: Iterable[str] = ()) -> tuple[Carrier, ...]:
        """Levers that spend public money in years, the largest item first; of some items or all."""
        places = [self.solution.years.index(year) for year in years]
        paid = {
            item: float(np.abs(series[places]).sum())
            for item, series in self._outlay.items()
            if not items or item in items
        }
        found: dict[Carrier, None] = {}
        for item in sorted((item for item in paid if paid[item] > 0), key=lambda item: -paid[item]):
            for entry in self.solution.parameters.edits_of(PAID_BY[item]):
                found[Carrier(entry.edit.origin.name, True)] = None
        return tuple(found)[:MOST]

    @cached_property
    def _outlay(self) -> Mapping[str, Series]:
        return outlay_items(self.solution)

    def of(
        self, things: Things | None, years: Sequence[int], sides: tuple[Side, ...] = AMOUNT
    ) -> tuple[Carrier, ...]:
        """What carries most of a number about things, or about all of home; heaviest first."""
        key = (things, tuple(years), sides)
        if key not in self._found:
            self._found[key] = tuple(islice(self._heaviest(*key), MOST))
        return self._found[key]

    def of_limits(self, year: int) -> list[tuple[Carrier, ...]]:
        """What sets each limit that binds at home in a year, that of the limit worth most first."""
        limits = (one for one in self._weights.in_year(year) if one.side == "limit")
        return [one.carriers for one in sorted(limits, key=lambda one: -one.worth)]

    def of_flow(self, label: str, year: int) -> tuple[Carrier, ...]:
        """What carries a flow, stock or addition, by the label of its row."""
        return self.of(self.things.of_label(label), (year,))

    def _worths(
        self, things: Things | None, years: tuple[int, ...], sides: tuple[Side, ...]
    ) -> Mapping[Side, Mapping[Carrier, float]]:
        worths: dict[Side, dict[Carrier, float]] = {side: {} for side in sides}
        for year in years:
            for one in self._weights_of(things, year):
                if one.side in worths:
                    of_side = worths[one.side]
                    for place, carrier in enumerate(one.carriers):
                        # what stands first under a limit is what sets it; the rest corrects it
                        of_side[carrier] = of_side.get(carrier, 0.0) + one.worth / (1 + place)
        return worths

    def _heaviest(
        self, things: Things | None, years: tuple[int, ...], sides: tuple[Side, ...]
    ) -> Iterator[Carrier]:
        ranked = [
            sorted(of_side.items(), key=lambda item: (-item[1], item[0].name))
            for of_side in self._worths(things, years, sides).values()
            if of_side
        ]
        first = sorted((side[0] for side in ranked), key=lambda item: -item[1])
        rest = sorted((item for side in ranked for item in side[1:]), key=lambda item: -item[1])
        yield from dict.fromkeys(carrier for carrier, _ in (*first, *rest))
        if not ranked and things is not None:
            yield from self._own_of(things, years)

    def _weights_of(self, things: Things | None, year: int) -> Iterable[Weight]:
        """What carries things in a year, in the order it was found."""
        weights = self._weights.in_year(year)
        if things is None:
            return weights
        by_thing = self._by_thing(year)
        places = {place for thing in things for place in by_thing.get(thing, ())}
        return [weights[place] for place in sorted(places)]

    def _by_thing(self, year: int) -> Mapping[str, list[int]]:
        """Places of the weights of a year by thing."""
        if year not in self._places:
            places: dict[str, list[int]] = {}
            for place, one in enumerate(self._weights.in_year(year)):
                for thing in one.things:
                    places.setdefault(thing, []).append(place)
            self._places[year] = places
        return self._places[year]

    def _own_of(self, things: Things, years: tuple[int, ...]) -> Iterator[Carrier]:
        """What the parameters of things rest on in years, amounts before costs."""
        found: list[tuple[int, str, Carrier]] = []
        for thing in things:
            for order, dated in self._own.get(thing, {}).items():
                known = {one for one in dated if one is not None}
                near = {anchor for year in years for anchor in anchors(known, year)}
                places: list[int | None] = [*near] or [None]
                found += [(order, thing, one) for place in places for one in dated.get(place, ())]
        found.sort(key=lambda one: (one[0], one[1], one[2].name))
        yield from dict.fromkeys(carrier for *_, carrier in found)

    @cached_property
    def _own(self) -> Mapping[str, Mapping[int, Mapping[int | None, list[Carrier]]]]:
        """By label, order in which its parameters count, and year: what carries them."""
        found: dict[str, dict[int, dict[int | None, list[Carrier]]]] = {}
        for order, name in enumerate(_OF_ITSELF):
            for cell, quantity in self.solution.parameters.lineage.get(name, {}).items():
                year = next((part for part in cell if isinstance(part, int)), None)
                carriers = [Carrier(fact, False) for fact in quantity.facts]
                for part in cell:
                    if isinstance(part, str) and carriers:
                        dated = found.setdefault(part, {}).setdefault(order, {})
                        dated.setdefault(year, []).extend(carriers)
        return found


def in_turn(parts: Iterable[Iterable[Carrier]], most: int) -> tuple[Carrier, ...]:
    """The heaviest of each part first, then the next of each; none twice, and so many at most."""
    ranked = chain.from_iterable(zip_longest(*parts))
    return tuple(dict.fromkeys(one for one in ranked if one is not None))[:most]
