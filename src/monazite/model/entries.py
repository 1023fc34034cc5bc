"""Remembers what each number that parameters decide is now, and what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monazite.core.labelled import Labelled
from monazite.model.draft import Place, evaluate
from monazite.model.expressions import Numbers
from monazite.parameters import Parameters
from monazite.parameters.remembering import watching

REMEMBERED = 8
"""Sets of arrays whose numbers a place keeps: levers are moved to and fro."""


@dataclass
class Entry:
    """One place with the numbers it holds now.

    `reads` are all parameters they were ever made of; `known` the arrays it read at a time with
    what it made of them, the latest first.
    """

    place: Place
    numbers: Numbers
    reads: frozenset[str]
    known: list[tuple[Mapping[str, Labelled], Numbers]]

    def numbers_under(self, parameters: Parameters) -> Numbers:
        """Give the numbers of the place under parameters, computed once per set of arrays.

        What is read may depend on what is found there, such as prices of a pool only where any are
        asked, so it is noted every time.
        """
        arrays = parameters.arrays
        for read, numbers in self.known:
            if all(arrays[name] is array for name, array in read.items()):
                return numbers
        watched = watching(parameters)
        numbers = self.place.flat(evaluate(self.place, watched))
        assert not watched.told, "numbers of the programme go by numbers, not by what changed them"
        self.reads |= watched.seen
        read = {name: arrays[name] for name in watched.seen}
        self.known = [(read, numbers), *self.known[: REMEMBERED - 1]]
        return numbers


def entry_of(place: Place, arrays: Mapping[str, Labelled]) -> Entry:
    """Give the entry of a place as it was written, over the arrays it was written over."""
    now = place.flat(place.first)
    read = {name: arrays[name] for name in place.reads}
    return Entry(place, now, place.reads, [(read, now)])
