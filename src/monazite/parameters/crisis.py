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
  nothing need be in them in the years of the stop.

Feed of plants is not held so: who makes what users lack outbids who does not, and a plant that is
bound to run needs feed from wherever it comes.

The tonnage of before is that of the plan as it stood until the news, in the very years of the
stop. All of these are edits of parameters every programme has; without a stop they are neutral.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters
from monazite.parameters.bands import lane_ceiling, reference_flow_of
from monazite.parameters.labels import Labels, node_name
from monazite.parameters.levers import ByLabel, edits, window_shares
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
    yield from _nobody_gets_more(parameters, stops, sent)
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
        yield from _reserves_are_used(parameters, stop, known)


def _years_of(parameters: Parameters, stop: ForeignExportControl) -> Years:
    """Places and periods in which a stop is in force."""
    covered = window_shares(parameters, stop)
    return [
        (place, period)
        for place, period in enumerate(parameters.labels.periods)
        if period in covered
    ]


def _nobody_gets_more(
    parameters: Parameters, stops: Sequence[ForeignExportControl], sent: Sent
) -> Iterator[Edit]:
    """Bound what is sent by what was to be sent, and by what stops leave of that or of usual trade.

    The larger of the two: a plan that holds more than is usual loses the share that is withheld and
    not all it holds beyond, else one per cent takes half of it; one that holds less may be met as
    far as usual trade would be. What several stops leave of one lane is the product.
    """
    labels, left = parameters.labels, dict[tuple[str, int], float]()
    row = {lane.name: place for place, lane in enumerate(labels.lanes)}
    observed, usual = parameters["reference_flow"].values, reference_flow_of(parameters).values
    for stop in stops:
        if stop.share_lost <= 0:
            continue
        shares = window_shares(parameters, stop)
        measured: dict[str, dict[int, float]] = {}
        others: dict[str, dict[int, float]] = {}
        for lane in stop.lanes_of(labels, *stop.materials):
            place = row[lane.name]
            by = (measured if observed[place] > 0 else others).setdefault(lane.name, {})
            for at, period in _years_of(parameters, stop):
                key = (lane.name, period)
                left[key] = left.get(key, 1.0) * (1.0 - stop.share_lost * shares[period])
                was = max(float(sent[place, at]), 0.0)
                may = max(float(usual[place, at]), was * left[key])
                by[period] = min(_at_most(was), may)
        # the lever itself has measured by usual trade alone, as nobody had planned anything yet
        yield from edits(stop, "lane_limit", "set", "lane", measured)
        yield from edits(stop, "lane_limit", "at_most", "lane", others)


def _at_most(planned: float) -> float:
    """A ceiling that leaves room for a plan known to the solver's tolerance."""
    return max(planned, 0.0) * (1.0 + ROUNDING) + GRAM


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
    short = _short(labels, stop, sent)
    most: dict[str, dict[int, float]] = {}
    for row, lane in enumerate(labels.lanes):
        at = short.get((lane.material, lane.origin))
        if at and lane.name in selling:
            most[lane.name] = {
                period: _at_most(float(sent[row, place])) for place, period in years if place in at
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
    parameters: Parameters, stop: ForeignExportControl, known: Sequence[Lever]
) -> Iterator[Edit]:
    """Ask for nothing in public reserves of what is withheld while a stop lasts."""
    labels = parameters.labels
    reserves = [
        (
            lever,
            node_name(
                lever.material,
                f"{labels.home}.{lever.ownership_account}"
                if lever.ownership_account
                else labels.home,
            ),
        )
        for lever in known
        if isinstance(lever, Stockpile) and lever.material in stop.materials
    ]
    kept = {store for lever, store in reserves if lever.release == "never"}
    open_stores = dict.fromkeys(store for _, store in reserves if store not in kept)
    nothing: ByLabel = {
        store: {period: 0.0 for _, period in _years_of(parameters, stop)} for store in open_stores
    }
    yield from edits(stop, "stock_target", "at_most", "store", nothing)
