"""Capital is earned back on what a plant can make, so its charge follows the ramp of the plant.

A charge of the same size every year, discounted at the study's rate and not at the owner's,
forgives him the years in which he makes little: plants are built that lose money at the return he
asks.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.parameters import Parameters, lead_times, share_in_use, standing_share
from monazite.parameters.building import whole_site_capital
from monazite.parameters.positions import in_order, positions, with_numbers

Numbers = npt.NDArray[np.float64]


def annuity_factor(rate: float, years: float) -> float:
    """Yearly payment per unit of capital over a life: r / (1 - (1 + r)^-n + r p (1 + r)^-(n+1)).

    n are its whole years and p the part of a year left, in which so much of a payment is made at
    the year's end, as plants are charged; 1 / (n + p) without interest.
    """
    if years <= 0:
        return 0.0
    if rate == 0:
        return 1.0 / years
    whole = math.floor(years)
    last = rate * (years - whole) * (1.0 + rate) ** -(whole + 1)
    return rate / (1.0 - (1.0 + rate) ** -whole + last)


def per_year(parameters: Parameters, facility: str) -> float:
    """Yearly payment over the life of a plant that a sum at its start comes to, per unit of it."""
    hurdle, life = (parameters.at(name, facility) for name in ("hurdle_rate", "lifetime"))
    return annuity_factor(hurdle, life) or 1.0


@lru_cache(maxsize=1024)
def capital_factor(ramp: tuple[float, ...], rate: float, years: float) -> float:
    """Payment per unit of capital on each tonne a plant can make: 1 / sum_a u[a] (1 + r)^-(a+1).

    u[a] is the share of nameplate at age a, of which the last stated one holds; the sum runs over
    the life of the plant. Earning it on every tonne pays exactly the return r. Without a ramp it is
    the annuity factor.
    """
    if min(ramp) == max(ramp) == 1.0:
        return annuity_factor(rate, years)
    ages = np.arange(int(np.ceil(years)))
    earned = float((share_in_use(ramp, years, ages) * (1.0 + rate) ** -(ages + 1.0)).sum())
    return 1.0 / earned if earned > 0 else 0.0


def owner_share(parameters: Parameters) -> Labelled:
    """What a unit of the capital of an addition comes to for its owner; dims facility, period.

    1 - subsidy_share - equity_share (1 - capital_factor(equity_return) / capital_factor(hurdle))

    The state's share is paid for by its owner at the return the state asks, year by year while the
    plant stands, which at his own hurdle rate is worth that ratio of it.
    """
    equity = parameters["equity_share"].transpose("facility", "period").values
    asked = parameters["equity_return"].transpose("facility", "period").values
    ramps = parameters["ramp"].transpose("facility", ...).values
    hurdles, lives = (parameters[name].values for name in ("hurdle_rate", "lifetime"))
    relief = np.zeros(equity.shape)
    for row, column in zip(*np.nonzero(equity), strict=True):
        ramp, life = tuple(ramps[row].tolist()), float(lives[row])
        at_hurdle = capital_factor(ramp, float(hurdles[row]), life)
        if at_hurdle > 0:
            public = capital_factor(ramp, float(asked[row, column]), life)
            relief[row, column] = equity[row, column] * (1.0 - public / at_hurdle)
    given = parameters["subsidy_share"].transpose("facility", "period")
    return with_numbers(given, 1.0 - given.values - relief)


def capital_charge(parameters: Parameters, growing: list[str]) -> Labelled:
    """Discounted money per t/yr decided in period s, charged within the horizon.

    capital_cost * capital_cost_factor[s] * owner_share[s] * capital_factor, at the owner's hurdle
    rate, on every
    tonne the ramp lets the plant make from the year it is online for its lifetime, discounted at
    the study's rate; dims investable, decided.
    """
    labels = parameters.labels
    rate = float(parameters["discount_rate"])
    names = parameters["capital_cost"].coords["facility"].values.tolist()
    rows = [names.index(facility) for facility in growing]
    terms = [
        parameters[name].values[rows].tolist()
        for name in ("capital_cost", "hurdle_rate", "lifetime")
    ]
    factors = parameters["capital_cost_factor"].transpose("facility", "period").values[rows]
    owned = owner_share(parameters).values[rows] * factors
    leads = lead_times(parameters).values[rows]
    ramps = parameters["ramp"].transpose("facility", ...).values[rows]
    charge = [
        capital
        * owned_share
        * capital_factor(tuple(ramp.tolist()), hurdle, lifetime)
        * _years_charged(
            labels.periods,
            labels.period_years,
            labels.years[0],
            rate,
            tuple(lead.tolist()),
            lifetime,
            tuple(ramp.tolist()),
        )
        for ramp, lead, owned_share, capital, hurdle, lifetime in zip(
            ramps, leads, owned, *terms, strict=True
        )
    ]
    return Labelled(
        np.array(charge),
        coords={"investable": growing, "decided": labels.coordinates("period")},
        dims=("investable", "decided"),
    )


def renewal_charge(parameters: Parameters, sites: list[str]) -> Labelled:
    """What a tonne renewed costs a year, money/t; dims investable, period.

    capital_cost * capital_cost_factor[t] * the mean over the parts of the site * annuity_factor at
    the hurdle rate: a plant that is replaced part by part makes all it can from the first day, and
    no scheme pays for it; which part of a site it was is not kept.
    """
    factor = in_order(parameters["capital_cost_factor"], "facility", "period")
    place = positions(factor, "facility")
    charge = factor.isel(facility=[place[name] for name in sites]).rename(facility="investable")
    yearly = [
        parameters.at("capital_cost", name)
        * whole_site_capital(parameters, name)
        * annuity_factor(parameters.at("hurdle_rate", name), parameters.at("lifetime", name))
        for name in sites
    ]
    return charge * Labelled(yearly, coords={"investable": sites}, dims="investable")


@lru_cache(maxsize=1024)
def _years_charged(
    periods: tuple[int, ...],
    period_years: tuple[int, ...],
    first: int,
    rate: float,
    leads: tuple[float, ...],
    lifetime: float,
    ramp: tuple[float, ...],
) -> Numbers:
    """Discounted years at nameplate for which a plant decided in each period is charged."""
    total = np.zeros(len(periods))
    earliest = periods[0] - period_years[0] + 1
    # whole years until the last; of a year that comes later they are the first so many of these
    since = {lead: np.arange(int(lead), periods[-1] - earliest + 1) for lead in leads}
    shares = {lead: standing_share(ramp, lifetime, since[lead] - lead) for lead in since}
    for column, (decided, length, lead) in enumerate(
        zip(periods, period_years, leads, strict=True)
    ):
        for year in range(decided - length + 1, decided + 1):
            there = max(periods[-1] - year + 1 - int(lead), 0)
            worth = (1.0 + rate) ** -(since[lead][:there] + float(year - first))
            total[column] += float((shares[lead][:there] * worth).sum())
    return np.asarray(total / np.array(period_years))
