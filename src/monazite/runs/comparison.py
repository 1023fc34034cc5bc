"""Several strategies in the same world, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.findings import (
    Mark,
    Reading,
    check_keys,
    entry_of,
    indicator_table,
    marks,
    title_of,
    unit_of,
)
from monazite.findings.answers import verdicts_of
from monazite.findings.verdicts import standing_of
from monazite.runs.run import Run


@dataclass(frozen=True)
class Comparison:
    """Runs of the same study in the same world, and the baseline they are held against."""

    runs: tuple[Run, ...]
    baseline: str

    def table(
        self, years: Sequence[int] | None = None, indicators: Sequence[str] | None = None
    ) -> list[dict[str, object]]:
        """Rows of indicator, title, unit, year and better, with a column per strategy.

        Behind the strategies stand columns `<strategy> - <baseline>` and `<strategy> mark`, which
        is better, worse or neither, and never better only because users went without; and
        `<strategy> standing`, whether what the study keeps says that the number and its difference
        are determined. A strategy without a plan, or an indicator without a meaning in a year, has
        None. Without `indicators`
        the study's front indicators are shown.

        Raises InvalidInput naming every indicator that does not exist.
        """
        settings = self.runs[0].reading.study.settings
        keys = tuple(indicators or settings.front_indicators or settings.headlines)
        check_keys(self.runs[0].reading, keys)
        wanted = tuple(years) if years is not None else self.runs[0].reading.years
        by_run = {
            run.strategy: _values(run.reading, keys) if run.status == "optimal" else {}
            for run in self.runs
        }
        before = by_run.get(self.baseline) or self._baseline_values(keys)
        marked = self._marked(keys)
        kept = {
            run.strategy: verdicts_of(run.reading.study, run.strategy, run.world)
            for run in self.runs
        }
        rows: list[dict[str, object]] = []
        for key in keys:
            entry = entry_of(key)
            for year in wanted:
                row: dict[str, object] = {
                    "indicator": key,
                    "title": self.title(key),
                    "unit": unit_of(self.runs[0].reading, key),
                    "year": year,
                    "better": entry.better,
                }
                base = before.get((key, year))
                for strategy, found in by_run.items():
                    row[strategy] = found.get((key, year))
                for strategy in by_run:
                    row[f"{strategy} standing"] = standing_of(kept[strategy], key, year)
                for strategy, found in by_run.items():
                    value = found.get((key, year))
                    if strategy != self.baseline and value is not None and base is not None:
                        row[f"{strategy} - {self.baseline}"] = value - base
                        row[f"{strategy} mark"] = marked[strategy, key][year]
                rows.append(row)
        return rows

    def _marked(self, keys: Sequence[str]) -> dict[tuple[str, str], dict[int, Mark]]:
        """Marks of each strategy with a plan against the baseline, by indicator and year."""
        against = next((run.reading for run in self.runs if run.strategy == self.baseline), None)
        found: dict[tuple[str, str], dict[int, Mark]] = {}
        for run in self.runs:
            before = against
            if before is None and run.reading.baseline is not None:
                before = Reading(run.reading.study, run.reading.baseline)
            if (
                run.status == "optimal"
                and before is not None
                and before.outcome.status == "optimal"
            ):
                for key in keys:
                    series = marks(run.reading, before, key)
                    found[run.strategy, key] = dict(zip(run.reading.years, series, strict=True))
        return found

    def _baseline_values(self, keys: Sequence[str]) -> dict[tuple[str, int], float]:
        """Values of the baseline the runs were solved against, when it is not one of them."""
        for run in self.runs:
            solved = run.reading.baseline
            if solved is not None:
                return _values(Reading(run.reading.study, solved), keys)
        return {}

    def title(self, key: str) -> str:
        """Name an indicator with what it is about, for people."""
        return title_of(self.runs[0].reading, key)


def _values(reading: Reading, keys: Sequence[str]) -> dict[tuple[str, int], float]:
    """Values by indicator and year; years without a meaning are left out."""
    table = indicator_table(reading, keys, strategy="", world="")
    return {(row["indicator"], row["year"]): row["value"] for row in table.iter_rows(named=True)}
