"""The page on a frozen forecast: what was foretold, what naive rivals say, and how near it came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.core.numerals import NONE, amount, beside, number, percent
from monazite.findings.hindcast import ForecastLine, Score
from monazite.report import PlainTable, Topic
from monazite.runs.forecasts.hindcast import Forecast, frozen_forecast
from monazite.study.folders import ANSWERS

FORECAST = "forecast.csv"
"""A frozen forecast, with its hash beside it, among the answers of a study."""

CAME = "came.csv"
"""What came of it, likewise: series, year, value and unit."""

FORECASTERS = {"central": "the model", "persistence": "as last known", "trend": "on its trend"}


def foretold(briefed: Briefed) -> Topic:
    """Tell what a forecast kept with the study says, and its scores once figures are given.

    Nothing where no forecast is kept. Raises InvalidInput when it, or what came of it, cannot be
    read.
    """
    key, title = "foretold", "What was foretold, and what came of it"
    folder = briefed.study.path / ANSWERS
    if not (folder / FORECAST).exists():
        return Topic(key=key, title=title)
    forecast = frozen_forecast(briefed.study, folder / FORECAST)
    told = [one for one in forecast.strategies if one in briefed.study.strategies]
    scored = {}
    if (folder / CAME).exists():
        scored = {one: forecast.score(folder / CAME, one).scores for one in told}
    tables = [_forecasts(briefed, forecast, told)]
    if scored:
        tables.append(_scores(briefed, scored))
    return Topic(key=key, title=title, says=[_says(briefed, forecast, scored)], tables=tables)


def _says(briefed: Briefed, forecast: Forecast, scored: dict[str, tuple[Score, ...]]) -> str:
    first = forecast.lines[0]
    text = (
        f"A forecast by monazite {first.version} from what was known until {first.known_until} is "
        f"kept with its hash; its ranges hold eight tenths of {first.draws} draws of all facts."
    )
    if first.data_hash != briefed.study.data_hash:
        text += " The study has changed since it was written."
    if not scored:
        return (
            f"{text} It has not been scored: no figures of what came are given "
            f"({ANSWERS}/{CAME} of the study)."
        )
    one = next(iter(scored.values()))[-1]
    return (
        f"{text} {_given(one.scored)}, {one.untestable} cannot be tested "
        f"and of {one.not_given} nothing is said. A scaled error below 1 is nearer than what was "
        "last known would have been in the known past."
    )


def _given(count: int) -> str:
    if count == 1:
        return "One figure of what came is given"
    return f"{count} figures of what came are given"


def _forecasts(briefed: Briefed, forecast: Forecast, told: Sequence[str]) -> PlainTable:
    ahead = [line for line in forecast.lines if line.strategy in told]
    last = max(line.year for line in ahead)
    at = {(line.series, line.strategy): line for line in ahead if line.year == last}
    known = {line.series: line for line in forecast.lines if line.observed is not None}
    rows = []
    for series in dict.fromkeys(line.series for line in ahead):
        lines = [at[series, name] for name in told]
        past = known[series]
        size = max(abs(line.high or line.central or 0.0) for line in lines)
        rows.append(
            [
                past.title,
                f"{amount(past.observed or 0.0, past.unit)} ({past.year})",
                *(_ranged(line, size) for line in lines),
                beside(lines[0].persistence, size),
                beside(lines[0].trend, size),
            ]
        )
    return PlainTable(
        caption=f"What was foretold of {last}, and what two naive rivals say.",
        note="Central figure, every fact as chosen, and in brackets the range; the unit is that of "
        "what was last known. Rivals: that figure again, and the straight line through the known "
        "years.",
        columns=[
            ("Series", WIDE),
            ("Last known", NUMBER),
            *((briefed.study.strategies[name].title, NUMBER) for name in told),
            ("As last known", NUMBER),
            ("On its trend", NUMBER),
        ],
        rows=rows,
    )


def _scores(briefed: Briefed, scored: dict[str, tuple[Score, ...]]) -> PlainTable:
    return PlainTable(
        caption="How near it came under each strategy, over all series.",
        note="Inside range: about 80 % if the range is as wide as the doubt.",
        columns=[
            ("Strategy", WIDE),
            ("Forecast", ""),
            ("Measure", ""),
            *((head, NUMBER) for head in ("Scaled error", "Inside range", "Right direction")),
        ],
        rows=[
            [briefed.study.strategies[name].title, *cells]
            for name, rows in scored.items()
            for cells in _over_all(rows)
        ],
    )


def _over_all(rows: Sequence[Score]) -> Iterator[list[str]]:
    for row in rows:
        if not row.series:
            shares = (row.coverage, row.direction)
            yield [
                FORECASTERS[row.forecaster],
                row.measure,
                number(row.scaled_error),
                *(NONE if share is None else percent(share) for share in shares),
            ]


def _ranged(line: ForecastLine, size: float) -> str:
    central = beside(line.central, size)
    if line.low is None or line.high is None:
        return central
    return f"{central} ({beside(line.low, size)}–{beside(line.high, size)})"
