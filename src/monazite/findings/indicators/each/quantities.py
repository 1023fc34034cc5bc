"""What home makes, sells, buys and keeps, and at what price."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from monazite.findings.account import account_of, apparent_use
from monazite.findings.costs import KILOGRAMS, as_far_as_supported
from monazite.findings.indicators import apart
from monazite.findings.indicators.asked import OF_BALANCED, OF_MATERIALS, OF_PLANTS
from monazite.findings.indicators.keys import unit_of
from monazite.findings.indicators.part import Part
from monazite.findings.indicators.registry import indicator
from monazite.findings.solution import PRODUCT, Series, Solution, added, ratio


def _price_at_home(solution: Solution, qualifier: str) -> dict[str, Series]:
    series = solution.price(qualifier, solution.home) / KILOGRAMS
    return {"price": as_far_as_supported(solution, qualifier, series)}


VALUE = "Value of one more tonne at home"
"""What the dual of a balance is called where makers pay another price."""


def _named(solution: Solution, qualifier: str) -> str:
    """Name the dual a value where an owner at home sells the material at a price of the year.

    The price is then no dual, and in years in which no maker takes any the dual is paid by nobody.
    """
    home = f"{solution.home}."
    sold = any(
        lane.is_transfer
        and lane.origin_account
        and lane.material == qualifier
        and lane.origin_place.startswith(home)
        and bool(solution.parameters["transfer_price"].values[row].any())
        for row, lane in enumerate(solution.labels.lanes)
    )
    return VALUE if sold else ""


def _bought(solution: Solution, qualifier: str) -> dict[str, Any]:
    materials, home = solution.materials(qualifier), solution.home
    if not materials:
        return {"arrived": solution.zeros(), "price": 0.0}
    return {
        "arrived": np.stack([solution.shipped((one,), destination=home) for one in materials]),
        "price": np.array([[solution.parameters.at("price", one)] for one in materials]),
    }


def _sold(solution: Solution, qualifier: str) -> dict[str, Series]:
    return {"sold": solution.shipped(solution.materials(qualifier), origin=solution.home)}


def _kept(solution: Solution, qualifier: str) -> dict[str, Series]:
    return {"kept": solution.stock(solution.materials(qualifier), solution.home)}


def _standing(solution: Solution, qualifier: str) -> dict[str, Series]:
    return {"standing": solution.series(solution.usable_capacity, {"facility": qualifier})}


def _kept_and_used(solution: Solution, qualifier: str) -> dict[str, Series]:
    return {**_kept(solution, qualifier), "used": apparent_use(solution, qualifier)}


def _cover(solution: Solution, name: str, qualifier: str, at: int) -> Iterator[Part]:
    told = _kept_and_used(solution, qualifier)
    kept, used = (unit_of(solution, f"{key}.{qualifier}") for key in ("stock", "exports"))
    yield Part("in stock at the end of the year", float(told["kept"][at]), kept)
    yield Part("used in the year", float(told["used"][at]), used)


def _made(solution: Solution, qualifier: str) -> dict[str, Series]:
    materials = solution.materials(qualifier)
    if not solution.finishing(materials):
        return {"made": solution.made(materials, solution.home)}
    followed = tuple((material, 1.0) for material in materials)
    return {"made": account_of(solution, followed).begun()}


def _made_everywhere(solution: Solution, qualifier: str) -> dict[str, Series]:
    return {
        **_made(solution, qualifier),
        "made_everywhere": solution.made(solution.materials(qualifier)),
    }


@indicator(
    "price",
    unit="<money>/kg <basis>",
    title="Price at home",
    says="Dual of the balance of a material at home: the cost of one more tonne; where an owner "
    "sells it, makers pay the price of the year instead.",
    better="neither",
    asked=OF_BALANCED,
    feed=_price_at_home,
    named=_named,
    apart=apart.price,
)
def price(price: Series) -> Series:
    """Dual of the material's balance at home, undiscounted, money per kg.

    What one more tonne on the home market would save. Where an owner at home sells the material at
    a price of the year, makers pay that price and not this, and it is called a value. Without a
    meaning after the last year whose facts support a price of the material.
    """
    return price


@indicator(
    "import_bill",
    unit="<money>/yr",
    title="Import bill",
    says="Arrivals of a form from abroad at reference prices.",
    better="down",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=_bought,
    apart=apart.bill,
)
def import_bill(arrived: Series, price: Series) -> Series:
    """Arrivals from abroad at reference prices, money a year."""
    return added(arrived * price)


@indicator(
    "exports",
    unit="t <basis>/yr",
    title="Exports",
    says="Shipments of a material or form from home.",
    better="neither",
    asked=OF_MATERIALS,
    feed=_sold,
    apart=apart.sent,
)
def exports(sold: Series) -> Series:
    """Shipments of a material or form from home, t/yr."""
    return sold


@indicator(
    "stock",
    unit="t <basis>",
    title="Stock at the end of the year",
    says="Stock of a material at home at the end of the year.",
    better="neither",
    asked=OF_MATERIALS,
    feed=_kept,
    apart=apart.kept,
)
def stock(kept: Series) -> Series:
    """Stock at home at the end of the year, t."""
    return kept


@indicator(
    "stock_to_use",
    unit="1",
    title="Stock-to-use ratio",
    says="Stock of a material or form at home at the end of the year over its use in the year.",
    better="neither",
    asked=OF_MATERIALS,
    feed=_kept_and_used,
    apart=_cover,
    share=True,
)
def stock_to_use(kept: Series, used: Series) -> Series:
    """Stock at home at the end of the year over what home used in the year: a quarter is 3 months.

    Use is apparent: made and imported, less what is exported and what stocks take in.
    """
    return ratio(kept, used)


@indicator(
    "output",
    unit="t <basis>/yr",
    title="Home output",
    says="What home plants make of a material or form net of what they take of the same form.",
    better="up",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=_made,
    apart=apart.made,
)
def output(made: Series) -> Series:
    """What home plants make, net of what they take of the same form, t/yr.

    A step that turns a form into itself adds nothing and loses what it rejects; of what
    is bought nothing is home's, made or lost. One material alone is counted whole, whatever else of
    its form went into it.
    """
    return made


@indicator(
    "capacity",
    unit="t <basis>/yr",
    title="Capacity at home",
    says="What a home plant can make in the year, in its reference material.",
    better="up",
    asked=OF_PLANTS,
    feed=_standing,
)
def capacity(standing: Series) -> Series:
    """What a home plant can make in the year, what was added included, t/yr."""
    return standing


@indicator(
    "world_share",
    unit="1",
    title="Share of world output",
    says="Home output of a form over world output.",
    better="up",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=_made_everywhere,
    apart=apart.of_world,
    share=True,
)
def world_share(made: Series, made_everywhere: Series) -> Series:
    """Home output over world output, both net of what plants take of the same form."""
    return ratio(made, made_everywhere)
