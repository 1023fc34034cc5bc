"""The chart of headlines of some plans, and what a notebook shows of a run or a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import polars as pl

from monazite.charts import Chart, headline_lines
from monazite.findings.comparison import decision_years
from monazite.findings.indicators import check_keys, indicator_table
from monazite.findings.indicators.indicators import title_of
from monazite.findings.solution import Reading


def front_keys(reading: Reading, indicators: Sequence[str] | None = None) -> tuple[str, ...]:
    """Give the indicators named, else those of the front page of the study.

    Raises InvalidInput naming every indicator that does not exist.
    """
    settings = reading.study.settings
    keys = tuple(indicators or settings.front_indicators or settings.headlines)
    check_keys(reading, keys)
    return keys


def headline_chart(
    readings: Mapping[str, Reading], world: str, indicators: Sequence[str] | None = None
) -> Chart:
    """Draw indicators of plans, by name of the strategy, over the years."""
    first = next(iter(readings.values()))
    keys, study = front_keys(first, indicators), first.study
    return headline_lines(
        pl.concat(
            indicator_table(reading, keys, strategy=name, world=world)
            for name, reading in readings.items()
        ),
        baseline=study.settings.baseline,
        strategies={
            name: study.strategies[name].title if name in study.strategies else name
            for name in readings
        },
        titles={key: title_of(first, key) for key in keys},
        sources=(f"monazite on {study.settings.title}, world {study.worlds[world].title}",),
    )


def html_of(title: str, headlines: pl.DataFrame, reading: Reading) -> str:
    """Write front indicators in the years of decision as a small HTML table below a title."""
    keys, years = front_keys(reading), sorted(set(decision_years(reading)))
    shown = headlines.filter(
        pl.col("indicator").is_in(keys), pl.col("year").is_in(years)
    ).rows_by_key(["indicator", "strategy", "year"], named=True, unique=True)
    strategies = headlines["strategy"].unique(maintain_order=True).to_list()
    head = ["Indicator", "Unit", "Strategy", *map(str, years)]
    lines = [_row("th", head)]
    for key in keys:
        for strategy in strategies:
            cells = [shown.get((key, strategy, year)) for year in years]
            unit = next((cell["unit"] for cell in cells if cell), "")
            numbers = ["" if cell is None else f"{cell['value']:,.4g}" for cell in cells]
            lines.append(_row("td", [title_of(reading, key), unit, strategy, *numbers]))
    table = f"<table>{''.join(lines)}</table>" if strategies else ""
    return f"<p>{escape(title)}</p>{table}"


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
