"""Plants run within what is built and ramped, within permits, above floors and within reserves."""

from __future__ import annotations

import numpy as np
import xarray as xr

from monazite.model.draft import Draft, Expression, weight
from monazite.parameters import Parameters, addition_share, committed_capacity


def write_capacity(draft: Draft) -> None:
    """Write activity, additions and the rows that bound them.

    output_within_capacity: activity[f,t] - sum_s share[f,s,t] addition[f,s] <= committed[f,t]
    feed_within_permit:     activity[f,t] <= permit[f,t]
    output_at_least:        activity[f,t] >= floor[f,t]
    extraction_within_reserves: sum_t years[t] activity[f,t] <= reserves[f]

    Permit and floor are rows of their own, so that a dual says whether a plant is held back or
    forced to run. Every plant has them, so that a lever may give one its first permit.
    """
    labels = draft.labels
    growing = growing_facilities(draft.parameters)
    activity = draft.variable("activity", draft.coordinates("facility", "period"))
    draft.cost(
        "activity", lambda p: (p["operating_cost"] * weight(p)).transpose("facility", "period")
    )
    left: Expression = 1.0 * activity
    if growing:
        addition = draft.variable(
            "addition",
            {"investable": growing, "decided": labels.coordinates("period")},
            upper=lambda p: _decided(p["build_rate"] * p["period_years"], growing),
        )
        draft.cost("addition", lambda p: _capital_charge(p, growing))
        share = draft.coefficient(
            "output_within_capacity",
            "addition",
            lambda p: -_usable_share(p, growing),
            lambda rows, columns: (
                rows.sel(facility=growing).rename(facility="investable"),
                columns,
            ),
        )
        added = (addition * share).sum("decided").rename(investable="facility")
        left = left.add(added, join="outer")
    draft.require(
        "output_within_capacity",
        left,
        "<=",
        draft.limit("output_within_capacity", committed_capacity),
    )
    for name, sign, parameter in (
        ("feed_within_permit", "<=", "permit"),
        ("output_at_least", ">=", "floor"),
    ):
        draft.require(
            name,
            1.0 * activity,
            sign,
            draft.limit(name, lambda p, key=parameter: p[key]),  # type: ignore[misc]
        )
    mined = exhaustible_facilities(draft.parameters)
    if mined:
        years = draft.parameters["period_years"]
        draft.require(
            "extraction_within_reserves",
            (activity.sel(facility=mined) * years).sum("period"),
            "<=",
            draft.limit("extraction_within_reserves", lambda p: p["reserves"].sel(facility=mined)),
        )


def growing_facilities(parameters: Parameters) -> list[str]:
    """Facilities that may be added to: those with a build rate in the study."""
    can = (parameters["build_rate"] > 0).any("period")
    return [str(name) for name in can.coords["facility"].values[can.values]]


def exhaustible_facilities(parameters: Parameters) -> list[str]:
    """Facilities with a row for their reserves: those for which the study knows them."""
    known = parameters["reserves"] < np.inf
    return [str(name) for name in known.coords["facility"].values[known.values]]


def _decided(array: xr.DataArray, growing: list[str]) -> xr.DataArray:
    return (
        array.sel(facility=growing)
        .rename(facility="investable", period="decided")
        .transpose("investable", "decided")
    )


def _usable_share(parameters: Parameters, growing: list[str]) -> xr.DataArray:
    """Capacity at t per unit decided at s, times availability; dims investable, decided, period."""
    usable = addition_share(parameters) * parameters["availability"]
    return (
        usable.sel(facility=growing)
        .rename(facility="investable")
        .transpose("investable", "decided", "period")
    )


def _capital_charge(parameters: Parameters, growing: list[str]) -> xr.DataArray:
    """Discounted USD_2024 per t/yr decided in period s: annuities paid within the horizon.

    annuity = capital_cost * r / (1 - (1 + r)^-lifetime) at the owner's hurdle rate r; it is paid
    from the year the plant is online for its lifetime and discounted at the study's rate.
    """
    labels = parameters.labels
    rate = float(parameters["discount_rate"])
    first, last = labels.years[0], labels.periods[-1]
    charge = np.zeros((len(growing), len(labels.periods)))
    for row, facility in enumerate(growing):
        capital, hurdle, lifetime, lead = (
            float(parameters[name].sel(facility=facility))
            for name in ("capital_cost", "hurdle_rate", "lifetime", "lead_time")
        )
        annuity = capital * annuity_factor(hurdle, lifetime)
        for column, decided in enumerate(labels.periods):
            years = labels.years_of(decided)
            for year in years:
                online = year + lead
                paid = sum(
                    (1.0 + rate) ** -(y - first) * min(1.0, y + 1 - online, online + lifetime - y)
                    for y in range(int(np.floor(online)), last + 1)
                    if y + 1 > online and y < online + lifetime
                )
                charge[row, column] += annuity * paid / len(years)
    return xr.DataArray(
        charge,
        coords={"investable": growing, "decided": labels.coordinates("period")},
        dims=("investable", "decided"),
    )


def annuity_factor(rate: float, years: float) -> float:
    """Yearly payment per unit of capital: r / (1 - (1 + r)^-n), or 1/n without interest."""
    if years <= 0:
        return 0.0
    return 1.0 / years if rate == 0 else rate / (1.0 - (1.0 + rate) ** -years)
