"""Materials move along lanes, within limits on what a country lets out."""

from __future__ import annotations

import xarray as xr

from monazite.model.draft import Draft, weight
from monazite.parameters import Parameters


def write_trade(draft: Draft) -> None:
    """Write shipments, limits on contained elements and agreed deliveries.

    exports_within_limit: sum over lanes of content[slot,lane] * shipment[lane,t] <= limit[slot,t],
    over every form that holds the element, so that an open lane for another form is no way round.
    delivery_at_least: shipment[lane,t] + undelivered[lane,t] >= floor[lane,t] on lanes to home;
    what is not delivered is paid for at the reference price.
    """
    labels = draft.labels
    lanes = labels.coordinates("lane")
    shipment = draft.variable(
        "shipment",
        draft.coordinates("lane", "period"),
        upper=lambda p: p["lane_limit"],
    )
    draft.cost("shipment", lambda p: (p["freight"] * weight(p)).transpose("lane", "period"))
    for end, sign in (("origin", -1.0), ("destination", 1.0)):
        nodes = [f"{lane.material}@{getattr(lane, end)}" for lane in labels.lanes]
        draft.move(sign * shipment, xr.DataArray(nodes, coords={"lane": lanes}, dims="lane"))
    content = draft.coefficient(
        "exports_within_limit",
        "shipment",
        lambda p: p["export_content"],
        lambda rows, columns: (rows, columns),
    )
    draft.require(
        "exports_within_limit",
        (shipment * content).sum("lane"),
        "<=",
        draft.limit("exports_within_limit", lambda p: p["export_limit"]),
    )
    inbound = [lane.name for lane in labels.lanes if lane.destination == labels.home]
    if inbound:
        undelivered = draft.variable(
            "undelivered", {"lane": inbound, "period": labels.coordinates("period")}
        )
        draft.cost("undelivered", lambda p: _delivery_price(p, inbound))
        draft.require(
            "delivery_at_least",
            shipment.sel(lane=inbound) + undelivered,
            ">=",
            draft.limit("delivery_at_least", lambda p: p["lane_floor"].sel(lane=inbound)),
        )


def _delivery_price(parameters: Parameters, inbound: list[str]) -> xr.DataArray:
    materials = xr.DataArray(
        [name.partition(":")[0] for name in inbound], coords={"lane": inbound}, dims="lane"
    )
    price = parameters["price"].sel(material=materials).drop_vars("material")
    return (price * weight(parameters)).transpose("lane", "period")
