"""Draws when shocks come, how long they last and how deep they go; draw k can be made alone.

Chance comes in blocks of `BLOCK` scenarios: block b has a stream of its own, from the seed and b
alone, so that neither how many are drawn nor who draws them changes any.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from numbers import Integral

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.stress.compiled import compiled
from monazite.stress.shocks import Shock
from monazite.stress.system import Floats, Whole
from monazite.study import most_deviation

BLOCK = 1024
"""Scenarios drawn together."""

TIMES = 3
"""How often a shock may at least begin in three years or less, and again in each three more."""

MISSED = 0.01
"""Most scenarios in which a frequent shock would begin more often in three years than is drawn."""

Spells = tuple[Whole, Floats, Floats, Floats]
"""Scenarios in which a shock comes, when it begins and ends there in months, and its depths."""


@dataclass(frozen=True)
class Asked:
    """A shock that is not drawn but comes in every scenario, in a month counted from 0."""

    shock: str
    month: int = 0


@dataclass(frozen=True, eq=False)
class Plan:
    """What is drawn: the shocks in their order, the months, and those that are asked for."""

    shocks: tuple[Shock, ...]
    months: int
    asked: tuple[Asked, ...] = ()
    alone: bool = False
    """Whether nothing but what is asked for happens."""
    without: frozenset[str] = frozenset()
    """Shocks that do not happen, though all others do as they would beside them."""

    @property
    def by_chance(self) -> bool:
        """Whether more may come than what is asked for."""
        return not self.alone

    def depths(self, seed: int, block: int, count: int = BLOCK) -> Floats:
        """Draw the first `count` scenarios of a block: depth by scenario, shock and month, 0 to 1.

        A shock with frequency f begins after exponential waits of mean 12 / f months (Poisson). It
        lasts length x exp(spread x z), z normal (lognormal), and begins and ends within months,
        which it strikes in part. Its depth is beta with the mean and deviation stated.
        """
        found = np.zeros((count, len(self.shocks), self.months))
        for row, shock in enumerate(self.shocks):
            spells = self._spells(shock, seed, block)
            if spells is not None:
                strike(found, row, *spells)
        return found

    def _spells(self, shock: Shock, seed: int, block: int) -> Spells | None:
        """Draw when a shock comes in a block and how deep it is; None where it never does."""
        if not self.comes(shock):
            return None
        numbers = stream(seed, block, shock.name)
        times = times_of(shock.frequency) * -(-self.months // 36)
        waits = numbers.standard_exponential((times, BLOCK))
        normal = numbers.standard_normal((times, BLOCK))
        begins = list(self._begins(shock, waits))
        depths = _depths(shock, numbers, max(len(begins), 1))
        if not begins:
            return None
        time = np.repeat(np.arange(len(begins)), [len(here) for here, _ in begins])
        scenario = np.concatenate([here for here, _ in begins], dtype=np.int64)
        onset = np.concatenate([onset for _, onset in begins])
        ends = onset + shock.length * np.exp(shock.length_spread * normal[time, scenario])
        return scenario, onset, ends, depths[time, scenario]

    def comes(self, shock: Shock) -> bool:
        """Whether a shock may happen in any scenario."""
        if self.is_asked(shock):
            return True
        return shock.frequency > 0.0 and not self.alone and shock.name not in self.without

    def is_asked(self, shock: Shock) -> bool:
        """Whether a shock comes in every scenario."""
        return any(one.shock == shock.name for one in self.asked)

    def _begins(self, shock: Shock, waits: Floats) -> Iterator[tuple[Whole, Floats]]:
        """Scenarios in which a shock begins once, twice and so on within the months, and when."""
        if self.is_asked(shock):
            for one in self.asked:
                if one.shock == shock.name:
                    yield np.arange(BLOCK), np.full(BLOCK, float(one.month))
            return
        onset = np.zeros(BLOCK)
        for wait in waits:
            onset = onset + wait * 12.0 / shock.frequency
            # In most scenarios it begins no more before the months are over.
            here = np.flatnonzero(onset < self.months)
            if not here.size:
                return
            yield here, onset[here]


def times_of(frequency: float) -> int:
    """How often a shock that begins so often a year is let begin in three years, Poisson."""
    mean = 3.0 * frequency
    times, term = 0, exp(-mean)
    within = term
    while times < TIMES or within < 1.0 - MISSED:
        times += 1
        term *= mean / times
        within += term
    return times


@compiled
def strike(
    found: Floats, row: int, scenario: Whole, begins: Floats, ends: Floats, depth: Floats
) -> None:
    """Strike the months of S, J, T between where spells of a shock begin and end, in months.

    A month that is struck in part is struck by so much less; what strikes a month again takes of
    what is left.
    """
    scenarios, _, months = found.shape
    for n in range(len(scenario)):
        s = scenario[n]
        if s >= scenarios:
            continue
        first, last = begins[n], min(ends[n], float(months))
        for t in range(int(first), int(np.ceil(last))):
            inside = min(last, t + 1.0) - max(first, float(t))
            found[s, row, t] = 1.0 - (1.0 - found[s, row, t]) * (1.0 - depth[n] * inside)


def stream(seed: int, block: int, name: str) -> np.random.Generator:
    """Give the stream of chance of one shock in one block: leaving another out does not move it."""
    key = np.random.SeedSequence(seed, spawn_key=(block, zlib.crc32(name.encode())))
    return np.random.Generator(np.random.Philox(key))


def check_draws(n: int, seed: int) -> None:
    """Refuse no scenarios, more than can be counted, and seeds that are none."""
    for field, value in (("n", n), ("seed", seed)):
        check_whole(field, value)
    if not 1 <= n <= 100_000_000:
        raise InvalidInput(
            Problem(
                field="n",
                message=f"{n} scenarios say nothing" if n < 1 else f"{n} scenarios are too many",
                remedy="ask for 1 to 100000000",
            )
        )
    if seed < 0:
        raise InvalidInput(
            Problem(field="seed", message=f"{seed} is negative", remedy="give 0 or more")
        )


def check_whole(field: str, value: object, least: int | None = None) -> None:
    """Refuse what is no whole number, such as true, which Python takes for 1, or is too small."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise InvalidInput(
            Problem(
                field=field,
                message=f"{value!r} is not a whole number",
                remedy="give a whole number",
            )
        )
    if least is not None and value < least:
        raise InvalidInput(
            Problem(field=field, message=f"{value} is too few", remedy=f"give {least} or more")
        )


def _depths(shock: Shock, numbers: np.random.Generator, times: int) -> Floats:
    """Draw depths of a beta distribution of given mean and deviation; times, BLOCK."""
    mean, spread = shock.depth, shock.depth_spread
    if spread <= 0.0 or mean <= 0.0 or mean >= 1.0:
        return np.full((times, BLOCK), mean)
    size = mean * (1.0 - mean) / spread**2 - 1.0
    if size <= 0.0:
        # a study as it stands is refused; its facts may have been put otherwise
        raise InvalidInput(
            Problem(
                file="chain/shocks.csv",
                field="depth_spread",
                message=f"'{shock.name}': no share of mean {mean:g} deviates by {spread:g}",
                remedy=f"give less than {most_deviation(mean):.2g}",
            )
        )
    return numbers.beta(mean * size, (1.0 - mean) * size, (times, BLOCK))
