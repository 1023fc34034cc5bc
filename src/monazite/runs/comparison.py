"""Several strategies in the same world, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from monazite.core.border import told_at_the_border
from monazite.core.records import rows_frame
from monazite.findings.comparison import (
    SideBySide,
    difference_column,
    gap,
    mark_column,
    marks,
    standing_column,
)
from monazite.findings.evidence import (
    ABOUT_NIL,
    Standing,
    nil_by_size,
    slight,
    standing_of,
)
from monazite.findings.indicators import (
    check_keys,
    compute,
    entry_of,
    front_keys,
    title_of,
    unit_of,
)
from monazite.findings.solution import Solution
from monazite.runs.kept_verdicts import kept_verdicts
from monazite.runs.run import Run

if TYPE_CHECKING:
    import pandas

    from monazite.charts import Chart
    from monazite.core.frames import Frame

Said = TypeVar("Said")


@told_at_the_border
@dataclass(frozen=True)
class Comparison:
    """Runs of the same study in the same world, and the baseline they are held against."""

    runs: tuple[Run, ...]
    baseline: str

    def numbers(
        self, years: Sequence[int] | None = None, indicators: Sequence[str] | None = None
    ) -> list[SideBySide]:
        """Give numbers side by side, by indicator and year, as typed records.

        Without `indicators` the study's front indicators are given, without `years` all of them.
        Raises InvalidInput naming every indicator that does not exist, or a year that is not
        reported.
        """
        first = self.runs[0].solution
        for year in years or ():
            self.runs[0].records.check_year(year)
        keys = front_keys(first, indicators)
        wanted = tuple(years) if years is not None else first.years
        by_run = {
            run.strategy: _values(run.solution, keys) if run.status == "optimal" else {}
            for run in self.runs
        }
        before = by_run.get(self.baseline) or self._baseline_values(keys)
        marked, small = self._beside_baseline(keys, marks), self._beside_baseline(keys, slight)
        standing = {
            (run.strategy, key): self._standing(run, key) for run in self.runs for key in keys
        }
        numbers = []
        for key in keys:
            title, unit, better = self.title(key), unit_of(first, key), entry_of(key).better
            for year in wanted:
                values = {name: found.get((key, year)) for name, found in by_run.items()}
                base = before.get((key, year))
                differences = {
                    name: apart
                    for name, value in values.items()
                    if name != self.baseline and (apart := gap(value, base)) is not None
                }
                standings = {name: standing[name, key][year] for name in by_run}
                little = frozenset(name for name in differences if small[name, key][year])
                numbers.append(
                    SideBySide(
                        indicator=key,
                        title=title,
                        unit=unit,
                        year=year,
                        better=better,
                        baseline=self.baseline,
                        values=values,
                        standings=standings,
                        differences=differences,
                        # what is not determined, or as good as nothing, is neither
                        marks={
                            name: "neither"
                            if name in little
                            or "not determined" in standings[name]
                            or standings[name] == ABOUT_NIL
                            else marked[name, key][year]
                            for name in differences
                        },
                        slight=little,
                    )
                )
        return numbers

    def table(
        self, years: Sequence[int] | None = None, indicators: Sequence[str] | None = None
    ) -> Frame:
        """Give numbers side by side, a row for each indicator and year.

        Columns indicator, title, unit, year and better (up, down or neither), with a column per
        strategy, in unit. Behind the strategies stand columns `<strategy> - <baseline>` (in unit)
        and `<strategy> mark`, which is better, worse or neither, and never better only because
        users went without; and `<strategy> standing`, whether what the study keeps says that the
        number and its difference are determined. A strategy without a plan, or an indicator without
        a meaning in a year, has None. Without `indicators` the study's front indicators are shown.

        Raises InvalidInput naming every indicator that does not exist, or a year that is not
        reported.
        """
        return self.framed(self.numbers(years, indicators))

    def framed(self, rows: Sequence[SideBySide]) -> Frame:
        """Give rows of numbers side by side as `table` does, in whatever they are told."""
        import polars as pl

        text, number = pl.String(), pl.Float64()
        columns: dict[str, pl.DataType] = {
            **{"indicator": text, "title": text, "unit": text, "year": pl.Int64(), "better": text}
        }
        for run in self.runs:
            columns[run.strategy] = number
            columns[standing_column(run.strategy)] = text
            columns[difference_column(run.strategy, self.baseline)] = number
            columns[mark_column(run.strategy)] = text
        return rows_frame([one.as_row() for one in rows], columns)

    def plot(self, indicators: Sequence[str] | None = None) -> Chart:
        """Draw indicators over the years, the study's front ones unless named, side by side.

        Strategies without a plan are left out. Raises InvalidInput naming every key that does not
        exist, RulesContradict or SolveFailed when no strategy has a plan.
        """
        from monazite.runs.plan.pictures import headline_chart

        solutions = {run.strategy: run.solution for run in self.runs if run.status == "optimal"}
        if not solutions:
            solutions = {run.strategy: run.records.solved for run in self.runs}
        return headline_chart(solutions, self.runs[0].world, indicators)

    def to_pandas(self) -> pandas.DataFrame:
        """Give the table as a frame of pandas."""
        return self.table().to_pandas()

    def __repr__(self) -> str:
        """Say in a line which runs stand side by side."""
        runs = ", ".join(
            run.strategy if run.status == "optimal" else f"{run.strategy} ({run.status})"
            for run in self.runs
        )
        return f"<Comparison in {self.runs[0].world}: {runs}; against {self.baseline}>"

    def _repr_html_(self) -> str:
        """Show the front indicators in the years of decision, for notebooks."""
        import polars as pl

        from monazite.runs.plan.pictures import html_of

        headlines = pl.concat(run.indicators(front_keys(run.solution)) for run in self.runs)
        return html_of(repr(self), headlines, self.runs[0].solution)

    def _beside_baseline(
        self, keys: Sequence[str], told: Callable[[Solution, Solution, str], Iterable[Said]]
    ) -> dict[tuple[str, str], dict[int, Said]]:
        """What is told of each strategy with a plan against the baseline, by indicator and year."""
        baseline = next((run.solution for run in self.runs if run.strategy == self.baseline), None)
        found: dict[tuple[str, str], dict[int, Said]] = {}
        for run in self.runs:
            before = baseline or run.solution.baseline_solution
            if (
                run.status == "optimal"
                and before is not None
                and before.outcome.status == "optimal"
            ):
                for key in keys:
                    series = told(run.solution, before, key)
                    found[run.strategy, key] = dict(zip(run.solution.years, series, strict=True))
        return found

    def _standing(self, run: Run, key: str) -> dict[int, Standing]:
        """How firm a number of a run stands in each year; a loss not tested is told by its size."""
        kept = kept_verdicts(run)
        told = {year: standing_of(kept, key, year) for year in run.solution.years}
        if run.status == "optimal" and run.strategy != self.baseline:
            for year, nil in zip(told, nil_by_size(run.solution, key), strict=True):
                if nil and told[year] == "not yet tested":
                    told[year] = ABOUT_NIL
        return told

    def _baseline_values(self, keys: Sequence[str]) -> dict[tuple[str, int], float]:
        """Values of the baseline the runs were solved against, when it is not one of them."""
        for run in self.runs:
            solved = run.solution.baseline
            if solved is not None:
                return _values(Solution(run.solution.study, solved), keys)
        return {}

    def title(self, key: str) -> str:
        """Name an indicator with what it is about, for people."""
        return title_of(self.runs[0].solution, key)


def _values(solution: Solution, keys: Sequence[str]) -> dict[tuple[str, int], float]:
    """Values by indicator and year; years without a meaning are left out."""
    check_keys(solution.study, solution.labels, keys)
    return {
        (key, year): float(value)
        for key in keys
        for year, value in zip(solution.years, compute(solution, key), strict=True)
        if np.isfinite(value)
    }
