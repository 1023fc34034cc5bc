"""Sets of levers that reach as much as a strategy: what each holds, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from math import inf, isfinite

from monazite.core.frames import Frame
from monazite.core.numerals import share_or_amount
from monazite.core.records import Record, frame_of
from monazite.core.wording import counted, listed
from monazite.strategy import Strategy

__all__ = ["NEARLY", "Alternative", "Alternatives", "Figure", "LeverSets"]

NEARLY = 1e-6
"""Part of a number that counts as nothing: what solving leaves."""


@dataclass(frozen=True)
class Figure(Record):
    """An indicator of a year: its words, its unit, and what the strategy itself comes to."""

    indicator: str
    title: str
    unit: str
    year: int
    value: float
    rising: bool
    """Whether more of it is better, or where neither is, whether as much is wanted at least."""

    @property
    def is_number(self) -> bool:
        """Whether it has a meaning in that year."""
        return isfinite(self.value)

    def better_by(self, value: float) -> float:
        """By how much a value is better than the strategy's, as a part of that; none is worst."""
        if not isfinite(value):
            return -inf
        gap = value - self.value if self.rising else self.value - value
        return gap / max(abs(self.value), NEARLY)

    def told(self, value: float) -> str:
        """Write a value of it with its unit."""
        return share_or_amount(value, self.unit)


@dataclass(frozen=True)
class Alternative(Record):
    """A set of levers that reaches as much as the strategy, by titles of levers.

    `comes_to` are its figures by indicator, those wanted, those paid and those of the front page;
    `worse` are the titles of those of the front page that are worse than the strategy's.
    """

    adds: tuple[str, ...]
    leaves_out: tuple[str, ...]
    keeps: tuple[str, ...]
    worse: tuple[str, ...]
    comes_to: dict[str, float]


@dataclass(frozen=True)
class LeverSets:
    """Sets of levers that reach as much as a strategy, in the order they were found in."""

    strategy: str
    """Its title."""
    wanted: tuple[Figure, ...]
    costs: tuple[Figure, ...]
    front: tuple[Figure, ...]
    """Other figures of the front page, in the year that is looked at."""
    slack: float
    levers: int
    """Levers that were looked at."""
    solved: int
    """Plans that were compared."""
    found: tuple[Alternative, ...]
    members: tuple[tuple[int, ...], ...] = field(repr=False)
    """Which of the levers looked at each set holds."""

    @property
    def shared(self) -> tuple[str, ...]:
        """Levers of the strategy that every set keeps."""
        if not self.found:
            return ()
        return tuple(
            one for one in self.found[0].keeps if all(one in each.keeps for each in self.found)
        )

    @property
    def in_words(self) -> str:
        """Say in some sentences what was looked for and what was found."""
        return f"{self.asked_in_words(Figure.told)} {self.found_in_words}"

    def asked_in_words(self, told: Callable[[Figure, float], str], title: str = "") -> str:
        """Say what the strategy comes to and costs, with its figures written by `told`."""

        def now(figures: Sequence[Figure]) -> str:
            return listed([f"“{one.title}” is {told(one, one.value)}" for one in figures])

        return (
            f"Under “{title or self.strategy}” {now(self.wanted)} in {self.wanted[0].year}; up to "
            f"{self.costs[0].year} {now(self.costs)}."
        )

    @property
    def found_in_words(self) -> str:
        """Say what was found, without the figures of the strategy."""
        tried = f"{counted(self.solved, 'plan')} of {counted(self.levers, 'lever')} were compared"
        limit = f"as much at no more than {100 * self.slack:g} % above its cost"
        if not self.found:
            return f"No other set of levers that was found reaches {limit}; {tried}."
        one = len(self.found) == 1
        sets = "One other set of levers reaches" if one else f"{len(self.found)} other sets reach"
        shared = listed([f"“{one}”" for one in self.shared])
        if one:
            kept = f"It keeps {shared}." if shared else "It keeps no lever of the strategy."
        else:
            kept = (
                f"All keep {shared}." if shared else "No lever of the strategy is in all of them."
            )
        return f"{sets} {limit}; {tried}. {kept}"


@dataclass(frozen=True)
class Alternatives(LeverSets):
    """The same with each set as a strategy, which can be solved and saved."""

    strategies: tuple[Strategy, ...] = field(repr=False)
    """In the same order."""

    @cached_property
    def frame(self) -> Frame:
        """The sets as a table.

        Columns adds, leaves_out, keeps, worse (lists of titles), and a column for each indicator
        wanted, paid and of the front page.
        """
        return frame_of(Alternative, self.found)

    def __repr__(self) -> str:
        """Say in a line how many were found."""
        return f"<Alternatives: {counted(len(self.found), 'set')} of levers beside {self.strategy}>"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.in_words)}</p>{self.frame._repr_html_()}"
