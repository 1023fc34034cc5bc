"""Cuts a demand curve into tranches: fine next to what was observed, wider further away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from monazite.parameters.sizes import (
    FINE_TRANCHES,
    FINER_TRANCHES,
    LADDER_TRANCHES,
    PLAIN_TRANCHES,
    WHOLE_TRANCHES,
)

INELASTIC = -1e-9
"""Elasticity from which users do not mind the price: logarithms can hold what stands below."""

Curve = dict[int, tuple[float, float]]
"""Share of demand and value of every tranche, money/t, by tranche number."""


@dataclass(frozen=True)
class Grid:
    """Where a kind of curve is cut next to its anchor.

    The k-th cut lies at `step x ((1 + growth)^k - 1) / growth` of demand from the anchor, so that
    tranches begin at `step` and grow by `growth` with each; `below` cuts lie on the side where
    more is wanted, where they grow by `growth_below`, `above` on the side where users leave.
    """

    below: int
    above: int
    step: float
    growth: float
    growth_below: float

    def cuts_below(self, shift: float = 0.0) -> list[float]:
        """Shares of demand that are wanted in addition at each cut below the anchor."""
        growth = self.growth_below
        return [self._cut(number - shift, growth) for number in range(1, self.below + 1)]

    def cuts_above(self, shift: float = 0.0) -> list[float]:
        """Shares of demand that are gone at each cut above the anchor."""
        return [self._cut(number + shift, self.growth) for number in range(1, self.above + 1)]

    def _cut(self, number: float, growth: float) -> float:
        return float(self.step * np.expm1(number * np.log1p(growth)) / growth)


GRIDS = {
    FINE_TRANCHES: Grid(below=4, above=11, step=0.0025, growth=0.24, growth_below=0.6),
    FINER_TRANCHES: Grid(below=4, above=17, step=0.0025, growth=0.1, growth_below=0.6),
    LADDER_TRANCHES: Grid(below=1, above=4, step=0.0075, growth=0.4, growth_below=0.4),
    PLAIN_TRANCHES: Grid(below=1, above=1, step=0.02, growth=0.5, growth_below=0.5),
    WHOLE_TRANCHES: Grid(below=0, above=0, step=0.02, growth=0.5, growth_below=0.5),
}
"""The cuts of each kind of curve.

Fine curves reach 10 % of demand at eleven tranches, finer ones at seventeen: with an elasticity of
-0.3, a price two fifths above the one observed.
"""


def demand_curve(
    price: float,
    choke: float,
    elasticity: float,
    numbers: tuple[int, ...] = FINE_TRANCHES,
    shift: float = 0.0,
) -> Curve:
    """Cut a demand curve into tranches; gives share of demand and value by tranche number.

    Demand at price p is Q (p / price) ** elasticity, anchored at the observed price and quantity,
    until the choke price, where the users that are left stop. Tranches are narrow next to the
    anchor and wider further away; each is valued at the geometric middle of its two prices.
    Number -1 is what more would be wanted just below the anchor price, +1 who leaves just above it,
    the last number all who stay until the choke and is valued at it. Values fall with the quantity
    served, so the programme leaves out the cheapest users first. A curve of one tranche keeps all
    to the choke.

    `shift`, between -1/2 and 1/2, moves all cuts by a part of a tranche towards dearer users.
    Uses with different shifts change their minds at different prices, so that together they follow
    the curve in steps much finer than those of any one of them.
    """
    grid, last = GRIDS[numbers], numbers[-1]
    if choke <= price or elasticity >= INELASTIC:
        # everyone leaves at once
        top = max(price, choke)
        curve = {number: (0.0, price if number < 0 else top) for number in numbers}
        curve[last] = (1.0, top)
        return curve
    if len(numbers) == 1:
        return {last: (1.0, choke)}
    cut: Curve = {}

    def price_at(demand: float) -> float:
        # in logarithms, since nearly inelastic users would pay more than a number can hold
        return float(price * np.exp(min(np.log(choke / price), np.log(demand) / elasticity)))

    more = [1.0, *(1.0 + wanted for wanted in grid.cuts_below(shift))]
    for below, (fewer, most) in enumerate(pairwise(more), start=1):
        cut[-below] = (most - fewer, float(np.sqrt(price_at(fewer) * price_at(most))))
    near = [price, *(price_at(1.0 - left) for left in grid.cuts_above(shift))]
    far = np.geomspace(near[-1], choke, last - grid.above)[1:].tolist()
    for number, (inner, outer) in enumerate(pairwise([*near, *far]), start=1):
        share = (inner / price) ** elasticity - (outer / price) ** elasticity
        cut[number] = (share, float(np.sqrt(inner * outer)))
    cut[last] = ((choke / price) ** elasticity, choke)
    return cut


def mixed_curve(
    price: float,
    parts: Sequence[tuple[float, float]],
    elasticity: float,
    numbers: tuple[int, ...] = LADDER_TRANCHES,
    shift: float = 0.0,
) -> Curve:
    """Cut the sum of several demand curves into tranches; `parts` are shares and choke prices.

    Near the anchor the sum behaves like one curve. Beyond it lie those who leave between the last
    cut and the lowest choke, then those who stay until their own choke, the lowest first, in as
    many groups as there are tranches left. Parts that would not pay the observed price are not
    among those observed.
    """
    elasticity = elasticity if elasticity < INELASTIC else 0.0
    cuts = GRIDS[numbers].cuts_above(shift)
    paying = [(share, choke) for share, choke in parts if choke > price]
    whole = sum(share for share, _ in paying)
    ladder = sorted((choke, share / whole) for share, choke in paying)
    single = demand_curve(price, ladder[0][0] if ladder else price, elasticity, numbers, shift)
    if not ladder:
        return single
    curve = {number: single[number] for number in numbers if number <= len(cuts)}
    lowest = ladder[0][0]
    near = lowest
    if elasticity < 0.0:
        near = price * np.exp(min(np.log(lowest / price), np.log(1.0 - cuts[-1]) / elasticity))
    left = (near / price) ** elasticity - (lowest / price) ** elasticity
    curve[len(cuts) + 1] = (left, float(np.sqrt(near * lowest)))
    stay = [(choke, share * (lowest / price) ** elasticity) for choke, share in ladder]
    groups = np.array_split(np.arange(len(stay)), numbers[-1] - len(cuts) - 1)
    for number, group in enumerate(groups, start=len(cuts) + 2):
        tonnes = sum(stay[row][1] for row in group)
        worth = sum(stay[row][0] * stay[row][1] for row in group)
        curve[number] = (tonnes, worth / tonnes if tonnes > 0 else stay[-1][0])
    return curve
