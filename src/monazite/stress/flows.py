"""What a solved plan moves at home in each month: plants, uses, lanes into home, exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.findings.solution import Solution
from monazite.stress.system import TINY, Floats, Whole

PER_YEAR = 12
"""Months in a year."""

Amounts = list[list[tuple[int, float]]]
"""For each plant the materials it takes or gives, with tonnes for a tonne of its activity."""


def month_named(first: int, number: int) -> str:
    """Name a month that is counted from January of a year: `2029-03`."""
    return f"{first + number // PER_YEAR}-{number % PER_YEAR + 1:02d}"


@dataclass(frozen=True, eq=False)
class Flows:
    """What the plan moves at home in each month, with materials by their numbers."""

    plants: tuple[str, ...]
    plan: Floats
    """P, T: activity."""
    capacity: Floats
    """P, T: most activity."""
    inputs: Amounts
    outputs: Amounts
    offers: tuple[tuple[str, str], ...]
    """Use and material."""
    offered: list[int]
    """O: which material."""
    need: Floats
    """O, T: tonnes of the material."""
    values: Floats
    """O, 2: money/t of the first tonne gone without and of the last."""
    lanes: tuple[tuple[str, str], ...]
    """Material and origin."""
    carried: list[int]
    """L: which material."""
    lane_plan: Floats
    """L, T: tonnes."""
    export: Floats
    """K, T: tonnes that leave once everybody at home has theirs."""
    sold: bool = False
    """Whether offers are goods sold abroad, since nobody at home uses what the chain makes."""

    def drawn(self) -> Floats:
        """What plants, uses and exports take of each material, K, T, t."""
        found = self.export.copy()
        for p, amounts in enumerate(self.inputs):
            for k, amount in amounts:
                found[k] += amount * self.plan[p]
        for row, k in enumerate(self.offered):
            found[k] += self.need[row]
        return found

    def came(self) -> Floats:
        """What lanes bring of each material, K, T, t."""
        found = np.zeros_like(self.export)
        for row, k in enumerate(self.carried):
            found[k] += self.lane_plan[row]
        return found


def flows_of(solution: Solution, years: Whole, number: dict[str, int]) -> Flows:
    """Read them; `years` is the position of the year of each month, `number` that of a material."""
    plants, plan, capacity = _plants(solution, years)
    inputs, outputs = _recipes(solution, plants, number)
    offers, need, values = _offers(solution, years, number)
    export = _exports(solution, years, number)
    if sold := not solution.home_points():
        offers, need, values = _sales(solution, years, number, export)
        export = np.zeros_like(export)
    lanes, lane_plan = _lanes(solution, years, number)
    return Flows(
        plants,
        plan,
        capacity,
        inputs,
        outputs,
        offers,
        [number[m] for _, m in offers],
        need,
        values,
        lanes,
        [number[m] for m, _ in lanes],
        lane_plan,
        export,
        sold,
    )


def _monthly(yearly: Floats, years: Whole) -> Floats:
    monthly: Floats = np.maximum(np.asarray(yearly[..., years], dtype=float), 0.0) / PER_YEAR
    return monthly


def _plants(solution: Solution, years: Whole) -> tuple[tuple[str, ...], Floats, Floats]:
    labels = solution.labels
    capacity = np.asarray(solution.usable_capacity.values)[:, : len(solution.years)]
    plan, most = _monthly(solution.reported("activity"), years), _monthly(capacity, years)
    rows = [
        row
        for row, facility in enumerate(labels.facilities)
        if labels.facility_region[facility] == solution.home
        and max(plan[row].max(), most[row].max()) > TINY
    ]
    return tuple(labels.facilities[row] for row in rows), plan[rows], most[rows]


def _recipes(
    solution: Solution, plants: Sequence[str], number: dict[str, int]
) -> tuple[Amounts, Amounts]:
    labels = solution.labels
    amounts = solution.parameters["recipe_amount"].values
    inputs: Amounts = [[] for _ in plants]
    outputs: Amounts = [[] for _ in plants]
    for p, plant in enumerate(plants):
        for (recipe, material), amount in zip(labels.flows, amounts, strict=True):
            if recipe == labels.facility_recipe[plant] and abs(amount) > TINY:
                side = outputs if amount > 0 else inputs
                side[p].append((number[material], abs(float(amount))))
    return inputs, outputs


def _offers(
    solution: Solution, years: Whole, number: dict[str, int]
) -> tuple[tuple[tuple[str, str], ...], Floats, Floats]:
    """Uses and what serves them; what each takes; values of its first and its last tonne."""
    labels, parameters = solution.labels, solution.parameters
    served = _monthly(solution.reported("served"), years)
    rows = [
        row
        for row, (_, region, material) in enumerate(labels.use_options)
        if region == solution.home and material in number and served[row].max() > TINY
    ]
    rows.sort(key=lambda row: number[labels.use_options[row].material])
    cost, share = parameters["unmet_cost"].values, parameters["tranche_share"].values
    values = []
    for row in rows:
        use, region, _ = labels.use_options[row]
        at = [
            place
            for place, tranche in enumerate(labels.tranches)
            if (tranche.use, tranche.region) == (use, region) and tranche.number > 0
        ]
        # A straight line of the mean value, no steeper than from the first tranche to the last.
        mean = float(np.average(cost[at], weights=np.maximum(share[at], TINY)))
        first = max(2.0 * mean - float(cost[at].max()), float(cost[at].min()))
        equal = parameters.at("equivalence", labels.use_options[row].name)
        values.append((equal * first, equal * (2.0 * mean - first)))
    found = tuple((labels.use_options[row].use, labels.use_options[row].material) for row in rows)
    return found, served[rows], np.array(values).reshape(-1, 2)


def _sales(
    solution: Solution, years: Whole, number: dict[str, int], export: Floats
) -> tuple[tuple[tuple[str, str], ...], Floats, Floats]:
    """Goods sold abroad, each as a use of its own name: what leaves, and what is paid for a tonne.

    That is the price where it goes less freight, in the first of the years played in which any
    leaves.
    """
    labels, shipped = solution.labels, solution.reported("shipment")
    rows = [
        row
        for row, lane in enumerate(labels.lanes)
        if lane.origin == solution.home != lane.destination
    ]
    ends = [(labels.lanes[row].material, labels.lanes[row].destination) for row in rows]
    freight = solution.parameters["freight"].values[rows, None]
    paid = shipped[rows] * (solution.prices(ends) - freight)
    earned = np.zeros_like(export)
    for place, (material, _) in enumerate(ends):
        earned[number[material]] += paid[place, years] / PER_YEAR
    names = {k: name for name, k in number.items()}
    sold = [k for k in range(len(export)) if export[k].max() > TINY]
    since = [int(np.argmax(export[k] > TINY)) for k in sold]
    worth = np.maximum(earned[sold, since] / export[sold, since], 0.0)
    return (
        tuple((names[k], names[k]) for k in sold),
        export[sold],
        np.stack([worth, worth], axis=-1),
    )


def _lanes(
    solution: Solution, years: Whole, number: dict[str, int]
) -> tuple[tuple[tuple[str, str], ...], Floats]:
    """Lanes into home that carry something: material and region of origin, and planned tonnes."""
    labels, home = solution.labels, solution.home
    shipped = solution.reported("shipment")
    found: dict[tuple[str, str], Floats] = {}
    for row, lane in enumerate(labels.lanes):
        if lane.destination == home != lane.origin and lane.material in number:
            key = lane.material, lane.origin
            found[key] = found.get(key, np.zeros(shipped.shape[1])) + shipped[row]
    plans = {
        lane: plan
        for lane in sorted(found, key=lambda one: number[one[0]])
        if (plan := _monthly(found[lane], years)).max() > TINY
    }
    empty = np.zeros((0, len(years)))
    return tuple(plans), np.array(list(plans.values())) if plans else empty


def _exports(solution: Solution, years: Whole, number: dict[str, int]) -> Floats:
    home, shipped = solution.home, solution.reported("shipment")
    found = np.zeros((len(number), shipped.shape[1]))
    for row, lane in enumerate(solution.labels.lanes):
        if lane.origin == home != lane.destination:
            found[number[lane.material]] += shipped[row]
    return _monthly(found, years)
