"""What draws of all facts say of a strategy's headlines, as a record that can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from monazite.core.errors import InvalidInput
from monazite.findings.ensemble import Band, Box, Chance, Influence, Settled, clearest
from monazite.findings.indicators import entry_of
from monazite.findings.solution import decision_years

if TYPE_CHECKING:
    from monazite.runs.draws.ensemble import Ensemble

__all__ = ["Headline", "Sureness", "often_short", "often_worse", "sureness_of"]

TOLD = 5
"""Inputs that are kept of those that decide a number, or would settle which is better."""

AS_NIL = 1e-9
"""Part of a number by which it has to fall short to count as worse."""


@dataclass(frozen=True)
class Headline:
    """How sure one indicator is in the first year of decision."""

    indicator: str
    worse: float | None
    """Share of draws in which it is worse than under the other strategy, facts alike; None where
    nothing is compared, or where more of it is neither better nor worse."""
    decides: tuple[Influence, ...]
    """Inputs that decide it beyond chance, the most first."""
    settles: tuple[Settled, ...]
    """Inputs that would settle, beyond chance, under which of the two it is better."""
    short: Chance | None
    """How often it falls short of what it is with the facts chosen; None where it cannot."""
    box: Box | None
    """The region of the inputs where it does; None where none is told from another."""


@dataclass(frozen=True)
class Sureness:
    """Where the headlines of a strategy lie when all facts are drawn, with what decides them.

    Bands are those of the strategy and of the one it is held against, in the years of decision; of
    the first headline, which is drawn, in all reported years.
    """

    strategy: str
    against: str
    """Hash of the case it is held against; blank where there is none."""
    year: int
    draws: int
    seed: int
    inputs: int
    """Families and facts that were drawn."""
    nearer: int
    """Draws in which facts that contradict each other were drawn nearer to the figures chosen."""
    faults: dict[str, dict[str, int]]
    """Why draws have no plan, with how often, by strategy."""
    bands: tuple[Band, ...] = field(repr=False)
    headlines: tuple[Headline, ...] = field(repr=False)

    def band(self, indicator: str, year: int, strategy: str | None = None) -> Band | None:
        """Where an indicator lies in a year; None where no draw has the number."""
        name = self.strategy if strategy is None else strategy
        return next(
            (
                one
                for one in self.bands
                if (one.strategy, one.indicator, one.year) == (name, indicator, year)
            ),
            None,
        )


def sureness_of(found: Ensemble, strategy: str) -> Sureness:
    """Say what draws tell of the headlines of a strategy, held against the first one drawn.

    What decides them is said of the first year of decision. Raises InvalidInput for a strategy that
    was not drawn, or draws that lack a headline.
    """
    pair = _pair(found, strategy)
    run = pair.runs[-1]
    keys = tuple(run.solution.study.settings.shown)
    near = decision_years(run.solution)
    at = near[0]
    return Sureness(
        strategy=strategy,
        against=pair.runs[0].case.hash if len(pair.runs) > 1 else "",
        year=at,
        draws=pair.draws,
        seed=pair.seed,
        inputs=len(pair.inputs),
        nearer=len(pair.nearer),
        faults={name: dict(faults) for name, faults in pair.faults.items()},
        bands=(*pair.band_records(keys[:1]), *pair.band_records(keys[1:], near)),
        headlines=tuple(
            _headline(pair, band)
            for key in keys
            for band in pair.band_records([key], [at])
            if band.strategy == strategy
        ),
    )


def _pair(found: Ensemble, strategy: str) -> Ensemble:
    """The same draws of a strategy and of the one others are held against alone."""
    names = dict.fromkeys((found.baseline, strategy))
    runs = {run.strategy: run for run in found.runs}
    return replace(
        found,
        runs=tuple(runs[name] for name in names),
        numbers={name: found.numbers[name] for name in names},
        faults={name: found.faults.get(name, {}) for name in names},
    )


def _headline(pair: Ensemble, band: Band) -> Headline:
    key, year, strategy = band.indicator, band.year, band.strategy
    decides = [one for one in pair.influence_records(key, year, strategy) if one.apart]
    worse = often_worse(pair, band)
    settles: list[Settled] = []
    if worse and band.better:
        settles = [one for one in pair.settling_records(key, year) if one.apart]
    short, box = often_short(pair, band)
    return Headline(
        indicator=key,
        worse=worse,
        decides=tuple(decides[:TOLD]),
        settles=tuple(settles[:TOLD]),
        short=short,
        box=box,
    )


def often_worse(found: Ensemble, band: Band) -> float | None:
    """Give the share of draws in which a number is worse than under the first strategy drawn."""
    if band.better is None:
        return None
    size = AS_NIL * max(abs(band.low), abs(band.high), 1.0)
    least, most = (None, -size) if entry_of(band.indicator).better == "up" else (size, None)
    return found.chance(
        *(band.indicator, band.year, band.strategy),
        above=found.baseline,
        at_least=least,
        at_most=most,
    ).share


def often_short(found: Ensemble, band: Band) -> tuple[Chance | None, Box | None]:
    """Say how often a number falls short of what it is with the facts chosen, and in which box.

    Nothing where it has no value with the facts chosen, or is neither better nor worse.
    """
    way, central = entry_of(band.indicator).better, band.central
    if central is None or way == "neither":
        return None, None
    short = AS_NIL * max(abs(central), 1.0)
    least, most = (None, central - short) if way == "up" else (central + short, None)
    asked = (band.indicator, band.year, band.strategy)
    try:
        often = found.chance(*asked, at_least=least, at_most=most)
    except InvalidInput:  # no draw has the number
        return None, None
    if not often.share:
        return often, None
    boxes = found.boxes(*asked, at_least=least, at_most=most)
    return often, clearest(boxes, len(found.inputs))
