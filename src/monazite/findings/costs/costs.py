"""Adds up what a year costs: to the world, to home at border prices, to a partner's users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.findings.costs.border import paid_for_scarcity, trade_at_border
from monazite.findings.costs.outlay import exploration_paid, held_for_targets, stocks_kept
from monazite.findings.solution import Series, Solution, once_for_a_plan
from monazite.model.capital import capital_factor, renewal_charge
from monazite.parameters import lead_times, running_costs, standing_share
from monazite.parameters.named import Point
from monazite.parameters.positions import in_order, positions

Numbers = npt.NDArray[np.float64]

CHARGED_BY: Mapping[str, str] = {"duty on imports": "duty"}
"""The parameter by which a lever has users pay the treasury, by what they pay."""


def running_cost(solution: Solution, region: str | None) -> Series:
    """Operating cost of plants in a region, or of all, money/yr."""
    rows = solution.places.facilities(region)
    cost = running_costs(solution.parameters).values[rows, : len(solution.years)]
    return np.asarray((solution.reported("activity")[rows] * cost).sum(axis=0))


def capital_cost(solution: Solution, region: str | None) -> Series:
    """Charge for the capital of additions, programmes and renewals, money/yr.

    capital_cost * capital_factor on every tonne the ramp lets what was added make in a year, and
    `renewal_charge` on what is renewed past its life.
    """
    charges = _capital_charges(solution)
    rows = solution.places.facilities(region)
    return np.asarray(charges[rows].sum(axis=0))


@once_for_a_plan
def _capital_charges(solution: Solution) -> Numbers:
    """Charge for the capital of what was added at every plant; shape (facility, year)."""
    labels, parameters = solution.labels, solution.parameters
    capital, hurdle, lifetime = (
        parameters[name].values for name in ("capital_cost", "hurdle_rate", "lifetime")
    )
    ramps = in_order(parameters["ramp"], "facility").values
    leads = lead_times(parameters).values
    ordered = np.concatenate([solution.paid_programmes, solution.paid_additions], axis=1)
    tonnes = np.maximum(ordered, 0.0)
    charges = np.zeros((len(labels.facilities), len(solution.years)))
    for plant in np.flatnonzero(tonnes.any(axis=1)).tolist():
        per_tonne = _charge_per_tonne(
            tuple(ramps[plant].tolist()),
            float(hurdle[plant]),
            float(lifetime[plant]),
            (*labels.vintages, *(np.array(labels.periods) + leads[plant]).tolist()),
            solution.years,
        )
        charges[plant] = capital[plant] * (tonnes[plant] @ per_tonne)
    return charges + _renewed(solution)


def _renewed(solution: Solution) -> Numbers:
    """Charge for what is renewed past its life at every plant; shape (facility, year)."""
    labels, outcome = solution.labels, solution.outcome
    charges = np.zeros((len(labels.facilities), len(solution.years)))
    if "renewed" in outcome.values:
        renewed = in_order(outcome["renewed"], "investable", "period")
        sites = list(map(str, positions(renewed, "investable")))
        rows = [labels.facilities.index(name) for name in sites]
        yearly = renewal_charge(solution.parameters, sites).values
        charges[rows] = (np.maximum(renewed.values, 0.0) * yearly)[:, : len(solution.years)]
    return charges


@lru_cache(maxsize=1024)
def _charge_per_tonne(
    ramp: tuple[float, ...],
    hurdle: float,
    lifetime: float,
    online: tuple[float, ...],
    years: tuple[int, ...],
) -> Numbers:
    """Charge in every year on a tonne that comes online at each date, as a share of its capital."""
    ages = np.array(years, dtype=float) - np.array(online)[:, None]
    return capital_factor(ramp, hurdle, lifetime) * standing_share(ramp, lifetime, ages)


def unmet_value(solution: Solution, points: Sequence[Point]) -> Series:
    """Value lost at demand points: unmet tonnes times what each tranche would have paid, USD."""
    rows = solution.places.tranches(tuple(points))
    value = solution.parameters["unmet_cost"].values[rows]
    return np.asarray((solution.reported("unmet")[rows] * value[:, None]).sum(axis=0))


def storage_and_disposal(solution: Solution, region: str | None) -> Series:
    """Cost of keeping stocks, but for what public targets hold, and of disposal, money/yr."""
    labels, parameters = solution.labels, solution.parameters
    stores = solution.places.stores(labels.materials, region)
    disposals, put_aside = solution.disposals(labels.materials, region)
    of_material = parameters["disposal_cost"].values
    row = positions(parameters["disposal_cost"], "material")
    cost = of_material[[row[material] for material, _ in put_aside]]
    aside = solution.reported("discard")[disposals] * cost[:, None]
    if not stores.size:
        return np.asarray(aside.sum(axis=0))
    others = solution.reported("stock")[stores] - held_for_targets(solution)[stores]
    kept = others * parameters["storage_cost"].values[stores][:, None]
    return np.asarray(np.concatenate([kept.sum(axis=0)[None], aside]).sum(axis=0))


def freight(solution: Solution, destination: str | None) -> Series:
    """Freight on lanes into a region, or on all, money/yr."""
    lanes = solution.places.lanes_into(destination)
    cost = solution.parameters["freight"].values[lanes]
    return np.asarray((solution.reported("shipment")[lanes] * cost[:, None]).sum(axis=0))


def undelivered(solution: Solution) -> Series:
    """What home pays for tonnes that agreements owe and it does not take, money/yr."""
    if "undelivered" not in solution.outcome.values:
        return solution.zeros()
    price = solution.parameters["agreement_price"].values
    return np.asarray((solution.reported("undelivered") * price[:, None]).sum(axis=0))


def serving_cost(solution: Solution, region: str | None) -> Series:
    """Extra cost of serving uses with second-best materials, money/yr."""
    use_options = solution.places.use_options(solution.labels.materials, region)
    cost = solution.parameters["penalty"].values[use_options]
    return np.asarray((solution.reported("served")[use_options] * cost[:, None]).sum(axis=0))


def saving_cost(solution: Solution) -> Series:
    """What it costs that uses need less than they would, money/yr."""
    return np.asarray(solution.planned("saving_cost").sum(axis=0))


def spent_by_all(solution: Solution) -> dict[str, Series]:
    """What the whole chain spends and loses, item by item, money/yr."""
    return {
        "running plants": running_cost(solution, None),
        "capital of additions": capital_cost(solution, None),
        "freight": freight(solution, None),
        "keeping public stocks": stocks_kept(solution),
        "other storage and disposal": storage_and_disposal(solution, None),
        "second-best materials": serving_cost(solution, None),
        "savings of need": saving_cost(solution),
        "exploration": exploration_paid(solution),
        "value lost by users": unmet_value(solution, solution.labels.points),
    }


def spent_at_home(solution: Solution) -> dict[str, Series]:
    """What home spends and loses, item by item, with trade at border prices, money/yr."""
    home = solution.home
    imported, exported = trade_at_border(solution)
    return {
        "running plants": running_cost(solution, home),
        "capital of additions": capital_cost(solution, home),
        "imports at border prices": imported,
        "paid to sellers abroad who hold back": paid_for_scarcity(solution),
        "less exports at border prices": -exported,
        "agreed tonnes not taken": undelivered(solution),
        "keeping public stocks": stocks_kept(solution),
        "other storage and disposal": storage_and_disposal(solution, home),
        "second-best materials": serving_cost(solution, home),
        "savings of need": saving_cost(solution),
        "exploration": exploration_paid(solution),
        "value lost by users": unmet_value(solution, solution.home_points()),
    }


def burden(solution: Solution, region: str) -> Series:
    """A region's price times use plus value lost on unmet demand, money/yr."""
    labels = solution.labels
    total = unmet_value(solution, [point for point in labels.points if point.region == region])
    for row in solution.places.use_options(labels.materials, region):
        served = solution.reported("served")[row]
        total = total + served * solution.price(labels.use_options[row][2], region)
    return total


def duty_paid(solution: Solution, materials: Sequence[str] | None = None) -> Series:
    """Customs duty on what home imports, a transfer from users to the treasury, money/yr.

    On named materials, or on all.
    """
    named = solution.labels.materials if materials is None else tuple(materials)
    lanes = solution.places.lanes(named, destination=solution.home)
    paid = solution.reported("shipment")[lanes] * solution.planned("duty")[lanes]
    return np.asarray(paid.sum(axis=0))
