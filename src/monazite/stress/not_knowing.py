"""The least that can be lost by somebody who does not know how long a stop will last.

One stop begins in the first month, as deep throughout; how likely it lasts how many whole months is
known. The programmes of all lengths are one, in which months that cannot be told apart, those
before the shorter of two stops is over, have their columns in common: the optimum in as many
stages as there are months, below which no rule comes that goes by the past.
"""

from __future__ import annotations

from math import erf, log, sqrt
from typing import NamedTuple

import numpy as np

from monazite.model.rowwise import Parts, least_inside
from monazite.stress.engine import losses_of, recorded
from monazite.stress.foresight import Knowing
from monazite.stress.shocks import Shock
from monazite.stress.system import Floats, System

LONGEST = 24
"""Months: whatever lasts longer counts as this."""


class Lengths(NamedTuple):
    """Stops of each length that one may have, of which the months so far tell nothing more."""

    depths: Floats
    """S, J, T."""
    lasts: tuple[int, ...]
    """Months of each, the longest last."""
    chances: Floats
    """S."""


class Least(NamedTuple):
    """What a rule and those who know more lose on average over the lengths of a stop, money."""

    rule: float
    not_knowing: float
    """The least of those who know how likely each length is, and go by the months so far."""
    told: float
    """The least of one who is told the length when the stop begins."""


def lengths_of(shock: Shock, row: int, shocks: int, months: int) -> Lengths:
    """Give the lengths a shock may have, at its mean depth; it is one row of so many shocks.

    Lengths are lognormal, rounded to whole months, one at least.
    """
    lasts = tuple(range(1, min(LONGEST, months) + 1))
    ends = [log((last + 0.5) / shock.length) / shock.length_spread for last in lasts[:-1]]
    shorter = [0.5 * (1.0 + erf(end / sqrt(2.0))) for end in ends]
    depths = np.zeros((len(lasts), shocks, months))
    for depth, last in zip(depths, lasts, strict=True):
        depth[row, :last] = shock.depth
    return Lengths(depths, lasts, np.diff([0.0, *shorter, 1.0]))


def least_of_lengths(held: System, free: System, lengths: Lengths) -> Least:
    """Hold a store under a rule, `held`, against those whom nothing of the rule binds, `free`."""
    knowing, told = Knowing(free), 0.0
    for depth, chance in zip(lengths.depths, lengths.chances, strict=True):
        knowing.sees(depth, recorded(held, depth).came, held.public)
        told += float(chance) * knowing.least()
    rule = float(losses_of(held, lengths.depths) @ lengths.chances)
    return Least(rule, least_not_knowing(held, free, lengths), told)


def least_not_knowing(held: System, free: System, lengths: Lengths) -> float:
    """Give the least mean loss, money, of whoever does not know how long it lasts.

    Trade is as it is played by `held`, a store under a rule, and nothing else of its rule binds.
    """
    knowing, longest = Knowing(free), lengths.lasts[-1]
    month = knowing.month_of_columns()
    size, rows = len(month), 0
    costs, low, high = np.zeros(size), np.zeros(size), np.full(size, np.inf)
    bounds, entries = [], []
    # Columns of the longest stop come first: others share those of the months before they are over.
    for depth, chance, last in reversed(list(zip(*_each(lengths), strict=True))):
        knowing.sees(depth, recorded(held, depth).came, held.public)
        part = knowing.programme.parts()
        own = month >= last if last != longest else np.zeros(len(month), dtype=bool)
        place = np.arange(len(month))
        place[own] = len(costs) + np.arange(own.sum())
        grown = len(costs) + int(own.sum())
        costs, low = _longer(costs, grown, 0.0), _longer(low, grown, 0.0)
        high = _longer(high, grown, np.inf)
        costs[place] += chance * part.costs
        low[place] = np.maximum(low[place], part.low)
        high[place] = np.minimum(high[place], part.high)
        # A row is asked once, by the longest stop, while nobody knows that another one is over.
        asked = np.full(len(part.row_low), last == longest)
        asked[part.row[own[part.column]]] = True
        number, kept = rows + np.cumsum(asked) - 1, asked[part.row]
        entries.append((number[part.row[kept]], place[part.column[kept]], part.much[kept]))
        bounds.append((part.row_low[asked], part.row_high[asked]))
        rows += int(asked.sum())
    row_low, row_high = (np.concatenate(one) for one in zip(*bounds, strict=True))
    row, column, much = (np.concatenate(one) for one in zip(*entries, strict=True))
    return least_inside(Parts(costs, low, high, row_low, row_high, row, column, much))


def _each(lengths: Lengths) -> tuple[Floats, Floats, tuple[int, ...]]:
    return lengths.depths, lengths.chances, lengths.lasts


def _longer(array: Floats, size: int, value: float) -> Floats:
    return np.concatenate([array, np.full(size - len(array), value)])
