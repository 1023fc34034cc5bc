"""Says who pays: the treasury by item, users by duty, makers by sales they lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.labelled import Labelled
from monazite.core.records import Record
from monazite.core.units import convert
from monazite.findings.account import held_by_plants, held_in_plants
from monazite.findings.costs import duty_paid, in_public_money, outlay_items, stocks_set_aside
from monazite.findings.indicators import compute, figures_alike, unit_of
from monazite.findings.solution import Contained, Solution, at, summed


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

    `budget`, `caps` (what the caps of its winners leave of it) and `paid` are public money of the
    study over the horizon with the blocks behind it; `opens` and `closes` the first and last year
    in which output counts; `building` how many of the `awardees` make more than half a tonne in
    some year; `able` and `made` are what it would pay for and pays for in its best year, t/yr of
    `basis`.
    """

    scheme: str
    budget: float
    caps: float
    paid: float
    opens: int
    closes: int
    awardees: int
    building: int
    able: float
    made: float
    basis: str


@dataclass(frozen=True)
class SaleLost(Record):
    """What a seller at home (home, or the pool that sells) sells less abroad than in the baseline.

    `tonnes` t/yr, `value` money/yr at border prices of the baseline; gains are negative. `good` is
    the material as the study names it, `material` what people call it.
    """

    seller: str
    material: str
    destination: str
    year: int
    tonnes: float
    value: float
    good: str


def payments(solution: Solution, years: Sequence[int]) -> list[Payment]:
    """Say who pays what, by year.

    First public outlay summed from the start and its present value, in public money of the study;
    then its items of each year, what the state sets aside from its own tonnes (no outlay) and
    duties; last home cost at border prices, money/yr, and its sum from the start, money.
    """
    a_year = f"{solution.study.settings.public_money.unit}/yr"
    items = {name: in_public_money(solution, paid) for name, paid in outlay_items(solution).items()}
    items["own tonnes set aside by the state"] = in_public_money(
        solution, stocks_set_aside(solution)
    )
    items["duties paid by users"] = in_public_money(solution, duty_paid(solution))
    told = [
        ("public outlay, summed from the start", "to_date.public_outlay"),
        ("public outlay, present value from the start", "present_value.public_outlay"),
    ]
    spent = [
        ("home cost at border prices", "home_cost"),
        ("home cost, summed from the start", "to_date.home_cost"),
    ]
    rows = [
        *((name, compute(solution, key), unit_of(solution, key)) for name, key in told),
        *((name, paid, a_year) for name, paid in items.items()),
        *((name, compute(solution, key), unit_of(solution, key)) for name, key in spent),
    ]
    return [
        Payment(name, year, at(solution, paid, year), unit)
        for name, paid, unit in rows
        for year in years
    ]


def outlay_until(solution: Solution, year: int) -> dict[str, float]:
    """Public outlay from the first year up to a year by item, in public money of the study."""
    return {
        name: at(solution, summed(in_public_money(solution, paid)), year)
        for name, paid in outlay_items(solution).items()
    }


def per_tonne(solution: Solution, of: Contained | None = None) -> float | None:
    """Public outlay above the baseline over what is made above it, in all reported years, USD/t.

    Plain sums of both, in money. Money is paid before plants are full, so that the same up to
    a year in between would say how early they are and not what a tonne costs. None without a
    baseline, or where no more than a tonne of the product is made above it. A tonne is one of the
    product, or of what is held in it where `of` says so and it can be told.
    """
    before = solution.baseline_solution
    if before is None:
        return None
    both = (solution, before)
    paid = [float(sum(item.sum() for item in outlay_items(one).values())) for one in both]
    made = [float(series.sum()) for series in figures_alike(both, "output", of)[0]]
    more = made[0] - made[1]
    return (paid[0] - paid[1]) / more if more > 1.0 else None


def schemes(solution: Solution, of: Contained | None = None) -> list[Scheme]:
    """List the schemes that pay per tonne of output, with what they pay.

    What they pay for is tonnes, or what these hold where `of` says so and any plant's do.
    """
    parameters, outcome = solution.parameters, solution.outcome
    if "supported_output" not in outcome.values:
        return []
    rate = convert(
        1.0, solution.money, solution.study.settings.public_money.unit, solution.study.money
    )
    weights = parameters["period_years"]
    supported = outcome["supported_output"]
    found = []
    for scheme in parameters["scheme_member"].coords["scheme"].values.tolist():
        member = parameters["scheme_member"].sel(scheme=scheme)
        awardees = [str(name) for name in member.coords["awardee"].values[member.values > 0]]
        if not awardees:
            continue
        budget = float(parameters["scheme_budget"].sel(scheme=scheme))
        caps = float(parameters["awardee_budget"].sel(awardee=awardees).sum())
        limits = parameters["supported_limit"].sel(awardee=awardees)
        if not np.isfinite(min(budget, caps)) or not float(limits.max()) > 0:
            continue
        output, told = supported.sel(awardee=awardees), held_in_plants(solution, awardees, of)
        paid = (output * parameters["incentive"].sel(awardee=awardees) * weights).sum()
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
                awardees=len(awardees),
                building=int((output.max("period") > 0.5).sum()),
                able=_best_year(solution, limits, told),
                made=_best_year(solution, output, told),
                basis=_counted_in(solution, awardees) if told is None else told.words,
            )
        )
    return found


def _counted_in(solution: Solution, plants: Sequence[str]) -> str:
    """What tonnes of plants are of, where all are of the same."""
    chain = solution.study.chain
    bases = {chain.basis[chain.reference[chain.facility[name].recipe]] for name in plants}
    return bases.pop() if len(bases) == 1 else ""


def _best_year(solution: Solution, tonnes: Labelled, of: Contained | None) -> float:
    """Tonnes of awardees in the year with most, or what they hold."""
    held = held_by_plants(solution, of)
    counts = [held[str(name)] for name in tonnes.coords["awardee"].values]
    by_plant = tonnes.transpose("awardee", "period").values
    return float((np.array(counts)[:, None] * by_plant).sum(axis=0).max())


def sales_lost(solution: Solution, years: Sequence[int]) -> list[SaleLost]:
    """List sales abroad that home sellers lose; only what changes by half a tonne in some year."""
    before = solution.baseline_solution
    if before is None:
        return []
    labels, titles = solution.labels, solution.parameters.titles
    accounts = {row.ownership_account: row.title for row in solution.study.chain.ownership_accounts}
    rows: list[SaleLost] = []
    for place in solution.places.lanes(labels.materials, origin=solution.home):
        lane = labels.lanes[place]
        lost = before.reported("shipment")[place] - solution.reported("shipment")[place]
        if np.abs(lost).max() < 0.5:
            continue
        freight = float(solution.parameters["freight"].values[place])
        price = before.price(lane.material, lane.destination) - freight
        rows += [
            SaleLost(
                seller=accounts.get(lane.origin_account, lane.origin_account)
                or solution.study.home_title,
                material=titles.get(lane.material, lane.material),
                destination=titles.get(lane.destination, lane.destination),
                year=year,
                tonnes=at(solution, lost, year),
                value=at(solution, lost * price, year),
                good=lane.material,
            )
            for year in years
        ]
    return rows
