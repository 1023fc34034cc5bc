"""Who pays, who sells less, who goes short and what fills for nobody, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monazite.brief.sentences.losses import LITTLE
from monazite.core.numerals import SHOWS, Coin, in_all, number, percent
from monazite.core.wording import listed, lowered, place_named, span, years_in_words
from monazite.findings.account import filling_stores
from monazite.findings.costs import duty_paid, in_public_money
from monazite.findings.evidence import FLOOR
from monazite.findings.indicators import compute, spelled_out, unmet_by_use
from monazite.findings.money import (
    feed_prices,
    outlay_until,
    per_tonne,
    sales_lost,
    schemes,
    unsettled_prices,
)
from monazite.findings.solution import Series, Solution, at
from monazite.runs.plan.coin import coin_of, public_money_of
from monazite.runs.plan.masses import AS_IT_STANDS, Mass, figure_of, figures_of, mass_of


def says_of_schemes(solution: Solution, title: str) -> list[str]:
    """A sentence on each scheme: what it sets aside, what it pays under a strategy and why."""
    said, goods = [], solution.study.words.product.plural
    rate, money = public_money_of(solution)
    for row in schemes(solution, solution.of):
        tonnes = (AS_IT_STANDS if solution.of is None else Mass(basis=row.basis, grain=0.0)).said
        aside = (
            f"Under “{title}” the plants that are expected may be paid up to "
            f"{in_all(rate * row.budget, money)} in all, by the tonne they make"
        ) + (
            f" ({number(rate * row.caps)} within the caps of its winners)"
            if row.caps < 0.995 * row.budget
            else ""
        )
        counted = f"it counts only what is made in {row.opens}–{row.closes}"
        if row.building == 0:
            said.append(f"{aside} and nothing is paid: {counted}, and no winner makes any then.")
            continue
        every = "all" if row.building == row.awardees else row.building
        makers = (
            f"{every} of {row.awardees} winners make"
            if row.awardees > 1
            else "its one winner makes"
        )
        said.append(
            f"{aside}, of which {in_all(rate * row.paid, money)} "
            f"({percent(row.paid / row.budget)}) are paid: {counted}, {makers} {goods} then, and "
            f"in the best year {tonnes(row.made)} are made of the {tonnes(row.able)} it would pay "
            "for."
        )
    return said


def says_of_sales_lost(solution: Solution, title: str, year: int) -> list[str]:
    """What each seller at home loses abroad in a year, a sentence for each."""
    rows = [row for row in sales_lost(solution, [year]) if abs(row.tonnes) >= 0.5]
    said = []
    for seller in dict.fromkeys(row.seller for row in rows):
        own = [row for row in rows if row.seller == seller]
        value = sum(row.value for row in own)
        less: dict[tuple[str, str], float] = {}
        for row in own:
            less[row.material, row.good] = less.get((row.material, row.good), 0.0) + row.tonnes
        most = sorted(less.items(), key=lambda item: -abs(item[1]))
        goods = [
            f"{mass_of(solution, good).said(abs(size))} {'less' if size > 0 else 'more'} of "
            f"{lowered(material)}"
            for (material, good), size in most[:TOLD]
        ] + (["other goods"] if len(most) > TOLD else [])
        worth = _worth(value, [size for _, size in most], coin_of(solution))
        said.append(
            f"Under “{title}” {place_named(seller)} sells {listed(goods)} abroad in {year} than "
            f"under the baseline, {worth} at the baseline's prices."
        )
    return said


TOLD = 3
"""Materials a sentence on sales names."""


def _worth(value: float, less: Sequence[float], coin: Coin) -> str:
    """What sales that are lost are worth, and which way they move if tonnes do not say it.

    Tonnes that sell for less than it costs to send them bring less when they are more.
    """
    if abs(value) < LITTLE * coin.dollar:
        return "worth nothing that shows"
    if all(size * value > 0 for size in less):
        return f"worth {coin.said(abs(value))}"
    return f"which brings it {coin.said(abs(value))} {'less' if value > 0 else 'more'}"


def says_who_goes_short(solution: Solution, title: str) -> str:
    """Unmet demand of the product at home and its two parts, shortage and price response."""
    uses = dict.fromkeys(row.use for row in unmet_by_use(solution))
    goods = solution.study.words.product.plural
    if not uses:
        return f"Nobody at home uses {goods}."
    short = {use: compute(solution, f"shortage.{use}") for use in uses}
    shortage = sum(short.values(), solution.zeros())
    left = sum((compute(solution, f"price_response.{use}") for use in uses), solution.zeros())
    whole = shortage + left
    if whole.max() <= LITTLE_UNMET:
        return f"Under “{title}” no demand for {goods} at home is unmet."
    place = int(whole.argmax())
    opening = (
        f"Under “{title}” unmet demand at home is largest in {solution.years[place]}: "
        f"{_said(solution, 'unmet_demand', place, whole, goods)}"
    )
    if shortage.max() <= LITTLE_UNMET:
        return (
            f"{opening}, all of it the price response and none a shortage: users buy that much "
            f"less because the price is above what was observed, {_loss(solution, uses, place)}."
        )
    worst = int(shortage.argmax())
    hit = sorted(uses, key=lambda use: -float(short[use][worst]))[:3]
    names = [
        f"{lowered(solution.parameters.titles.get(use, use))} "
        f"{_said(solution, f'shortage.{use}', worst, short[use])}"
        for use in hit
        if short[use][worst] > LITTLE_UNMET
    ]
    if left.max() <= LITTLE_UNMET:
        return f"{opening}, all of it a shortage, first of all for {listed(names)}."
    dearest = int(left.argmax())
    return (
        f"{opening}. Its two parts: the shortage is largest in {solution.years[worst]}, "
        f"{_said(solution, 'shortage', worst, shortage)}, first of all for {listed(names)}; "
        "the price response, what users buy less because the price is above what was observed, "
        f"is largest in {solution.years[dearest]}, "
        f"{_said(solution, 'price_response', dearest, left)}, "
        f"{_loss(solution, uses, dearest)}."
    )


def _said(solution: Solution, key: str, place: int, plain: Series, goods: str = "") -> str:
    """Tonnes of an indicator in a year, by its place, of goods where these are named.

    `plain` are the same as they stand.
    """
    series, mass = figure_of(solution, spelled_out(solution.study, key))
    value = float((series if mass.contained else plain)[place])
    return mass.said_of(value, goods) if goods else mass.said(value)


LITTLE_UNMET = 0.5
"""Tonnes a year of unmet demand from which a sentence speaks of it."""


def _loss(solution: Solution, uses: Iterable[str], place: int) -> str:
    """What users who buy less lose in a year, in words."""
    lost = sum(float(compute(solution, f"price_response_value.{use}")[place]) for use in uses)
    return f"a loss to them of {coin_of(solution).said(lost)} that year"


def says_who_pays(solution: Solution, title: str, years: Sequence[int]) -> list[str]:
    """Who pays under a strategy, in sentences: the treasury and users, and per tonne made.

    The treasury up to each of the years and up to the last one, by tonne over all reported years,
    users in the first of the years.
    """
    year, (rate, money) = years[0], public_money_of(solution)
    items = outlay_until(solution, year)
    whole = sum(items.values())
    paid = {name: number(rate * sum_) for name, sum_ in items.items() if sum_ >= SHOWS}
    later = [
        f"{number(rate * sum(outlay_until(solution, far).values()))} up to {far}"
        for far in dict.fromkeys((*years[1:], solution.years[-1]))
        if far != year
    ]
    text = f"Under “{title}” the treasury pays {in_all(rate * whole, money)} up to {year}"
    if len(paid) > 1:
        text += f" ({listed([f'{name} {sum_}' for name, sum_ in paid.items()])})"
    elif paid:
        text += f" ({listed(list(paid))})"
    text += f", {listed(later)}" if later and whole >= SHOWS else ""
    each = per_tonne(solution, solution.of)
    if each is not None and abs(each) >= 0.5:
        goods = solution.study.words.product.plural
        text += (
            f"; over all of {span(solution.years)} that is "
            f"{coin_of(solution).said(each)}, undiscounted, for each "
            f"{_one_made(solution, goods)} made above the baseline in these years"
        )
    said = [f"{text}."]
    duty = at(solution, in_public_money(solution, duty_paid(solution)), year)
    users = [f"users pay {in_all(rate * duty, money)} in import duties"] if duty >= SHOWS else []
    before = solution.baseline_solution
    if before is not None:
        gap = at(solution, compute(solution, "home_cost"), year) - at(
            before, compute(before, "home_cost"), year
        )
        whole_cost = at(solution, compute(solution, "home_cost"), year)
        verb = "earns" if whole_cost < 0 else "spends"
        users.append(
            f"all of home {verb} {more_or_less(gap, whole_cost, coin_of(solution))} the baseline"
        )
    if users:
        said.append(f"Under “{title}” {' and '.join(users)} in {year}.")
    return said


def _one_made(solution: Solution, goods: str) -> str:
    """What money per tonne made is counted by: a tonne of goods, or of what is in them."""
    before = solution.baseline_solution
    both = (solution,) if before is None else (solution, before)
    mass = figures_of(both, "output")[1]
    return f"{mass.one} in {goods}" if mass.contained else f"tonne of {goods}"


def spends(cost: float, coin: Coin) -> str:
    """A cost in words: what is spent or, where sales are worth more than that, earned."""
    return f"earns {coin.said(-cost)}" if cost < 0 else f"spends {coin.said(cost)}"


def more_or_less(gap: float, cost: float, coin: Coin) -> str:
    """A difference of costs in dollars: more than, less than, or as much as; of what is earned.

    Who earns, and has a negative cost, earns less when it costs more. Of a difference that tables
    tell as about nil the sign is no finding here either.
    """
    if abs(gap) < 500.0:
        return "as much as"
    if abs(gap) <= FLOOR * abs(cost):
        return "about as much as"
    more = gap < 0 if cost < 0 else gap > 0
    return f"{coin.said(abs(gap))} {'more' if more else 'less'} than"


def says_feed_prices(solution: Solution, title: str, year: int) -> list[str]:
    """What makers pay for feed in a year, a sentence for each pool they take it from."""
    said = []
    coin = coin_of(solution)
    for row in feed_prices(solution, [year]):
        mass = mass_of(solution, row.good)
        parts = [f"what is asked is {coin.said(row.stated / mass.times)}"]
        if row.border is not None:
            parts.append(
                f"the same costs {coin.said(row.border / mass.times)} at the plan's own border"
            )
        said.append(
            f"Under “{title}” makers pay {row.ownership_account} "
            f"{coin.said(row.paid / mass.times)} a {mass.one} "
            f"for {mass.said_of(row.tonnes, lowered(row.material))} in {year}; "
            f"{listed(parts)}."
        )
    return said


def says_of_unsettled(solution: Solution, title: str) -> list[str]:
    """Which prices had not come to rest when a plan was made, a sentence for each good."""
    return [
        f"Under “{title}” what owners at home ask for {lowered(row.material)} had not settled in "
        f"the plan made in {row.planned}: with one look more at what imports cost they would ask "
        f"up to {percent(row.off)} more or less in {years_in_words(row.years)}."
        for row in unsettled_prices(solution)
    ]


def says_of_stores(solution: Solution, title: str) -> list[str]:
    """What fills for nobody under a strategy, a sentence for each store."""
    return [
        f"Under “{title}” {mass_of(solution, store.material).said(store.tonnes)} are put in store "
        f"up to {store.until} which nobody takes or asks for: {store.title}"
        f"{f'; {store.why}' if store.why else ''}."
        for store in filling_stores(solution)
    ]
