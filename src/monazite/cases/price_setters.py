"""Finds the facts that set prices and entry at home: what a tonne more costs, what is scarce."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from monazite.cases.case import Case
from monazite.cases.prices import SHARE, shifts_at
from monazite.cases.worker import Worker
from monazite.core.labelled import Labelled
from monazite.core.origin import Origin
from monazite.evidence import Evidence, Quantity
from monazite.model import Outcome, movements, weight
from monazite.model.capital import per_year
from monazite.parameters import Parameters, committed_capacity, node_name
from monazite.parameters.building import pace
from monazite.parameters.positions import at_labels

COSTS_AT_MOST, PLANTS_AT_MOST, BUILDING_AT_MOST, DEMANDS_AT_MOST, ENTRY_AT_MOST = 10, 6, 4, 4, 20
"""Facts taken of each kind, those with most weight first."""

Leaning = tuple[float, tuple[Quantity, ...]]
"""By how much a price or a plan's cost leans on some quantities, money."""


def price_setters(worker: Worker, cases: Sequence[Case]) -> tuple[str, ...]:
    """List the facts behind what sets the prices of tracked materials that serve uses at home.

    Of those that can be otherwise. Five kinds, each ranked by itself and taken over all cases
    together:

    - costs of whatever is done more or less when a hundredth more of these materials is asked for
      in every year, |cost x change|: together they are what the last tonne costs;
    - plants and permits that are scarce anywhere, |dual x limit|;
    - limits on building that are scarce anywhere, likewise;
    - demand that competes for the same tonnes, |dual x demand|;
    - what a plant at home that may still be built weighs before it is: its costs, what it takes and
      gives, and what keeps the price of its product up: what its rivals pay at the border, ask
      above their cost, take and give, each as money a year at what may be built.
    """
    evidence = worker.study.evidence
    ranked = [
        _ranked((lean for case in cases for lean in of(worker, case)), most, evidence)
        for of, most in (
            (_marginal, COSTS_AT_MOST),
            (_full, PLANTS_AT_MOST),
            (_built, BUILDING_AT_MOST),
            (_wanted, DEMANDS_AT_MOST),
            (_entering, ENTRY_AT_MOST),
        )
    ]
    return tuple(dict.fromkeys(fact for facts in ranked for fact in facts))


def _ranked(leanings: Iterable[Leaning], most: int, evidence: Evidence) -> list[str]:
    """The facts most is leaned on; what can be nothing else, as a definition, is none of them."""
    scores: dict[str, float] = {}
    for leaning, quantities in leanings:
        for fact in {fact for quantity in quantities for fact in quantity.facts}:
            scores[fact] = scores.get(fact, 0.0) + abs(leaning)
    known = [
        fact for fact, score in scores.items() if score > 0 and not evidence.fact(fact).is_exact
    ]
    return sorted(known, key=lambda fact: (-scores[fact], fact))[:most]


def _marginal(worker: Worker, case: Case) -> Iterator[Leaning]:
    central, moved = worker.solve(case).outcome, _with_more(worker, case)
    if moved.status != "optimal":
        return
    parameters = central.parameters
    years = weight(parameters)

    def change(variable: str) -> Labelled:
        found = moved[variable] - central[variable]
        return found if "decided" in found.dims else found * years

    # every parameter that is paid per unit of a variable, with the variable's own labels
    paid = {
        "activity": ("operating_cost", "plant_price_cost_margin"),
        "shipment": ("freight", "duty"),
        "served": ("penalty",),
        "unmet": ("unmet_cost", "tranche_share"),
        "addition": ("capital_cost", "hurdle_rate"),
        "renewed": ("capital_cost", "hurdle_rate"),
    }
    for variable, names in paid.items():
        if variable not in central.values:
            continue
        more = change(variable)
        labels = more.coords[str(more.dims[0])].values.tolist()
        units = np.abs(more.values).sum(axis=tuple(range(1, more.ndim)))
        for label, amount in zip(labels, units.tolist(), strict=True):
            if amount > 0:
                cost = amount * abs(_mean(parameters, names[0], label))
                for name in names:
                    yield cost, parameters.rests_on(name, (label,))


def _with_more(worker: Worker, case: Case) -> Outcome:
    """Ask for a hundredth more of what serves uses at home and holds the tracked group."""
    central = worker.solve(case).outcome
    labels = central.labels
    content = central.parameters["content"].sel(group=labels.tracked_group)
    nodes = dict.fromkeys(
        node_name(material, region)
        for _, region, material in labels.use_options
        if region == labels.home and float(content.sel(material=material)) > 0
    )
    arrivals, _ = movements(central.parameters, central.values)
    shifts = [
        edit
        for node in nodes
        for edit in shifts_at(
            node, SHARE * arrivals.sel(node=node), Origin("cases/price_setters", "more")
        )
    ]
    return worker.solve(case.with_shifts(shifts)).outcome


def _mean(parameters: Parameters, name: str, label: str) -> float:
    array = parameters[name]
    return float(array.sel({str(array.dims[0]): label}).mean())


def _full(worker: Worker, case: Case) -> Iterator[Leaning]:
    outcome = worker.solve(case).outcome
    parameters = outcome.parameters
    permits = parameters["permit"]
    limits = {
        "output_within_capacity": ("nameplate", committed_capacity(parameters)),
        "feed_within_permit": ("permit", permits.where(np.isfinite(permits), 0.0)),
    }
    for rule, (name, limit) in limits.items():
        for facility, worth in _worths(parameters, outcome.duals[rule] * limit):
            yield worth, parameters.rests_on(name, (facility,))


def _built(worker: Worker, case: Case) -> Iterator[Leaning]:
    outcome = worker.solve(case).outcome
    parameters = outcome.parameters
    next_bottlenecks = []
    if _grows(outcome):
        held = outcome.bound_duals["addition"].rename(investable="facility", decided="period")
        next_bottlenecks.append(held * parameters["build_rate"])
    if "additions_within_pace" in outcome.duals:
        paced = outcome.duals["additions_within_pace"] * pace(parameters)
        next_bottlenecks.append(paced.rename(expanding="facility"))
    for next_bottleneck in next_bottlenecks:
        for facility, worth in _worths(parameters, next_bottleneck):
            yield worth, parameters.rests_on("build_rate", (facility,))


def _wanted(worker: Worker, case: Case) -> Iterator[Leaning]:
    outcome = worker.solve(case).outcome
    parameters = outcome.parameters
    value = outcome.duals["demand_is_served_or_unmet"] * parameters["demand"]
    anchors: dict[str, list[Quantity]] = {}
    for cell, quantity in parameters.lineage.get("demand", {}).items():
        anchors.setdefault(str(cell[0]), []).append(quantity)
    for point, worth in _worths(parameters, value):
        of = anchors.get(point, [])
        yield worth / max(len(of), 1), tuple(of)


def _entering(worker: Worker, case: Case) -> Iterator[Leaning]:
    outcome = worker.solve(case).outcome
    parameters, labels = outcome.parameters, outcome.parameters.labels
    growing = outcome.values["addition"].coords["investable"].values if _grows(outcome) else ()
    for facility in map(str, growing):
        size = parameters.at("site_limit", facility)
        if labels.facility_region[facility] != labels.home or not 0 < size < np.inf:
            continue
        running = size * parameters.at("operating_cost", facility)
        yield running, parameters.rests_on("operating_cost", (facility,))
        capital = size * per_year(parameters, facility) * parameters.at("capital_cost", facility)
        for name in ("capital_cost", "hurdle_rate"):
            yield capital, parameters.rests_on(name, (facility,))
        yield from _recipe(outcome, facility, size)
        for flow in labels.flows:
            if flow.recipe == labels.facility_recipe[facility]:
                tonnes = size * parameters.at("recipe_amount", flow.name)
                if tonnes > 0:
                    yield from _rivals(outcome, flow.material, tonnes)


def _recipe(outcome: Outcome, facility: str, size: float) -> Iterator[Leaning]:
    """What a plant of a size takes and gives, each at its mean price where the plant stands."""
    parameters, labels = outcome.parameters, outcome.parameters.labels
    for flow in labels.flows:
        if flow.recipe == labels.facility_recipe[facility]:
            tonnes = abs(size * parameters.at("recipe_amount", flow.name))
            place = labels.place_of(facility, flow.material)
            price = float(np.abs(outcome.price(flow.material, place)).mean())
            yield tonnes * price, parameters.rests_on("recipe_amount", (flow.name,))


def _grows(outcome: Outcome) -> bool:
    return "addition" in outcome.values


def _rivals(outcome: Outcome, material: str, tonnes: float) -> Iterator[Leaning]:
    """What those home buys from pay at the border, ask above their cost, take and give, on so many
    tonnes.

    Each counts by its share of what home buys over all periods.
    """
    parameters, labels = outcome.parameters, outcome.parameters.labels
    makers = {
        flow.recipe
        for flow in labels.flows
        if flow.material == material and parameters.at("recipe_amount", flow.name) > 0
    }
    bought = {
        lane: float(at_labels(outcome["shipment"], {"lane": lane.name}).sum())
        for lane in labels.lanes
        if lane.material == material and lane.destination == labels.home and not lane.is_transfer
    }
    whole = sum(bought.values())
    for lane, amount in bought.items():
        if amount <= 0:
            continue
        sold = tonnes * amount / whole
        yield sold * _mean(parameters, "duty", lane.name), parameters.rests_on("duty", (lane.name,))
        theirs = [
            facility
            for facility in labels.facilities
            if labels.facility_region[facility] == lane.origin
            and labels.facility_recipe[facility] in makers
        ]
        for facility in theirs:
            margin = parameters.at("plant_price_cost_margin", facility)
            resting = parameters.rests_on("plant_price_cost_margin", (facility,))
            yield sold * margin / len(theirs), resting
            yield from _recipe(outcome, facility, sold / len(theirs))


def _worths(parameters: Parameters, values: Labelled) -> Iterator[tuple[str, float]]:
    """Discounted sum over the periods of absolute values, by label of the other dimension."""
    worth = abs(values * weight(parameters)).sum("period")
    for label, number in zip(worth.coords[str(worth.dims[0])].values, worth.values, strict=True):
        yield str(label), float(number)
