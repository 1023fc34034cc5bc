"""Says who pays: the treasury by item, users by duty, makers by sales they lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.core.units import convert
from monazite.findings.costs import duty_paid, in_crore, outlay_items, stocks_set_aside
from monazite.findings.indicators import compute, unit_of
from monazite.findings.solution import Reading, at, summed


@dataclass(frozen=True)
class Payment(Record):
    """What is paid for an item in a year, in the unit of the item."""

    item: str
    year: int
    value: float
    unit: str


@dataclass(frozen=True)
class Scheme(Record):
    """How much of the money set aside per tonne of output is paid, and why no more.

    `budget`, `caps` (what the caps of its winners leave of it) and `paid` are INR_2024 crore over
    the horizon with the blocks behind it; `opens` and `closes` the first and last year in which
    output counts; `building` how many of the `winners` make any; `able` and `made` are what it
    would pay for and pays for in its best year, t/yr.
    """

    scheme: str
    budget: float
    caps: float
    paid: float
    opens: int
    closes: int
    winners: int
    building: int
    able: float
    made: float


@dataclass(frozen=True)
class SaleLost(Record):
    """What a seller at home (home, or the pool that sells) sells less abroad than in the baseline.

    `tonnes` t/yr, `value` USD_2024/yr at border prices of the baseline; gains are negative.
    """

    seller: str
    material: str
    destination: str
    year: int
    tonnes: float
    value: float


def payments(reading: Reading, years: Sequence[int]) -> list[Payment]:
    """Say who pays what, by year.

    First public outlay summed from the start and its present value, INR_2024 crore; then its items
    of each year, what the state sets aside from its own tonnes (no outlay) and duties, INR_2024
    crore/yr; last home cost at border prices, USD_2024/yr, and its sum from the start, USD_2024.
    """
    items = {name: in_crore(reading, paid) for name, paid in outlay_items(reading).items()}
    items["own tonnes set aside by the state"] = in_crore(reading, stocks_set_aside(reading))
    items["duties paid by users"] = in_crore(reading, duty_paid(reading))
    told = [
        ("public outlay, summed from the start", "to_date.public_outlay"),
        ("public outlay, present value from the start", "present_value.public_outlay"),
    ]
    spent = [
        ("home cost at border prices", "home_cost"),
        ("home cost, summed from the start", "to_date.home_cost"),
    ]
    rows = [
        *((name, compute(reading, key), unit_of(reading, key)) for name, key in told),
        *((name, paid, "INR_2024 crore/yr") for name, paid in items.items()),
        *((name, compute(reading, key), unit_of(reading, key)) for name, key in spent),
    ]
    return [
        Payment(name, year, at(reading, paid, year), unit)
        for name, paid, unit in rows
        for year in years
    ]


def outlay_until(reading: Reading, year: int) -> dict[str, float]:
    """Public outlay from the first year up to a year by item, INR_2024 crore."""
    return {
        name: at(reading, summed(in_crore(reading, paid)), year)
        for name, paid in outlay_items(reading).items()
    }


def per_tonne(reading: Reading, year: int) -> float | None:
    """Public outlay up to a year above the baseline over magnets made above it, USD_2024/t.

    None without a baseline, or where no more magnets are made than in it.
    """
    if reading.baseline is None:
        return None
    before = Reading(reading.study, reading.baseline)
    both = (reading, before)
    paid = [at(one, summed(sum(outlay_items(one).values(), one.zeros())), year) for one in both]
    made = [at(one, compute(one, "to_date.output.magnet"), year) for one in both]
    more = made[0] - made[1]
    return (paid[0] - paid[1]) / more if more > 1.0 else None


def schemes(reading: Reading) -> list[Scheme]:
    """List the schemes that pay per tonne of output, with what they pay."""
    parameters, outcome = reading.parameters, reading.outcome
    if "supported_output" not in outcome.values:
        return []
    rate = convert(1.0, "USD_2024", "INR_2024 crore", reading.study.money)
    weights = parameters["period_years"]
    supported = outcome["supported_output"]
    found = []
    for scheme in parameters["scheme_member"].coords["scheme"].values.tolist():
        member = parameters["scheme_member"].sel(scheme=scheme)
        winners = [str(name) for name in member.coords["winner"].values[member.values > 0]]
        if not winners:
            continue
        budget = float(parameters["scheme_budget"].sel(scheme=scheme))
        caps = float(parameters["winner_budget"].sel(winner=winners).sum())
        limits = parameters["supported_limit"].sel(winner=winners)
        if not np.isfinite(min(budget, caps)) or not float(limits.max()) > 0:
            continue
        output = supported.sel(winner=winners)
        paid = (output * parameters["incentive"].sel(winner=winners) * weights).sum()
        open_in = [
            int(p) for p in limits.coords["period"].values if float(limits.sel(period=p).max()) > 0
        ]
        found.append(
            Scheme(
                scheme=str(scheme),
                budget=min(budget, caps) * rate if not np.isfinite(budget) else budget * rate,
                caps=min(budget, caps) * rate,
                paid=float(paid) * rate,
                opens=open_in[0],
                closes=open_in[-1],
                winners=len(winners),
                building=int((output.max("period") > 0.5).sum()),
                able=float(limits.sum("winner").max()),
                made=float(output.sum("winner").max()),
            )
        )
    return found


def sales_lost(reading: Reading, years: Sequence[int]) -> list[SaleLost]:
    """List sales abroad that home sellers lose; only what changes by half a tonne in some year."""
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    labels, titles = reading.labels, reading.parameters.titles
    pools = {row.pool: row.title for row in reading.study.chain.pools}
    rows: list[SaleLost] = []
    for place in reading.places.lanes_touching(reading.home):
        lane = labels.lanes[place]
        if lane.origin != reading.home or lane.destination == reading.home:
            continue
        lost = before.reported("shipment")[place] - reading.reported("shipment")[place]
        if np.abs(lost).max() < 0.5:
            continue
        freight = float(reading.parameters["freight"].values[place])
        price = before.price(lane.material, lane.destination) - freight
        rows += [
            SaleLost(
                seller=pools.get(lane.origin_pool, lane.origin_pool)
                or titles.get(reading.home, reading.home),
                material=titles.get(lane.material, lane.material),
                destination=titles.get(lane.destination, lane.destination),
                year=year,
                tonnes=at(reading, lost, year),
                value=at(reading, lost * price, year),
            )
            for year in years
        ]
    return rows
