"""Says in words what becomes of a country's money."""

from __future__ import annotations

from monazite.brief.lever_words import SENTENCES, Names, by_steps, foreseen
from monazite.core.numerals import stated_percent
from monazite.strategy import ExchangeRate


@SENTENCES.of(ExchangeRate)
def _exchange_rate(lever: ExchangeRate, named: Names) -> str:
    way = "cheaper" if lever.change < 0 else "dearer"
    until = f" until {lever.end}" if lever.end else ""
    return (
        f"the currency of {named(lever.region)} becomes {stated_percent(abs(lever.change))} {way} "
        f"in real terms, {by_steps(lever.start, lever.reached)}{until}, in which plants there pay "
        f"{stated_percent(lever.running_share)} of what they cost to run and "
        f"{stated_percent(lever.capital_share)} of what they cost to build{foreseen(lever)}"
    )
