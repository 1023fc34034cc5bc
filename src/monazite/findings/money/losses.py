"""Says what partners lose: tonnes they get less, what replacing them costs, what prices do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from monazite.core.records import Record
from monazite.findings.costs import PriceRange, about_nil, burden, trade_lost
from monazite.findings.indicators import compute
from monazite.findings.solution import Series, Solution, at, ratio, shock_years, smoothed

Known = Literal["about nil", "gain or loss", "told"]
"""What may be said of a loss: that it is as good as nothing, may have either sign, or how much."""


@dataclass(frozen=True)
class PartnerLoss(Record):
    """What a partner loses in a year against the baseline; money in money/yr.

    `loss` and its parts `replacing`, `prices` and `unmet_demand` are of the year, `mean` and
    `mean_<part>` are theirs in the mean of three years; `trade` is what the tonnes home no longer
    delivers were worth, `bill` the partner's price times use with the value of what it goes
    without, under the baseline and in the mean too. `share` is mean over bill; `tonnes` of the
    tracked group that home delivers less than under the baseline, t oxide/yr. `nil` says that the
    mean is too small for its sign to be a finding, by the rule that prints it as about nil.
    """

    region: str
    year: int
    loss: float
    replacing: float
    prices: float
    unmet_demand: float
    mean: float
    mean_replacing: float
    mean_prices: float
    mean_unmet_demand: float
    trade: float
    bill: float
    share: float
    tonnes: float
    nil: bool

    def known(self, low: float = 0.0, high: float = 0.0) -> Known:
        """What may be said of the loss, which lies between two ends, money/yr."""
        return known_of(nil=self.nil, low=low, high=high)


def known_of(*, nil: bool, low: float, high: float) -> Known:
    """Say what may be said of a loss that is nil or not and lies between two ends."""
    if nil:
        return "about nil"
    return "gain or loss" if low < 0.0 < high else "told"


def loss_over_all_years(solution: Solution, region: str) -> tuple[float, bool]:
    """What a partner loses in all reported years, money, and whether that is about nil."""
    assert solution.baseline_solution is not None, "a loss is against a baseline"
    total = compute(solution, f"partner_loss.{region}").sum()
    paid = burden(solution.baseline_solution, region).sum()
    return float(total), bool(about_nil(total, paid))


def losses(solution: Solution, region: str, years: Sequence[int]) -> list[PartnerLoss]:
    """Say what a partner loses, by year; nothing without a baseline."""
    before = solution.baseline_solution
    if before is None:
        return []
    mean = compute(solution, f"three_year_mean.partner_loss.{region}")
    bill = smoothed(burden(before, region), solution.years, shock_years(solution))
    part: Series = ratio(mean, bill)
    fewer = delivered(before, region) - delivered(solution, region)
    alone = shock_years(solution)
    parts = {
        "replacing": compute(solution, f"partner_loss_tonnes.{region}"),
        "prices": compute(solution, f"partner_loss_price.{region}"),
        "unmet_demand": compute(solution, f"partner_loss_unmet.{region}"),
    }
    told = {
        "loss": compute(solution, f"partner_loss.{region}"),
        **parts,
        "mean": mean,
        **{f"mean_{name}": smoothed(parts[name], solution.years, alone) for name in parts},
        "trade": trade_lost(solution, region),
        "bill": bill,
        "share": part,
        "tonnes": fewer,
    }
    nil = about_nil(mean, burden(before, region))
    return [
        PartnerLoss(
            region,
            year,
            **{name: at(solution, series, year) for name, series in told.items()},
            nil=bool(nil[solution.years.index(year)]),
        )
        for year in years
    ]


def delivered(solution: Solution, region: str) -> Series:
    """What home delivers to a region of the tracked group, in every form, t oxide/yr."""
    total = solution.zeros()
    for material in solution.labels.materials:
        content = solution.tracked_content(material)
        if content > 0:
            sent = solution.shipped((material,), origin=solution.home, destination=region)
            total = total + content * sent
    return total


def partners_hit(solutions: Sequence[Solution]) -> list[str]:
    """Regions home delivers less of the tracked group to under any of the plans, worst first."""
    missed: dict[str, float] = {}
    for solution in solutions:
        before = solution.baseline_solution
        if before is None:
            continue
        for region in solution.labels.regions:
            if region != solution.home:
                fewer = float((delivered(before, region) - delivered(solution, region)).sum())
                missed[region] = max(missed.get(region, 0.0), fewer)
    return sorted((name for name, t in missed.items() if t > 0.5), key=lambda name: -missed[name])


def loss_between(
    solution: Solution, region: str, prices: Mapping[str, Sequence[PriceRange]]
) -> dict[int, tuple[float, float]]:
    """The least and the most a partner loses by year, money/yr.

    `prices` are the ranges of the plan's prices by material; what the partner uses of these is
    taken at their low and at their high. Prices of the baseline are left as they are.
    """
    loss = compute(solution, f"partner_loss.{region}")
    found: dict[int, tuple[float, float]] = {}
    for year in solution.years:
        low = high = at(solution, loss, year)
        for material, rows in prices.items():
            used = at(solution, solution.served((material,), region), year)
            for row in rows:
                if row.year == year:
                    low += 1000.0 * used * (row.low - row.central)
                    high += 1000.0 * used * (row.high - row.central)
        found[year] = low, high
    return found
