"""How sure an answer is: strategies solved again and again, each time with all facts drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Unpack

import numpy as np
import numpy.typing as npt

from monazite.cases import UncertainInput
from monazite.charts import Chart, bands_over_years
from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.frames import Frame
from monazite.core.records import frame_of
from monazite.core.usual import ALONE
from monazite.core.wording import counted
from monazite.findings.ensemble import (
    Band,
    Best,
    Box,
    Chance,
    Draws,
    Foretold,
    Influence,
    Settled,
    best_of_all,
    chance,
    influences,
    peeled,
    quantiles,
    settled,
)
from monazite.findings.indicators import compute, entry_of, keys_of, title_of, unit_of
from monazite.runs.computing.execution import Execution, ExecutionOptions
from monazite.runs.draws.alone import alone
from monazite.runs.draws.closing import facts_of
from monazite.runs.draws.grouped import grouped
from monazite.runs.draws.total_order import Indices
from monazite.runs.run import Run
from monazite.store import ReadingStore

Numbers = npt.NDArray[np.float64]
"""Numbers by draw, indicator and year."""


@told_at_the_border
@dataclass(frozen=True)
class Ensemble:
    """Strategies in one world, each solved with the same draws of all facts.

    Draw k has the same facts in every strategy, so that differences are what strategies do.
    """

    runs: tuple[Run, ...] = field(repr=False)
    """The strategies with the facts as chosen, the baseline first."""
    keys: tuple[str, ...]
    seed: int
    inputs: tuple[UncertainInput, ...] = field(repr=False)
    parts: Mapping[str, Draws] = field(repr=False)
    """At which part of its range each input lies, 0 to 1, in each draw, as it was solved."""
    numbers: Mapping[str, Numbers] = field(repr=False)
    """By strategy; NaN where a draw has no plan."""
    nearer: Mapping[int, tuple[str, ...]] = field(repr=False)
    """Inputs that contradicted each other as drawn and were drawn nearer, by draw from 0."""
    faults: Mapping[str, Mapping[str, int]] = field(repr=False)
    """Why draws have no plan, with how often, by strategy."""
    solved: int = 0
    """Cases that were solved; the others were known."""
    asked_for: int = 0
    """How many draws were asked for; more than `draws` while they come, or where work stopped."""
    stopped: str = ""
    """Why there are no more than these, in a phrase; empty where all are there, or still come."""

    @property
    def draws(self) -> int:
        """How many times facts were drawn."""
        return len(next(iter(self.numbers.values())))

    @property
    def complete(self) -> bool:
        """Whether all draws that were asked for are there."""
        return self.draws >= self.asked_for

    @property
    def counted(self) -> str:
        """How many draws there are, and of how many where that is not all: `12 of 32 draws`."""
        all_told = counted(max(self.asked_for, self.draws), "draw")
        return all_told if self.complete else f"{self.draws} of {all_told}"

    @property
    def baseline(self) -> str:
        """The strategy others are held against."""
        return self.runs[0].strategy

    @property
    def strategies(self) -> tuple[str, ...]:
        """Names of the strategies, the baseline first."""
        return tuple(self.numbers)

    def facts(self, draw: int) -> dict[str, float]:
        """Give the facts of one draw, counted from 0, as they were solved; see `with_facts`.

        Raises InvalidInput for a draw that was not made.
        """
        made = len(next(iter(self.parts.values()), ()))
        if not 0 <= draw < made:
            raise InvalidInput(
                Problem(
                    field="draw",
                    message=f"there is no draw {draw}",
                    remedy=f"count from 0, the first, to {made - 1}",
                )
            )
        at = {name: float(part[draw]) for name, part in self.parts.items()}
        return facts_of(self.runs[0].worker.study, self.inputs, at)

    def of(self, strategy: str, indicator: str, year: int, *, above: str | None = None) -> Draws:
        """Give a number in each draw, or what it is above that of another strategy in the same.

        Raises InvalidInput for a name or a year that was not asked for.
        """
        check_name("indicator", indicator, self.keys)
        self.runs[0].records.check_year(year)
        at = self.runs[0].solution.years.index(year)
        found = self._numbers(strategy)[:, self.keys.index(indicator), at]
        return found if above is None else found - self.of(above, indicator, year)

    def _numbers(self, strategy: str) -> Numbers:
        check_name("strategy", strategy, self.numbers)
        return self.numbers[strategy]

    @cached_property
    def bands(self) -> Frame:
        """Where every number and difference lies: a row by strategy, indicator and year.

        Columns strategy, indicator, unit, year, central (with the facts as chosen), low, lower,
        median, upper and high (5, 25, 50, 75 and 95 % of draws lie below), difference_low,
        difference_median and difference_high (above the baseline, paired by draw), better (share of
        draws in which it is better than the baseline of the same draw) and draws. Numbers are in
        unit.
        """
        return frame_of(Band, self.band_records())

    def band_records(
        self, indicators: Sequence[str] | None = None, years: Sequence[int] | None = None
    ) -> list[Band]:
        """The same as typed records, of some indicators and years."""
        shown = years if years is not None else self.runs[0].solution.years
        return [
            band
            for run in self.runs
            for key in keys_of(indicators, self.keys)
            for year in shown
            if (band := self._band(run, key, year)) is not None
        ]

    def _band(self, run: Run, key: str, year: int) -> Band | None:
        numbers = self.of(run.strategy, key, year)
        if not np.isfinite(numbers).any():
            return None
        low, lower, median, upper, high = quantiles(numbers)
        value = float(compute(run.solution, key)[run.solution.years.index(year)])
        apart, better = None, None
        if run.strategy != self.baseline:
            gains = self.of(run.strategy, key, year, above=self.baseline)
            gains = gains[np.isfinite(gains)]
            if gains.size:
                apart = quantiles(gains, (0.05, 0.5, 0.95))
                way = entry_of(key).better
                if way != "neither":
                    size = 1e-9 * max(float(np.abs(numbers[np.isfinite(numbers)]).max()), 1.0)
                    better = float(np.mean(gains > size if way == "up" else gains < -size))
        return Band(
            strategy=run.strategy,
            indicator=key,
            unit=unit_of(run.solution, key),
            year=year,
            central=value if np.isfinite(value) else None,
            low=low,
            lower=lower,
            median=median,
            upper=upper,
            high=high,
            difference_low=apart[0] if apart else None,
            difference_median=apart[1] if apart else None,
            difference_high=apart[2] if apart else None,
            better=better,
            draws=int(np.isfinite(numbers).sum()),
        )

    def chance(
        self,
        indicator: str,
        year: int,
        strategy: str,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        above: str | None = None,
    ) -> Chance:
        """Count in how many draws a number, or a difference, lies where it is asked for.

        With `above` the number is what the strategy has over another one in the same draw. Raises
        InvalidInput for a name or a year that was not asked for, or where no draw has the number.
        """
        numbers = self.of(strategy, indicator, year, above=above)
        numbers = numbers[np.isfinite(numbers)]
        if not numbers.size:
            raise InvalidInput(
                Problem(
                    field=indicator,
                    message=f"no draw of '{strategy}' has the number in {year}",
                    remedy="choose another year or indicator",
                )
            )
        low = -np.inf if at_least is None else at_least
        high = np.inf if at_most is None else at_most
        return chance((numbers >= low) & (numbers <= high))

    def influences(
        self, indicator: str, year: int, strategy: str, *, above: str | None = None
    ) -> Frame:
        """Say how much each input decides of a number or a difference, the most first.

        Columns input, title, grade, correlation (Spearman's, with the number), correlation_error,
        first_order (share of the variance gone once the input is settled), first_order_error and
        apart (whether it is more than chance would show among so many inputs).
        """
        return frame_of(Influence, self.influence_records(indicator, year, strategy, above=above))

    def influence_records(
        self, indicator: str, year: int, strategy: str, *, above: str | None = None
    ) -> list[Influence]:
        """The same as typed records; none where the number never moves."""
        numbers = self.of(strategy, indicator, year, above=above)
        titles = {one.name: (one.title, one.grade) for one in self.inputs}
        return influences(self.parts, numbers, titles, self.seed)

    def alone(
        self,
        indicator: str,
        year: int,
        strategy: str,
        *,
        most: int = ALONE,
        progress: Callable[[str], None] | None = None,
        store: ReadingStore | None = None,
    ) -> Foretold | None:
        """Say what up to `most` inputs do to a number alone, and how much of the draws that tells.

        Each is solved at its low and at its high with all else as chosen, families first. None
        where the number never moves, or of too few draws. Raises as `of`.
        """
        return alone(self, [indicator], year, strategy, most, progress, store)[indicator]

    def groups(
        self,
        indicator: str,
        year: int,
        strategy: str,
        *,
        draws: int | None = None,
        **execution: Unpack[ExecutionOptions],
    ) -> Indices:
        """Say which share of a number's variance each group of inputs decides, with its error.

        Groups are tables of the evidence, a family in that of most of its facts. So many draws,
        24 or all there are, are solved again with one group after the other drawn anew, at most
        draws x (groups + 1) solves, the same for all numbers. Raises InvalidInput for a name or a
        year that was not asked for, fewer than 8 draws or more than there are.
        """
        check_name("indicator", indicator, self.keys)
        found = grouped(self, year, strategy, draws, Execution(**execution))
        first = self.runs[0].solution
        return Indices(
            indicator=indicator,
            title=title_of(first, indicator),
            year=year,
            rows=found.decides[indicator],
            sources=(f"monazite on {first.study.settings.title}",),
            of="group",
        )

    def ranking(self, indicator: str, year: int) -> Frame:
        """Say in how many draws each strategy is the best by an indicator.

        Columns strategy, mean, best (share of draws), regret (mean shortfall against the best of
        each draw) and unit.
        """
        return frame_of(Best, self.ranking_records(indicator, year))

    def ranking_records(self, indicator: str, year: int) -> list[Best]:
        """The same as typed records."""
        return best_of_all(
            self._each(indicator, year), self._unit(indicator), rising=self._rising(indicator)
        )

    def settling(self, indicator: str, year: int) -> Frame:
        """Say which input, if it were known, would settle the choice of a strategy.

        Columns input, title, value (by how much the choice gets better on average), chance (what
        chance alone shows), share (of the value of knowing everything), apart (whether it is more
        than chance would show among so many inputs) and unit.
        """
        return frame_of(Settled, self.settling_records(indicator, year))

    def settling_records(self, indicator: str, year: int) -> list[Settled]:
        """The same as typed records."""
        return settled(
            self._each(indicator, year),
            self.parts,
            {one.name: one.title for one in self.inputs},
            self._unit(indicator),
            self.seed,
            rising=self._rising(indicator),
        )

    def boxes(
        self,
        indicator: str,
        year: int,
        strategy: str,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        most: int = 12,
    ) -> tuple[Box, ...]:
        """Say in which region of the facts a number lies where it is asked for, by peeling.

        Sides are parts of the range of an input, 0 to 1. Only as many inputs are looked at as said,
        those that go most with the number: with more, boxes follow chance. No boxes where it is so
        in no draw or in all of them.
        """
        numbers = self.of(strategy, indicator, year)
        known = np.isfinite(numbers)
        low = -np.inf if at_least is None else at_least
        high = np.inf if at_most is None else at_most
        so = (numbers[known] >= low) & (numbers[known] <= high)
        chosen = [one.input for one in self.influence_records(indicator, year, strategy)[:most]]
        if not chosen or so.all():
            return ()
        return peeled({name: self.parts[name][known] for name in chosen}, so)

    def plot(self, indicator: str, factor: float = 1.0, unit: str = "") -> Chart:
        """Draw where an indicator lies over the years, strategy by strategy.

        With a `unit` that is not its own, in that, of which one of its own is `factor`.
        """
        check_name("indicator", indicator, self.keys)
        first = self.runs[0].solution
        return bands_over_years(
            [
                replace(
                    band,
                    unit=unit or band.unit,
                    low=factor * band.low,
                    median=factor * band.median,
                    high=factor * band.high,
                )
                for band in self.band_records([indicator])
            ],
            titles={run.strategy: run.case.strategy.title for run in self.runs},
            baseline=self.baseline,
            title=f"{title_of(first, indicator)}: {self.counted} of all facts",
            sources=(f"monazite on {first.study.settings.title}",),
        )

    def _each(self, indicator: str, year: int) -> dict[str, Draws]:
        return {name: self.of(name, indicator, year) for name in self.numbers}

    def _unit(self, indicator: str) -> str:
        return unit_of(self.runs[0].solution, indicator)

    def _rising(self, indicator: str) -> bool:
        way = entry_of(indicator).better
        if way == "neither":
            raise InvalidInput(
                Problem(
                    field=indicator,
                    message="more of it is neither better nor worse, so that nothing is the best",
                    remedy="choose an indicator of which more, or less, is better",
                )
            )
        return way == "up"

    def __repr__(self) -> str:
        """Say in a line what was drawn."""
        return (
            f"<Ensemble of {', '.join(self.strategies)} in {self.runs[0].world}: "
            f"{self.counted} of {len(self.inputs)} inputs>"
        )
