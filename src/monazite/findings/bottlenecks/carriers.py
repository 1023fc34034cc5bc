"""Which facts and levers carry most of a number: those behind what it is about, by their worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

import numpy as np

from monazite.core.units import is_money
from monazite.findings.bottlenecks.weights import (
    Carrier,
    Side,
    Things,
    Weight,
    anchors,
    plants_at_home,
    weights_by_year,
)
from monazite.findings.costs import PAID_BY, outlay_items
from monazite.findings.indicators import entry_of, full_key, joint_labels, over_time, spelled_out
from monazite.findings.solution import PRODUCT, Series, Solution, once_for_a_plan
from monazite.parameters.labels import region_of
from monazite.parameters.named import Point
from monazite.parameters.recipes import recipes_of

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
        self._of_qualifiers: dict[str, Things | None] = {}
        self._joint = joint_labels(solution)

    def of_indicator(self, key: str, year: int) -> tuple[Carrier, ...]:
        """What carries an indicator in a year; of a sum over years, all of them up to it."""
        if (key, year) not in self._of_indicators:
            self._of_indicators[key, year] = self._of_indicator(key, year)
        return self._of_indicators[key, year]

    def _of_indicator(self, key: str, year: int) -> tuple[Carrier, ...]:
        name, things, years, sides = self._about(key, year)
        return self.of_outlay(years) if name == OUTLAY else self.of(things, years, sides)

    def worths_of_indicator(self, key: str, year: int) -> Mapping[Side, Mapping[Carrier, float]]:
        """What each fact and lever behind an indicator is worth in a year, money, by side."""
        return self._worths(*self._about(key, year)[1:])

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
        return name, self._asked(qualifier), years, sides

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
        limits = (one for one in self._weights[year] if one.side == "limit")
        return [one.carriers for one in sorted(limits, key=lambda one: -one.worth)]

    def of_flow(self, label: str, year: int) -> tuple[Carrier, ...]:
        """What carries a flow, stock or addition, by the label of its row."""
        return self.of(frozenset(self._things_of_label(label)), (year,))

    def of_materials(self, materials: Iterable[str]) -> Things:
        """Materials, the plants at home that make them, their lanes and the needs they serve."""
        labels, home = self.solution.labels, self.solution.home
        wanted = set(materials)
        return frozenset(
            {
                *wanted,
                *self._makers(wanted),
                *(
                    lane.name
                    for lane in labels.lanes
                    if lane.material in wanted and home in (lane.origin, lane.destination)
                ),
                *(
                    option.point.name
                    for option in labels.use_options
                    if option.region == home and option.material in wanted
                ),
            }
        )

    def of_stage(self, stage: str) -> Things:
        """The plants of a stage at home."""
        stages = self.solution.labels.facility_stage
        return frozenset(plant for plant in plants_at_home(self.solution) if stages[plant] == stage)

    def of_use(self, use: str) -> Things:
        """The need of a use at home."""
        return frozenset({Point(use, self.solution.home).name})

    def of_origin(self, origin: str) -> Things:
        """Where the product comes from: plants at home, lanes into it, its stores or its needs."""
        solution, labels = self.solution, self.solution.labels
        products = set(solution.materials(PRODUCT))
        if origin == "short":
            return frozenset(point.name for point in solution.home_points())
        if origin == "stockpile":
            return frozenset(
                store.name
                for store in labels.stores
                if store.material in products and region_of(store.place) == solution.home
            )
        if origin in ("partner", "abroad"):
            return frozenset(
                lane.name
                for lane in labels.lanes
                if lane.material in products and lane.destination == solution.home
            )
        return frozenset(self._makers(products))

    def _makers(self, materials: set[str]) -> list[str]:
        """The plants at home that make any of some materials."""
        makers = {recipe for recipe, material in self._makes if material in materials}
        recipes = self.solution.labels.facility_recipe
        return [plant for plant in plants_at_home(self.solution) if recipes[plant] in makers]

    def _asked(self, qualifier: str) -> Things | None:
        """What an indicator is about; None for all of home."""
        if qualifier not in self._of_qualifiers:
            self._of_qualifiers[qualifier] = self._of_qualifier(qualifier)
        return self._of_qualifiers[qualifier]

    def _of_qualifier(self, qualifier: str) -> Things | None:
        solution, labels = self.solution, self.solution.labels
        if qualifier in {point.use for point in labels.points}:
            return self.of_use(qualifier)
        if qualifier in labels.regions:
            return frozenset(
                lane.name
                for lane in labels.lanes
                if {lane.origin, lane.destination} == {qualifier, labels.home}
            )
        forms = set(labels.material_form.values())
        if qualifier in {*solution.study.words.stages, *forms, *labels.materials}:
            return self.of_materials(solution.materials(qualifier))
        return None

    @cached_property
    def _makes(self) -> set[tuple[str, str]]:
        """Recipes with the materials they make."""
        recipes = recipes_of(self.solution.parameters).items()
        return {(one, name) for one, moved in recipes for name in moved if moved[name] > 0}

    def _things_of_label(self, label: str) -> Iterator[str]:
        labels = self.solution.labels
        for part in self._joint.get(label, (label,)):
            yield part
            if part in labels.tranche:
                yield labels.tranche[part].point.name
            yield from self._options.get(part, ())
            if part in labels.expansion:
                yield labels.expansion[part].facility

    @cached_property
    def _options(self) -> Mapping[str, tuple[str, str]]:
        """Needs that offers of materials serve, by the label of the offer."""
        return {
            option.name: (option.point.name, option.material)
            for option in self.solution.labels.use_options
        }

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
        weights = self._weights.get(year, ())
        if things is None:
            return weights
        by_thing = self._by_thing.get(year, {})
        places = {place for thing in things for place in by_thing.get(thing, ())}
        return [weights[place] for place in sorted(places)]

    @cached_property
    def _weights(self) -> Mapping[int, Sequence[Weight]]:
        return weights_by_year(self.solution)

    @cached_property
    def _by_thing(self) -> Mapping[int, Mapping[str, list[int]]]:
        """Places of weights by year and thing."""
        found: dict[int, dict[str, list[int]]] = {}
        for year, weights in self._weights.items():
            of_year = found.setdefault(year, {})
            for place, one in enumerate(weights):
                for thing in one.things:
                    of_year.setdefault(thing, []).append(place)
        return found

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
