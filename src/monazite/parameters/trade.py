"""Lanes, the stocks at their ends and the rows that limit what leaves a country."""

from __future__ import annotations

from functools import partial

import numpy as np

from monazite.parameters.gather import Gathering
from monazite.parameters.labels import lane_name, node_name


def gather_trade(gathering: Gathering) -> None:
    """Fill lane costs, limits and observed flows, and the neutral export-limit slots."""
    gathering.start("freight", "lane")
    gathering.start("lane_limit", "lane", "period", fill=np.inf)
    gathering.start("lane_floor", "lane", "period")
    gathering.start("reference_flow", "lane")
    gathering.start("export_limit", "slot", "period", fill=np.inf)
    gathering.start("export_content", "slot", "lane")
    for material, origin, destination, row in gathering.study.chain.lane_rows():
        lane = lane_name(material, origin, destination)
        number = partial(gathering.number, row, cell=(lane,), material=material)
        for column, parameter, blank in (
            ("freight", "freight", 0.0),
            ("limit", "lane_limit", np.inf),
            ("reference_flow", "reference_flow", 0.0),
        ):
            gathering.put(parameter, (lane,), number(column, parameter=parameter, blank=blank))


def gather_stocks(gathering: Gathering) -> None:
    """Fill opening stocks, storage costs, storage limits and the neutral stock targets."""
    gathering.start("initial_stock", "store")
    gathering.start("storage_cost", "store")
    gathering.start("stock_limit", "store", fill=np.inf)
    gathering.start("stock_target", "store", "period")
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
    """Fill reference prices and disposal costs by material."""
    gathering.start("price", "material")
    gathering.start("disposal_cost", "material")
    for row in gathering.study.chain.materials:
        for name in ("price", "disposal_cost"):
            number = gathering.number(row, name, parameter=name, cell=(row.material,))
            gathering.put(name, (row.material,), number)
