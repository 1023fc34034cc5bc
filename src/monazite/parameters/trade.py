"""Lanes, the stocks at their ends and the rows that limit what leaves a country."""

from __future__ import annotations

from functools import partial

import numpy as np

from monazite.evidence import Quantity
from monazite.parameters.contracts import in_force
from monazite.parameters.gather import Gathering
from monazite.parameters.labels import node_name
from monazite.study.records import LaneRow

EVER = "0001"
"""A year before any horizon."""


def gather_trade(gathering: Gathering) -> None:
    """Fill lane costs, limits and observed flows, bands around them and the neutral slots."""
    gathering.start("freight", "lane")
    gathering.start("lane_limit", "lane", "period", fill=np.inf)
    gathering.start("lane_price_cost_margin", "lane", "period")
    gathering.start("lane_policy", "lane", "period", fill=1.0)
    gathering.start("lane_opened", "lane", "period")
    gathering.start("crisis_floor", "lane", "period")
    gathering.start("crisis_share", "lane", "period", fill=1.0)
    gathering.start("duty", "lane", "period")
    gathering.start("transfer_price", "lane", "period")
    gathering.start("transfer_cost", "lane", "period")
    gathering.start("agreement_lane", "agreement", "lane")
    gathering.start("agreement_floor", "agreement", "period")
    gathering.start("agreement_price", "agreement")
    gathering.start("quota_share", "quota", "use_option", "period")
    gathering.start("quota_counts", "quota", "material")
    gathering.start("quota_price", "quota")
    gathering.start("spread_share", "spread", "period", fill=1.0)
    gathering.start("spread_counts", "spread", "material")
    gathering.start("spread_price", "spread")
    gathering.start("reference_flow", "lane")
    gathering.start("export_limit", "slot", "period", fill=np.inf)
    gathering.start("export_content", "slot", "lane")
    gathering.start("balance_shift", "node", "period")
    for one, row in gathering.study.chain.lane_rows():
        lane = one.name
        number = partial(gathering.number, row, cell=(lane,), material=one.material)
        for column, parameter, blank in (
            ("freight", "freight", 0.0),
            ("limit", "lane_limit", np.inf),
            ("reference_flow", "reference_flow", 0.0),
            ("price_cost_margin", "lane_price_cost_margin", 0.0),
            ("transfer_price", "transfer_price", 0.0),
        ):
            gathering.put(parameter, (lane,), number(column, parameter=parameter, blank=blank))
        _date(gathering, lane, row)
        rate = number("duty", parameter="duty")
        gathering.put("duty", (lane,), rate * gathering.at("price", one.material))
    _gather_account_prices(gathering)
    _gather_bands(gathering)


def _date(gathering: Gathering, lane: str, row: LaneRow) -> None:
    """Close a lane before its start and from its end; part of a year lets through that part.

    Usual trade, and what contracts owe on the lane, follow as under any policy.
    """
    if not (row.start or row.end):
        return
    shares = in_force(gathering.labels, row.start or EVER, row.end)
    gathering.put("lane_policy", (lane,), shares)
    most = gathering.arrays["lane_limit"].sel(lane=lane).values
    open_share = np.array(shares)
    is_open = open_share > 0
    limit = np.where(is_open, most, 0.0) * np.where(is_open, open_share, 1.0)
    gathering.put("lane_limit", (lane,), limit.tolist())


def _gather_account_prices(gathering: Gathering) -> None:
    """Fill what makers pay a pool by year, on every lane from it to others in its region."""
    labels = gathering.labels
    stated: dict[tuple[str, str], dict[int, float]] = {}
    rests: dict[tuple[str, str], list[tuple[int, Quantity]]] = {}
    for row in gathering.study.chain.ownership_account_prices:
        quantity = gathering.quantity(row, "price")
        if quantity is not None:
            stated.setdefault((row.ownership_account, row.material), {})[row.year] = quantity.value
            rests.setdefault((row.ownership_account, row.material), []).append((row.year, quantity))
    for lane in labels.lanes:
        known = stated.get((lane.origin_account, lane.material))
        if not lane.is_transfer or not known:
            continue
        years = sorted(known)
        prices = [known[year] for year in years]
        for period in labels.periods:
            path = np.interp(labels.years_of(period), years, prices)
            gathering.put("transfer_price", (lane.name, period), float(np.mean(path)))
        for year, quantity in rests[lane.origin_account, lane.material]:
            gathering.record("transfer_price", [(lane.name, f"stated for {year}")], quantity)


def _gather_bands(gathering: Gathering) -> None:
    """Fill the widths of the bands around usual trade by period, and what leaving them costs.

    Between the stated years a width grows along a straight line; the last row holds from then on.
    """
    labels = gathering.labels
    arrays = [
        gathering.start(name, "period", fill=fill)
        for name, fill in (("band_below", 1.0), ("band_above", np.inf), ("band_entry", np.inf))
    ]
    gathering.start("band_price", "lane")
    rows = sorted(gathering.study.chain.bands, key=lambda row: row.years_ahead)
    if not rows:
        return
    ahead = [float(row.years_ahead) for row in rows]
    for array, column in zip(arrays, ("below", "above", "entry"), strict=True):
        stated = [gathering.quantity(row, column) for row in rows]
        widths = [quantity.value if quantity else 0.0 for quantity in stated]
        for place, period in enumerate(labels.periods):
            years = [year - labels.years[0] for year in labels.years_of(period)]
            array.values[place] = np.mean(np.interp(years, ahead, widths))
            for row, quantity in zip(rows, stated, strict=True):
                if quantity is not None:
                    cell = (period, f"after {row.years_ahead} years")
                    gathering.record(f"band_{column}", [cell], quantity)
    share = gathering.quantity(rows[0], "switching_cost")
    for lane in labels.lanes:
        worth = gathering.at("price", lane.material)
        gathering.put("band_price", (lane.name,), worth * (share.value if share else 0.0))
        known = gathering.lineage["price"].get((lane.material,))
        for part, quantity in (("switching_cost", share), ("price", known)):
            if quantity is not None:
                gathering.record("band_price", [(lane.name, part)], quantity)


def gather_stocks(gathering: Gathering) -> None:
    """Fill opening stocks, storage costs, storage limits and the neutral stock targets."""
    gathering.start("initial_stock", "store")
    gathering.start("storage_cost", "store")
    gathering.start("stock_limit", "store", fill=np.inf)
    gathering.start("stock_target", "store", "tier", "period")
    for row in gathering.study.chain.stocks:
        store = node_name(row.material, row.region)
        number = partial(gathering.number, row, cell=(store,))
        for column, parameter, blank in (
            ("initial", "initial_stock", 0.0),
            ("storage_cost", "storage_cost", 0.0),
            ("limit", "stock_limit", np.inf),
        ):
            gathering.put(parameter, (store,), number(column, parameter=parameter, blank=blank))


def gather_prices(gathering: Gathering) -> None:
    """Fill reference prices, disposal costs and what materials are stated to fetch at home.

    Straight lines between the years a study states, as means over periods; a material without any
    fetches its reference price throughout.
    """
    gathering.start("price", "material")
    gathering.start("disposal_cost", "material")
    for row in gathering.study.chain.materials:
        for name in ("price", "disposal_cost"):
            number = gathering.number(row, name, parameter=name, cell=(row.material,))
            gathering.put(name, (row.material,), number)
    _gather_market_prices(gathering)


def _gather_market_prices(gathering: Gathering) -> None:
    labels, chain = gathering.labels, gathering.study.chain
    gathering.start("market_price", "material", "period")
    stated: dict[str, dict[int, Quantity]] = {}
    for row in chain.prices:
        quantity = gathering.quantity(row, "price")
        if quantity is not None:
            stated.setdefault(row.material, {})[row.year] = quantity
            gathering.record("market_price", [(row.material, str(row.year))], quantity)
    for material in labels.materials:
        path = {year: quantity.value for year, quantity in stated.get(material, {}).items()}
        if not path:
            path = {labels.years[0]: gathering.at("price", material)}
            known = gathering.lineage["price"].get((material,))
            if known is not None:
                gathering.record("market_price", [(material,)], known)
        years = sorted(path)
        means = [
            float(np.interp(labels.years_of(period), years, [path[year] for year in years]).mean())
            for period in labels.periods
        ]
        gathering.put("market_price", (material,), means)
