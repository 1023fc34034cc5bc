"""How trade runs in a stop abroad that came as news: as it was, and each region's own first.

When a region withholds what it sells and nobody saw it coming, nobody has the time to find other
suppliers, and those who still make the material are asked for it by everyone. Then

- who withholds sends nobody more than it was to send before the news came;
- a region that goes short itself sends no buyer more than it was to send before the news came: its
  own users come first;
- every seller that is not part of the stop owes its buyers what it was to send them, as far as
  its own feed allows. What it cannot send it cuts from all its buyers alike, at the price of the
  material for every tonne;
- public reserves of what is withheld, where they may be drawn down at all, are there to be used:
  as much as the stop takes from home need not be in them in its years.

Feed of plants is not held so: who makes what users lack outbids who does not, and a plant that is
bound to run needs feed from wherever it comes.

The tonnage of before is that of the plan as it stood until the news, in the very years of the
stop. All of these are edits of parameters every programme has; without a stop they are neutral.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters
from monazite.parameters.bands import lane_ceiling, reference_flow_of
from monazite.parameters.labels import Labels, node_name
from monazite.parameters.levers import edits, window_shares
from monazite.parameters.positions import in_order
from monazite.parameters.remembering import once_for_what_it_reads
from monazite.strategy import ForeignExportControl, Lever, Stockpile

NOTHING = 1e-6
"""Tonnes a year below which nothing is said to have been sent."""

Sent = npt.NDArray[np.float64]
"""Tonnes by lane and period."""

Years = Sequence[tuple[int, int]]
"""Places and periods of a stop."""

ROUNDING, GRAM = 1e-8, 1e-6
"""Part and tonnes by which a ceiling stays above what was planned: a plan is known to the solver's
tolerance, and a bound on exactly that may leave no plan at all."""


def customer_lanes(parameters: Parameters) -> list[str]:
    """Lanes on which sellers owe their buyers something in a crisis.

    Those of materials that hold the tracked group and serve uses at home, wherever they lead.
    """
    labels = parameters.labels
    holding = {material for material, share in _holdings(parameters).items() if share > 0}
    serving = {m for _, region, m in labels.use_options if region == labels.home and m in holding}
    return [lane.name for lane in labels.lanes if lane.material in serving and not lane.is_transfer]


def _holdings(parameters: Parameters) -> dict[str, float]:
    """Tonnes of the tracked group in a tonne of every material."""
    labels = parameters.labels
    held = parameters["content"].sel(group=labels.tracked_group)
    return dict(zip(labels.materials, held.values.tolist(), strict=True))


@once_for_what_it_reads(4)
def sellers(parameters: Parameters) -> Mapping[str, str]:
    """Who sells on each of those lanes: the material at the place where the lane begins."""
    owed = set(customer_lanes(parameters))
    return {
        lane.name: node_name(lane.material, lane.origin_place)
        for lane in parameters.labels.lanes
        if lane.name in owed
    }


def trade_as_before(
    parameters: Parameters,
    stops: Sequence[ForeignExportControl],
    known: Sequence[Lever],
    before: Labelled,
) -> Iterator[Edit]:
    """Yield what stops that come as news ask of trade and of reserves.

    `before` is what every lane was to carry until the news, over lane and period; `known` are all
    levers in force, among them the reserves.
    """
    labels, sent = parameters.labels, in_order(before, "lane", "period").values
    may = _may_be_sent(parameters, stops, sent)
    yield from _nobody_gets_more(parameters, stops, may)
    selling = sellers(parameters)
    sold = {labels.node[name].material for name in selling.values()}
    allowed: Sent | None = None
    for stop in stops:
        if stop.share_lost <= 0:
            continue
        if not sold.isdisjoint(stop.materials):
            # the dearest number here, and the same for all stops
            allowed = lane_ceiling(parameters).values if allowed is None else allowed
            due = np.clip(np.minimum(sent, allowed), 0.0, None)
            years = _years_of(parameters, stop)
            yield from _no_more_from_who_is_short(labels, stop, years, selling, sent)
            yield from _buyers_get_what_they_were_to_get(labels, stop, years, selling, due)
        yield from _reserves_are_used(parameters, stop, known, sent - may)


def trade_less_what_is_withheld(
    parameters: Parameters, stops: Sequence[ForeignExportControl], without: Labelled
) -> Iterator[Edit]:
    """Yield what stops that were foreseen leave of trade; nobody is owed anything.

    `without` is what every lane carries where there are none, over lane and period.
    """
    sent = in_order(without, "lane", "period").values
    yield from _nobody_gets_more(parameters, stops, _may_be_sent(parameters, stops, sent))


def _years_of(parameters: Parameters, stop: ForeignExportControl) -> Years:
    """Places and periods in which a stop is in force."""
    covered = window_shares(parameters.labels, stop)
    return [
        (place, period)
        for place, period in enumerate(parameters.labels.periods)
        if period in covered
    ]


def _nobody_gets_more(
    parameters: Parameters, stops: Sequence[ForeignExportControl], most: Sent
) -> Iterator[Edit]:
    """Bound what is sent on every lane that is held by what may still be sent, see `_may_be_sent`.

    The lever itself has measured by usual trade alone, as nobody had planned anything yet.
    """
    row = {lane.name: place for place, lane in enumerate(parameters.labels.lanes)}
    observed = parameters["reference_flow"].values
    for stop in stops:
        measured: dict[str, dict[int, float]] = {}
        others: dict[str, dict[int, float]] = {}
        for lane in stop.lanes_held(parameters) if stop.share_lost > 0 else ():
            place = row[lane.name]
            by = (measured if observed[place] > 0 else others).setdefault(lane.name, {})
            for at, period in _years_of(parameters, stop):
                by[period] = float(most[place, at])
        yield from edits(stop, "lane_limit", "set", "lane", measured)
        yield from edits(stop, "lane_limit", "at_most", "lane", others)


def _may_be_sent(parameters: Parameters, stops: Sequence[ForeignExportControl], sent: Sent) -> Sent:
    """Most that may be sent in stops, by lane and period, t/yr; what was to be sent elsewhere.

    No more than was to be sent, and what stops leave of that or of usual trade, whichever is more:
    a plan that holds more than is usual loses the share that is withheld and not all it holds
    beyond, else one per cent takes half of it; one that holds less may be met as far as usual trade
    would be. What several stops leave of one lane is the product.
    """
    row = {lane.name: place for place, lane in enumerate(parameters.labels.lanes)}
    was, left = np.clip(sent, 0.0, None), np.ones_like(sent)
    for stop in stops:
        shares = window_shares(parameters.labels, stop)
        for lane in stop.lanes_held(parameters):
            for at, period in _years_of(parameters, stop):
                left[row[lane.name], at] *= 1.0 - stop.share_lost * shares[period]
    may = np.maximum(reference_flow_of(parameters).values, was * left)
    return np.asarray(np.where(left < 1.0, np.minimum(_at_most(was), may), was))


def _at_most(planned: Sent) -> Sent:
    """A ceiling that leaves room for a plan known to the solver's tolerance."""
    return np.asarray(np.clip(planned, 0.0, None) * (1.0 + ROUNDING) + GRAM)


def _short(
    labels: Labels, stop: ForeignExportControl, sent: Sent
) -> dict[tuple[str, str], set[int]]:
    """Periods in which a region was to get a withheld material from who withholds it."""
    found: dict[tuple[str, str], set[int]] = {}
    hit = set(stop.destinations(labels.regions))
    for row, lane in enumerate(labels.lanes):
        if (
            lane.origin == stop.exporter
            and lane.destination in hit
            and lane.material in stop.materials
        ):
            periods = set(np.flatnonzero(sent[row] > NOTHING).tolist())
            found.setdefault((lane.material, lane.destination), set()).update(periods)
    return found


def _no_more_from_who_is_short(
    labels: Labels,
    stop: ForeignExportControl,
    years: Years,
    selling: Mapping[str, str],
    sent: Sent,
) -> Iterator[Edit]:
    """Bound what regions that go short themselves send abroad by what they were to send."""
    short, most_sent = _short(labels, stop, sent), _at_most(sent)
    most: dict[str, dict[int, float]] = {}
    for row, lane in enumerate(labels.lanes):
        at = short.get((lane.material, lane.origin))
        if at and lane.name in selling:
            most[lane.name] = {
                period: float(most_sent[row, place]) for place, period in years if place in at
            }
    yield from edits(stop, "lane_limit", "at_most", "lane", most)


def _buyers_get_what_they_were_to_get(
    labels: Labels,
    stop: ForeignExportControl,
    years: Years,
    selling: Mapping[str, str],
    due: Sent,
) -> Iterator[Edit]:
    """Make sellers outside the stop owe their buyers what they were to send, alike to all.

    `due` is no more than lanes may carry by now: what other policy has closed is owed to nobody.
    """
    owed: dict[str, dict[int, float]] = {}
    total: dict[tuple[str, int], float] = {}
    for row, lane in enumerate(labels.lanes):
        if (
            lane.name not in selling
            or lane.material not in stop.materials
            or stop.exporter in (lane.origin, lane.destination)
        ):
            continue
        owed[lane.name] = {period: float(due[row, place]) for place, period in years}
        for period, tonnes in owed[lane.name].items():
            at = (selling[lane.name], period)
            total[at] = total.get(at, 0.0) + tonnes
    shares = {
        lane: {
            period: tonnes / total[selling[lane], period]
            for period, tonnes in by.items()
            if tonnes > NOTHING
        }
        for lane, by in owed.items()
    }
    floors = {
        lane: {period: tonnes for period, tonnes in by.items() if tonnes > NOTHING}
        for lane, by in owed.items()
    }
    yield from edits(stop, "crisis_floor", "at_least", "lane", floors)
    yield from edits(stop, "crisis_share", "set", "lane", shares)


def _reserves_are_used(
    parameters: Parameters, stop: ForeignExportControl, known: Sequence[Lever], fewer: Sent
) -> Iterator[Edit]:
    """Ask for less in public reserves of what is withheld, by what a stop takes from home.

    A reserve makes up for what is taken of its own material first; what no reserve of a material
    makes up for may come out of others, counted in what they hold of the tracked group: oxide is
    there to be used where magnets are withheld. A stop of one per cent opens next to nothing.
    `fewer` is what is sent less than was to be sent, by lane and period.
    """
    stores = _open_reserves(parameters.labels, stop, known)
    if not stores:
        return
    held, targets = _holdings(parameters), in_order(parameters["stock_target"], "store", "period")
    tiers = [str(tier) for tier in targets.coords["tier"].values]
    names = [str(store) for store in targets.coords["store"].values]
    asked = targets.transpose("store", "tier", "period").values
    least: dict[str, dict[str, dict[int, float]]] = {tier: {} for tier in tiers}
    for place, period in _years_of(parameters, stop):
        whole = {store: float(asked[names.index(store), :, place].sum()) for store in stores}
        found = opened(stores, whole, _taken_from_home(parameters.labels, stop, fewer, place), held)
        for store, tonnes in found.items():
            for tier, target in zip(tiers, asked[names.index(store), :, place], strict=True):
                if target > 0 and tonnes > 0:
                    left = float(target) * max(1.0 - tonnes / whole[store], 0.0)
                    least[tier].setdefault(store, {})[period] = left
    for tier, numbers in least.items():
        for edit in edits(stop, "stock_target", "at_most", "store", numbers):
            yield replace(edit, where={**edit.where, "tier": tier})


def _open_reserves(
    labels: Labels, stop: ForeignExportControl, known: Sequence[Lever]
) -> dict[str, str]:
    """Materials of public reserves of what is withheld that may be drawn down, by store."""
    kept, found = set(), {}
    for lever in known:
        if isinstance(lever, Stockpile) and lever.material in stop.materials:
            pool = lever.ownership_account
            place = f"{labels.home}.{pool}" if pool else labels.home
            store = node_name(lever.material, place)
            found[store] = lever.material
            if lever.release == "never":
                kept.add(store)
    return {store: material for store, material in found.items() if store not in kept}


def opened(
    stores: Mapping[str, str],
    whole: Mapping[str, float],
    taken: Mapping[str, float],
    held: Mapping[str, float],
) -> dict[str, float]:
    """Tonnes of each store that make up for what is taken; all of them together for no more."""
    missing = dict(taken)
    used = {}
    for store, material in stores.items():
        used[store] = min(whole[store], missing.get(material, 0.0))
        missing[material] = missing.get(material, 0.0) - used[store]
    rest = sum(tonnes * held[material] for material, tonnes in missing.items())
    for store, material in stores.items():
        if held[material] > 0:
            more = min(whole[store] - used[store], rest / held[material])
            used[store] += more
            rest -= more * held[material]
    return used


def _taken_from_home(
    labels: Labels, stop: ForeignExportControl, fewer: Sent, at: int
) -> dict[str, float]:
    """Tonnes of each material that home gets less of from who withholds than it was to get."""
    taken = dict.fromkeys(stop.materials, 0.0)
    held = {lane.name for lane in stop.lanes_of(labels, *stop.materials)}
    for row, lane in enumerate(labels.lanes):
        if lane.name in held and lane.destination == labels.home:
            taken[lane.material] += max(float(fewer[row, at]), 0.0)
    return taken
