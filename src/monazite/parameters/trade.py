"""Lanes, the stocks at their ends and the rows that limit what leaves a country."""

from __future__ import annotations

from functools import partial

import numpy as np

from monazite.parameters.gather import Gathering
from monazite.parameters.labels import lane_name, node_name


def gather_trade(gathering: Gathering) -> None:
    """Fill lane costs, limits and observed flows, and the neutral export-limit slots."""
    freight = gathering.start("freight", "lane")
    limit = gathering.start("lane_limit", "lane", "period", fill=np.inf)
    gathering.start("lane_floor", "lane", "period")
    reference = gathering.start("reference_flow", "lane")
    gathering.start("export_limit", "slot", "period", fill=np.inf)
    gathering.start("export_content", "slot", "lane")
    for material, origin, destination, row in gathering.study.chain.lane_rows():
        lane = lane_name(material, origin, destination)
        number = partial(gathering.number, row, cell=(lane,), material=material)
        freight.loc[lane] = number("freight", parameter="freight")
        limit.loc[lane] = number("limit", parameter="lane_limit", blank=np.inf)
        reference.loc[lane] = number("reference_flow", parameter="reference_flow")


def gather_stocks(gathering: Gathering) -> None:
    """Fill opening stocks, storage costs, storage limits and the neutral stock targets."""
    initial = gathering.start("initial_stock", "store")
    cost = gathering.start("storage_cost", "store")
    limit = gathering.start("stock_limit", "store", fill=np.inf)
    gathering.start("stock_target", "store", "period")
    for row in gathering.study.chain.stocks:
        store = node_name(row.material, row.region)
        number = partial(gathering.number, row, cell=(store,))
        initial.loc[store] = number("initial", parameter="initial_stock")
        cost.loc[store] = number("storage_cost", parameter="storage_cost")
        limit.loc[store] = number("limit", parameter="stock_limit", blank=np.inf)


def gather_prices(gathering: Gathering) -> None:
    """Fill reference prices and disposal costs by material."""
    price = gathering.start("price", "material")
    disposal = gathering.start("disposal_cost", "material")
    for row in gathering.study.chain.materials:
        for name, array in (("price", price), ("disposal_cost", disposal)):
            array.loc[row.material] = gathering.number(
                row, name, parameter=name, cell=(row.material,)
            )
