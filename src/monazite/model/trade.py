"""Materials move along lanes, near their history and within limits on what a country lets out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled, dot
from monazite.model.draft import PREFERENCE, Draft, discounted, weight
from monazite.model.outcome import Outcome
from monazite.model.owners import transfer_toll
from monazite.model.rule import Penalty, Relief, Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.bands import band_floor, banded_lanes, lane_ceiling
from monazite.parameters.crisis import customer_lanes, sellers
from monazite.parameters.labels import Labels, node_name
from monazite.parameters.positions import in_order, once_for_each
from monazite.parameters.remembering import once_for_what_it_reads

SHIPMENTS_WITHIN_LANE = declare(
    Rule(
        name="shipments_within_lane",
        sentence="A lane carries no more than its limit and the upper side of its band.",
        limits="shipment",
        subject="lane",
        sense="ceiling",
        owner="trade",
        unit="t/yr",
        words="lanes",
        bound=True,
        used=lambda outcome: outcome["shipment"],
        limit=lambda outcome: lane_ceiling(outcome.parameters),
        relief=Relief("lane_limit"),
    )
)
SHIPMENTS_NEAR_HISTORY = declare(
    Rule(
        name="shipments_near_history",
        sentence="A lane carries what its history leads to expect, or switching is paid for.",
        limits="shipment",
        subject="lane",
        sense="floor",
        owner="trade",
        unit="t/yr",
        words="usual trade",
        penalty=Penalty(
            slack="band_shortfall",
            due=lambda outcome: band_floor(outcome.parameters),
            missing=lambda outcome: outcome["band_shortfall"],
            price=lambda p: p["band_price"],
            why="cost of switching suppliers times reference price",
        ),
    )
)
EXPORTS_WITHIN_LIMIT = declare(
    Rule(
        name="exports_within_limit",
        sentence="Whatever form they leave in, no more tonnes leave than a limit on exports lets.",
        limits="shipment",
        subject="slot",
        sense="ceiling",
        owner="state",
        unit="t/yr",
        words="limits on exports",
        used=lambda outcome: dot(outcome.parameters["export_content"], outcome["shipment"], "lane"),
        limit=lambda outcome: outcome.parameters["export_limit"],
    )
)
CUSTOMERS_KEPT_IN_CRISIS = declare(
    Rule(
        name="customers_kept_in_crisis",
        sentence="In a stop abroad a seller sends its buyers what it was to send, or pays for it.",
        limits="shipment",
        subject="lane",
        sense="floor",
        owner="trade",
        unit="t/yr",
        words="customers of before",
        penalty=Penalty(
            slack="crisis_cut",
            due=lambda outcome: outcome.parameters["crisis_floor"],
            missing=lambda outcome: _not_sent(outcome),
            price=lambda p: _price_on_lanes(p),
            why="the price of the material for each tonne not sent in a crisis",
        ),
    )
)
DELIVERY_AT_LEAST = declare(
    Rule(
        name="delivery_at_least",
        sentence="What an agreement owes arrives, or is paid for.",
        limits="shipment",
        subject="agreement",
        sense="floor",
        owner="trade",
        unit="t/yr",
        words="agreements",
        penalty=Penalty(
            slack="undelivered",
            due=lambda outcome: outcome.parameters["agreement_floor"],
            missing=lambda outcome: outcome["undelivered"],
            price=lambda p: p["agreement_price"],
            why="what is paid for a tonne that is owed and not taken",
        ),
    )
)


def write_trade(draft: Draft) -> None:
    """Write shipments, bands around history, limits on contained elements and agreed deliveries.

    shipment[l,t] <= the smaller of lane_limit and the upper side of the band.
    shipments_near_history: shipment[l,t] + band_shortfall[l,t] >= band_floor[l,t], on lanes with a
    history; each tonne short of the floor costs what switching suppliers costs.
    exports_within_limit: sum over lanes of content[slot,lane] * shipment[lane,t] <= limit[slot,t],
    over every form that holds the element, so that an open lane for another form is no way round.
    customers_kept_in_crisis: shipment[l,t] + crisis_share[l,t] * crisis_cut[n,t] >=
    crisis_floor[l,t], with n the material at the place that sells: a seller that cannot send all it
    was to send cuts all its buyers alike, and pays each the price of what it does not send.
    delivery_at_least: sum over the lanes of an agreement of shipment + undelivered >= what is due;
    what is not delivered is paid for at the reference price.
    """
    labels = draft.labels
    shipment = draft.variable(
        "shipment",
        draft.coordinates("lane", "period"),
        upper=lane_ceiling,
    )
    draft.cost("shipment", _lane_cost)
    draft.move(
        -shipment, lane=[node_name(lane.material, lane.origin_place) for lane in labels.lanes]
    )
    draft.move(
        shipment, lane=[node_name(lane.material, lane.destination_place) for lane in labels.lanes]
    )
    _write_bands(draft)
    _write_customers(draft)
    content = draft.coefficient("exports_within_limit", lambda p: p["export_content"])
    draft.require(
        "exports_within_limit",
        (shipment * content).sum("lane"),
        "<=",
        draft.limit("exports_within_limit", lambda p: p["export_limit"]),
    )
    inbound = [
        lane.name
        for lane in labels.lanes
        if lane.destination == labels.home and not lane.is_transfer
    ]
    if inbound:
        undelivered = draft.variable("undelivered", draft.coordinates("agreement", "period"))
        draft.cost(
            "undelivered",
            lambda p: discounted(p, p["agreement_price"], "agreement", "period"),
        )
        counted = draft.coefficient(
            "delivery_at_least", lambda p: p["agreement_lane"].sel(lane=inbound)
        )
        draft.require(
            "delivery_at_least",
            (shipment.sel(lane=inbound) * counted).sum("lane") + undelivered,
            ">=",
            draft.limit("delivery_at_least", lambda p: p["agreement_floor"]),
        )


def _write_bands(draft: Draft) -> None:
    lanes = banded_lanes(draft.parameters)
    if not lanes:
        return
    short = draft.variable(
        "band_shortfall", {"lane": lanes, "period": draft.labels.coordinates("period")}
    )
    draft.cost(
        "band_shortfall",
        lambda p: discounted(p, p["band_price"].sel(lane=lanes), "lane", "period"),
    )
    draft.require(
        "shipments_near_history",
        draft.whole("shipment").sel(lane=lanes) + short,
        ">=",
        draft.limit("shipments_near_history", lambda p: band_floor(p).sel(lane=lanes)),
    )


def _write_customers(draft: Draft) -> None:
    lanes = customer_lanes(draft.parameters)
    if not lanes:
        return
    selling = sellers(draft.parameters)
    who = list(dict.fromkeys(selling.values()))
    cut = draft.variable(
        "crisis_cut", {"seller": who, "period": draft.labels.coordinates("period")}
    )
    draft.cost("crisis_cut", lambda p: _price_of_cuts(p, who))
    share = draft.coefficient(
        "customers_kept_in_crisis", lambda p: p["crisis_share"].sel(lane=lanes)
    )
    of_seller = cut.sel(seller=[selling[lane] for lane in lanes]).grouped("seller", lane=lanes)
    draft.require(
        "customers_kept_in_crisis",
        draft.whole("shipment").sel(lane=lanes) + of_seller * share,
        ">=",
        draft.limit("customers_kept_in_crisis", lambda p: p["crisis_floor"].sel(lane=lanes)),
    )


def _price_of_cuts(parameters: Parameters, names: Sequence[str]) -> Labelled:
    """Discounted cost of a tonne not sent to buyers who were to get it; dims seller, period."""
    price = [parameters.at("price", parameters.labels.node[name].material) for name in names]
    return discounted(parameters, Labelled(price, dims="seller"), "seller", "period")


def _not_sent(outcome: Outcome) -> Labelled:
    """Part of the cuts of every seller that each of its buyers bears; dims lane, period; t/yr."""
    selling = sellers(outcome.parameters)
    lanes = list(selling)
    cut = outcome["crisis_cut"].sel(seller=list(selling.values()))
    cut = cut.relabelled(seller=lanes).rename(seller="lane")
    floor = outcome.parameters["crisis_floor"].sel(lane=lanes)
    return (outcome.parameters["crisis_share"] * cut).clip(max=floor)


def _price_on_lanes(parameters: Parameters) -> Labelled:
    """Price of what every lane carries; dims lane; money/t."""
    materials = [lane.material for lane in parameters.labels.lanes]
    return Labelled(
        parameters["price"].sel(material=materials).values,
        coords={"lane": parameters.labels.coordinates("lane")},
        dims="lane",
    )


def _lane_cost(parameters: Parameters) -> Labelled:
    """Discounted cost of a tonne on a lane; dims lane, period.

    Freight, the margin on the lane, customs duty, what makers pay the owner of a pool above its
    cost, and a preference for lanes with history that settles ties.
    """
    toll, margin, duty = (
        in_order(array, "lane", "period").values
        for array in (
            transfer_toll(parameters),
            parameters["lane_price_cost_margin"],
            parameters["duty"],
        )
    )
    freight = parameters["freight"].values
    # by position: pools that meet prices ask for it in every round
    cost = freight[:, None] + toll + lane_preference(parameters)[:, None] + margin + duty
    return Labelled(cost * weight(parameters).values, dims=("lane", "period"))


@once_for_what_it_reads(4)
def lane_preference(parameters: Parameters) -> npt.NDArray[np.float64]:
    """What a tonne is charged, by lane, to settle ties, money/t.

    It grows with what a lane is short of all observed arrivals of its material at its end. Where
    nothing was observed to arrive, with what its seller is short of all observed sales of
    that material, what is handed over at home aside; where nothing was seen to be sold either, no
    lane is preferred. Where two sellers can exchange customers the product of the places of both
    regions in the study is added, so that who serves whom does not change from year to year.
    """
    labels = parameters.labels
    flow = parameters["reference_flow"].values
    arrivals = _observed(labels, flow, "destination")
    sales = _observed(labels, flow, "origin")
    traded: dict[str, float] = {}
    for (material, _), tonnes in sales.items():
        traded[material] = traded.get(material, 0.0) + tonnes
    missing = []
    for lane, tonnes in zip(labels.lanes, flow, strict=True):
        part, whole = float(tonnes), arrivals[lane.material, lane.destination]
        if not whole and not lane.is_transfer:
            part, whole = sales[lane.material, lane.origin], traded[lane.material]
        missing.append(1.0 - part / whole if whole else 0.0)
    return np.asarray(PREFERENCE * labels.dollar * (np.array(missing) + exchanges(labels)))


def _observed(
    labels: Labels, flow: npt.NDArray[np.float64], end: Literal["origin", "destination"]
) -> dict[tuple[str, str], float]:
    """Observed trade by material and one end of its lanes, t/yr."""
    observed: dict[tuple[str, str], float] = {}
    for lane, tonnes in zip(labels.lanes, flow, strict=True):
        at = (lane.material, lane.origin if end == "origin" else lane.destination)
        observed[at] = observed.get(at, 0.0) + float(tonnes)
    return observed


@once_for_each(8)
def exchanges(labels: Labels) -> npt.NDArray[np.float64]:
    """Product of the places of both ends, from 0 to 1, on lanes whose customers can be exchanged.

    Two sellers that both serve two regions can swap them at no cost. A preference that is a sum of
    what each end is worth would be the same either way; a product is not.
    """
    lanes, regions = labels.lanes, labels.regions
    place = {region: (row + 1) / len(regions) for row, region in enumerate(regions)}
    sold: dict[str, dict[str, set[str]]] = {}
    for lane in lanes:
        if not lane.is_transfer:
            sold.setdefault(lane.material, {}).setdefault(lane.origin, set()).add(lane.destination)
    return np.array(
        [
            place[lane.origin] * place[lane.destination]
            if not lane.is_transfer
            and any(
                len(sold[lane.material][lane.origin] & others) > 1
                for origin, others in sold[lane.material].items()
                if origin != lane.origin and lane.destination in others
            )
            else 0.0
            for lane in lanes
        ]
    )
