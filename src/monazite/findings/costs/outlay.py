"""Adds up what the public purse pays, in the years in which it pays it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from monazite.core.units import convert
from monazite.findings.solution import Series, Solution, once_for_a_plan
from monazite.model.capital import capital_factor
from monazite.parameters import lead_times, standing_share
from monazite.parameters.labels import region_of
from monazite.parameters.positions import in_order
from monazite.strategy.months import months_since_year_zero

STATE = "state"
"""The owner group whose purse is the public one."""

PAID_BY: Mapping[str, str] = {
    "programmes": "public_share",
    "capital subsidy": "subsidy_share",
    "public equity": "equity_share",
    "returns on public equity": "equity_share",
    "exploration": "exploration_outlay",
    "support per tonne": "incentive",
    "handed over above caps": "payback",
    "levies on output": "levy",
    "bought from makers": "purchase_price",
    "sold on": "resale_price",
    "savings of need": "saving_outlay",
    "stocks": "stock_target",
    "stocks sold again": "stock_target",
    "keeping public stocks": "stock_target",
}
"""The parameter by which a lever spends public money, by item of outlay."""


def in_public_money(solution: Solution, paid: Series) -> Series:
    """Turn money into the study's public money at its rate."""
    unit = solution.study.settings.public_money.unit
    return np.asarray(paid * convert(1.0, solution.money, unit, solution.study.money))


def outlay_items(solution: Solution) -> dict[str, Series]:
    """What public outlay is spent on, item by item, money/yr; the items add up to it."""
    return {
        "programmes": programmes_paid(solution),
        "capital subsidy": capital_subsidy(solution),
        "public equity": equity_paid(solution),
        "returns on public equity": -equity_returns(solution),
        "exploration": exploration_paid(solution),
        "support per tonne": support_paid(solution),
        "handed over above caps": -handed_over(solution),
        "levies on output": -levied(solution),
        "bought from makers": bought_from_makers(solution),
        "sold on": -sold_on(solution),
        "savings of need": savings_paid(solution),
        "stocks": stocks_bought(solution),
        "stocks sold again": -stocks_sold(solution),
        "keeping public stocks": stocks_kept(solution),
    }


def while_building(solution: Solution, online: float, lead: float) -> Series:
    """Shares of capital spent in each reported year, for capacity online at a date.

    Equal parts from the decision, or from the month strategies are known where that is later, to
    the day it is online; all in the year it comes online where nothing lies between. `online` is a
    year with its fraction, `lead` in years. Shares add up to 1, or to less when some of it is spent
    in years that are not reported.
    """
    begins = max(online - lead, min(_decided(solution), online))
    year = np.array(solution.years, dtype=float)
    if online - begins < 1e-9:
        return np.where(year == np.floor(online), 1.0, 0.0)
    spent = np.minimum(year + 1.0, online) - np.maximum(year, begins)
    return np.asarray(np.maximum(spent, 0.0) / (online - begins))


def _decided(solution: Solution) -> float:
    """The date strategies are known from, as a year with its fraction; the first year without."""
    decided, first = solution.study.settings.decided, float(solution.years[0])
    return first if decided is None else max(first, months_since_year_zero(decided) / 12.0)


def programmes_paid(solution: Solution) -> Series:
    """Public share of the capital of programmes, spread over the years of building, money/yr."""
    parameters = solution.parameters
    dollars = solution.zeros()
    share = parameters["public_share"].values * parameters["capital_cost"].values
    lead = parameters["lead_time"].values
    programme = solution.paid_programmes
    for row, column in zip(*np.nonzero(programme * share[:, None]), strict=True):
        online = float(solution.labels.vintages[column])
        spent = while_building(solution, online, float(lead[row]))
        dollars = dollars + share[row] * programme[row, column] * spent
    return dollars


def capital_subsidy(solution: Solution) -> Series:
    """Subsidised share of the capital of additions, spread over building, money/yr.

    What is decided in the blocks behind the reported years is left out.
    """
    return _of_additions(solution, "subsidy_share")


def equity_paid(solution: Solution) -> Series:
    """The state's share of the capital of additions, spread over building, money/yr."""
    return _of_additions(solution, "equity_share")


def equity_returns(solution: Solution) -> Series:
    """What the state is paid on its share while what was added stands, money/yr.

    equity_share * capital_cost * capital_factor(equity_return) on every tonne the ramp lets what
    was added make in a year.
    """
    parameters, labels = solution.parameters, solution.labels
    shares = in_order(parameters["equity_share"], "facility").values
    total = solution.zeros()
    asked = in_order(parameters["equity_return"], "facility").values
    leads = in_order(lead_times(parameters), "facility").values
    ramps = in_order(parameters["ramp"], "facility").values
    years = np.array(solution.years, dtype=float)
    paid = np.maximum(solution.paid_additions, 0.0)
    for row, column in zip(*np.nonzero(shares * paid), strict=True):
        facility = labels.facilities[row]
        capital, life = (parameters.at(name, facility) for name in ("capital_cost", "lifetime"))
        ramp = tuple(ramps[row].tolist())
        stands = standing_share(ramp, life, years - labels.periods[column] - leads[row, column])
        rate = capital_factor(ramp, float(asked[row, column]), life)
        total = total + shares[row, column] * capital * rate * paid[row, column] * stands
    return total


def exploration_paid(solution: Solution) -> Series:
    """What the state spends to look for ore, money/yr."""
    return np.asarray(solution.planned("exploration_outlay").sum(axis=0))


def _of_additions(solution: Solution, share: str) -> Series:
    """A share of the capital of additions, spread over the years of building."""
    parameters, years = solution.parameters, solution.years
    shares = in_order(parameters[share], "facility").values[:, : len(years)]
    paid = solution.paid_additions[:, : len(years)]
    leads = in_order(lead_times(parameters), "facility").values
    capital, building = (parameters[name].values for name in ("capital_cost", "lead_time"))
    total = solution.zeros()
    for row, column in zip(*np.nonzero(shares * paid), strict=True):
        online = years[column] + float(leads[row, column])
        spent = while_building(solution, online, float(building[row]))
        total = total + shares[row, column] * capital[row] * paid[row, column] * spent
    return total


def support_paid(solution: Solution) -> Series:
    """Support per tonne paid on supported output that the state does not buy, money/yr."""
    given = np.where(solution.planned("purchase_price") > 0, 0.0, solution.planned("incentive"))
    return _on_supported(solution, given)


def handed_over(solution: Solution) -> Series:
    """What winners hand over above the caps of their prices, on all they make, money/yr."""
    payback = solution.planned("payback")
    if not payback.any():
        return solution.zeros()
    place = solution.labels.facilities.index
    made = solution.reported("activity")[[place(name) for name in solution.labels.awardees]]
    return np.asarray((made * payback).sum(axis=0))


def levied(solution: Solution) -> Series:
    """What plants at home pay the treasury on every tonne of activity, money/yr."""
    levy = solution.planned("levy")
    if not levy.any():
        return solution.zeros()
    return np.asarray((solution.reported("activity") * levy).sum(axis=0))


def bought_from_makers(solution: Solution) -> Series:
    """What the state pays for what it buys of supported output, money/yr."""
    return _on_supported(solution, solution.planned("purchase_price"))


def sold_on(solution: Solution) -> Series:
    """What the state is paid for what it buys of makers and sells on, money/yr."""
    return _on_supported(solution, solution.planned("resale_price"))


def _on_supported(solution: Solution, rates: Series) -> Series:
    if "supported_output" not in solution.outcome.values:
        return solution.zeros()
    return np.asarray((solution.reported("supported_output") * rates).sum(axis=0))


def savings_paid(solution: Solution) -> Series:
    """What is paid from public money so that uses need less, money/yr."""
    return np.asarray(solution.planned("saving_outlay").sum(axis=0))


def stocks_bought(solution: Solution) -> Series:
    """Stock bought from others for public targets at reference prices, money/yr."""
    value, own = _stocks(solution)
    return np.asarray((value.clip(min=0.0) * (1.0 - own)).sum(axis=0))


def stocks_sold(solution: Solution) -> Series:
    """Stock once bought for public targets and let go again, at reference prices, money/yr.

    What leaves is bought and own tonnes in the shares that lie there; for own ones nobody was paid,
    and what they bring is the sale that was forgone.
    """
    value, own = _stocks(solution)
    lying = np.zeros((2, len(value)))  # bought and own, at reference prices
    sold = solution.zeros()
    for year in range(len(sold)):
        gone = np.maximum(-value[:, year], 0.0)
        whole = lying.sum(axis=0)
        left = 1.0 - np.divide(gone, whole, out=np.zeros_like(whole), where=whole > 1e-9)
        sold[year] = float((lying[0] * (1.0 - left)).sum())
        rise = np.maximum(value[:, year], 0.0)
        lying = lying * left + rise * np.array([1.0 - own[:, year], own[:, year]])
    return sold


def stocks_set_aside(solution: Solution) -> Series:
    """Stock the state sets aside for public targets out of its own tonnes, money/yr.

    At reference prices. It is a transfer inside the state and no outlay: nobody is paid, and what
    the state forgoes is a sale.
    """
    value, own = _stocks(solution)
    return np.asarray((value.clip(min=0.0) * own).sum(axis=0))


def stocks_kept(solution: Solution) -> Series:
    """What keeping the stocks held for public targets costs, whoever owned them before, money/yr.

    `storage_cost` of what lies there at the end of the year, as the plan and the cost of home count
    it: rent, insurance, guarding, and what a study says goes to waste in store. The capital tied up
    was paid when the stock was bought and comes back when it is sold: no interest on top.
    """
    if not solution.labels.stores:
        return solution.zeros()
    cost = solution.parameters["storage_cost"].values
    return np.asarray((held_for_targets(solution) * cost[:, None]).sum(axis=0))


@once_for_a_plan
def held_for_targets(solution: Solution) -> Series:
    """Stock that public targets ask for and that lies there, t at the end of each reported year.

    Shape (store, year).
    """
    targets = solution.planned("stock_target").sum(axis=1)  # over store, tier, year
    if not targets.any():
        return np.zeros((len(solution.labels.stores), len(solution.years)))
    return np.asarray(np.minimum(solution.reported("stock"), targets))


@once_for_a_plan
def _stocks(solution: Solution) -> tuple[Series, Series]:
    """Value by which stocks for public targets rise, or fall, and the share the state owned before.

    Both by store and reported year; value in money/yr, below zero where stock is let go.
    """
    stores = solution.labels.stores
    value, own = np.zeros((2, len(stores), len(solution.years)))
    held = held_for_targets(solution)
    for store, (material, place) in enumerate(stores):
        if not held[store].any():
            continue
        price = solution.parameters.at("price", material)
        value[store] = np.diff(held[store], prepend=0.0) * price
        own[store] = state_share(solution, material, place)
    return value, own


def state_share(solution: Solution, material: str, place: str) -> Series:
    """Share of what has come into a place by the end of each year that the state owned before.

    Made by plants the state owns, sent from a pool all of whose plants it owns, or there from the
    start in such a pool; over these and everything else that was made or sent there. 0 where
    nothing ever came.
    """
    labels, parameters = solution.labels, solution.parameters
    accounts = state_accounts(solution)
    home_owner = {row.facility: row.owner for row in solution.study.chain.facilities}
    own, others = solution.zeros(), solution.zeros()
    plants, flows = solution.places.runs((material,), region_of(place))
    amounts = parameters["recipe_amount"].values[flows]
    for plant, amount in zip(plants, amounts, strict=True):
        facility = labels.facilities[plant]
        if labels.place_of(facility, material) != place:
            continue
        made = np.maximum(amount, 0.0) * solution.reported("activity")[plant]
        if home_owner.get(facility) == STATE:
            own = own + made
        else:
            others = others + made
    lanes = solution.places.once(
        ("lanes to a place", material, place),
        lambda: [
            (row, lane.origin_place)
            for row, lane in enumerate(labels.lanes)
            if lane.material == material and lane.destination_place == place
        ],
    )
    for row, origin in lanes:
        if origin in accounts:
            own = own + solution.reported("shipment")[row]
        else:
            others = others + solution.reported("shipment")[row]
    own, others = np.cumsum(own), np.cumsum(others)
    if place in accounts:
        own = own + float(
            parameters["initial_stock"].values[labels.stores.index((material, place))]
        )
    whole = own + others
    return np.divide(own, whole, out=solution.zeros(), where=whole > 1e-9)


def state_accounts(solution: Solution) -> frozenset[str]:
    """Places of pools at home all of whose plants the state owns."""
    chain = solution.study.chain
    owner = {row.facility: row.owner for row in chain.facilities}
    return frozenset(
        f"{row.region}.{row.ownership_account}"
        for row in chain.ownership_accounts
        if row.region == solution.home
        and row.facilities
        and all(owner[name] == STATE for name in row.facilities)
    )
