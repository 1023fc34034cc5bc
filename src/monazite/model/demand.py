"""Demand is served by materials or left unmet, the cheapest users to leave out first."""

from __future__ import annotations

import xarray as xr

from monazite.model.draft import Draft, weight


def write_demand(draft: Draft) -> None:
    """Write served and unmet demand.

    demand_is_served_or_unmet: sum over options of equivalence * served + sum over steps of unmet
    = demand, with unmet[step] <= step_share * demand. What is served leaves the material's node.
    """
    labels = draft.labels
    offers = labels.coordinates("offer")
    points = xr.DataArray(
        [f"{use}@{region}" for use, region, _ in labels.offers],
        coords={"offer": offers},
        dims="offer",
        name="point",
    )
    nodes = xr.DataArray(
        [f"{material}@{region}" for _, region, material in labels.offers],
        coords={"offer": offers},
        dims="offer",
    )
    served = draft.variable("served", draft.coordinates("offer", "period"))
    unmet = draft.variable(
        "unmet",
        draft.coordinates("point", "step", "period"),
        upper=lambda p: (p["step_share"] * p["demand"]).transpose("point", "step", "period"),
    )
    draft.cost("served", lambda p: (p["penalty"] * weight(p)).transpose("offer", "period"))
    draft.cost(
        "unmet",
        lambda p: ((p["unmet_cost"] + p["priority_premium"]) * weight(p)).transpose(
            "point", "step", "period"
        ),
    )
    equivalence = draft.coefficient(
        "demand_is_served_or_unmet",
        "served",
        lambda p: p["equivalence"],
        lambda rows, columns: (rows.sel(point=points).drop_vars("point"), columns),
    )
    by_point = (served * equivalence).groupby(points).sum()
    draft.require(
        "demand_is_served_or_unmet",
        by_point.add(unmet.sum("step"), join="outer"),
        "=",
        draft.limit("demand_is_served_or_unmet", lambda p: p["demand"]),
    )
    draft.move(-1.0 * served, nodes)
