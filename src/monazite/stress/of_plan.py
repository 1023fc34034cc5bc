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
from monazite.parameters.named import UseOption
from monazite.stress.agreed import Agreed, agreed_of
from monazite.stress.buffers import Buffer, buffers_of
from monazite.stress.flows import PER_YEAR, Amounts, Flows, flows_of, month_named
from monazite.stress.order import month_order
from monazite.stress.release import Release, under
from monazite.stress.shocks import Shock, shocks_of, with_hits
from monazite.stress.system import SHARE_OUT, TINY, Floats, System, Whole, blank_system
from monazite.study import Study

SAME = 1e-6
"""Part by which a store may lie above what it is asked to hold and still hold no more."""


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
    agreed: tuple[Agreed, ...]
    """What contracts bring home on these lanes."""
    titles: dict[str, str]
    sold: bool = False
    """Whether uses are goods sold abroad, each under its own name, see `flows_of`."""

    @property
    def count(self) -> int:
        """How many months there are."""
        return int(self.system.given.shape[1])

    def month(self, number: int) -> str:
        """Name a month: `2029-03`."""
        return month_named(self.first, number)


def months_of(
    solution: Solution,
    first: int,
    count: int,
    release: Release | None = None,
    stated: Sequence[Shock] = (),
) -> Months:
    """Give the chain of home from January of a year on, as a strategy's plan has it.

    Shocks that a question has stated stand behind those of the study. The last reported year is
    repeated where the months go beyond it. Raises InvalidInput for a year that is not reported, or
    no months.
    """
    _check(solution, first, count)
    home, study = solution.home, solution.study
    nodes = (m for m, place in solution.labels.nodes if region_of(place) == home)
    materials = tuple(dict.fromkeys(nodes))
    number = {material: row for row, material in enumerate(materials)}
    years = _years(solution, first, count)
    flows = flows_of(solution, years, number)
    uses = tuple(dict.fromkeys(use for use, _ in flows.offers))

    buffers = buffers_of(study)
    system = _with_plants(blank_system(len(materials), count), flows, solution, number)
    system = _with_trade(system, flows, buffers, materials)
    system = _with_uses(system, flows, buffers, uses, study)
    system = _with_stores(system, flows, buffers, materials)
    system = system._replace(public=_public(solution, first, number))
    shocks = (*shocks_of(study), *stated)
    system = under(with_hits(system, shocks, flows.lanes, flows.plants, uses), release or Release())

    at = solution.parameters.at
    equal = np.array(
        [
            1.0 if flows.sold else at("equivalence", UseOption(use, home, m).name)
            for use, m in flows.offers
        ]
    )
    product = set(solution.materials(PRODUCT))
    of_product = dict.fromkeys(use for use, m in flows.offers if m in product)
    return Months(
        system,
        first,
        materials,
        flows.plants,
        flows.lanes,
        flows.offers,
        uses,
        _whole(uses.index(use) for use in of_product),
        equal,
        shocks,
        agreed_of(solution, years, flows.lanes, flows.lane_plan),
        {
            **{row.contract: row.title for row in study.chain.contracts},
            **study.titles,
            **{shock.name: shock.title for shock in shocks},
        },
        flows.sold,
    )


def _with_plants(
    system: System, flows: Flows, solution: Solution, number: dict[str, int]
) -> System:
    """Add plants: what they plan, what they can, their recipes and when in a month they run."""
    plants, inputs, outputs = flows.plants, flows.inputs, flows.outputs
    input_start, input_flat = _starts(inputs)
    output_start, output_flat = _starts(outputs)
    takers: list[list[tuple[int, float]]] = [[] for _ in number]
    for row, (k, _) in enumerate(input_flat):
        takers[k].append((row, 0.0))
    taker_start, taker_flat = _starts(takers)
    runs_for = [_product(solution, plant, outputs[p], number) for p, plant in enumerate(plants)]
    order = _order(flows, len(number))
    return system._replace(
        plant_plan=flows.plan,
        plant_capacity=np.maximum(flows.capacity, flows.plan),
        plant_product=_whole(k for k, _ in runs_for),
        plant_yield=np.array([amount for _, amount in runs_for]),
        input_start=input_start,
        input_material=_whole(k for k, _ in input_flat),
        input_plant=_whole(p for p, one in enumerate(inputs) for _ in one),
        input_need=np.array([amount for _, amount in input_flat]),
        output_start=output_start,
        output_material=_whole(k for k, _ in output_flat),
        output_amount=np.array([amount for _, amount in output_flat]),
        taker_start=taker_start,
        taker_input=_whole(row for row, _ in taker_flat),
        step_kind=_whole(kind for kind, _ in order),
        step_index=_whole(index for _, index in order),
    )


def _order(flows: Flows, materials: int) -> tuple[tuple[int, int], ...]:
    inputs, outputs = (
        [[k for k, _ in one] for one in side] for side in (flows.inputs, flows.outputs)
    )
    return month_order(materials, inputs, outputs)


def _with_trade(
    system: System, flows: Flows, buffers: dict[str, Buffer], materials: Sequence[str]
) -> System:
    """Add lanes into home with what their origins can add and how soon, and exports."""
    surge = _by_material(materials, buffers, lambda one: one.surge)
    return system._replace(
        delay=_by_material(materials, buffers, lambda one: one.delay),
        catch_up=_by_material(materials, buffers, lambda one: one.catch_up),
        export=flows.export,
        lane_start=_starts_of(flows.carried, len(materials)),
        lane_plan=flows.lane_plan,
        lane_spare=surge[flows.carried][:, None] * flows.lane_plan,
    )


def _with_uses(
    system: System, flows: Flows, buffers: dict[str, Buffer], uses: Sequence[str], study: Study
) -> System:
    """Add uses: what they need, which comes first, who waits, and what going without costs."""
    tier = {} if flows.sold else {row.use: row.tier for row in study.chain.uses}
    waits = [buffers[m].waits if m in buffers else 0.0 for _, m in flows.offers]
    return system._replace(
        offer_start=_starts_of(flows.offered, len(system.stock)),
        offer_use=_whole(uses.index(use) for use, _ in flows.offers),
        offer_tier=_whole(tier.get(use, 1) for use, _ in flows.offers),
        offer_need=flows.need,
        offer_waits=np.array(waits),
        offer_first_value=flows.values[:, 0],
        offer_last_value=flows.values[:, 1],
    )


def _with_stores(
    system: System, flows: Flows, buffers: dict[str, Buffer], materials: Sequence[str]
) -> System:
    """Add private stores, and what comes and goes outside lanes, plants and uses."""
    drawn = flows.drawn()
    order = list(zip(system.step_kind.tolist(), system.step_index.tolist(), strict=True))
    made_before, made_after = _made(order, flows.outputs, flows.plan, len(materials))
    # What comes up behind its turn waits for the next month: one month of it lies in store.
    late = made_after[:, 0]
    earlier = np.concatenate([late[:, None], made_after[:, :-1]], axis=1)
    rest = drawn - flows.came() - made_before - earlier
    # however little: month after month it would come to something that is missing
    cover = _by_material(materials, buffers, lambda one: one.cover)
    target = np.maximum(cover * (drawn[:, 0] - flows.export[:, 0]), 0.0)
    return system._replace(
        stock=target + late,
        target=target,
        opening=target[:, None] + earlier,
        given=np.maximum(rest, 0.0),
        aside=np.maximum(-rest, 0.0),
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


def _product(
    solution: Solution, plant: str, outputs: list[tuple[int, float]], number: dict[str, int]
) -> tuple[int, float]:
    """What a plant runs for: of what it makes, what is worth most; its first input if nothing."""
    if not outputs:
        return 0, 1e12
    price = {number[m]: solution.parameters.at("price", m) for m in number}
    return max(outputs, key=lambda one: price[one[0]] * one[1])


def _public(solution: Solution, first: int, number: dict[str, int]) -> Floats:
    """What public reserves hold when a year begins, t.

    A store that is asked to hold a reserve may hold more, which its owners keep for years to come;
    that is no part of the reserve.
    """
    labels, year = solution.labels, solution.years.index(first)
    found = np.zeros(len(number))
    if not labels.stores:
        return found
    held = solution.reported("stock")
    opening = solution.parameters["initial_stock"].values
    asked = solution.planned("stock_target").max(axis=1)
    for row, (material, place) in enumerate(labels.stores):
        if region_of(place) == solution.home and asked[row].max() > TINY:
            lies = held[row, year - 1] if year else opening[row]
            due = asked[row, year - 1] if year else lies
            found[number[material]] += due if lies > due * (1.0 + SAME) else lies
    return np.maximum(found, 0.0)


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
