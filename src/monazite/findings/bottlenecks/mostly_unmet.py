"""Uses at home that lack most of what they want, and what upstream of them is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monazite.core.labelled import Labelled
from monazite.core.records import Label, Record
from monazite.findings.account import need_of_uses
from monazite.findings.bottlenecks.binding import FULL, WORTH_AT_LEAST
from monazite.findings.solution import Solution, at, shock_years, title_of
from monazite.model.rule import RULES, Rule
from monazite.parameters.labels import region_of
from monazite.parameters.named import Lane, Node, Point
from monazite.parameters.positions import positions
from monazite.parameters.recipes import recipes_of

MOST = 0.5
"""Part of its demand from which a use has most of it unmet.

Of the studies that ship none comes to more than 0.17 by its prices, outside years of a shock: a use
that lacks more than it gets in plain years tells of a gap in a study before it tells of a country.
"""

Why = Literal[
    "no route", "no lane", "no plant", "no growth", "full", "permit", "reserves", "control", "price"
]


@dataclass(frozen=True)
class Lack(Label):
    """One thing in the way of supply: `title` names the plant, the lane, the use or the material.

    `region` is the title of where a material does not arrive, and blank of all else.
    """

    why: Why
    title: str
    region: str = ""

    @property
    def name(self) -> str:
        """Spelled `no growth: Rest of the world, smelters`."""
        return f"{self.why}: {', '.join(filter(None, (self.title, self.region)))}"


@dataclass(frozen=True)
class MostlyUnmet(Record):
    """A use at home with the years in which most of its demand is unmet, and what is in the way.

    `share` is the largest part that is unmet in any of them, 0 to 1; `lacks` those of the year of
    that part, from the use upstream.
    """

    use: str
    title: str
    years: tuple[int, ...]
    share: float
    lacks: tuple[Lack, ...]


def mostly_unmet(solution: Solution) -> list[MostlyUnmet]:
    """List uses at home that lack most of what they want in years without a shock."""
    shocks = shock_years(solution)
    years: dict[str, dict[int, float]] = {}
    for row in need_of_uses(solution):
        if row.unmet_share > MOST and row.year not in shocks:
            years.setdefault(row.use, {})[row.year] = row.unmet_share
    titles = solution.parameters.titles
    return [
        MostlyUnmet(
            use=use,
            title=titles.get(use, use),
            years=tuple(shares),
            share=max(shares.values()),
            lacks=_Upstream(solution, max(shares, key=lambda year: shares[year])).of(use),
        )
        for use, shares in years.items()
    ]


class _Upstream:
    """What brings materials to places in a year, and what of it can bring no more."""

    def __init__(self, solution: Solution, year: int) -> None:
        self.solution, self.year = solution, year
        self._labels, self._titles = solution.labels, solution.parameters.titles
        self._recipes = recipes_of(solution.parameters)

    def of(self, use: str) -> tuple[Lack, ...]:
        """What is in the way of a use at home, nearest first; its price where that is all."""
        point = Point(use, self.solution.home)
        nodes = [
            Node(one.material, point.region)
            for one in self._labels.use_options
            if one.point == point
        ]
        dear = Lack("price", self._titles.get(use, use))
        lanes = [lane for node in nodes for lane in self._lanes(node)]
        found = self._upstream(nodes)
        if not lanes:
            found |= dict.fromkeys(self._nothing("no lane", node) for node in nodes)
        elif self._is_dear_on_the_way(point, lanes):
            found = {dear: None} | found
        return tuple(found) or (dear,)

    def _is_dear_on_the_way(self, point: Point, lanes: Sequence[Lane]) -> bool:
        """Whether nothing comes, though abroad it costs little more than users were seen to pay.

        Little is less than half of what they would now pay more: the rest is for the way.
        """
        if any(map(self._carries, lanes)):
            return False
        seen = self._number(self.solution.parameters["observed_price"], "point", point.name)
        return any(
            self._price(lane.material, lane.origin_place) - seen
            < (self._price(lane.material, lane.destination_place) - seen) / 2.0
            for lane in lanes
            if not self._is_shut(lane)
        )

    def _price(self, material: str, place: str) -> float:
        return at(self.solution, self.solution.price(material, place), self.year)

    def _upstream(self, nodes: Iterable[Node]) -> dict[Lack, None]:
        """What keeps more from arriving at nodes, nearest first."""
        found: dict[Lack, None] = {}
        seen: set[Node] = set()
        at_hand = list(nodes)
        while at_hand:
            ahead: list[Node] = []
            for node in dict.fromkeys(at_hand):
                if node not in seen:
                    seen.add(node)
                    found.update(dict.fromkeys(self._lacks(node, ahead)))
            at_hand = ahead
        return found

    def _lacks(self, node: Node, ahead: list[Node]) -> Iterator[Lack]:
        """What keeps more from arriving at a node; where it comes through goes `ahead`."""
        makers, lanes = self._makers(node), self._lanes(node)
        if not (makers or lanes or self._is_scrap(node)):
            yield self._nothing("no route", node)
        for facility in makers:
            if (why := self._of_plant(facility)) is not None:
                yield Lack(why, self._titles[facility])
                continue
            taken = self._recipes[self._labels.facility_recipe[facility]].items()
            ahead += [
                Node(material, self._labels.place_of(facility, material))
                for material, amount in taken
                if amount < 0
            ]
        for lane in lanes:
            if self._is_shut(lane):
                yield Lack("control", title_of(self.solution, "lane", lane.name))
            else:
                ahead.append(Node(lane.material, lane.origin_place))

    def _nothing(self, why: Why, node: Node) -> Lack:
        region = region_of(node.place)
        return Lack(why, *(self._titles.get(one, one) for one in (node.material, region)))

    def _makers(self, node: Node) -> list[str]:
        labels = self._labels
        return [
            facility
            for facility in labels.facilities
            if self._recipes[labels.facility_recipe[facility]].get(node.material, 0.0) > 0
            and labels.place_of(facility, node.material) == node.place
        ]

    def _lanes(self, node: Node) -> list[Lane]:
        return [
            lane
            for lane in self._labels.lanes
            if Node(lane.material, lane.destination_place) == node
        ]

    def _is_scrap(self, node: Node) -> bool:
        streams = self._labels.end_of_life_streams
        return any(Node(one.material, one.region) == node for one in streams)

    def _carries(self, lane: Lane) -> bool:
        return self._number(self.solution.outcome["shipment"], "lane", lane.name) > 1e-6

    def _of_plant(self, facility: str) -> Why | None:
        """Why a plant makes no more; None where it could with more of what it takes."""
        solution = self.solution
        capacity = self._number(solution.usable_capacity, "facility", facility)
        if capacity <= 1e-9:
            return "no plant"
        if self._holds("feed_within_permit", facility):
            return "permit"
        if self._holds("extraction_within_reserves", facility):
            return "reserves"
        activity = self._number(solution.outcome["activity"], "facility", facility)
        if activity < FULL * capacity or not self._holds("output_within_capacity", facility):
            return None
        rates = solution.parameters["build_rate"]
        row = positions(rates, "facility")[facility]
        grows = bool((rates.transpose("facility", "period").values[row] > 0).any())
        return "full" if grows else "no growth"

    def _is_shut(self, lane: Lane) -> bool:
        """Whether a limit of a lane, or one on exports that counts it, lets no more through."""
        if self._holds("shipments_within_lane", lane.name):
            return True
        counts = self.solution.parameters["export_content"].transpose("lane", "slot")
        row = counts.values[positions(counts, "lane")[lane.name]]
        slots = [str(name) for name in counts.coords["slot"].values[row > 0]]
        return any(self._holds("exports_within_limit", slot) for slot in slots)

    def _holds(self, name: str, label: str) -> bool:
        """Whether one more of a limit would save something in the year."""
        rule: Rule = RULES[name]
        dual = rule.dual(self.solution.outcome)
        if dual is None or label not in positions(dual, rule.subject):
            return False
        saves = rule.dual_sign * self._number(dual, rule.subject, label)
        return saves >= WORTH_AT_LEAST * self.solution.dollar

    def _number(self, array: Labelled, dimension: str, label: str) -> float:
        row = positions(array, dimension)[label]
        if "period" not in array.dims:
            return float(array.values[row])
        return at(self.solution, array.transpose(dimension, "period").values[row], self.year)
