"""No more than a share of what home takes in may be from one origin, or somebody pays for it."""

from __future__ import annotations

from monazite.core.labelled import Labelled, dot
from monazite.model.counted import counted_made, counted_on
from monazite.model.draft import Draft, discounted
from monazite.model.outcome import Outcome
from monazite.model.rule import Penalty, Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.labels import Labels

ORIGINS_ARE_SPREAD = declare(
    Rule(
        name="origins_are_spread",
        sentence="No more than a share of what home takes in is from one origin, or it is paid.",
        limits="shipment",
        subject="spread",
        sense="floor",
        owner="state",
        unit="t/yr",
        words="largest shares of one origin",
        used=lambda outcome: taken_in(outcome) - _largest(outcome),
        limit=lambda outcome: (1.0 - outcome.parameters["spread_share"]) * taken_in(outcome),
        penalty=Penalty(
            slack="concentrated",
            due=lambda outcome: _by_origin(
                outcome, (1.0 - outcome.parameters["spread_share"]) * taken_in(outcome)
            ),
            missing=lambda outcome: _by_origin(outcome, outcome["concentrated"]),
            price=lambda p: p["spread_price"],
            why="what a tonne too many from one origin costs",
        ),
    )
)


def write_spreads(draft: Draft) -> None:
    """Write the largest share of what home takes in that may be from one origin.

    origins_are_spread, by spread and origin abroad: spread_share * (sum over lanes that bring home
    what counts of shipment + sum over home plants of what they make of it, net, * activity) - sum
    over lanes from there of what counts * shipment + concentrated >= 0. A step that turns one
    material that counts into another makes nothing. All origins share what is too many, which is
    that of the one furthest over: with a share of a half or more only one can be.

    A tonne too many costs spread_price, which steers and is in nobody's cost.
    """
    labels = draft.labels
    inward, makers = _inward(labels), _home_makers(labels)
    if not inward or not labels.spreads:
        return
    of = draft.coordinates("spread", "period")
    concentrated = draft.variable("concentrated", of)
    draft.cost("concentrated", lambda p: discounted(p, p["spread_price"], *of))
    arriving = draft.coefficient("origins_are_spread", lambda p: _arriving(p, inward))
    left = (draft.whole("shipment").sel(lane=inward) * arriving).sum("lane")
    if makers:
        made = draft.coefficient("origins_are_spread", lambda p: _kept_free(p, inward, makers))
        left = left + (draft.whole("activity").sel(facility=makers) * made).sum("facility")
    draft.require("origins_are_spread", left + concentrated, ">=", 0.0)


def paid_to_spread_origins(outcome: Outcome) -> Labelled:
    """What buyers held to a largest share of one origin pay above the price to makers at home.

    For what a tonne of activity makes; dims facility, period; money/t.
    """
    inward, makers = _inward(outcome.labels), _home_makers(outcome.labels)
    made = _kept_free(outcome.parameters, inward, makers)
    return (made * outcome.duals["origins_are_spread"]).sum("spread").sum("origin")


def taken_in(outcome: Outcome) -> Labelled:
    """What home takes in of what counts; dims spread, period; t/yr."""
    inward, makers = _inward(outcome.labels), _home_makers(outcome.labels)
    arrives = _counted(outcome.parameters, inward) * outcome["shipment"].sel(lane=inward)
    made = _made(outcome.parameters, makers) * outcome["activity"].sel(facility=makers)
    return arrives.sum("lane") + made.sum("facility")


def _inward(labels: Labels) -> list[str]:
    """Lanes that bring something home from abroad."""
    return [
        lane.name
        for lane in labels.lanes
        if lane.destination == labels.home and not lane.is_transfer
    ]


def _origins(labels: Labels, inward: list[str]) -> Labelled:
    """Which lanes leave which origin; dims origin, lane."""
    of = [labels.lane[name].origin for name in inward]
    origins = list(dict.fromkeys(of))
    leaves = [[float(one == origin) for one in of] for origin in origins]
    return Labelled(leaves, coords={"origin": origins, "lane": inward}, dims=("origin", "lane"))


def _home_makers(labels: Labels) -> list[str]:
    """Plants at home that make what is also bought abroad."""
    bought = {labels.lane[name].material for name in _inward(labels)}
    making = {recipe for recipe, material in labels.flows if material in bought}
    return [
        name
        for name in labels.facilities
        if labels.facility_region[name] == labels.home and labels.facility_recipe[name] in making
    ]


def _arriving(parameters: Parameters, inward: list[str]) -> Labelled:
    """What a tonne on a lane leaves free for each origin; dims spread, period, origin, lane."""
    free = parameters["spread_share"] - _origins(parameters.labels, inward)
    return (_counted(parameters, inward) * free).transpose("spread", "period", "origin", "lane")


def _kept_free(parameters: Parameters, inward: list[str], makers: list[str]) -> Labelled:
    """What activity leaves free for each origin; dims spread, period, origin, facility."""
    free = _made(parameters, makers) * parameters["spread_share"]
    origins = _origins(parameters.labels, inward).coords["origin"].values
    return free.expand_dims(origin=origins).transpose("spread", "period", "origin", "facility")


def _counted(parameters: Parameters, lanes: list[str]) -> Labelled:
    return counted_on(parameters, "spread_counts", lanes)


def _made(parameters: Parameters, makers: list[str]) -> Labelled:
    """Tonnes that plants make of what counts, net, per tonne of activity; dims spread, facility.

    A plant that takes more of what counts than it makes of it makes none.
    """
    return counted_made(parameters, "spread_counts", makers).clip(0.0)


def _largest(outcome: Outcome) -> Labelled:
    """What home takes in from the origin it takes most from; dims spread, period; t/yr."""
    sent = _sent(outcome, _inward(outcome.labels))
    return Labelled(
        sent.transpose("spread", "period", "origin").values.max(axis=2, initial=0.0),
        coords={name: sent.coords[name].values for name in ("spread", "period")},
        dims=("spread", "period"),
    )


def _sent(outcome: Outcome, inward: list[str]) -> Labelled:
    """What arrives of what counts by origin; dims spread, period, origin; t/yr."""
    sent = _counted(outcome.parameters, inward) * outcome["shipment"].sel(lane=inward)
    return dot(sent, _origins(outcome.labels, inward), "lane")


def _by_origin(outcome: Outcome, amount: Labelled) -> Labelled:
    """Give an amount for every origin that sells what counts; dims spread, period, origin."""
    sells = _sent(outcome, _inward(outcome.labels)) > 1e-9
    by_origin: Labelled = sells * amount
    return by_origin.transpose("spread", "period", "origin")
