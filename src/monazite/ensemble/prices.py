"""A price is a range: what the last tonne costs with a little more or a little less of it."""

from __future__ import annotations

from dataclasses import dataclass

import xarray as xr

from monazite.ensemble.course import Course
from monazite.model import Outcome, movements
from monazite.parameters import Parameters, node_name

SHARE = 0.01
"""Part of what passes through a node that is taken out of it, and put into it, to try its price."""


@dataclass(frozen=True, eq=False)
class PriceInterval:
    """Price of a material at a place by period, USD_2024/t; `low` <= `central` <= `high`."""

    material: str
    place: str
    low: xr.DataArray
    central: xr.DataArray
    high: xr.DataArray


def price_interval(
    course: Course, material: str, place: str, *, share: float = SHARE
) -> PriceInterval:
    """Try the price of a material with a share of its throughput more and less in every year.

    The dual of a balance is the cost of the last tonne and jumps where one way of getting a tonne
    gives way to the next; the lowest and highest of three solves show between what it jumps. A
    side on which there is no plan is left out.
    """
    central = course.outcome
    node = node_name(material, place)
    arrivals, _ = movements(central.parameters, central.values)
    shift = share * arrivals.sel(node=node).drop_vars("node")
    tried = [central]
    for sign in (1.0, -1.0):
        outcome = course.solve(_shifted(course.base, node, sign * shift))
        if outcome.status == "optimal":
            tried.append(outcome)
    duals = xr.concat([_price(outcome, material, place) for outcome in tried], dim="tried")
    return PriceInterval(
        material, place, duals.min("tried"), _price(central, material, place), duals.max("tried")
    )


def _shifted(base: Parameters, node: str, tonnes: xr.DataArray) -> Parameters:
    shift = base["balance_shift"].copy()
    shift.loc[{"node": node}] = tonnes
    return base.replaced({"balance_shift": shift}, ())


def _price(outcome: Outcome, material: str, place: str) -> xr.DataArray:
    return outcome.price(material, place).drop_vars("node")
