"""Levers that touch what holds back: those one could pull, and those one could pull further."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from monazite.core.errors import MonaziteError
from monazite.core.numerals import share_or_amount
from monazite.findings.bottlenecks import EasedBottleneck
from monazite.findings.indicators import compute, unit_of
from monazite.findings.solution import Solution, at
from monazite.parameters.levers import apply_levers
from monazite.strategy import Lever
from monazite.studio.found import Try
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["Tries", "in_force", "naming", "plants_of", "touching"]


def in_force(room: Room, state: State) -> set[str]:
    """Ids of the levers a state pulls."""
    own = room.catalogue.levers_of(state.base)
    return {*(one for one in own if one not in state.off), *state.on}


def naming(lever: Lever, names: Set[str]) -> bool:
    """Whether a lever says one of some names, such as that of a region, in what it does."""
    said = (
        one
        for value in lever.as_data(titles=False).values()
        for one in (value if isinstance(value, list) else [value])
    )
    return any(isinstance(one, str) and one in names for one in said)


def touching(room: Room, state: State, plants: Iterable[str]) -> Iterator[str]:
    """Ids of levers that change a number of one of some plants."""
    named = set(plants)
    for name, entry in room.catalogue.entries.items():
        if named & plants_of(room, entry.of(state.base)):
            yield name


def plants_of(room: Room, lever: Lever) -> set[str]:
    """Facilities of which a lever changes a number; none where it needs another lever."""
    before = room.handle.parameters
    try:
        after = apply_levers(room.study, before, [lever])
    except MonaziteError:
        return set()
    found: set[str] = set()
    for entry in after.ledger[len(before.ledger) :]:
        named = entry.edit.where.get("facility", ())
        found |= set(map(str, named)) if isinstance(named, tuple) else {str(named)}
    return found


class Tries:
    """What could be tried on a state, each lever solved once."""

    def __init__(self, room: Room, state: State, key: str) -> None:
        self.room, self.state, self.key = room, state, key
        self.in_force = in_force(room, state)
        self._after: dict[str, str] = {}

    def of(self, row: EasedBottleneck) -> list[Try]:
        """List levers that change a number of the plants a bottleneck names."""
        return [self._try(name) for name in touching(self.room, self.state, row.subjects)]

    def _try(self, name: str) -> Try:
        title = self.room.catalogue.view(self.room.catalogue.entries[name]).title
        if name in self.in_force:
            return Try(lever=name, title=title, in_force=True, after="")
        return Try(lever=name, title=title, in_force=False, after=self._solved(name))

    def _solved(self, name: str) -> str:
        """What the number looked at comes to with the lever pulled alone, or why there is none."""
        if name not in self._after:
            own = name in self.room.catalogue.levers_of(self.state.base)
            off = tuple(one for one in self.state.off if one != name)
            more = {"off": off} if own else {"on": (*self.state.on, name)}
            try:
                run = self.room.run(self.state.model_copy(update=more))
                solved = run.status == "optimal"
                self._after[name] = self._told(run.solution) if solved else "no plan"
            except MonaziteError as error:
                self._after[name] = str(error.problems[0])
        return self._after[name]

    def _told(self, solution: Solution) -> str:
        value = at(solution, compute(solution, self.key), self.state.year)
        return share_or_amount(value, unit_of(solution, self.key))
