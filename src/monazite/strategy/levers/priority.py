"""Who at home is served first while others withhold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from monazite.core.errors import FieldError
from monazite.strategy.levers.base import (
    Lever,
    Names,
    as_tuple,
)
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import said
from monazite.strategy.months import Month

if TYPE_CHECKING:
    from monazite.core.edit import Edit
    from monazite.parameters.levers import Acting, Numbers
    from monazite.study.checking.levers import Check

SAME = 1e-9
"""Share of a value below which a change of it is arithmetic and nothing dealt out anew."""


@said(
    "Priority",
    "Serves uses in tiers while others withhold what home usually buys.",
    edits=("priority_premium",),
)
class Priority(Lever):
    """Ranks home uses: while others withhold, those of the first tier are served first.

    It ranks uses of the same material. What home bids in all stays as it is, the highest bids going
    to the first tier, so that ranking takes nothing from users abroad.

    It acts in years in which a region abroad sends home less than usual by policy; in others every
    use answers prices for itself.

    The premium that does the ranking steers the plan and is left out of every reported cost.
    """

    kind: Literal["priority"] = "priority"
    tiers: Annotated[tuple[Names, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    """Lists of uses, the most important list first; uses not named keep their own place."""
    start: Month
    """The first month of the ranking."""

    @model_validator(mode="after")
    def _ranks_each_use_once(self) -> Self:
        uses = [use for tier in self.tiers for use in tier]
        twice = next((use for use in uses if uses.count(use) > 1), None)
        if twice is not None:
            raise FieldError(f"use '{twice}' stands in the tiers twice", "keep it in one tier")
        return self

    def checked(self, check: Check) -> None:
        """Report uses that do not exist."""
        uses = [use for tier in self.tiers for use in tier]
        check.defined(self, "tiers", "uses", uses)

    def edits(self, acting: Acting) -> Iterator[Edit]:
        """Serve tiers of uses at home in order while others withhold what home usually buys.

        Among uses of the same material the values that home puts on its tonnes are dealt out anew:
        the curve of what home bids stays as it is, the highest bids go to the first tier and the
        lowest to the last. What home bids against users abroad does not change, so ranking home
        uses takes nothing from anyone else. What more would be wanted below the observed price is
        not ranked. In other years every use answers prices for itself: a rank is no reason to go
        without less.
        """
        home, labels = acting.home, acting.labels
        rank = {(use, home): place for place, tier in enumerate(self.tiers) for use in tier}
        material: dict[tuple[str, str], str] = {}
        for option in labels.use_options:
            material.setdefault(option.point, option.material)
        at = [
            place
            for place, tranche in enumerate(labels.tranches)
            if tranche.number > 0 and tranche.point in rank
        ]
        names = labels.coordinates("tranche")
        owner = [labels.tranches[place].point for place in at]
        values = acting.parameters["unmet_cost"].values[at]
        parts = acting.parameters["tranche_share"].values[at]
        tiers = [rank[point] for point in owner]
        place = {point: n for n, point in enumerate(labels.points)}
        demand = acting.parameters["demand"].transpose("point", "period").values
        wanted = demand[[place[point] for point in owner]]
        rows_of: dict[str, list[int]] = {}
        for row, point in enumerate(owner):
            rows_of.setdefault(material[point], []).append(row)
        premiums: dict[str, dict[int, float]] = {}
        withheld = _withheld_from_home(acting)
        for period, share in acting.shares.items():
            if period not in withheld:
                continue
            width = parts * wanted[:, labels.periods.index(period)]
            for rows in rows_of.values():
                dealt = dealt_anew(values[rows], width[rows], [tiers[row] for row in rows])
                changes = ((dealt - values[rows]) * share).tolist()
                for row, change in zip(rows, changes, strict=True):
                    if abs(change) > SAME * abs(values[row]):
                        premiums.setdefault(str(names[at[row]]), {})[period] = change
        yield from acting.edits("priority_premium", "set", "tranche", premiums)

    def in_words(self, named: Naming) -> str:
        """Say it in a sentence."""
        tiers = "; then ".join(named(*tier) for tier in self.tiers)
        return f"in a shortage home serves first {tiers}, from {self.start}"


def _withheld_from_home(acting: Acting) -> set[int]:
    """Periods in which a region abroad sends home less than usual of anything, by policy."""
    labels, policy = acting.labels, acting.numbers("lane_policy", "lane", "period")
    into = [row for row, lane in enumerate(labels.lanes) if lane.destination == labels.home]
    held = [bool((year < 1.0).any()) for year in policy[into].T]
    return {period for period, less in zip(labels.periods, held, strict=True) if less}


def dealt_anew(values: Numbers, tonnes: Numbers, tiers: Sequence[int]) -> Numbers:
    """Deal the values of tonnes out again, the highest to the first tier.

    Bids are laid out by falling value; the tonnes of the first tier, the most valued first, take
    the beginning of that curve, those of the next tier what follows. A step that spans several bids
    takes their mean, so the sum of value times tonnes stays what it was.
    """
    import numpy as np  # loaded where somebody ranks, and not by whoever lists kinds

    falling = np.argsort(-values, kind="stable")
    ends = np.concatenate([[0.0], np.cumsum(tonnes[falling])])
    worth = np.concatenate([[0.0], np.cumsum((values * tonnes)[falling])])
    order = np.lexsort((-values, np.asarray(tiers)))
    reached = np.minimum(np.cumsum(tonnes[order]), ends[-1])
    taken = np.interp(reached, ends, worth)
    width = tonnes[order]
    dealt = values.copy()
    dealt[order] = np.divide(np.diff(taken, prepend=0.0), width, out=values[order], where=width > 0)
    return dealt
