"""What partners lose, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.core.numerals import dollars, number, percent, tonnes
from monazite.findings.indicators import compute
from monazite.findings.money import losses
from monazite.findings.solution import Solution, at

SHOWS = 5_000.0
"""Dollars a year below which a partner is said to lose nothing."""


def says_of_losses(
    solution: Solution,
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
    titles = solution.parameters.titles
    name, home = (titles.get(place, place) for place in (region, solution.home))
    parts = []
    for row in losses(solution, region, years):
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
                f"around {year} {name} gets {tonnes(row.tonnes, solution.study.tracked)} a year "
                f"less from {home}, goods worth {dollars(row.trade)}; "
                f"{says_of_replacing(row.mean_replacing, row.trade)}; "
            )
        else:
            lead = f"around {year} {name} gets no less from {home}; "
        parts.append(
            f"{lead}{_prices(row.mean_prices)}"
            + (
                f", and users who go without lose {dollars(row.mean_unmet_demand)}"
                if row.mean_unmet_demand > SHOWS
                else f", less {dollars(-row.mean_unmet_demand)} its users no longer go without"
                if row.mean_unmet_demand < -SHOWS
                else ""
            )
            + f": in all it {lost(row.mean, 'a year')}, as a mean of three years{span}"
        )
    if not parts:
        return ""
    first, *others = parts
    total = at(solution, compute(solution, f"to_date.partner_loss.{region}"), solution.years[-1])
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


def lost(value: float, basis: str = "") -> str:
    """Loses so much, gains it, or does neither by what shows."""
    if abs(value) < SHOWS:
        return "loses nothing that shows"
    return f"{'gains' if value < 0 else 'loses'} {dollars(abs(value))} {basis}".rstrip()
