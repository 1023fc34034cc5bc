"""Output and trade that jump from one year to the next, each with the event behind it or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from monazite.core.records import Record
from monazite.findings.account.carried import Carried
from monazite.findings.account.events import Events, Plants, Series
from monazite.findings.account.margins import at_the_margin
from monazite.findings.solution import Solution, title_of
from monazite.parameters.labels import node_name
from monazite.parameters.recipes import recipes_of

LARGE = 0.30
"""Change from one year to the next, as a share of the year before, from which it is a jump."""

MATTERS = 0.01
"""Share of what the world makes of a material below which nobody looks."""

MATTERS_AT_HOME = 0.1
"""Share of the most that home makes of a material in a year below which nobody looks at home."""

STEADY = 1.1
"""Times its change of the year before up to which what goes on changing so has not jumped."""

CARRIES = 0.5
"""Part of a jump that a change of contracts or plants must come to, to be the event behind it."""


@dataclass(frozen=True)
class Jump(Record):
    """A region's output of a material, or a lane, that changed by more than three tenths.

    `title` names the subject for people. `before` and `after` are tonnes a year; `events` say what
    happened, and none means that nothing in the study explains it.
    """

    subject: str
    title: str
    material: str
    year: int
    before: float
    after: float
    events: tuple[str, ...]


@dataclass(frozen=True)
class Jumped:
    """A jump in the plan of a strategy."""

    strategy: str
    jump: Jump

    def as_row(self) -> dict[str, object]:
        """Give both as a plain row."""
        return {"strategy": self.strategy, **self.jump.as_row()}


def jumps(solution: Solution) -> tuple[Jump, ...]:
    """List every jump of a region's output and of a lane above a hundredth of world output.

    Events are found in the numbers of the plan: a limit, duty or margin of the material's trade
    that a lever moved; contracts at either end that begin, end or ramp, and plants that come
    online, ramp or were added where it is made or taken, also at the other customers of the seller
    and the other suppliers of the buyer, if what they changed by comes to half of the jump.
    """
    found = _Found(solution)
    return tuple(sorted(found.all(), key=lambda jump: (jump.year, jump.material, jump.subject)))


def jumps_by_strategy(solutions: Mapping[str, Solution]) -> tuple[Jumped, ...]:
    """Jumps of strategies, unexplained ones first."""
    found = [Jumped(name, one) for name, solution in solutions.items() for one in jumps(solution)]
    return tuple(sorted(found, key=lambda jumped: bool(jumped.jump.events)))


class _Found:
    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.labels = solution.labels
        self.years = solution.years
        self.events = Events(solution)
        self.carried = Carried(solution, self.events)
        self._titles = solution.parameters.titles

    @cached_property
    def made(self) -> dict[tuple[str, str], Series]:
        """Output by material and region, t/yr by reported year."""
        amounts = self._amounts
        activity = self.solution.reported("activity")
        made: dict[tuple[str, str], Series] = {}
        for row, facility in enumerate(self.labels.facilities):
            for material, amount in amounts[facility]:
                if amount > 0:
                    at = (material, self.labels.facility_region[facility])
                    made[at] = made.get(at, np.zeros(len(self.years))) + amount * activity[row]
        return made

    @cached_property
    def world(self) -> dict[str, Series]:
        """Output of a material in all regions."""
        world: dict[str, Series] = {}
        for (material, _), tonnes in self.made.items():
            world[material] = world.get(material, np.zeros(len(self.years))) + tonnes
        return world

    @cached_property
    def _amounts(self) -> dict[str, list[tuple[str, float]]]:
        recipes = recipes_of(self.solution.parameters)
        return {
            facility: list(recipes[self.labels.facility_recipe[facility]].items())
            for facility in self.labels.facilities
        }

    def all(self) -> Iterator[Jump]:
        """Find the jumps of regions, then those of lanes."""
        for (material, region), tonnes in self.made.items():
            at_home = region == self.solution.home
            for at in self._large(tonnes, material, of_home=at_home):
                size = _size(tonnes, at)
                events = [*self._about(material, region, "", at, size)]
                if not events:
                    starts = self.carried.making(material, region, at, CARRIES * size)
                    events = self.carried.causes(starts, at)
                if not events:
                    events = [
                        *at_the_margin(
                            self.solution, self._amounts, material, region, at, CARRIES * size
                        ),
                        *_slide(tonnes, at),
                    ]
                where = self._titles.get(region, region)
                title = f"{self._titles.get(material, material)}, made in {where}"
                named = (node_name(material, region), title, material)
                yield self._jump(named, tonnes, at, events)
        shipment = self.solution.reported("shipment")
        for row, lane in enumerate(self.labels.lanes):
            if lane.is_transfer:
                continue
            for at in self._large(shipment[row], lane.material):
                size = _size(shipment[row], at)
                events = [*self._about(lane.material, lane.origin, lane.destination, at, size)]
                events = events or self.carried.causes([(row, CARRIES * size)], at)
                events = events or [*_slide(shipment[row], at)]
                named = (lane.name, title_of(self.solution, "lane", lane.name), lane.material)
                yield self._jump(named, shipment[row], at, events)

    def _large(self, tonnes: Series, material: str, *, of_home: bool = False) -> list[int]:
        matters = MATTERS * self.world.get(material, np.zeros(len(self.years)))
        if of_home:
            matters = np.minimum(matters, MATTERS_AT_HOME * tonnes.max())
        return [
            at
            for at in range(1, len(self.years))
            if max(tonnes[at], tonnes[at - 1]) > max(matters[at], 1.0)
            and abs(tonnes[at] - tonnes[at - 1]) > LARGE * tonnes[at - 1]
        ]

    def _jump(
        self, named: tuple[str, str, str], tonnes: Series, at: int, events: list[str]
    ) -> Jump:
        """Write a jump of what has a name, a title and a material."""
        return Jump(
            *named,
            self.years[at],
            float(tonnes[at - 1]),
            float(tonnes[at]),
            tuple(dict.fromkeys(events)),
        )

    def _about(
        self, material: str, origin: str, destination: str, at: int, size: float
    ) -> Iterator[str]:
        """Events on a material in a year: in its trade, its contracts and its plants."""
        yield from self.events.of_levers(material, at)
        ends = {origin, destination} - {""}
        yield from self.events.of_contracts(material, at, CARRIES * size, touching=ends)
        yield from self._plants(material, origin, at, size)
        if not destination:
            return
        yield from self._plants(material, destination, at, size)
        for lane in self.labels.lanes:
            if lane.material != material or lane.is_transfer:
                continue
            if lane.origin == origin and lane.destination != destination:
                yield from self._plants(material, lane.destination, at, size)
            elif lane.destination == destination and lane.origin != origin:
                yield from self._plants(material, lane.origin, at, size)

    def _plants(self, material: str, region: str, at: int, size: float) -> Iterator[str]:
        """Plants in a region whose capacity to make or take a material changed by enough."""
        for makes in (True, False):
            amounts: Plants = {}
            for facility in self.labels.facilities:
                amount = dict(self._amounts[facility]).get(material, 0.0)
                if (
                    self.labels.facility_region[facility] == region
                    and amount != 0.0
                    and (amount > 0) == makes
                ):
                    amounts[facility] = amount
            yield from self.events.of_plants(amounts, at, CARRIES * size)


def _slide(tonnes: Series, at: int) -> Iterator[str]:
    """Say that what falls by the same tonnes every year does so, until that is three tenths of it.

    It must not have jumped in the year before, or one jump would explain the next.
    """
    if at < 2:
        return
    now, before = (float(tonnes[year] - tonnes[year - 1]) for year in (at, at - 1))
    was_jump = abs(before) > LARGE * float(tonnes[at - 2])
    if not was_jump and STEADY * before <= now < 0:
        yield "slide"


def _size(tonnes: Series, at: int) -> float:
    return abs(float(tonnes[at] - tonnes[at - 1]))
