"""What carries a plan in each of its years: facts and levers, and what they are worth there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from monazite.findings.bottlenecks.binding import at_limits, grounded
from monazite.findings.bottlenecks.things import Things, plants_at_home
from monazite.findings.solution import Solution
from monazite.model.rule import RULES
from monazite.parameters import Parameters, running_costs
from monazite.parameters.positions import at_labels
from monazite.parameters.relations import related


class Carrier(NamedTuple):
    """A fact, or a lever by the place it is written at; looked up a million times for a brief."""

    name: str
    is_lever: bool


Side = Literal["limit", "need", "cost"]
"""A limit at home that binds, what is needed there, or what is paid."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What carries something in a year, and what it is worth, money/yr."""

    things: Things
    carriers: tuple[Carrier, ...]
    worth: float
    side: Side


class Weights:
    """What carries a plan at home in each of its years, in the order it is found.

    Years are looked at when they are asked for: what limits rest on takes longest to find, and most
    who ask want a year or two.
    """

    def __init__(self, solution: Solution) -> None:
        self._solution = solution
        self._known: dict[int, Sequence[Weight]] = {}

    def in_year(self, year: int) -> Sequence[Weight]:
        """Those of a year: limits that bind, then needs, then costs; none if none is reported."""
        if year not in self._known:
            others = (weight for dated, weight in self._needs_and_costs if dated == year)
            self._known[year] = (*self._limits(year), *others)
        return self._known[year]

    def _limits(self, year: int) -> Iterator[Weight]:
        solution = self._solution
        for row in at_limits(solution):
            if row.year != year or not row.binding:
                continue
            rests = grounded(solution, row)
            carriers = (
                *(Carrier(fact, False) for fact in rests.facts),
                *(Carrier(lever.name, True) for lever in rests.levers),
            )
            worth = abs(row.annual_value or row.shadow_price)
            if carriers:
                things = _things_of_row(solution.parameters, RULES[row.rule].subject, row.subject)
                yield Weight(things, carriers, worth, "limit")

    @cached_property
    def _needs_and_costs(self) -> Sequence[tuple[int, Weight]]:
        return (*_needs(self._solution), *_costs(self._solution))


def _things_of_row(parameters: Parameters, dimension: str, label: str) -> Things:
    known = related(parameters, {dimension: label})
    known.pop("flow", None)
    return frozenset(str(one) for labels in known.values() for one in labels)


def _needs(solution: Solution) -> Iterator[tuple[int, Weight]]:
    """Needs at home by what they are worth at the price of the plan."""
    outcome = solution.outcome
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
            near = (one for anchor in anchors(dated, year) for one in dated[anchor])
            if carriers := tuple(dict.fromkeys(near)):
                yield year, Weight(things, carriers, float(value), "need")


def _costs(solution: Solution) -> Iterator[tuple[int, Weight]]:
    """What home pays for running plants and for freight, and levers that moved it."""
    labels, parameters = solution.labels, solution.parameters
    plants = plants_at_home(solution)
    lanes = [
        lane.name
        for lane in labels.lanes
        if labels.home in (lane.origin, lane.destination) and not lane.is_transfer
    ]
    for parameter, of_a_tonne, variable, dimension, names in (
        (
            "operating_cost",
            running_costs(parameters),
            "activity",
            "facility",
            plants,
        ),
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
                    yield year, Weight(frozenset({name}), facts, value, "cost")
                levers = parameters.edits_of("running_cost_factor", (name, year))
                if value > 0 and levers and dimension == "facility":
                    moved = abs(1.0 - 1.0 / parameters.at("running_cost_factor", name, year))
                    by = tuple(Carrier(entry.edit.origin.name, True) for entry in levers)
                    yield year, Weight(frozenset({name}), by, value * moved, "cost")


def anchors(known: Collection[int], year: int) -> list[int]:
    """The years on either side from which the number of a year is drawn, the nearer first."""
    before = [max((one for one in known if one <= year), default=None)]
    after = [min((one for one in known if one >= year), default=None)]
    found = {one for one in (*before, *after) if one is not None}
    return sorted(found, key=lambda one: (abs(one - year), one))
