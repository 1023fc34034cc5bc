"""The best play of a game that can be found: moves teams could have made, had they known it all.

It begins with all that teams can order, send and hold, or with what they did; lets the stockpile go
in the way that loses least; leaves out what changes nothing; and tries other moves month by month.
What it comes to is played, so that teams could have come to it. That no play comes to less is not
proved: `best_lost` is the floor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from monazite.stress.game import Move, replayed
from monazite.stress.system import TIERS, Floats, System

AT_MOST = 1_500
"""Months that are played in search of it, which take about a second."""

RELEASED = (0.0, 0.1, 0.2, 0.35, 0.5, 1.0)
"""Parts of the stockpile that are tried as the most let go in a month."""

ORDERED = (0.0, 0.5, 1.0)
"""Parts that are tried of what is ordered, sent or held; nothing of it is no move."""

NOTHING = 1e-9
"""Part of what is lost that is worth no move."""


@dataclass(frozen=True)
class BestPlay:
    """Moves, month by month, and the value that is lost with them, money."""

    moves: tuple[Move, ...]
    lost: float


def best_play(system: System, depth: Floats, made: Sequence[Move] = ()) -> BestPlay:
    """Find a play of one scenario, J, T, that loses little; never more than with the moves made."""
    search = _Search(system, depth, made)
    search.let_go()
    search.leave_out()
    search.turn_over()
    return BestPlay(tuple(sorted(search.moves, key=lambda one: one.month)), search.least)


class _Search:
    """The best moves so far, and plays of the same scenario that are tried against them."""

    def __init__(self, system: System, depth: Floats, made: Sequence[Move]) -> None:
        self._system, self._depth, self._played = system, depth, 0
        self._months = range(depth.shape[1])
        self.moves: list[Move] = []
        self.least = self._lost([])
        self._slack = NOTHING * max(self.least, 1.0)
        every = product(self._months, ("order", "send", "hold"))
        self._try([Move(month, action, 1.0) for month, action in every])
        self._try(list(made))

    def let_go(self) -> None:
        """Let the public stockpile go otherwise, alike in all months and then in each."""
        if not self._system.public.any():
            return
        for action, values in (("release", RELEASED), ("serve", range(1, TIERS + 1))):
            alike = [self._try(self._with(self._months, action, value)) for value in values]
            if any(alike):  # else nothing hangs on it in any month
                for month, value in product(self._months, values):
                    self._try(self._with((month,), action, value))

    def leave_out(self) -> None:
        """Leave out what changes nothing: halves at a time, since most of it mostly does not."""
        parts = [sorted(self.moves, key=lambda one: (one.action, one.month))]
        while parts and self.moves:
            part = parts.pop()
            left = [one for one in self.moves if one not in part]
            if not self._try(left, idle=True) and len(part) > 1:
                middle = len(part) // 2
                parts += [part[:middle], part[middle:]]

    def turn_over(self) -> None:
        """Order, send and hold more or less in one month after the other."""
        for month, action, value in product(self._months, ("order", "send", "hold"), ORDERED):
            if self.least > 0.0:
                self._try(self._with((month,), action, value))

    def _with(self, months: Sequence[int], action: str, value: float) -> list[Move]:
        """The best moves so far with one of them put otherwise in some months."""
        others = [one for one in self.moves if one.action != action or one.month not in months]
        return others + list(_moves(months, action, value))

    def _try(self, moves: list[Move], *, idle: bool = False) -> bool:
        """Take moves that lose less, or no more where something idle is left out."""
        if self._played >= AT_MOST or set(moves) == set(self.moves):
            return False
        found = self._lost(moves)
        if found > self.least + (self._slack if idle else -self._slack):
            return False
        self.moves, self.least = moves, found
        return True

    def _lost(self, moves: Sequence[Move]) -> float:
        self._played += len(self._months)
        return replayed(self._system, self._depth, moves).lost


def _moves(months: Sequence[int], action: str, value: float) -> Iterator[Move]:
    """A move in each of some months; nothing ordered, sent or held is none."""
    if value > 0.0 or action == "release":
        yield from (Move(month, action, float(value)) for month in months)
