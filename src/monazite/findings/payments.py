"""Says who pays: the treasury by item, users by duty, makers by sales they lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from monazite.core.units import convert
from monazite.findings.costs import burden, duty_paid
from monazite.findings.indicators import compute, unit_of
from monazite.findings.outlay import in_crore, outlay_items, stocks_set_aside
from monazite.findings.over_time import smoothed, summed
from monazite.findings.partners import trade_lost
from monazite.findings.reading import Reading, Series, ratio
from monazite.findings.saying import at, crore, dollars, figure, listed, lowered, percent, tonnes
from monazite.findings.shocks import shock_years
from monazite.findings.supply import unmet_by_use


def payments(reading: Reading, years: Sequence[int]) -> list[dict[str, object]]:
    """Who pays what by year: rows of item, year, value, unit.

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
        {"item": name, "year": year, "value": at(reading, paid, year), "unit": unit}
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


def schemes(reading: Reading) -> list[dict[str, object]]:
    """How much of the money set aside per tonne of output is paid, and why no more.

    Rows of budget, caps (what the caps of its winners leave of it) and paid, INR_2024 crore over
    the horizon with the blocks behind it; opens and closes, the first and last year output counts;
    winners, building; able and made, t/yr it would pay for and pays for in its best year.
    """
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
            {
                "scheme": str(scheme),
                "budget": min(budget, caps) * rate if not np.isfinite(budget) else budget * rate,
                "caps": min(budget, caps) * rate,
                "paid": float(paid) * rate,
                "opens": open_in[0],
                "closes": open_in[-1],
                "winners": len(winners),
                "building": int((output.max("period") > 0.5).sum()),
                "able": float(limits.sum("winner").max()),
                "made": float(output.sum("winner").max()),
            }
        )
    return found


def says_of_schemes(reading: Reading) -> list[str]:
    """A sentence on each scheme: what it sets aside, what it pays and why."""
    return [
        f"Of the {crore(float(str(row['budget'])))} set aside per tonne of output"
        + (
            f" ({figure(float(str(row['caps'])))} within the caps of its winners)"
            if float(str(row["caps"])) < 0.995 * float(str(row["budget"]))
            else ""
        )
        + f", {crore(float(str(row['paid'])))} "
        f"({percent(float(str(row['paid'])) / float(str(row['budget'])))}) is paid: it counts only "
        f"what is made in {row['opens']}–{row['closes']}, {row['building']} of {row['winners']} "
        f"winners make magnets in that time, and while they ramp up at most "
        f"{tonnes(float(str(row['made'])))} a year is made of {tonnes(float(str(row['able'])))} "
        "it would pay for."
        for row in schemes(reading)
    ]


def sales_lost(reading: Reading, years: Sequence[int]) -> list[dict[str, object]]:
    """Sales abroad that home sellers lose against the baseline, at border prices of the baseline.

    Rows of seller (home, or the pool that sells), material, destination, year, tonnes (t/yr) and
    value (USD_2024/yr); gains are negative. Only what changes by half a tonne in some year.
    """
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    labels, titles = reading.labels, reading.parameters.titles
    pools = {row.pool: row.title for row in reading.study.chain.pools}
    rows: list[dict[str, object]] = []
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
            {
                "seller": pools.get(lane.origin_pool, lane.origin_pool)
                or titles.get(reading.home, reading.home),
                "material": titles.get(lane.material, lane.material),
                "destination": titles.get(lane.destination, lane.destination),
                "year": year,
                "tonnes": at(reading, lost, year),
                "value": at(reading, lost * price, year),
            }
            for year in years
        ]
    return rows


def says_of_sales_lost(reading: Reading, title: str, year: int) -> list[str]:
    """What each seller at home loses abroad in a year, a sentence for each."""
    rows = [row for row in sales_lost(reading, [year]) if abs(float(str(row["tonnes"]))) >= 0.5]
    said = []
    for seller in dict.fromkeys(str(row["seller"]) for row in rows):
        own = [row for row in rows if row["seller"] == seller]
        value = sum(float(str(row["value"])) for row in own)
        goods = listed(
            [f"{tonnes(float(str(row['tonnes'])))} of {row['material']}" for row in own[:3]]
        )
        said.append(
            f"Under “{title}” {seller} sells {dollars(value)} less abroad in {year} ({goods})."
        )
    return said


def says_who_goes_short(reading: Reading) -> str:
    """Which uses at home a crisis takes magnets from, and who only buys less, in sentences."""
    uses = dict.fromkeys(str(row["use"]) for row in unmet_by_use(reading))
    said = []
    short = {use: compute(reading, f"shortage.{use}") for use in uses}
    whole = sum(short.values(), reading.zeros())
    if whole.max() > 0.5:
        place = int(whole.argmax())
        hit = sorted(uses, key=lambda use: -float(short[use][place]))[:3]
        names = [
            f"{lowered(reading.parameters.titles.get(use, use))} {tonnes(float(short[use][place]))}"
            for use in hit
            if short[use][place] > 0.5
        ]
        said.append(
            f"A crisis takes most away in {reading.years[place]}: "
            f"{tonnes(float(whole[place]), 'of magnets')}, first of all from {listed(names)}."
        )
    else:
        said.append("No crisis takes magnets away from any use at home.")
    left = sum((compute(reading, f"price_response.{use}") for use in uses), reading.zeros())
    if left.max() > 0.5:
        place = int(left.argmax())
        lost_value = sum(
            (compute(reading, f"price_response_value.{use}") for use in uses), reading.zeros()
        )
        said.append(
            f"Because magnets cost more than was observed users buy up to "
            f"{tonnes(float(left[place]))} less ({reading.years[place]}), which costs them "
            f"{dollars(float(lost_value[place]))} that year."
        )
    return " ".join(said)


def says_who_pays(reading: Reading, year: int) -> list[str]:
    """Who pays up to a year, in sentences: the treasury, users, and per tonne of magnet."""
    items = outlay_until(reading, year)
    whole = sum(items.values())
    parts = [f"{name} {figure(paid)}" for name, paid in items.items() if paid >= 0.05]
    text = f"Up to {year} the treasury pays {crore(whole)}"
    text += f": {listed(parts)}" if len(parts) > 1 else ""
    each = per_tonne(reading, year)
    if each is not None:
        text += f"; that is {dollars(each)} for each tonne of magnet made above the baseline"
    duty = duty_paid(reading)
    rate = convert(1.0, "USD_2024", "INR_2024 crore", reading.study.money)
    paid = f"Users pay {crore(at(reading, duty, year) * rate)} in import duties in {year}"
    if reading.baseline is not None:
        before = Reading(reading.study, reading.baseline)
        gap = at(reading, compute(reading, "home_cost"), year) - at(
            before, compute(before, "home_cost"), year
        )
        paid += f", and all of home spends {dollars(gap, signed=True)} against the baseline"
    return [f"{text}.", f"{paid}."]


def losses(reading: Reading, region: str, years: Sequence[int]) -> list[dict[str, object]]:
    """What a partner loses by year: rows of year, loss, mean, parts, trade, bill, share, tonnes.

    `loss` and its parts `replacing`, `prices` and `unserved` are of the year, `mean` is the loss in
    the mean of three years, `trade` what the tonnes home no longer delivers were worth and `bill`
    the partner's price times use, with the value of what it goes without, under the baseline, in
    the mean too; all in USD_2024/yr. `share` is mean over bill; `tonnes` of the tracked group that
    home delivers less than under the baseline, t oxide/yr.
    """
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    mean = compute(reading, f"three_year_mean.partner_loss.{region}")
    bill = smoothed(reading, burden(before, region), shock_years(reading))
    part: Series = ratio(mean, bill)
    fewer = delivered(before, region) - delivered(reading, region)
    told = {
        "loss": compute(reading, f"partner_loss.{region}"),
        "replacing": compute(reading, f"partner_loss_tonnes.{region}"),
        "prices": compute(reading, f"partner_loss_price.{region}"),
        "unserved": compute(reading, f"partner_loss_unserved.{region}"),
        "mean": mean,
        "trade": trade_lost(reading, region),
        "bill": bill,
        "share": part,
        "tonnes": fewer,
    }
    return [
        {
            "region": region,
            "year": year,
            **{name: at(reading, series, year) for name, series in told.items()},
        }
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
    """What a partner loses under a strategy, in a sentence.

    `between` are the least and the most the loss can be at the prices between which goods jump.
    """
    name = reading.parameters.titles.get(region, region)
    group = reading.labels.tracked_group
    parts = []
    for row in losses(reading, region, years):
        year = int(str(row["year"]))
        value = {key: float(str(row[key])) for key in ("mean", "share", "tonnes")}
        low, high = (between or {}).get(year, (0.0, 0.0))
        span = (
            f"; {dollars(low)} to {dollars(high)} in {year} alone between prices"
            if high - low > 1e4
            else ""
        )
        trade = (
            f"{tonnes(value['tonnes'], f'{group} oxide')} fewer come from home, goods worth "
            f"{dollars(float(str(row['trade'])))}, and replacing them costs "
            f"{dollars(float(str(row['replacing'])))} above what they cost before; "
            if value["tonnes"] > 0.5
            else ""
        )
        parts.append(
            f"In {year} {trade}with what prices do to all it uses it {lost(value['mean'])} a year "
            f"(mean of three years{span}), {percent(abs(value['share']))} of its bill for these "
            "goods"
        )
    total = at(reading, compute(reading, f"to_date.partner_loss.{region}"), reading.years[-1])
    return (
        f"{name} under “{title}”: {'. '.join(parts)}. Over all years it {lost(total)}."
        if parts
        else ""
    )


def loss_between(
    reading: Reading, region: str, prices: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[int, tuple[float, float]]:
    """The least and the most a partner loses by year, USD_2024/yr.

    `prices` are rows of `price_rows` for the plan by material; what the partner uses of these is
    taken at their low and at their high. Prices of the baseline are left as they are.
    """
    loss = compute(reading, f"partner_loss.{region}")
    found: dict[int, tuple[float, float]] = {}
    for year in reading.years:
        low = high = at(reading, loss, year)
        for material, rows in prices.items():
            used = at(reading, reading.served((material,), region), year)
            for row in rows:
                if row["year"] == year:
                    low += 1000.0 * used * (float(row["low"]) - float(row["central"]))
                    high += 1000.0 * used * (float(row["high"]) - float(row["central"]))
        found[year] = low, high
    return found


def lost(value: float) -> str:
    """Loses so much, or gains it."""
    return f"{'gains' if value < -0.5 else 'loses'} {dollars(abs(value))}"
