"""What carries a plan in each of its years: facts and levers, and what they are worth there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from monazite.findings.bottlenecks.binding import binding_constraints
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


def weights_by_year(solution: Solution) -> Mapping[int, Sequence[Weight]]:
    """What carries a plan at home in each of its years, in the order it was found."""
    weights: dict[int, list[Weight]] = {year: [] for year in solution.years}
    for row in binding_constraints(solution):
        carriers = (
            *(Carrier(fact, False) for fact in row.facts),
            *(Carrier(lever.name, True) for lever in row.levers),
        )
        worth = abs(row.annual_value or row.shadow_price)
        if row.binding and carriers and row.year in weights:
            things = _things_of_row(solution.parameters, RULES[row.rule].subject, row.subject)
            weights[row.year].append(Weight(things, carriers, worth, "limit"))
    for year, weight in (*_needs(solution), *_costs(solution)):
        weights[year].append(weight)
    return weights


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
