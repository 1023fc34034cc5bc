"""A pool looks at a plan and asks otherwise, rather than let its plants stand beside imports.

The price a study states for feed is one path, and the plan has its own price at the border. Where
the stated one is higher, makers would buy abroad what the pool could sell at a gain, and a gap of
a few per cent between two figures would decide whether home ore is used at all. So a pool that is
undersold meets imports. Where its cheapest plant is full, the next tonne costs it more: were what
makers pay above cost still counted from that plant, dearer ones would stand for a price nobody asks
for what they make. So it counts from the cheapest that has room.

Abroad nobody pays a toll. A pool that has no more to give would therefore sell there first,
whatever makers at home would pay. So it asks the same abroad where they would pay more, and no more
than what it sells fetches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.core.origin import Origin
from monazite.model.abroad import at_ends, fetched, freely_sent, ways_abroad, ways_home
from monazite.model.outcome import Outcome, Unsettled
from monazite.model.owners import charged, cost_counted, dearest_costs, transfer_toll
from monazite.model.room import (
    CostsWithRoom,
    dearest_at_work,
    from_abroad,
    lanes_with_room,
    margin_and_duty,
)
from monazite.model.running import DearestCosts
from monazite.model.slices import bare
from monazite.parameters import InformationStage, Parameters
from monazite.parameters.positions import in_order

Numbers = npt.NDArray[np.float64]

UNDERCUT = 0.02
"""Part by which a pool stays below the price of imports it meets: they get cheaper by about as much
when home buys none, and a pool that only matched them would be undersold again."""

UNDERSOLD = 1e-3
"""Part by which what is asked has to be above imports before the pool comes down."""

DEAR = 0.04
"""Part by which what is asked has to be below imports before the pool goes up again: twice what it
stays below them, so that it does not follow what its own sales do to them."""

LEFT = 2e-3
"""Part of what a tonne fetches abroad that is left to buyers there, at most half of what makers at
home gain by buying from the pool; twice what a price may be off."""

DEARER = 1e-9
"""Part by which a tonne with room has to cost more than the one counted from; less is rounding."""

ROUNDS = 12
"""How often a pool looks again, three times more than any plan that ships needs; what is left then
is `Outcome.unsettled`, and is told."""


ABROAD = "Owners ask as much abroad, since makers at home would pay more for it."
"""Why they ask a price abroad, where none is stated."""

MET = "Owners meet the price of imports."
"""Why they ask other prices than are stated, where nobody says from where they began."""

FULL_PLANTS = "Owners count from a dearer plant, since cheaper ones are full."
"""Why they count what makers pay above cost from another cost than that of their cheapest plant."""


STATED = ("transfer_price", "transfer_cost")
"""The parameters an offer stands in place of: its price and its cost."""


@dataclass(frozen=True, eq=False)
class Offer:
    """What pools ask and the cost they say they count from, money/t by lane and period.

    Where that cost is nought they count from their cheapest plant.
    """

    price: Numbers
    cost: Numbers

    @classmethod
    def under(cls, parameters: Parameters) -> Offer:
        """Read it off the parameters of a plan, or of a study that states it."""
        return cls(*(_by_lane(parameters[name]) for name in STATED))

    def is_like(self, other: Offer) -> bool:
        """Whether pools ask the same."""
        return np.array_equal(self.price, other.price) and np.array_equal(self.cost, other.cost)


@dataclass(frozen=True)
class Asked:
    """What a study states and what pools asked in a plan, money/t; dims lane, period."""

    stated: Labelled
    asked: Labelled

    @classmethod
    def in_plan(cls, stage: InformationStage, outcome: Outcome) -> Asked:
        """Read off what pools asked in the plan of a stage."""
        return cls(stage.parameters["transfer_price"], outcome.parameters["transfer_price"])

    @classmethod
    def as_stated(cls, stage: InformationStage) -> Asked:
        """Ask what is stated."""
        stated = stage.parameters["transfer_price"]
        return cls(stated, stated)

    @classmethod
    def at_cost(cls, stage: InformationStage) -> Asked:
        """Ask nothing, so that makers pay no toll and a tonne is what it costs the pool."""
        stated = stage.parameters["transfer_price"]
        return cls(stated, stated.with_values(np.zeros_like(stated.values)))

    @classmethod
    def beside_imports(cls, stage: InformationStage, outcome: Outcome) -> Asked:
        """Ask what a tonne from abroad costs at home in a plan, at most what is stated."""
        stated = in_order(stage.parameters["transfer_price"], "lane", "period")
        asked = stated.values.copy()
        for row in np.flatnonzero(asked.any(axis=1)):
            lane = stage.parameters.labels.lanes[row]
            if lane.is_transfer:
                asked[row] = np.minimum(asked[row], imports(outcome, lane.material))
        return cls(stated, stated.with_values(asked))


def first_asked(parameters: Parameters, opens: int, before: Asked | None) -> Offer:
    """What pools ask to begin with.

    It is what they ask in another plan, from the period a stage opens and wherever the study states
    the same in both; else what is stated. They count from their cheapest plant.
    """
    stated = Offer.under(parameters)
    if before is None or not stated.price.any():
        return stated
    ahead = np.array(parameters.labels.periods) >= opens
    same = (stated.price == _by_lane(before.stated)) & ahead
    return replace(stated, price=np.where(same, _by_lane(before.asked), stated.price))


def asked_again(outcome: Outcome, opens: int, terms: Parameters) -> Offer:
    """What pools ask once they have seen a plan.

    Prices wait until costs are right: how dear imports are hangs on how much of them is bought, and
    that on whether the plants of a pool stand.
    """
    offer = Offer.under(outcome.parameters)
    if not Offer.under(terms).price.any():
        return offer
    cost = _counted_again(outcome, opens, offer)
    if not np.array_equal(cost, offer.cost):
        return replace(offer, cost=cost)
    price = _priced_again(outcome, opens, terms)
    return replace(offer, price=_asked_abroad(outcome, opens, price))


def _counted_again(outcome: Outcome, opens: int, offer: Offer) -> Numbers:
    """What pools say they count from once they have seen a plan.

    From the period a stage opens, a pool that is paid above the cost it counts from counts from the
    cheapest plant that has room and costs less than it asks. Where there is none, all it could make
    is taken, and it counts from the dearest at work. It never goes back to a lower cost, so that
    this ends.
    """
    parameters, labels = outcome.parameters, outcome.labels
    toll, counted = transfer_toll(parameters).values, cost_counted(parameters)
    ahead = np.array(labels.periods) >= opens
    dearest = dearest_costs(parameters)
    seen: tuple[CostsWithRoom, DearestCosts] | None = None
    again = offer.cost.copy()
    for row, node in charged(labels, toll):
        least = counted[row] * (1.0 + DEARER)
        most, pays = dearest.made(node), (toll[row] > 0) & ahead
        if not (pays & np.isfinite(most) & (most > least)).any():
            continue  # all plants cost the same, as most do
        with_room, at_work = seen = seen or (CostsWithRoom(outcome), dearest_at_work(outcome))
        further = with_room.made(node)
        further = np.where(further < offer.price[row], further, at_work.made(node))
        rises = pays & np.isfinite(further) & (further > least)
        again[row] = np.where(rises, further, again[row])
    return again


def _priced_again(outcome: Outcome, opens: int, terms: Parameters) -> Numbers:
    """The price pools ask once they have seen a plan, money/t by lane and period.

    From the period a stage opens, a pool that is undersold comes down to a little below imports,
    and one that came down further than it need goes up again, never above what `terms` state. The
    price of imports is the least, over lanes into home that are open and not full, of the price at
    their origin, freight, margin and duty. Only lanes that bear a toll come down: a price no higher
    than the pool's running cost has nothing to give.
    """
    parameters, labels = outcome.parameters, outcome.labels
    stated, asked = _by_lane(terms["transfer_price"]), _by_lane(parameters["transfer_price"])
    toll = transfer_toll(parameters).values
    ahead = np.array(labels.periods) >= opens
    known: dict[str, Numbers] = {}
    again = asked.copy()
    for row in np.flatnonzero(stated.any(axis=1)):
        lane = labels.lanes[row]
        if not lane.is_transfer:
            continue
        if lane.material not in known:
            known[lane.material] = imports(outcome, lane.material)
        abroad = known[lane.material]
        down = (asked[row] > abroad * (1.0 + UNDERSOLD)) & (toll[row] > 0)
        up = (asked[row] < stated[row]) & (asked[row] < abroad * (1.0 - DEAR))
        met = np.minimum(abroad * (1.0 - UNDERCUT), stated[row])
        again[row] = np.where((down | up) & ahead, met, asked[row])
    return again


def _asked_abroad(outcome: Outcome, opens: int, price: Numbers) -> Numbers:
    """Prices with what pools ask on their ways abroad, money/t by lane and period.

    From the period a stage opens, a pool asks a price abroad where it sends more than is owed
    there, all it could make is taken, and makers at home come second although they would pay more
    than it asks them and than a tonne fetches. It asks what makers pay, and leaves buyers abroad at
    most half of what makers gain by buying from the pool: so makers come first, and what they leave
    is sold. Where both buy, both gain the same. It comes down with what makers pay, and with what a
    tonne fetches where it sells nothing.
    """
    labels, again = outcome.labels, price.copy()
    ahead = np.array(labels.periods) >= opens
    with_room: CostsWithRoom | None = None
    for node, lanes in ways_abroad(labels).items():
        rows = [row for row in ways_home(labels).get(node, ()) if price[row].any()]
        asked, sent = price[lanes], freely_sent(outcome, node, lanes) & ahead
        if not rows or not (sent.any() or asked.any()):
            continue
        with_room, costs = with_room or CostsWithRoom(outcome), cost_counted(outcome.parameters)
        makers, abroad = price[rows].max(axis=0), fetched(outcome, lanes)
        worth = at_ends(outcome, np.array(rows)).max(axis=0)
        gain, left = worth - makers, abroad - np.maximum(asked, costs[rows].min(axis=0))
        second = (worth > abroad) & (gain > 0.0) & (left > gain * (1.0 + UNDERSOLD))
        up = sent & second & ~(with_room.made(node) < makers)
        unsold = ~sent & (asked > abroad * (1.0 + UNDERSOLD))
        down = ahead & (unsold | (asked > makers))
        least = np.where(up, np.minimum(gain / 2.0, LEFT * abroad), LEFT * abroad)
        met = np.minimum(abroad - least, makers)
        again[lanes] = np.where(up | down, np.clip(met, 0.0, None), asked)
    return again


def unsettled(outcome: Outcome, opens: int, terms: Parameters) -> tuple[Unsettled, ...]:
    """What pools would still ask otherwise, had they one look more; nothing once prices settled.

    A pool that would count from a dearer plant asks so much more for what that one makes.
    """
    labels, offer = outcome.labels, Offer.under(outcome.parameters)
    again = asked_again(outcome, opens, terms)
    rise = np.where(again.cost > offer.cost, again.cost - cost_counted(outcome.parameters), 0.0)
    asked = offer.price + rise
    return tuple(
        Unsettled(
            labels.lanes[row].name,
            labels.lanes[row].material,
            labels.periods[column],
            float(asked[row, column]),
            float(again.price[row, column]),
        )
        for row, column in zip(*np.nonzero(asked != again.price), strict=True)
    )


def as_edits(terms: Parameters, offer: Offer, reason: str) -> tuple[Edit, ...]:
    """Edits that put what pools ask in place of what is stated, one for lanes that ask alike."""
    stated = Offer.under(terms)
    return (
        *_set(terms, "transfer_price", stated.price, offer.price, reason),
        *_set(terms, "transfer_cost", stated.cost, offer.cost, FULL_PLANTS),
    )


def _set(
    terms: Parameters, parameter: str, stated: Numbers, wanted: Numbers, reason: str
) -> tuple[Edit, ...]:
    labels = terms.labels
    alike: dict[tuple[int, str, float, bool], list[str]] = {}
    for row, column in zip(*np.nonzero(wanted != stated), strict=True):
        lane = labels.lanes[row]
        abroad = bool(lane.origin_account) and not lane.is_transfer
        key = labels.periods[column], lane.material, float(wanted[row, column]), abroad
        alike.setdefault(key, []).append(lane.name)
    return tuple(
        Edit(
            parameter=parameter,
            where={"lane": lanes[0] if len(lanes) == 1 else tuple(lanes), "period": period},
            operation="set",
            value=number,
            reason=ABROAD if abroad else reason,
            origin=Origin("model/parity", "as_edits"),
            source="",
        )
        for (period, _, number, abroad), lanes in alike.items()
    )


def imports(outcome: Outcome, material: str) -> Numbers:
    """Least a further tonne from abroad costs at home by period, money/t; infinite: none."""
    parameters, labels = outcome.parameters, outcome.labels
    lanes, origins = from_abroad(labels, material)
    if not lanes.size:
        return np.full(len(labels.periods), np.inf)
    prices = bare(outcome.duals, "materials_balance", "node", "period")
    freight = parameters["freight"].values[lanes, None]
    cost = prices[origins] + freight + margin_and_duty(parameters, lanes)
    return np.asarray(np.where(lanes_with_room(outcome, lanes), cost, np.inf).min(axis=0))


def _by_lane(array: Labelled) -> Numbers:
    return in_order(array, "lane", "period").values
