"""Nothing appears or disappears: every material balances in every region and year."""

from __future__ import annotations

import xarray as xr

from monazite.model.draft import Draft, Expression, weight
from monazite.parameters import Parameters


def write_balances(draft: Draft) -> None:
    """Write discards and the balance of every node.

    materials_balance: production - inputs + arrivals - departures + release - intake + collected
    - served - discard = 0. Its dual is the price of the material there.
    """
    labels = draft.labels
    activity = draft.model.variables["activity"]
    pairs = [
        (facility, material)
        for facility in labels.facilities
        for recipe, material in labels.flows
        if recipe == labels.facility_recipe[facility]
    ]
    runs = xr.DataArray([facility for facility, _ in pairs], dims="run")
    nodes = xr.DataArray(
        [f"{material}@{labels.facility_region[facility]}" for facility, material in pairs],
        dims="run",
    )
    flows = [f"{labels.facility_recipe[facility]}/{material}" for facility, material in pairs]
    amount = draft.coefficient(
        "materials_balance",
        "activity",
        lambda p: p["recipe_amount"].sel(flow=xr.DataArray(flows, dims="run")).drop_vars("flow"),
        lambda rows, columns: (
            rows.sel(node=nodes).drop_vars("node"),
            columns.sel(facility=runs).drop_vars("facility"),
        ),
    )
    draft.move((1.0 * activity).sel(facility=runs).drop_vars("facility") * amount, nodes)
    discard = draft.variable("discard", draft.coordinates("node", "period"))
    draft.cost("discard", _disposal)
    total: Expression = -1.0 * discard
    for expression, at in draft.movements:
        total = total.add(expression.groupby(at).sum(), join="outer")
    draft.require("materials_balance", total, "=", 0.0)


def _disposal(parameters: Parameters) -> xr.DataArray:
    labels = parameters.labels
    materials = xr.DataArray(
        [material for material, _ in labels.nodes],
        coords={"node": labels.coordinates("node")},
        dims="node",
    )
    cost = parameters["disposal_cost"].sel(material=materials).drop_vars("material")
    return (cost * weight(parameters)).transpose("node", "period")
