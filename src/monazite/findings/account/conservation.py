"""Which flows of a plan follow from given figures by conservation alone, whatever the plan wants.

In a year a flow is *given* when a plant stands at the capacity or the floor it was given, when a
use takes what it was given to want, or when a known row holds it. Plants that are parts of one, as
their capacities are shares of one figure, are one flow: which of them run is what the plan chose.
At every node

    made + arrived = used + sent + served + left over,

where what is left over is stored, put aside or, with the other sign, comes from scrap or stores.

Where all terms but one are given or small, the last one follows. Repeating that until nothing more
follows finds every identity there is between observed figures: imports of a country that makes
nothing, exports that are mine output less own use, a share of outputs that are all held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property

import numpy as np

from monazite.findings.solution import Solution
from monazite.parameters import committed_capacity
from monazite.parameters.labels import node_name, region_of
from monazite.parameters.named import Point, UseOption
from monazite.parameters.recipes import recipes_of
from monazite.study import ObservationRow

AT_BOUND = 0.005
"""Gap, as a share, within which a flow stands at what was given."""

SMALL = 0.01
"""Share of what goes through a node below which a term decides nothing."""

DECIDES = 0.05
"""Share of an observed sum that has to be loose before the sum says anything of the model.

It is the gap within which a figure counts as reproduced: less than that cannot make it miss.
"""

Flow = tuple[str, str]
"""A kind of variable and its label."""


class Conservation:
    """Finds the flows that follow from given ones, in one reading and with some rows known."""

    def __init__(self, solution: Solution, known: tuple[ObservationRow, ...]) -> None:
        """Take rows that are determined already: what they speak of is given in their year."""
        self.solution = solution
        self.known = known
        self._by_year: dict[int, frozenset[Flow]] = {}
        self._terms: dict[int, dict[str, dict[Flow, float]]] = {}
        self._known_sums: dict[int, list[dict[Flow, float]]] = {}

    def gives(self, row: ObservationRow) -> Iterator[str]:
        """Yield why an observation follows from given figures, if it does."""
        years = self.solution.years
        first = years[0] if row.kind == "stock" else row.year
        for year in range(first, row.year + 1):
            sizes = {flow: self._size(flow, year) for flow in self._spoken_of(row)}
            total = sum(sizes.values())
            loose = self._loose(sizes, self.follow(year), year)
            if total <= 0 or sum(sizes[flow] for flow in loose) > DECIDES * total:
                return
        held = self._given(row.year)
        if all(flow in held for flow in self._spoken_of(row) if self._size(flow, row.year) > 0):
            yield "what was given for its plants, its uses or its trade holds it there"
        else:
            yield "it follows from given figures by the balance of materials"

    def follow(self, year: int) -> frozenset[Flow]:
        """All flows of a year that are given or follow from what is given."""
        if year not in self._by_year:
            self._by_year[year] = self._closure(year)
        return self._by_year[year]

    def _closure(self, year: int) -> frozenset[Flow]:
        known = self._given(year)
        nodes = self._nodes(year)
        news = True
        while news:
            news = False
            for terms in nodes.values():
                loose = self._loose(terms, known, year)
                if len(loose) == 1:
                    known.add(loose[0])
                    news = True
        return frozenset(known)

    def _loose(self, terms: Mapping[Flow, float], known: Set[Flow], year: int) -> list[Flow]:
        """The terms of a sum that are neither known, nor small, nor part of a known sum in it."""
        through = sum(abs(tonnes) for tonnes in terms.values()) / 2
        loose = [
            flow
            for flow, tonnes in terms.items()
            if flow not in known and abs(tonnes) > SMALL * through
        ]
        for together in self._sums(year) if len(loose) > 1 else ():
            inside = {flow for flow in together if flow in terms}
            whole = sum(together.values())
            signs = {terms[flow] > 0 for flow in inside}
            if sum(together[flow] for flow in inside) >= (1 - DECIDES) * whole and len(signs) == 1:
                loose = [flow for flow in loose if flow not in inside]
        return loose

    def _sums(self, year: int) -> list[dict[Flow, float]]:
        """Flows whose sum a known row of the year holds, though not each of them; with tonnes."""
        if year not in self._known_sums:
            self._known_sums[year] = [
                {flow: size for flow in self._spoken_of(row) if (size := self._size(flow, year))}
                for row in self.known
                if row.year == year and row.kind not in ("output_share", "import_share", "stock")
            ]
        return self._known_sums[year]

    def _given(self, year: int) -> set[Flow]:
        labels, at = self.solution.labels, self.solution.years.index(year)
        found = {flow for flows in self._sums(year) if len(flows) == 1 for flow in flows}
        activity = self.solution.reported("activity")[:, at]
        capacity = np.minimum(self._capacity[:, at], self.solution.planned("permit")[:, at])
        for bound in (capacity, self.solution.planned("floor")[:, at]):
            held = (bound > 0) & (np.abs(activity - bound) <= AT_BOUND * bound)
            for whole, rows in self._plants.items():
                if held[rows].all():
                    found.add(("activity", whole))
        wanted = dict(
            zip(labels.points, self.solution.planned("demand")[:, at].tolist(), strict=True)
        )
        served: dict[Point, float] = defaultdict(float)
        for use_option, size in self._use_options(at):
            served[use_option.point] += size
        for use_option in labels.use_options:
            anchor = wanted[use_option.point]
            if anchor > 0 and abs(served[use_option.point] - anchor) <= AT_BOUND * anchor:
                found.add(("served", use_option.name))
        return found

    def _use_options(self, at: int) -> Iterator[tuple[UseOption, float]]:
        labels = self.solution.labels
        worth = self.solution.parameters["equivalence"].values
        served = self.solution.reported("served")[:, at]
        yield from zip(labels.use_options, (served * worth).tolist(), strict=True)

    @cached_property
    def _capacity(self) -> np.ndarray:
        capacity = committed_capacity(self.solution.parameters).transpose("facility", "period")
        return np.asarray(capacity.values)

    @cached_property
    def _plants(self) -> dict[str, list[int]]:
        """Rows of facilities by the first part of the plant they are parts of, mostly themselves.

        Parts are in one region, have one recipe, and capacities that rest on the same figures.
        """
        labels, parameters = self.solution.labels, self.solution.parameters
        first: dict[tuple[object, ...], str] = {}
        found: dict[str, list[int]] = defaultdict(list)
        for row, facility in enumerate(labels.facilities):
            figures = parameters.rests_on("nameplate", (facility,))
            facts = frozenset(fact for quantity in figures for fact in quantity.facts)
            place = labels.facility_region[facility], labels.facility_recipe[facility]
            found[first.setdefault((*place, facts or facility), facility)].append(row)
        return dict(found)

    @cached_property
    def _whole(self) -> dict[str, str]:
        """The first part of the plant each facility is a part of."""
        facilities = self.solution.labels.facilities
        return {facilities[row]: name for name, rows in self._plants.items() for row in rows}

    def _nodes(self, year: int) -> dict[str, dict[Flow, float]]:
        """Terms of each balance in tonnes: positive where they bring, negative where they take."""
        if year not in self._terms:
            self._terms[year] = self._terms_of(year)
        return self._terms[year]

    def _terms_of(self, year: int) -> dict[str, dict[Flow, float]]:
        labels, at = self.solution.labels, self.solution.years.index(year)
        nodes: dict[str, dict[Flow, float]] = defaultdict(dict)
        amounts: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for (recipe, material), amount in zip(
            labels.flows, self.solution.parameters["recipe_amount"].values.tolist(), strict=True
        ):
            amounts[recipe].append((material, amount))
        activity = self.solution.reported("activity")[:, at].tolist()
        for facility, tonnes in zip(labels.facilities, activity, strict=True):
            if not tonnes:
                continue
            for material, amount in amounts[labels.facility_recipe[facility]]:
                node = node_name(material, labels.place_of(facility, material))
                flow = ("activity", self._whole[facility])
                nodes[node][flow] = nodes[node].get(flow, 0.0) + amount * tonnes
        shipped = self.solution.reported("shipment")[:, at].tolist()
        for lane, tonnes in zip(labels.lanes, shipped, strict=True):
            flow = ("shipment", lane.name)
            nodes[node_name(lane.material, lane.origin_place)][flow] = -tonnes
            nodes[node_name(lane.material, lane.destination_place)][flow] = tonnes
        served = self.solution.reported("served")[:, at].tolist()
        for use_option, tonnes in zip(labels.use_options, served, strict=True):
            nodes[node_name(use_option.material, use_option.region)][
                "served", use_option.name
            ] = -tonnes
        for node, terms in nodes.items():
            left = sum(terms.values())
            if left:
                terms["left", node] = -left
        return nodes

    def _size(self, flow: Flow, year: int) -> float:
        at = self.solution.years.index(year)
        kind, label = flow
        if kind == "left":
            return abs(self._nodes(year).get(label, {}).get(flow, 0.0))
        rows = self._plants[label] if kind == "activity" else [self._rows[kind][label]]
        return abs(float(self.solution.reported(kind)[rows, at].sum()))

    @cached_property
    def _rows(self) -> dict[str, dict[str, int]]:
        labels = self.solution.labels
        names: dict[str, Iterable[str]] = {
            "shipment": (lane.name for lane in labels.lanes),
            "served": (use_option.name for use_option in labels.use_options),
        }
        return {
            kind: {name: row for row, name in enumerate(known)} for kind, known in names.items()
        }

    def _spoken_of(self, row: ObservationRow) -> Iterator[Flow]:
        """The flows whose tonnes an observation adds up or compares."""
        labels = self.solution.labels
        match row.kind:
            case "activity":
                yield from (("activity", self._whole[facility]) for facility in row.facilities)
            case "output" | "output_share":
                yield from self._makers_of(row)
            case "served":
                point = (row.use, row.region)
                yield from (
                    ("served", one.name) for one in labels.use_options if one.point == point
                )
            case "stock":
                for store in labels.stores:
                    if store.material in row.materials and region_of(store.place) == row.region:
                        yield "left", store.name
            case "shipment" | "imports" | "import_share":
                yield from self._shipments_of(row)

    def _makers_of(self, row: ObservationRow) -> Iterator[Flow]:
        """Plants that make what is observed: in its region, or anywhere for a share of all."""
        labels = self.solution.labels
        makes = {
            recipe
            for recipe, amounts in recipes_of(self.solution.parameters).items()
            if any(amounts.get(material, 0.0) > 0 for material in row.materials)
        }
        for facility in labels.facilities:
            here = row.kind == "output_share" or row.region == labels.facility_region[facility]
            if here and labels.facility_recipe[facility] in makes:
                yield "activity", self._whole[facility]

    def _shipments_of(self, row: ObservationRow) -> Iterator[Flow]:
        """Lanes that carry what is observed: from its origins, or into its region for imports."""
        for lane in self.solution.labels.lanes:
            if lane.material in row.materials and not lane.is_transfer:
                arrives = lane.destination == row.region
                leaves = lane.origin in row.origins and (
                    not row.destinations or lane.destination in row.destinations
                )
                if leaves if row.kind == "shipment" else arrives:
                    yield "shipment", lane.name
