"""Owners build faster at a price: a usual pace that grows with what stands, and dearer steps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import xarray as xr

from monazite.model.draft import Draft
from monazite.model.gathered import Terms, gathered
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.building import (
    expanding_facilities,
    expansion_room,
    pace,
    pace_per_tonne,
    stands_by,
)

ADDITIONS_WITHIN_PACE = declare(
    Rule(
        name="additions_within_pace",
        sentence="An industry builds at its usual pace, in proportion to what stands, or in haste.",
        limits="addition",
        subject="expanding",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="pace of building",
        counts="building",
    )
)
HASTENED_WITHIN_STEP = declare(
    Rule(
        name="hastened_within_step",
        sentence="Each dearer step of building in haste is a share of the usual pace.",
        limits="hastened",
        subject="expansion",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="haste",
        bound=True,
        counts="building",
    )
)


def most_decided(parameters: Parameters, growing: list[str]) -> xr.DataArray:
    """Upper bound of additions; dims facility, period; none where a row of its own bounds them."""
    most = (parameters["build_rate"] * parameters["period_years"]).sel(facility=growing)
    expanding = set(expanding_facilities(parameters))
    bounded = xr.DataArray(
        [name not in expanding for name in growing], coords={"facility": growing}, dims="facility"
    )
    return most.where(bounded, np.inf)


def write_expansions(draft: Draft, charge: Callable[[Parameters, list[str]], xr.DataArray]) -> None:
    """Write further steps of building where a study states them.

    additions_within_pace: addition[f,t] - sum over steps of hastened[f,k,t]
        - pace_per_tonne[f,t] * sum of addition[f,s] that stands by t <= pace[f,t]

    `charge` gives what a tonne a year decided costs; a further step costs its premium of that on
    top. Usual additions come first since they are the cheapest, and steps in their order.
    """
    labels = draft.labels
    if not labels.expansions:
        return
    expanding = expanding_facilities(draft.parameters)
    hastened = draft.variable(
        "hastened",
        {"expansion": labels.coordinates("expansion"), "decided": labels.coordinates("period")},
        upper=expansion_room,
    )
    draft.cost("hastened", lambda p: _premium(p, charge(p, expanding)))
    addition = draft.model.variables["addition"]
    share = draft.coefficient(
        "additions_within_pace",
        "addition",
        _decided_less_pace,
        lambda rows, columns: (
            rows,
            columns.sel(investable=expanding).rename(investable="expanding"),
        ),
    )
    of = {"expanding": expanding, "period": labels.coordinates("period")}
    rows = np.arange(len(expanding) * len(labels.periods)).reshape(len(expanding), -1)
    own = addition.labels.sel(investable=expanding).values
    row_of = {name: rows[at] for at, name in enumerate(expanding)}
    terms = [
        Terms.over(rows[:, None, :], own[:, :, None], share.values),
        Terms.over(
            np.array([row_of[facility] for facility, _ in labels.expansions]),
            hastened.labels.values,
            -1.0,
        ),
    ]
    draft.require(
        "additions_within_pace",
        gathered(draft.model, of, terms),
        "<=",
        draft.limit("additions_within_pace", pace),
    )


def _decided_less_pace(parameters: Parameters) -> xr.DataArray:
    """Coefficient of additions of one period in the row of another.

    Dims expanding, decided, period.
    """
    earlier = stands_by(parameters)
    now = np.eye(len(parameters.labels.periods))
    return -(earlier * pace_per_tonne(parameters)) + now


def _premium(parameters: Parameters, charge: xr.DataArray) -> xr.DataArray:
    """Discounted USD_2024 per t/yr hastened beyond the charge on it; dims expansion, decided."""
    labels = parameters.labels
    usual = charge.sel(investable=[facility for facility, _ in labels.expansions])
    return xr.DataArray(
        usual.values * parameters["expansion_premium"].values[:, None],
        coords={
            "expansion": labels.coordinates("expansion"),
            "decided": labels.coordinates("period"),
        },
        dims=("expansion", "decided"),
    )
