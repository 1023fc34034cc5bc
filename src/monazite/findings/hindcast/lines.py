"""A forecast line by line: series, strategy and year, with a range and the two naive rivals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.errors import Problems
from monazite.core.records import Record
from monazite.findings.evidence import PRICES, modelled
from monazite.findings.hindcast.rivals import Past, trend
from monazite.findings.solution import Series, Solution
from monazite.study import ForecastRow, Study, measured_unit, resolved

ENDS = (0.1, 0.9)
"""Parts of all draws that lie below the range and below its upper end: eight tenths lie inside."""

FIGURES = 6
"""Figures a number is kept with; the solver is no more exact than that."""


@dataclass(frozen=True)
class ForecastLine(Record):
    """One year of a series: known, without a strategy, or forecast under a strategy.

    `observed`, `low`, `central`, `high`, `persistence` and `trend` are in `unit`. `low` and `high`
    hold eight tenths of the draws that have a plan; `without_plan` of all `draws` have none.
    """

    study: str
    data_hash: str
    version: str
    world: str
    seed: int
    draws: int
    strategy: str
    without_plan: int
    series: str
    title: str
    measure: str
    unit: str
    known_until: int
    year: int
    observed: float | None
    low: float | None
    central: float | None
    high: float | None
    persistence: float | None
    trend: float | None


@dataclass(frozen=True)
class Origin:
    """What all lines of a forecast have in common."""

    version: str
    world: str
    seed: int
    draws: int


def past_lines(study: Study, origin: Origin) -> Iterator[ForecastLine]:
    """Yield what was known of each series, by year."""
    for row in study.chain.forecasts:
        for year, value in sorted(_past(study, row).items()):
            yield _line(study, origin, row, year, observed=value)


def forecast_lines(
    solution: Solution, draws: Sequence[Solution], origin: Origin, strategy: str
) -> Iterator[ForecastLine]:
    """Yield the forecast of each series in every reported year after the last one known.

    The central figure is that of the facts as chosen; the ends are quantiles of the draws.
    """
    study = solution.study
    for row in study.chain.forecasts:
        past = _past(study, row)
        last = past[max(past)]
        central = _figures(solution, row)
        drawn = np.array([_figures(draw, row) for draw in draws])
        ends = np.quantile(drawn, ENDS, axis=0) if len(draws) else None
        for place, year in enumerate(solution.years):
            if year <= row.last:
                continue
            yield _line(
                study,
                origin,
                row,
                year,
                strategy=strategy,
                without_plan=origin.draws - len(draws),
                low=None if ends is None else float(ends[0, place]),
                central=float(central[place]),
                high=None if ends is None else float(ends[1, place]),
                persistence=last,
                trend=trend(past, year),
            )


def _figures(solution: Solution, row: ForecastRow) -> Series:
    # a price of what is not bought and a share of nothing stand as nothing, as in calibration
    return np.nan_to_num(modelled(solution, row))


def _past(study: Study, row: ForecastRow) -> Past:
    problems = Problems()
    known = {
        observed.year: resolved(study, observed, "observed", problems)
        for observed in study.chain.known_past(row)
    }
    problems.raise_if_any()
    return {year: quantity.value for year, quantity in known.items() if quantity is not None}


def _line(
    study: Study,
    origin: Origin,
    row: ForecastRow,
    year: int,
    *,
    strategy: str = "",
    without_plan: int = 0,
    **figures: float | None,
) -> ForecastLine:
    names = ("observed", "low", "central", "high", "persistence", "trend")
    values: Mapping[str, float | None] = {name: _kept(figures.get(name)) for name in names}
    return ForecastLine(
        study=study.name,
        data_hash=study.data_hash,
        version=origin.version,
        world=origin.world,
        seed=origin.seed,
        draws=origin.draws,
        strategy=strategy,
        without_plan=without_plan,
        series=row.series,
        title=row.title,
        measure="price" if row.kind in PRICES else "quantity",
        unit=measured_unit(study.chain, row) or "",
        known_until=row.last,
        year=year,
        **values,
    )


def _kept(value: float | None) -> float | None:
    """Keep the figures that mean something, so that the same forecast is the same file."""
    if value is None:
        return None
    return float(f"{value:.{FIGURES}g}") if abs(value) >= 1e-6 else 0.0
