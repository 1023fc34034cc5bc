"""Unmet demand at home: the price response, and the shortage of a crisis.

Rows are parts of demand curves, those who leave first and those who stay longest; where there is
one row, a plain column does.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from monazite.findings.account import observed_prices, short_by_tranche
from monazite.findings.indicators import apart
from monazite.findings.indicators.asked import OF_USES, points_of
from monazite.findings.indicators.registry import indicator
from monazite.findings.solution import Rows, Series, Solution, added, ratio


def _rows(solution: Solution, qualifier: str) -> Rows:
    return solution.places.tranches(tuple(points_of(solution, qualifier)))


def _missing(solution: Solution, qualifier: str) -> dict[str, Any]:
    return {"missing": solution.reported("unmet")[_rows(solution, qualifier)]}


def _missing_and_demand(solution: Solution, qualifier: str) -> dict[str, Any]:
    rows = solution.places.points(tuple(points_of(solution, qualifier)))
    return {
        **_missing(solution, qualifier),
        "demand": solution.planned("demand")[rows],
    }


def _worth(solution: Solution, qualifier: str) -> dict[str, Any]:
    """What each part would have paid, money per t."""
    rows = _rows(solution, qualifier)
    return {"worth": solution.parameters["unmet_cost"].values[rows][:, None]}


def _short(solution: Solution, qualifier: str) -> dict[str, Any]:
    return {"short": short_by_tranche(solution)[_rows(solution, qualifier)]}


def _price(solution: Solution, qualifier: str) -> dict[str, Any]:
    return {"price": observed_prices(solution)[_rows(solution, qualifier)][:, None]}


@indicator(
    "unmet_demand",
    unit="t <basis>/yr",
    title="Unmet demand at home",
    says="What home uses would take at the reference price and do not get: price response and "
    "shortage.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=_missing,
    apart=apart.by_use,
)
def unmet_demand(missing: Series) -> Series:
    """Demand at the reference price that is not served at home, t/yr."""
    return added(missing)


@indicator(
    "unmet_demand_share",
    unit="1",
    title="Unmet share of demand",
    says="Unmet demand at home over demand at home.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=_missing_and_demand,
    apart=apart.unmet_share,
    share=True,
)
def unmet_demand_share(missing: Series, demand: Series) -> Series:
    """Unmet demand over demand at home."""
    return ratio(added(missing), added(demand))


@indicator(
    "unmet_demand_value",
    unit="<money>/yr",
    title="Value lost on unmet demand",
    says="Unmet demand at home times what each step of users would have paid.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=lambda solution, of: {**_missing(solution, of), **_worth(solution, of)},
    apart=apart.by_use,
)
def unmet_demand_value(missing: Series, worth: Series) -> Series:
    """Unmet tonnes times what each step of users would have paid, money a year."""
    return added(missing * worth)


@indicator(
    "price_response",
    unit="t <basis>/yr",
    title="Price response at home",
    says="What users at home buy less because the price is above the observed.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=lambda solution, of: {**_missing(solution, of), **_short(solution, of)},
    apart=apart.by_use,
)
def price_response(missing: Series, short: Series) -> Series:
    """Unmet demand at home that is no shortage: users who buy less at a price above the observed.

    With `shortage` it adds up to `unmet_demand`.
    """
    return added(missing) - added(short)


@indicator(
    "price_response_value",
    unit="<money>/yr",
    title="Value lost by price response",
    says="What each step of users that buys less would have paid less the observed price.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=lambda solution, of: {
        **_missing(solution, of),
        **_short(solution, of),
        **_worth(solution, of),
        **_price(solution, of),
    },
    apart=apart.by_use,
)
def price_response_value(missing: Series, short: Series, worth: Series, price: Series) -> Series:
    """What users lose who buy less: what each would have paid less the observed price.

    A triangle under the demand curve.
    """
    return added((missing - short) * np.maximum(worth - price, 0.0))


@indicator(
    "shortage",
    unit="t <basis>/yr",
    title="Shortage at home",
    says="What a crisis takes away: tonnes unserved in years of a shock above the last plan made "
    "before its news.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=_short,
    apart=apart.by_use,
)
def shortage(short: Series) -> Series:
    """What a crisis takes away at home: tonnes unserved above the last plan made before its news.

    In years of a shock of the world, t/yr; 0 in all others, and where nothing was planned before.
    """
    return added(short)


@indicator(
    "shortage_value",
    unit="<money>/yr",
    title="Value lost by shortage",
    says="What users would have paid for the tonnes a crisis takes away.",
    better="down",
    asked=OF_USES,
    alone="total",
    feed=lambda solution, of: {**_short(solution, of), **_worth(solution, of)},
    apart=apart.by_use,
)
def shortage_value(short: Series, worth: Series) -> Series:
    """Tonnes a crisis takes away times what each step of users would have paid, money a year."""
    return added(short * worth)
