"""What partners lose, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.core.numerals import Coin, number, percent, stated
from monazite.core.wording import place_named, raised
from monazite.findings.costs import SMALL
from monazite.findings.evidence import ABOUT_NIL
from monazite.findings.money import Known, PartnerLoss, known_of, loss_over_all_years, losses
from monazite.findings.solution import Solution
from monazite.runs.plan.coin import coin_of
from monazite.runs.plan.masses import mass_of_followed

LITTLE = 5_000.0
"""Dollars a year below which a partner, or a seller at home, is said to lose nothing."""


Between = Mapping[int, tuple[float, float]]
"""The least and the most a loss can be by year, at prices between which goods jump."""


def says_of_losses(
    solution: Solution,
    region: str,
    title: str,
    years: Sequence[int],
    between: Between | None = None,
) -> str:
    """What a partner loses under a strategy, in sentences; nothing without a baseline.

    Money is in the mean of three years. What replacing lost tonnes costs is held against what they
    were worth, and told apart from what prices do to all else the partner uses. The whole is given
    as a number only where it is neither about nil nor, by `between`, of either sign.
    """
    titles, coin = solution.parameters.titles, coin_of(solution)
    mass = mass_of_followed(solution)
    name, home = (place_named(titles.get(place, place)) for place in (region, solution.home))
    parts = []
    for row in losses(solution, region, years):
        if row.tonnes > 0.5:
            lead = (
                f"around {row.year} {name} gets {mass.said(row.tonnes, solution.study.tracked)} a "
                f"year less from {home}, goods worth {coin.said(row.trade)}; "
                f"{says_of_replacing(row.mean_replacing, row.trade, coin)}; "
            )
        else:
            lead = f"around {row.year} {name} gets no less from {home}; "
        parts.append(f"{lead}{_in_all(row, coin, *(between or {}).get(row.year, (0.0, 0.0)))}")
    if not parts:
        return ""
    first, *others = parts
    said = [f"Under “{title}” {first}", *(raised(one) for one in others)]
    total, nil = loss_over_all_years(solution, region)
    low, high = (sum(end) for end in zip(*between.values(), strict=True)) if between else (0.0, 0.0)
    known = known_of(nil=nil, low=low, high=high)
    over = {
        "about nil": "what it loses is about nil",
        "gain or loss": "what it loses is not told apart from nothing",
        "told": f"it {lost(total, coin)}{'' if between else UNTRIED}",
    }
    return f"{'. '.join(said)}. Over all years {over[known]}."


UNTRIED = "; whether it may gain instead has not been tried"
"""What is said of a loss whose ends nobody worked out, as in a brief that is made at once."""


def says_in_all(row: PartnerLoss, coin: Coin, low: float = 0.0, high: float = 0.0) -> str:
    """What a partner loses in all, without what it is made of: a number where there is one."""
    known = row.known(low, high)
    if known == "told":
        return f"with what prices do to all else it uses it {lost(row.mean, coin, 'a year')}"
    return f"what it loses in all, with what prices do to all else it uses, is {UNTOLD[known]}"


UNTOLD: Mapping[Known, str] = {
    "about nil": f"{ABOUT_NIL}, below {stated(100 * SMALL)} % of what it pays",
    "gain or loss": "not told apart from nothing",
}
"""What is said of a loss in place of its number."""


def _in_all(row: PartnerLoss, coin: Coin, low: float, high: float) -> str:
    """What prices do, what unmet demand costs, and what it comes to; with the interval of the year.

    Parts of a whole whose sign is no finding are none either, nor are the ends it lies between.
    """
    wide, known = high - low > 1e4 * coin.dollar, row.known(low, high)
    if known == "told":
        unmet = (
            f", and unmet demand costs it {coin.said(row.mean_unmet_demand)}"
            if row.mean_unmet_demand > LITTLE * coin.dollar
            else f", less {coin.said(-row.mean_unmet_demand)} for demand that is no longer unmet"
            if row.mean_unmet_demand < -LITTLE * coin.dollar
            else ""
        )
        span = (
            f" (in {row.year} alone between {_either(low, coin)} and {_either(high, coin)}, by who "
            "sets the price)"
            if wide
            else ""
        )
        whole = f"in all it {lost(row.mean, coin, 'a year')}, as a mean of three years"
        return f"{_prices(row.mean_prices, coin)}{unmet}: {whole}{span}"
    return (
        "what prices do to all else it uses may help or hurt it: what it loses in all, as a mean "
        f"of three years, is {UNTOLD[known]}"
    )


def says_of_replacing(cost: float, trade: float, coin: Coin) -> str:
    """What replacing lost goods costs, held against what they were worth."""
    if cost < LITTLE * coin.dollar:
        return "replacing them costs it no more than before"
    part = (
        f"{percent(cost / trade)} of that"
        if cost <= trade
        else (f"{number(round(cost / trade, 1))} times that")
    )
    return f"replacing them costs it {coin.said(cost)} a year more than before, {part}"


def _either(value: float, coin: Coin) -> str:
    """A loss or a gain of so much."""
    return f"a {'gain' if value < 0 else 'loss'} of {coin.said(abs(value))}"


def _prices(value: float, coin: Coin) -> str:
    if abs(value) < LITTLE * coin.dollar:
        return "prices of all else it uses do not change by what shows"
    return (
        f"what prices do to all else it uses {'costs' if value > 0 else 'saves'} it "
        f"{coin.said(abs(value))}"
    )


def lost(value: float, coin: Coin, basis: str = "") -> str:
    """Loses so much, gains it, or does neither by what shows."""
    if abs(value) < LITTLE * coin.dollar:
        return "loses nothing that shows"
    return f"{'gains' if value < 0 else 'loses'} {coin.said(abs(value))} {basis}".rstrip()
