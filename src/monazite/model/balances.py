"""Nothing appears or disappears: every material balances in every region and year."""

from __future__ import annotations

import xarray as xr

from monazite.model.draft import Draft, weight
from monazite.model.gathered import gathered
from monazite.parameters import Parameters
from monazite.parameters.labels import node_name, region_of

KEPT_ABROAD = ("metal", "alloy", "magnet")
"""Forms that are never put aside abroad."""


def write_balances(draft: Draft) -> None:
    """Write discards and the balance of every node.

    materials_balance: production - inputs + arrivals - departures + release - intake + collected
    - served - discard = balance_shift, which is zero but where a price is probed. Its dual is the
    price of the material there.
    """
    labels = draft.labels
    pairs = [
        (facility, material)
        for facility in labels.facilities
        for recipe, material in labels.flows
        if recipe == labels.facility_recipe[facility]
    ]
    runs = xr.DataArray([facility for facility, _ in pairs], dims="run")
    nodes = xr.DataArray(
        [f"{material}@{labels.place_of(facility, material)}" for facility, material in pairs],
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
    draft.move("activity", nodes.values.tolist(), amount, of=runs.values.tolist())
    piles = discarding_nodes(draft.parameters)
    draft.variable("discard", {"pile": piles, "period": labels.coordinates("period")})
    draft.cost("discard", lambda p: _disposal(p, piles))
    draft.move("discard", piles, -1.0)
    draft.require(
        "materials_balance",
        gathered(draft.model, draft.coordinates("node", "period"), draft.movements),
        "=",
        draft.limit("materials_balance", lambda p: p["balance_shift"].transpose("node", "period")),
    )


def discarding_nodes(parameters: Parameters) -> list[str]:
    """Nodes at which material may be put aside: all at home, and abroad all but finished goods.

    Nobody abroad is made to produce metal, alloy or magnets, so none of them is ever thrown away; a
    pool in which nothing is made has nothing to throw away either.
    """
    labels = parameters.labels
    made = {
        labels.place_of(facility, material)
        for facility in labels.facility_pool
        for recipe, material in labels.flows
        if recipe == labels.facility_recipe[facility]
        and float(parameters["recipe_amount"].sel(flow=f"{recipe}/{material}")) > 0
    }
    return [
        node_name(material, place)
        for material, place in labels.nodes
        if ("." not in place or place in made)
        and (region_of(place) == labels.home or labels.material_form[material] not in KEPT_ABROAD)
    ]


def _disposal(parameters: Parameters, piles: list[str]) -> xr.DataArray:
    materials = xr.DataArray(
        [name.partition("@")[0] for name in piles], coords={"pile": piles}, dims="pile"
    )
    cost = parameters["disposal_cost"].sel(material=materials).drop_vars("material")
    return (cost * weight(parameters)).transpose("pile", "period")
