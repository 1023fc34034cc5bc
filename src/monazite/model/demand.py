"""Demand is served by materials or left unmet, the cheapest users to leave out first."""

from __future__ import annotations

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.draft import Draft, discounted
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.labels import node_name

DEMAND_IS_SERVED_OR_UNMET = declare(
    Rule(
        name="demand_is_served_or_unmet",
        sentence="What users would take is served by some material or goes unmet.",
        limits="served",
        subject="point",
        sense="balance",
        owner="users",
        unit="t/yr",
    )
)
UNMET_WITHIN_WANTED = declare(
    Rule(
        name="unmet_within_wanted",
        sentence="No more of a part of demand goes unmet than is wanted.",
        limits="unmet",
        subject="tranche",
        sense="ceiling",
        owner="users",
        unit="t/yr",
        bound=True,
    )
)


def write_demand(draft: Draft) -> None:
    """Write served and unmet demand.

    demand_is_served_or_unmet: sum over options of equivalence * served + sum over tranches of unmet
    = demand * sum of tranche shares, with unmet[tranche] <= share * demand. Tranches below the
    anchor are wanted only at prices under the observed one. What is served leaves its node.
    """
    labels = draft.labels
    served = draft.variable("served", draft.coordinates("use_option", "period"))
    unmet = draft.variable(
        "unmet",
        draft.coordinates("tranche", "period"),
        upper=lambda p: _wanted(p).transpose("tranche", "period"),
    )
    draft.cost("served", lambda p: discounted(p, p["penalty"], "use_option", "period"))
    draft.cost(
        "unmet",
        lambda p: discounted(p, p["unmet_cost"] + p["priority_premium"], "tranche", "period"),
    )
    equivalence = draft.coefficient("demand_is_served_or_unmet", lambda p: p["equivalence"])
    by_point, of_point = (
        [part.point.name for part in parts] for parts in (labels.use_options, labels.tranches)
    )
    draft.require(
        "demand_is_served_or_unmet",
        (served * equivalence).grouped("use_option", point=by_point)
        + unmet.grouped("tranche", point=of_point),
        "=",
        draft.limit("demand_is_served_or_unmet", _wanted_in_all),
    )
    draft.move(
        -served,
        use_option=[node_name(material, region) for _, region, material in labels.use_options],
    )


def _wanted(parameters: Parameters) -> Labelled:
    """Tonnes on every tranche; dims tranche, period."""
    labels = parameters.labels
    rows = {point: row for row, point in enumerate(labels.points)}
    at = [rows[tranche.point] for tranche in labels.tranches]
    demand = parameters["demand"].transpose("point", "period").values[at]
    return Labelled(
        parameters["tranche_share"].values[:, None] * demand,
        coords={
            "tranche": labels.coordinates("tranche"),
            "period": labels.coordinates("period"),
        },
        dims=("tranche", "period"),
    )


def _wanted_in_all(parameters: Parameters) -> Labelled:
    """Tonnes on all tranches of a point together; dims point, period."""
    labels = parameters.labels
    rows = {point: row for row, point in enumerate(labels.points)}
    shares = np.zeros(len(labels.points))
    for tranche, share in zip(labels.tranches, parameters["tranche_share"].values, strict=True):
        shares[rows[tranche.point]] += share
    demand = parameters["demand"].transpose("point", "period")
    return demand * Labelled(shares, coords={"point": demand.coords["point"]}, dims="point")
