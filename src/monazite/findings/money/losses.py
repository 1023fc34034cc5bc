"""Says what partners lose: tonnes they get less, what replacing them costs, what prices do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monazite.core.numerals import dollars, number, percent, tonnes
from monazite.core.records import Record
from monazite.findings.costs import PriceRange, burden
from monazite.findings.indicators import compute, trade_lost
from monazite.findings.solution import Reading, Series, at, ratio, shock_years, smoothed

SHOWS = 5_000.0
"""Dollars a year below which a partner is said to lose nothing."""


@dataclass(frozen=True)
class PartnerLoss(Record):
    """What a partner loses in a year against the baseline; money in USD_2024/yr.

    `loss` and its parts `replacing`, `prices` and `unserved` are of the year, `mean` and
    `mean_<part>` are theirs in the mean of three years; `trade` is what the tonnes home no longer
    delivers were worth, `bill` the partner's price times use with the value of what it goes
    without, under the baseline and in the mean too. `share` is mean over bill; `tonnes` of the
    tracked group that home delivers less than under the baseline, t oxide/yr.
    """

    region: str
    year: int
    loss: float
    replacing: float
    prices: float
    unserved: float
    mean: float
    mean_replacing: float
    mean_prices: float
    mean_unserved: float
    trade: float
    bill: float
    share: float
    tonnes: float


def losses(reading: Reading, region: str, years: Sequence[int]) -> list[PartnerLoss]:
    """Say what a partner loses, by year; nothing without a baseline."""
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    mean = compute(reading, f"three_year_mean.partner_loss.{region}")
    bill = smoothed(reading, burden(before, region), shock_years(reading))
    part: Series = ratio(mean, bill)
    fewer = delivered(before, region) - delivered(reading, region)
    alone = shock_years(reading)
    parts = {
        "replacing": compute(reading, f"partner_loss_tonnes.{region}"),
        "prices": compute(reading, f"partner_loss_price.{region}"),
        "unserved": compute(reading, f"partner_loss_unserved.{region}"),
    }
    told = {
        "loss": compute(reading, f"partner_loss.{region}"),
        **parts,
        "mean": mean,
        **{f"mean_{name}": smoothed(reading, parts[name], alone) for name in parts},
        "trade": trade_lost(reading, region),
        "bill": bill,
        "share": part,
        "tonnes": fewer,
    }
    return [
        PartnerLoss(
            region, year, **{name: at(reading, series, year) for name, series in told.items()}
        )
        for year in years
    ]


def delivered(reading: Reading, region: str) -> Series:
    """What home delivers to a region of the tracked group, in every form, t oxide/yr."""
    total = reading.zeros()
    for material in reading.labels.materials:
        content = reading.tracked_content(material)
        if content > 0:
            sent = reading.shipped((material,), origin=reading.home, destination=region)
            total = total + content * sent
    return total


def partners_hit(readings: Sequence[Reading]) -> list[str]:
    """Regions home delivers less of the tracked group to under any of the plans, worst first."""
    missed: dict[str, float] = {}
    for reading in readings:
        if reading.baseline is None:
            continue
        before = Reading(reading.study, reading.baseline)
        for region in reading.labels.regions:
            if region != reading.home:
                fewer = float((delivered(before, region) - delivered(reading, region)).sum())
                missed[region] = max(missed.get(region, 0.0), fewer)
    return sorted((name for name, t in missed.items() if t > 0.5), key=lambda name: -missed[name])


def says_of_losses(
    reading: Reading,
    region: str,
    title: str,
    years: Sequence[int],
    between: Mapping[int, tuple[float, float]] | None = None,
) -> str:
    """What a partner loses under a strategy, in sentences; nothing without a baseline.

    Money is in the mean of three years. What replacing lost tonnes costs is held against what they
    were worth, and told apart from what prices do to all else the partner uses. `between` are the
    least and the most the loss can be at the prices between which goods jump.
    """
    titles = reading.parameters.titles
    name, home = (titles.get(place, place) for place in (region, reading.home))
    group = reading.labels.tracked_group
    parts = []
    for row in losses(reading, region, years):
        year = row.year
        low, high = (between or {}).get(year, (0.0, 0.0))
        span = (
            f" (in {year} alone between {_either(low)} and {_either(high)}, at the prices between "
            "which goods jump)"
            if high - low > 1e4
            else ""
        )
        if row.tonnes > 0.5:
            lead = (
                f"around {year} {name} gets {tonnes(row.tonnes, f'{group} oxide')} a year "
                f"less from {home}, goods worth {dollars(row.trade)}; "
                f"{says_of_replacing(row.mean_replacing, row.trade)}; "
            )
        else:
            lead = f"around {year} {name} gets no less from {home}; "
        parts.append(
            f"{lead}{_prices(row.mean_prices)}"
            + (
                f", and users who go without lose {dollars(row.mean_unserved)}"
                if row.mean_unserved > SHOWS
                else ""
            )
            + f": in all it {lost(row.mean, 'a year')}{span}"
        )
    if not parts:
        return ""
    first, *others = parts
    total = at(reading, compute(reading, f"to_date.partner_loss.{region}"), reading.years[-1])
    said = [f"Under “{title}” {first}", *(f"{one[0].upper()}{one[1:]}" for one in others)]
    return f"{'. '.join(said)}. Over all years it {lost(total)}."


def says_of_replacing(cost: float, trade: float) -> str:
    """What replacing lost goods costs, held against what they were worth."""
    if cost < SHOWS:
        return "replacing them costs it no more than before"
    part = (
        f"{percent(cost / trade)} of that"
        if cost <= trade
        else (f"{number(round(cost / trade, 1))} times that")
    )
    return f"replacing them costs it {dollars(cost)} a year more than before, {part}"


def _either(value: float) -> str:
    """A loss or a gain of so much."""
    return f"a {'gain' if value < 0 else 'loss'} of {dollars(abs(value))}"


def _prices(value: float) -> str:
    if abs(value) < SHOWS:
        return "prices of all else it uses do not change by what shows"
    return (
        f"what prices do to all else it uses {'costs' if value > 0 else 'saves'} it "
        f"{dollars(abs(value))}"
    )


def loss_between(
    reading: Reading, region: str, prices: Mapping[str, Sequence[PriceRange]]
) -> dict[int, tuple[float, float]]:
    """The least and the most a partner loses by year, USD_2024/yr.

    `prices` are the ranges of the plan's prices by material; what the partner uses of these is
    taken at their low and at their high. Prices of the baseline are left as they are.
    """
    loss = compute(reading, f"partner_loss.{region}")
    found: dict[int, tuple[float, float]] = {}
    for year in reading.years:
        low = high = at(reading, loss, year)
        for material, rows in prices.items():
            used = at(reading, reading.served((material,), region), year)
            for row in rows:
                if row.year == year:
                    low += 1000.0 * used * (row.low - row.central)
                    high += 1000.0 * used * (row.high - row.central)
        found[year] = low, high
    return found


def lost(value: float, basis: str = "") -> str:
    """Loses so much, gains it, or does neither by what shows."""
    if abs(value) < SHOWS:
        return "loses nothing that shows"
    return f"{'gains' if value < 0 else 'loses'} {dollars(abs(value))} {basis}".rstrip()
