"""Follows a group through home from ore to use in one year, with where each tonne is from.

Every flow of the account of home carries strands: how much of it was dug at home, recycled, sent by
a partner, bought abroad or came out of a stock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np
import numpy.typing as npt

from monazite.core.records import Record
from monazite.findings.account.account import Account, account_of, group_account_of
from monazite.findings.account.contained import Contained, held_weights
from monazite.findings.account.homeflows import Amounts, HomeFlows, Step
from monazite.findings.account.homeflows import Node as HomeNode
from monazite.findings.solution import Series, Solution, once_for_a_plan
from monazite.parameters.labels import region_of
from monazite.strategy import Partnership

STRANDS = ("home", "recycled", "partner", "abroad", "stockpile", "short")
"""Dug at home; of scrap; from a region a partnership names; from elsewhere; out of a stock, unless
dug or recycled at home; wanted and not there."""

Vector = npt.NDArray[np.float64]
"""Amounts or shares by origin or strand."""

MINE, SCRAP, USE = "mine", "scrap", "use"
"""Lanes that stand in every chain; between them there is one for each form, in order."""

Kind = Literal[
    "mined", "imported", "collected", "released", "short",
    "made", "served", "exported", "stocked", "put aside", "lost",
]  # fmt: skip


@dataclass(frozen=True)
class Node(Record):
    """A place in the chain at home: a mine, a material or a use.

    `utilisation` is what the plants that make it (for scrap: that take it) do, over what their
    capacity and permits allow, 0 to 1; None where there is no such plant.
    """

    name: str
    lane: str
    lane_title: str
    """Name of the lane for people: that of its form; blank for mines and uses."""
    form: str
    """The form of a material; blank for mines and uses."""
    title: str
    industry: str = ""
    """What pictures with little room put a use together with."""
    utilisation: float | None = None


@dataclass(frozen=True)
class Flow:
    """Contained tonnes a year from a node or from outside to a node or out, by strand.

    `region` is the other side of an import or export. Outside home the ends are named by the kind
    of flow: what is imported has the source `imported`, what is lost the target `lost`.
    """

    source: str
    target: str
    kind: Kind
    region: str
    strands: tuple[float, ...]

    @property
    def tonnes(self) -> float:
        """All strands together, contained tonnes a year."""
        return sum(self.strands)


@dataclass(frozen=True)
class StrandFlow(Record):
    """One strand of a flow; `region` is the title of the other region of an import or export."""

    source: str
    target: str
    kind: Kind
    region: str
    strand: str
    value: float
    unit: str
    year: int


@dataclass(frozen=True)
class ChainAccount:
    """All nodes and flows of one group at home in one year; labels are there with zeros."""

    year: int
    group: str
    home: str
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    titles: Mapping[str, str]
    unit: str

    def inflow(self, node: str) -> Vector:
        """What reaches a node, by strand, contained tonnes a year."""
        return self._sum(flow for flow in self.flows if flow.target == node)

    def outflow(self, node: str) -> Vector:
        """What leaves a node, by strand: to other nodes, into stock, abroad, aside or lost."""
        return self._sum(flow for flow in self.flows if flow.source == node)

    def closing_gap(self) -> float:
        """Largest difference between in and out at a material over max(in, 1 t).

        Strands are compared one by one.
        """
        gaps = [0.0]
        for node in self.nodes:
            if node.lane not in (MINE, USE):
                arrived, left = self.inflow(node.name), self.outflow(node.name)
                gaps.append(float(np.abs(arrived - left).max() / max(1.0, arrived.sum())))
        return max(gaps)

    def by_strand(self) -> list[StrandFlow]:
        """List the flows strand by strand."""
        return [
            StrandFlow(
                source=flow.source,
                target=flow.target,
                kind=flow.kind,
                region=self.titles.get(flow.region, flow.region),
                strand=strand,
                value=float(value),
                unit=self.unit,
                year=self.year,
            )
            for flow in self.flows
            for strand, value in zip(STRANDS, flow.strands, strict=True)
        ]

    @staticmethod
    def _sum(flows: Iterable[Flow]) -> Vector:
        total = np.zeros(len(STRANDS))
        for flow in flows:
            total += np.array(flow.strands)
        return total


@once_for_a_plan
def chain_account(
    solution: Solution, year: int, group: str | None = None, of: Contained | None = None
) -> ChainAccount:
    """Account for a group at home in a reported year; the tracked group unless named.

    `of` counts several groups together, or in another basis, in place of one.

    Mines, imports, collected scrap and releases bring the group in; recipes pass it on, losing
    some; uses, exports, stocks, what is put aside and what is lost take it out. `short` is what
    uses would take at the observed price and did not get, as the content of the material that
    serves them at the least penalty. `served` and `short` by strand are what
    `self_sufficiency.chain` is read from.

    Raises ValueError for a year that is not reported or an unknown group.
    """
    group = group or solution.labels.tracked_group
    if year not in solution.years:
        raise ValueError(f"{year} is not reported; choose from {solution.years}")
    if group not in solution.labels.groups:
        raise ValueError(f"there is no group {group}; the groups are {solution.labels.groups}")
    account = (
        group_account_of(solution, group)
        if of is None
        else account_of(solution, held_weights(solution, of))
    )
    basis = solution.study.chain.group_basis[group] if of is None else of.basis
    at = solution.years.index(year)
    flows = tuple(_flows(account, Folding(solution, account), at))
    return ChainAccount(
        year=year,
        group=group if of is None else of.title,
        home=solution.study.home_title,
        nodes=tuple(_nodes(solution, account.flows, at)),
        flows=flows,
        titles=solution.parameters.titles,
        unit=f"t {basis}/yr",
    )


def partner_regions(solution: Solution) -> frozenset[str]:
    """Regions a partnership in force names, found through the ledger of what levers changed."""
    origins = {entry.edit.origin for entry in solution.parameters.ledger}
    return frozenset(
        region_of(lever.region)
        for strategy in solution.study.strategies.values()
        for lever in strategy.levers
        if isinstance(lever, Partnership) and lever.origin in origins
    )


def _nodes(solution: Solution, movements: HomeFlows, at: int) -> Iterator[Node]:
    labels, titles = solution.labels, solution.parameters.titles
    words = solution.study.words
    home = {material for material, place in labels.nodes if region_of(place) == labels.home}
    for step in movements.steps:
        if step.brings_up:
            used = _utilisation(solution, movements, at, (step.facility,))
            title = titles.get(step.facility, step.facility)
            yield Node(step.facility, MINE, "", "", title, utilisation=used)
    for form in words.forms.values():
        scrap = form.role == "scrap"
        lane = SCRAP if scrap else form.form
        for material in movements.content:
            if material in home and labels.material_form[material] == form.form:
                plants = tuple(
                    step.facility
                    for step in movements.steps
                    if not step.brings_up
                    and step.recycles == scrap
                    and any(node[0] == material for node, _ in _sides(step)[scrap])
                )
                used = _utilisation(solution, movements, at, plants)
                title = titles.get(material, material)
                yield Node(material, lane, form.title, form.form, title, utilisation=used)
    industries = {row.use: row.industry for row in solution.study.chain.uses}
    for use in dict.fromkeys(use for use, _ in movements.served):
        yield Node(use, USE, "", "", titles.get(use, use), industries.get(use, ""))


def _sides(step: Step) -> tuple[Amounts, Amounts]:
    """What a plant is judged by: what it makes or, of scrap, what it takes."""
    return step.outputs, step.inputs


def _utilisation(
    solution: Solution, movements: HomeFlows, at: int, plants: tuple[str, ...]
) -> float | None:
    """Contained tonnes through plants over what their capacities and permits would let through."""
    limits = _limits(solution)
    through = possible = 0.0
    for step in movements.steps:
        if step.facility in plants:
            size = sum(amount for _, amount in step.outputs)
            through += size * float(step.activity[at])
            possible += size * float(limits[step.facility][at])
    return min(1.0, max(0.0, through / possible)) if possible > 1e-9 else None


@once_for_a_plan
def _limits(solution: Solution) -> dict[str, Series]:
    """What capacity and permit let each facility do, in t of its activity a year."""
    capacity = solution.select(solution.usable_capacity).transpose("facility", "period")
    permit = solution.select(solution.parameters["permit"]).transpose("facility", "period")
    allowed = np.minimum(capacity.values, permit.sel(facility=capacity.coords["facility"]).values)
    return dict(zip(map(str, capacity.coords["facility"].values), allowed, strict=True))


def _flows(account: Account, folded: Folding, at: int) -> Iterator[Flow]:
    """All flows of a year: mixed at each place of home, then all places put together.

    What passes between places of home is in none of them.
    """
    found: dict[tuple[str, str, Kind, str], Vector] = {}
    ways = (_entering, _leaving, _missing)
    for way, strands in chain.from_iterable(of(account, folded, at) for of in ways):
        found[way] = found.get(way, 0.0) + strands
    for (source, target, kind, region), total in found.items():
        yield Flow(source, target, kind, region, tuple(total.tolist()))


_Way = tuple[str, str, Kind, str]
"""Source, target, kind and region of a flow."""


def _entering(account: Account, folded: Folding, at: int) -> Iterator[tuple[_Way, Vector]]:
    """What comes into the chain in a year, by strand: each is of one, but for what lay in stock."""
    movements = account.flows
    unit = dict(zip(STRANDS, np.eye(len(STRANDS)), strict=True))
    for step in movements.steps:
        if step.brings_up:
            for (material, _), amount in step.outputs:
                tonnes = amount * float(step.activity[at])
                yield (step.facility, material, "mined", ""), tonnes * unit["home"]
    for ((material, _), region), arrived in movements.arrivals.items():
        strands = unit[folded.of[region]] * max(0.0, arrived[at])
        yield ("imported", material, "imported", region), strands
    for (material, _), collected in movements.collected.items():
        tonnes = max(0.0, collected[at])
        yield ("collected", material, "collected", ""), tonnes * unit["recycled"]
    for (material, _), released in account.traced.released.items():
        yield ("stock", material, "released", ""), folded(released[at])


def _missing(account: Account, folded: Folding, at: int) -> Iterator[tuple[_Way, Vector]]:
    """What uses go without in a year."""
    of_short = np.eye(len(STRANDS))[STRANDS.index("short")]
    for (use, _), missing in account.flows.short.items():
        yield ("short", use, "short", ""), missing[at] * of_short


def _leaving(account: Account, folded: Folding, at: int) -> Iterator[tuple[_Way, Vector]]:
    """What leaves materials in a year, by strand: each as what is mixed where it comes from."""
    movements = account.flows

    def leave(
        kind: Kind, source: HomeNode, target: str, tonnes: float, region: str = ""
    ) -> tuple[_Way, Vector]:
        mix = folded(account.traced.share[source][at])
        return (source[0], target, kind, region), max(0.0, tonnes) * mix

    for source, target, tonnes in _moves(movements, at):
        yield leave("lost" if target == "lost" else "made", source, target, tonnes)
    for (use, node), served in movements.served.items():
        yield leave("served", node, use, served[at])
    for (node, region), sent in movements.departures.items():
        yield leave("exported", node, "exported", sent[at], region)
    for node, taken in movements.intake.items():
        yield leave("stocked", node, "stock", taken[at])
    for node, aside in movements.discarded.items():
        yield leave("put aside", node, "aside", aside[at])


def _moves(movements: HomeFlows, at: int) -> Iterator[tuple[HomeNode, str, float]]:
    """Contained tonnes from nodes to materials and into losses, step by step."""
    for step in movements.steps:
        if step.brings_up:
            continue
        level = float(step.activity[at])
        taken = sum(amount for _, amount in step.inputs)
        given = [(material, amount) for (material, _), amount in step.outputs]
        for target, made in [*given, ("lost", taken - sum(amount for _, amount in given))]:
            for source, amount in step.inputs:
                yield source, target, level * made * amount / taken


class Folding:
    """Adds origins up to strands: regions a partnership names are partners, others abroad."""

    def __init__(self, solution: Solution, account: Account) -> None:
        partners = partner_regions(solution)
        self.of = {
            origin: origin if origin in STRANDS else ("partner" if origin in partners else "abroad")
            for origin in account.traced.origins
        }
        self._into = [STRANDS.index(self.of[origin]) for origin in account.traced.origins]

    def __call__(self, by_origin: Vector) -> Vector:
        """Fold amounts or shares by origin, shape (..., origin), into strands."""
        folded = np.zeros((*by_origin.shape[:-1], len(STRANDS)))
        for place, strand in enumerate(self._into):
            folded[..., strand] += by_origin[..., place]
        return folded
