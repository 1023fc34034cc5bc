"""How near a forecast came, and whether it was worth a model: scored beside two naive rivals.

For each series and year that was observed, with y what came, f what was forecast, y0 the last
known figure and s the mean absolute change from one known year to the next:

    scaled error = |f - y| / s             inside = low <= y <= high
    right direction: f - y0 and y - y0 have the same sign.

Each figure of a forecaster is a mean over series and years, every one of which counts once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.hindcast.lines import ForecastLine
from monazite.findings.hindcast.rivals import naive_error

FORECASTERS = ("central", "persistence", "trend")
"""The columns that forecast: the model and its two rivals."""


@dataclass(frozen=True)
class Observed(Record):
    """What came of a series in a year, in the unit of its forecast; untestable without a value."""

    series: str
    year: int
    value: float | None
    reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class Score(Record):
    """How near one forecaster came, in one series or over all of a measure.

    `series` is blank over all series of a `measure`, which is `all` over both. `scaled_error` is
    the mean absolute scaled error: below 1 means nearer than persistence was in the known past.
    `coverage` is the share of figures inside the range, `direction` that of changes with the right
    sign. Each is None where it has no meaning: rivals have no range, persistence no direction, and
    a past that never changed no scale. `scored` figures count, `untestable` were given up with a
    reason, and on the others, `not_given`, nothing was said.
    """

    series: str
    title: str
    measure: str
    forecaster: str
    scored: int
    untestable: int
    not_given: int
    scaled_error: float | None
    coverage: float | None
    direction: float | None


@dataclass(frozen=True)
class _Held:
    """One forecast figure held against what came; None where nothing was said of it."""

    line: ForecastLine
    observed: Observed | None
    last: float
    scale: float | None


def scores(
    lines: Sequence[ForecastLine], observed: Iterable[Observed], strategy: str
) -> list[Score]:
    """Score the model under a strategy and both rivals: series by series, by measure, over all."""
    came = {(one.series, one.year): one for one in observed}
    past: dict[str, dict[int, float]] = {}
    for line in lines:
        if line.observed is not None:
            past.setdefault(line.series, {})[line.year] = line.observed
    held = [
        _Held(
            line,
            came.get((line.series, line.year)),
            past[line.series][max(past[line.series])],
            naive_error(past[line.series]),
        )
        for line in lines
        if line.strategy == strategy
    ]
    groups: list[tuple[str, str, str, list[_Held]]] = []
    for series in dict.fromkeys(one.line.series for one in held):
        own = [one for one in held if one.line.series == series]
        groups.append((series, own[0].line.title, own[0].line.measure, own))
    for measure in dict.fromkeys(one.line.measure for one in held):
        of = [one for one in held if one.line.measure == measure]
        groups.append(("", "", measure, of))
    groups.append(("", "", "all", held))
    return [
        _score(series, title, measure, forecaster, group)
        for series, title, measure, group in groups
        for forecaster in FORECASTERS
    ]


def _score(series: str, title: str, measure: str, forecaster: str, group: Sequence[_Held]) -> Score:
    errors: list[float] = []
    inside: list[float] = []
    right: list[float] = []
    for one in group:
        value = one.observed.value if one.observed is not None else None
        forecast: float | None = getattr(one.line, forecaster)
        if value is None or forecast is None:
            continue
        if one.scale is not None:
            errors.append(abs(forecast - value) / one.scale)
        if forecaster == "central" and one.line.low is not None and one.line.high is not None:
            inside.append(float(one.line.low <= value <= one.line.high))
        if forecaster != "persistence":
            right.append(float(_sign(forecast, one.last) == _sign(value, one.last)))
    given = [one.observed for one in group if one.observed is not None]
    return Score(
        series=series,
        title=title,
        measure=measure,
        forecaster=forecaster,
        scored=sum(one.value is not None for one in given),
        untestable=sum(one.value is None for one in given),
        not_given=len(group) - len(given),
        scaled_error=_mean(errors),
        coverage=_mean(inside),
        direction=_mean(right),
    )


def _sign(value: float, last: float) -> int:
    """The sign of a change; what differs by less than is kept of a figure has not changed."""
    if math.isclose(value, last, rel_tol=1e-5, abs_tol=1e-6):
        return 0
    return 1 if value > last else -1


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
