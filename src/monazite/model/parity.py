"""A pool that would be undersold by imports meets their price, rather than let its plants stand.

The price a study states for feed is one path, and the plan has its own price at the border. Where
the stated one is higher, makers would buy abroad what the pool could sell at a gain, and a gap of
a few per cent between two figures would decide whether home ore is used at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.core.origin import Origin
from monazite.model.outcome import Outcome, Unsettled
from monazite.model.owners import transfer_toll
from monazite.model.slices import bare
from monazite.parameters import InformationStage, Labels, Parameters
from monazite.parameters.bands import lane_ceiling
from monazite.parameters.labels import node_name
from monazite.parameters.positions import in_order, once_for_each

Numbers = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]

UNDERCUT = 0.02
"""Part by which a pool stays below the price of imports it meets: they get cheaper by about as much
when home buys none, and a pool that only matched them would be undersold again."""

UNDERSOLD = 1e-3
"""Part by which what is asked has to be above imports before the pool comes down."""

DEAR = 0.04
"""Part by which what is asked has to be below imports before the pool goes up again: twice what it
stays below them, so that it does not follow what its own sales do to them."""

ROUNDS = 12
"""How often a pool looks again, three times more than any plan that ships needs; what is left then
is `Outcome.unsettled`, and is told."""


MET = "Owners meet the price of imports."
"""Why they ask other prices than are stated, where nobody says from where they began."""


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


def first_asked(parameters: Parameters, opens: int, before: Asked | None) -> Numbers:
    """What pools ask to begin with, money/t by lane and period.

    It is what they ask in another plan, from the period a stage opens and wherever the study states
    the same in both; else what is stated.
    """
    stated = _prices(parameters["transfer_price"])
    if before is None or not stated.any():
        return stated
    ahead = np.array(parameters.labels.periods) >= opens
    same = (stated == _prices(before.stated)) & ahead
    return np.where(same, _prices(before.asked), stated)


def asked_again(outcome: Outcome, opens: int, terms: Parameters) -> Numbers:
    """What pools ask once they have seen a plan, money/t by lane and period.

    From the period a stage opens, a pool that is undersold comes down to a little below imports,
    and one that came down further than it need goes up again, never above what `terms` state. The
    price of imports is the least, over lanes into home that are open and not full, of the price at
    their origin, freight, margin and duty. Only lanes that bear a toll come down: a price no higher
    than the pool's running cost has nothing to give.
    """
    parameters, labels = outcome.parameters, outcome.labels
    stated, asked = _prices(terms["transfer_price"]), _prices(parameters["transfer_price"])
    if not stated.any():
        return asked
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


def unsettled(outcome: Outcome, opens: int, terms: Parameters) -> tuple[Unsettled, ...]:
    """What pools would still ask otherwise, had they one look more; nothing once prices settled."""
    labels = outcome.labels
    asked = _prices(outcome.parameters["transfer_price"])
    again = asked_again(outcome, opens, terms)
    return tuple(
        Unsettled(
            labels.lanes[row].name,
            labels.lanes[row].material,
            labels.periods[column],
            float(asked[row, column]),
            float(again[row, column]),
        )
        for row, column in zip(*np.nonzero(asked != again), strict=True)
    )


def as_edits(terms: Parameters, asked: Numbers, reason: str) -> tuple[Edit, ...]:
    """Edits that put what pools ask in place of what is stated, one for lanes that ask alike."""
    labels = terms.labels
    stated = _prices(terms["transfer_price"])
    alike: dict[tuple[int, str, float], list[str]] = {}
    for row, column in zip(*np.nonzero(asked != stated), strict=True):
        lane = labels.lanes[row]
        key = labels.periods[column], lane.material, float(asked[row, column])
        alike.setdefault(key, []).append(lane.name)
    return tuple(
        Edit(
            parameter="transfer_price",
            where={"lane": lanes[0] if len(lanes) == 1 else tuple(lanes), "period": period},
            operation="set",
            value=price,
            reason=reason,
            origin=Origin("model/parity", "as_edits"),
            source="",
        )
        for (period, _, price), lanes in alike.items()
    )


def imports(outcome: Outcome, material: str) -> Numbers:
    """Least a further tonne from abroad costs at home by period, money/t; infinite: none."""
    parameters, labels = outcome.parameters, outcome.labels
    lanes, origins = _from_abroad(labels, material)
    if not lanes.size:
        return np.full(len(labels.periods), np.inf)
    prices = bare(outcome.duals, "materials_balance", "node", "period")
    margin, duty, ceiling = (
        in_order(array, "lane", "period").values[lanes]
        for array in (
            parameters["lane_price_cost_margin"],
            parameters["duty"],
            lane_ceiling(parameters),
        )
    )
    cost = prices[origins] + parameters["freight"].values[lanes, None] + (margin + duty)
    shipped = bare(outcome.values, "shipment", "lane", "period")[lanes]
    room = shipped < ceiling * (1.0 - 1e-6)
    return np.asarray(np.where(room, cost, np.inf).min(axis=0))


def _prices(array: Labelled) -> Numbers:
    return in_order(array, "lane", "period").values


@once_for_each(64)
def _from_abroad(labels: Labels, material: str) -> tuple[Positions, Positions]:
    """Lanes that bring a material home from abroad, and the nodes at which they begin."""
    row = {name: place for place, name in enumerate(labels.coordinates("node"))}
    found = [
        (at, row[node_name(material, lane.origin_place)])
        for at, lane in enumerate(labels.lanes)
        if lane.material == material and lane.destination == labels.home and not lane.is_transfer
    ]
    lanes, origins = np.array(found, dtype=np.intp).reshape(-1, 2).T
    return lanes, origins
