"""Which facts and levers carry most of a number: those behind what it is about, by their worth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, NamedTuple

import numpy as np

from monazite.core.units import is_money
from monazite.findings.bottlenecks.binding import binding_constraints
from monazite.findings.costs import PAID_BY, outlay_items
from monazite.findings.indicators import entry_of, full_key, joint_labels, over_time, spelled_out
from monazite.findings.solution import PRODUCT, Series, Solution, once_for_a_plan
from monazite.model.rule import RULES
from monazite.parameters import running_costs
from monazite.parameters.labels import region_of
from monazite.parameters.named import Point
from monazite.parameters.positions import at_labels
from monazite.parameters.recipes import recipes_of
from monazite.parameters.relations import related

MOST = 3
"""Facts and levers named beside a number."""

_OF_ITSELF = (
    *("nameplate", "permit", "reserves", "contract_tonnes", "demand", "lane_limit"),
    *("reference_flow", "initial_stock", "stock_limit", "build_rate", "recipe_amount"),
    *("operating_cost", "capital_cost", "freight", "storage_cost", "equivalence", "scrap_share"),
)
"""Parameters that say how much of a thing there is, then what it makes of what and at what cost."""

OUTLAY = "public_outlay"

Things = frozenset[str]
"""Plants, lanes, points of demand, stores and materials, as the label sets spell them."""


class Carrier(NamedTuple):
    """A fact, or a lever by the place it is written at; looked up a million times for a brief."""

    name: str
    is_lever: bool


Side = Literal["limit", "need", "cost"]
SUPPLY: tuple[Side, ...] = ("limit",)
AMOUNT: tuple[Side, ...] = ("limit", "need")
MONEY: tuple[Side, ...] = ("limit", "need", "cost")
"""What counts for what is made, traded or stored; for other amounts and shares; and for money."""

_OF_SUPPLY = frozenset({"output", "world_share", "exports", "stock"})
"""Indicators of what is made, traded or stored, whoever wants it."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """What carries something in a year, and what it is worth, money/yr."""

    things: Things
    carriers: tuple[Carrier, ...]
    worth: float
    side: Side


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
        name, qualifier = full_key(spelled_out(self.solution, key))
        years: Sequence[int] = (year,)
        if over_time(name):
            years = [one for one in self.solution.years if one <= year]
            name, qualifier = full_key(qualifier)
        if name == OUTLAY:
            return self.of_outlay(years)
        sides = SUPPLY if name in _OF_SUPPLY else AMOUNT
        if is_money(entry_of(key).unit):
            sides = MONEY
        return self.of(self._asked(qualifier), years, sides)

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
        return frozenset(plant for plant in self._at_home if stages[plant] == stage)

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
        return [plant for plant in self._at_home if recipes[plant] in makers]

    @cached_property
    def _at_home(self) -> list[str]:
        """The plants at home."""
        labels, home = self.solution.labels, self.solution.home
        return [plant for plant in labels.facilities if labels.facility_region[plant] == home]

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

    def _heaviest(
        self, things: Things | None, years: tuple[int, ...], sides: tuple[Side, ...]
    ) -> Iterator[Carrier]:
        worths: dict[Side, dict[Carrier, float]] = {side: {} for side in sides}
        for year in years:
            for one in self._weights_of(things, year):
                if one.side in worths:
                    of_side = worths[one.side]
                    for place, carrier in enumerate(one.carriers):
                        # what stands first under a limit is what sets it; the rest corrects it
                        of_side[carrier] = of_side.get(carrier, 0.0) + one.worth / (1 + place)
        ranked = [
            sorted(of_side.items(), key=lambda item: (-item[1], item[0].name))
            for of_side in worths.values()
            if of_side
        ]
        first = sorted((side[0] for side in ranked), key=lambda item: -item[1])
        rest = sorted((item for side in ranked for item in side[1:]), key=lambda item: -item[1])
        yield from dict.fromkeys(carrier for carrier, _ in (*first, *rest))
        if not ranked and things is not None:
            yield from self._own_of(things, years)

    def _weights_of(self, things: Things | None, year: int) -> Iterable[_Weight]:
        """What carries things in a year, in the order it was found."""
        weights = self._weights.get(year, [])
        if things is None:
            return weights
        by_thing = self._by_thing.get(year, {})
        places = {place for thing in things for place in by_thing.get(thing, ())}
        return [weights[place] for place in sorted(places)]

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
                near = {anchor for year in years for anchor in _anchors(known, year)}
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

    @cached_property
    def _weights(self) -> Mapping[int, list[_Weight]]:
        weights: dict[int, list[_Weight]] = {year: [] for year in self.solution.years}
        for row in binding_constraints(self.solution):
            carriers = (
                *(Carrier(fact, False) for fact in row.facts),
                *(Carrier(lever.name, True) for lever in row.levers),
            )
            worth = abs(row.annual_value or row.shadow_price)
            if row.binding and carriers and row.year in weights:
                things = self._things_of_row(RULES[row.rule].subject, row.subject)
                weights[row.year].append(_Weight(things, carriers, worth, "limit"))
        for year, weight in (*self._needs(), *self._costs()):
            weights[year].append(weight)
        return weights

    def _things_of_row(self, dimension: str, label: str) -> Things:
        known = related(self.solution.parameters, {dimension: label})
        known.pop("flow", None)
        return frozenset(str(one) for labels in known.values() for one in labels)

    def _needs(self) -> Iterator[tuple[int, _Weight]]:
        """Needs at home by what they are worth at the price of the plan."""
        solution, outcome = self.solution, self.solution.outcome
        serving: dict[str, set[str]] = {}
        for option in solution.labels.use_options:
            serving.setdefault(option.point.name, set()).add(option.material)
        demand = solution.parameters["demand"]
        lineage = solution.parameters.lineage.get("demand", {})
        known: dict[str, dict[int, tuple[Carrier, ...]]] = {}
        for (name, year), quantity in lineage.items():
            known.setdefault(str(name), {})[int(year)] = tuple(
                Carrier(fact, False) for fact in quantity.facts
            )
        for point in solution.home_points():
            at = {"point": point.name}
            prices = at_labels(outcome.duals["demand_is_served_or_unmet"], at)
            worth = solution.select(prices * at_labels(demand, at)).values
            things = frozenset({point.name, *serving.get(point.name, ())})
            for year, value in zip(solution.years, np.abs(worth), strict=True):
                dated = known.get(point.name, {})
                near = (one for anchor in _anchors(dated, year) for one in dated[anchor])
                if carriers := tuple(dict.fromkeys(near)):
                    yield year, _Weight(things, carriers, float(value), "need")

    def _costs(self) -> Iterator[tuple[int, _Weight]]:
        """What home pays for running plants and for freight, and levers that moved it."""
        solution, labels, parameters = self.solution, self.solution.labels, self.solution.parameters
        lanes = [
            lane.name
            for lane in labels.lanes
            if labels.home in (lane.origin, lane.destination) and not lane.is_transfer
        ]
        for parameter, of_a_tonne, variable, dimension, names in (
            ("operating_cost", running_costs(parameters), "activity", "facility", self._at_home),
            ("freight", parameters["freight"], "shipment", "lane", lanes),
        ):
            lineage = parameters.lineage.get(parameter, {})
            for name in names:
                quantity, at = lineage.get((name,)), {dimension: name}
                facts = tuple(Carrier(fact, False) for fact in quantity.facts) if quantity else ()
                cost = at_labels(solution.outcome[variable], at) * at_labels(of_a_tonne, at)
                paid = np.abs(solution.select(cost).values)
                for year, value in zip(solution.years, paid.tolist(), strict=True):
                    if value > 0 and facts:
                        yield year, _Weight(frozenset({name}), facts, value, "cost")
                    levers = parameters.edits_of("running_cost_factor", (name, year))
                    if value > 0 and levers and dimension == "facility":
                        moved = abs(1.0 - 1.0 / parameters.at("running_cost_factor", name, year))
                        by = tuple(Carrier(entry.edit.origin.name, True) for entry in levers)
                        yield year, _Weight(frozenset({name}), by, value * moved, "cost")


def _anchors(known: Collection[int], year: int) -> list[int]:
    """The years on either side from which the number of a year is drawn, the nearer first."""
    before = [max((one for one in known if one <= year), default=None)]
    after = [min((one for one in known if one >= year), default=None)]
    found = {one for one in (*before, *after) if one is not None}
    return sorted(found, key=lambda one: (abs(one - year), one))
