"""Takes one country's chain out of a solved plan, month by month, so that it can be disturbed.

A month is a twelfth of the planned year. What the plan moves outside lanes, plants and uses, such
as scrap collected and planned draws on stores, is what is left when all of these run as planned, so
that an undisturbed play repeats the plan exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.findings.solution import PRODUCT, Solution
from monazite.parameters.labels import region_of
from monazite.stress.buffers import Buffer, buffers_of
from monazite.stress.order import month_order
from monazite.stress.release import Release, under
from monazite.stress.shocks import Shock, shocks_of, with_hits
from monazite.stress.system import SHARE_OUT, TINY, Floats, System, Whole, blank_system

PER_YEAR = 12
"""Months in a year."""


@dataclass(frozen=True, eq=False)
class Months:
    """A system with the names of what it holds, in the order of its arrays."""

    system: System
    first: int
    """The year whose January is the first month."""
    materials: tuple[str, ...]
    plants: tuple[str, ...]
    lanes: tuple[tuple[str, str], ...]
    """Material and origin of each lane into home."""
    offers: tuple[tuple[str, str], ...]
    """Use and material of each offer."""
    uses: tuple[str, ...]
    counted: Whole
    """Uses that the product serves."""
    equivalence: Floats
    """Tonnes of its use that a tonne of each offer serves."""
    shocks: tuple[Shock, ...]
    titles: dict[str, str]

    @property
    def count(self) -> int:
        """How many months there are."""
        return int(self.system.given.shape[1])

    def month(self, number: int) -> str:
        """Name a month: `2029-03`."""
        return f"{self.first + number // PER_YEAR}-{number % PER_YEAR + 1:02d}"


def months_of(solution: Solution, first: int, count: int, release: Release | None = None) -> Months:
    """Give the chain of home from January of a year on, as a strategy's plan has it.

    The last reported year is repeated where the months go beyond it. Raises InvalidInput for a year
    that is not reported, or no months.
    """
    _check(solution, first, count)
    years = _years(solution, first, count)
    labels, home = solution.labels, solution.home
    materials = tuple(dict.fromkeys(m for m, place in labels.nodes if region_of(place) == home))
    number = {material: row for row, material in enumerate(materials)}
    buffers = buffers_of(solution.study)

    plants, plan, capacity = _plants(solution, years)
    inputs, outputs = _recipes(solution, plants, number)
    offers, need, values = _offers(solution, years, number)
    uses = tuple(dict.fromkeys(use for use, _ in offers))
    lanes, lane_plan = _lanes(solution, years, number)
    carried = [number[m] for m, _ in lanes]
    surge = _by_material(materials, buffers, lambda one: one.surge)
    export = _exports(solution, years, number)
    tier = {row.use: row.tier for row in solution.study.chain.uses}

    order = month_order(
        len(materials),
        [[k for k, _ in inputs[p]] for p in range(len(plants))],
        [[k for k, _ in outputs[p]] for p in range(len(plants))],
    )
    drawn = _drawn(inputs, plan, need, offers, number, export)
    made_before, made_after = _made(order, outputs, plan, len(materials))
    came = np.zeros_like(export)
    for row, (material, _) in enumerate(lanes):
        came[number[material]] += lane_plan[row]
    # What comes up behind its turn waits for the next month: one month of it lies in store.
    late = made_after[:, 0]
    earlier = np.concatenate([late[:, None], made_after[:, :-1]], axis=1)
    rest = drawn - came - made_before - earlier
    rest[np.abs(rest) < TINY] = 0.0

    cover = _by_material(materials, buffers, lambda one: one.cover) * (drawn[:, 0] - export[:, 0])
    target = np.maximum(cover, 0.0)
    public = _public(solution, first, number)
    waits = np.array([buffers[m].waits if m in buffers else 0.0 for _, m in offers])
    input_start, input_flat = _starts(inputs)
    output_start, output_flat = _starts(outputs)
    input_plant = np.repeat(np.arange(len(plants)), [len(one) for one in inputs])
    takers: list[list[tuple[int, float]]] = [[] for _ in materials]
    for row, (k, _) in enumerate(input_flat):
        takers[k].append((row, 0.0))
    taker_start, taker_flat = _starts(takers)
    runs_for = [_product(solution, plant, outputs[p], number) for p, plant in enumerate(plants)]
    system = blank_system(len(materials), count)._replace(
        stock=target + late,
        public=public,
        target=target,
        opening=target[:, None] + earlier,
        delay=_by_material(materials, buffers, lambda one: one.delay),
        catch_up=_by_material(materials, buffers, lambda one: one.catch_up),
        given=np.maximum(rest, 0.0),
        aside=np.maximum(-rest, 0.0),
        export=export,
        lane_start=_starts_of(carried, len(materials)),
        lane_plan=lane_plan,
        lane_spare=surge[carried][:, None] * lane_plan,
        plant_plan=plan,
        plant_capacity=np.maximum(capacity, plan),
        plant_product=_whole(k for k, _ in runs_for),
        plant_yield=np.array([amount for _, amount in runs_for]),
        input_start=input_start,
        input_material=_whole(k for k, _ in input_flat),
        input_plant=input_plant.astype(np.int64),
        input_need=np.array([amount for _, amount in input_flat]),
        output_start=output_start,
        output_material=_whole(k for k, _ in output_flat),
        output_amount=np.array([amount for _, amount in output_flat]),
        taker_start=taker_start,
        taker_input=_whole(row for row, _ in taker_flat),
        offer_start=_starts_of([number[m] for _, m in offers], len(materials)),
        offer_use=_whole(uses.index(use) for use, _ in offers),
        offer_tier=_whole(tier[use] for use, _ in offers),
        offer_need=need,
        offer_waits=waits,
        offer_first_value=values[:, 0],
        offer_last_value=values[:, 1],
        step_kind=_whole(kind for kind, _ in order),
        step_index=_whole(index for _, index in order),
    )
    shocks = shocks_of(solution.study)
    system = under(with_hits(system, shocks, lanes, plants, uses), release or Release())
    titles = {**solution.study.titles, **{shock.name: shock.title for shock in shocks}}
    equal = np.array(
        [solution.parameters.at("equivalence", f"{use}@{home}/{m}") for use, m in offers]
    )
    product = set(solution.materials(PRODUCT))
    counted = _whole(uses.index(use) for use in dict.fromkeys(u for u, m in offers if m in product))
    return Months(
        system, first, materials, plants, lanes, offers, uses, counted, equal, shocks, titles
    )


def _check(solution: Solution, first: int, count: int) -> None:
    if first not in solution.years:
        raise InvalidInput(
            Problem(
                field="year",
                message=f"{first} is not a reported year",
                remedy=f"name a year from {solution.years[0]} to {solution.years[-1]}",
            )
        )
    if not 1 <= count <= 600:
        raise InvalidInput(
            Problem(
                field="months",
                message=f"{count} months cannot be played",
                remedy="ask for 1 to 600 months",
            )
        )


def _years(solution: Solution, first: int, count: int) -> Whole:
    """The position of the year of each month among the reported years."""
    start = solution.years.index(first)
    rows = start + np.arange(count) // PER_YEAR
    return np.asarray(np.minimum(rows, len(solution.years) - 1), dtype=np.int64)


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


Amounts = list[list[tuple[int, float]]]
"""For each plant the materials it takes or gives, with tonnes for a tonne of its activity."""


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


def _product(
    solution: Solution, plant: str, outputs: list[tuple[int, float]], number: dict[str, int]
) -> tuple[int, float]:
    """What a plant runs for: of what it makes, what is worth most; its first input if nothing."""
    if not outputs:
        return 0, 1e12
    price = {number[m]: solution.parameters.at("price", m) for m in number}
    return max(outputs, key=lambda one: price[one[0]] * one[1])


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


def _public(solution: Solution, first: int, number: dict[str, int]) -> Floats:
    """What public reserves hold when a year begins, t."""
    labels, year = solution.labels, solution.years.index(first)
    found = np.zeros(len(number))
    if not labels.stores:
        return found
    held = solution.reported("stock")
    opening = solution.parameters["initial_stock"].values
    for row, (material, place) in enumerate(labels.stores):
        target = solution.parameters["stock_target"].values[row]
        if region_of(place) == solution.home and target.max() > TINY:
            found[number[material]] += held[row, year - 1] if year else opening[row]
    return np.maximum(found, 0.0)


def _drawn(
    inputs: Amounts,
    plan: Floats,
    need: Floats,
    offers: Sequence[tuple[str, str]],
    number: dict[str, int],
    export: Floats,
) -> Floats:
    drawn = export.copy()
    for p, amounts in enumerate(inputs):
        for k, amount in amounts:
            drawn[k] += amount * plan[p]
    for row, (_, material) in enumerate(offers):
        drawn[number[material]] += need[row]
    return drawn


def _made(
    order: Sequence[tuple[int, int]], outputs: Amounts, plan: Floats, materials: int
) -> tuple[Floats, Floats]:
    """What plants make of each material before it is shared out in a month, and after."""
    before, after = np.zeros((materials, plan.shape[1])), np.zeros((materials, plan.shape[1]))
    shared: set[int] = set()
    for kind, index in order:
        if kind == SHARE_OUT:
            shared.add(index)
            continue
        for k, amount in outputs[index]:
            (after if k in shared else before)[k] += amount * plan[index]
    return before, after


def _by_material(
    materials: Sequence[str], buffers: dict[str, Buffer], read: Callable[[Buffer], float]
) -> Floats:
    return np.array([read(buffers[m]) if m in buffers else 0.0 for m in materials])


def _starts(rows: Amounts) -> tuple[Whole, list[tuple[int, float]]]:
    flat = [one for row in rows for one in row]
    return _whole([0, *np.cumsum([len(row) for row in rows]).tolist()]), flat


def _starts_of(carried: Sequence[int], materials: int) -> Whole:
    """Where each material begins among rows that lie in the order of what they carry."""
    return np.searchsorted(carried, np.arange(materials + 1)).astype(np.int64)


def _whole(values: Iterable[int]) -> Whole:
    return np.array(list(values), dtype=np.int64)
