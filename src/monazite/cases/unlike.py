"""Finds sets that reach what a given set reaches and are unlike it, by hop, skip and jump.

Brill, Chang and Hopkins (1982), https://doi.org/10.1287/mnsc.28.3.221: after each set that was
found, the next is to do without what the ones before hold. Here members are whole, so that a set is
begun with all there is and loses its members one by one, those first that were used most, for as
long as it still reaches what is wanted. What is left could lose none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Judged", "Members", "unlike"]

Members = frozenset[int]


@dataclass(frozen=True)
class Judged:
    """What a set comes to, as parts of what the given set does.

    `margin` is by how much it reaches more than is wanted, negative where it falls short, and
    `excess` by how much it costs more than it may, negative where it costs less.
    """

    margin: float
    excess: float

    @property
    def reaches(self) -> bool:
        """Whether it reaches what is wanted."""
        return self.margin >= 0

    @property
    def is_found(self) -> bool:
        """Whether it reaches what is wanted and costs no more than it may."""
        return self.reaches and self.excess <= 0


Judge = Callable[[Sequence[Members]], Sequence[Judged | None]]
"""Says what sets come to; None where there is no such plan."""


def unlike(
    size: int, own: Members, stand_ins: Sequence[Members], judge: Judge, count: int
) -> list[Members]:
    """Find up to so many sets of members 0 to size - 1 that do as well as `own` and are unlike it.

    Of members that stand in for one another a set holds one. No set holds all of another that was
    found before, and none could lose a member.
    """
    search = _Search(size, own, stand_ins, judge)
    found: list[Members] = []
    while len(found) < count:
        new = search.next(found)
        if new is None:
            break
        found.append(new)
        search.used.update(new)
    return found


class _Search:
    """Members with what each alone changes, and how often sets that were found hold them."""

    def __init__(self, size: int, own: Members, stand_ins: Sequence[Members], judge: Judge) -> None:
        self.own, self.stand_ins, self.judge = own, stand_ins, judge
        self.all = range(size)
        self.used = Counter(own)
        changed = [own - {one} if one in own else self._with(own, one) for one in self.all]
        before, *after = judge([own, *changed])
        zero = Judged(0.0, 0.0)
        self.gain: list[float] = []
        self.price: list[float] = []
        for one, judged in zip(self.all, after, strict=True):
            sign = -1.0 if one in own else 1.0
            was, now = before or zero, judged or before or zero
            self.gain.append(sign * (now.margin - was.margin))
            self.price.append(sign * (now.excess - was.excess))

    def next(self, before: Sequence[Members]) -> Members | None:
        """Find one more set; None where no order of giving up leads to any."""
        for order in self._orders():
            found = self._reduced(order)
            if found is not None and not any(one <= found for one in (self.own, *before)):
                return found
        return None

    def _orders(self) -> list[list[int]]:
        """Orders in which members are given up: the most used first, or the dearest."""

        def used(one: int) -> tuple[float, float]:
            return -self.used[one], self.gain[one]

        def dear(one: int) -> tuple[float, float]:
            return -self.price[one], -self.used[one]

        def used_and_dear(one: int) -> tuple[float, float]:
            return -self.used[one], -self.price[one]

        def idle(one: int) -> tuple[float, float]:
            return self.gain[one], -self.used[one]

        return [sorted(self.all, key=key) for key in (used, dear, used_and_dear, idle)]

    def _reduced(self, order: Sequence[int]) -> Members | None:
        """A set that has lost all it could in an order; None where it costs too much."""
        chosen, judged = self._begun(order)
        for one in order:
            if one in chosen:
                (less,) = self.judge([chosen - {one}])
                if less is not None and less.reaches:
                    chosen, judged = chosen - {one}, less
        return chosen if judged is not None and judged.is_found else None

    def _begun(self, order: Sequence[int]) -> tuple[Members, Judged | None]:
        """The fullest set that reaches what is wanted; what is given up last is taken in first."""
        fullest: Members = frozenset()
        for one in reversed(order):
            if not self.stand_ins[one] & fullest:
                fullest |= {one}
        beside = frozenset(one for one in self.all if not self.stand_ins[one] & self.own)
        for begun in (fullest, self.own | beside):
            (judged,) = self.judge([begun])
            if judged is not None and judged.reaches:
                return begun, judged
        (judged,) = self.judge([self.own])
        return self.own, judged

    def _with(self, members: Members, one: int) -> Members:
        return (members - self.stand_ins[one]) | {one}
