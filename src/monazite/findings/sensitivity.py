"""Says how much of an answer each doubtful fact decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from monazite.ensemble import Swing, Varied
from monazite.findings.indicators import check_keys, compute, unit_of
from monazite.findings.reading import Reading
from monazite.model import Outcome
from monazite.study import Study


def sensitivity_rows(
    reading: Reading, swings: Sequence[Swing], keys: Sequence[str], year: int
) -> list[dict[str, object]]:
    """Tell what every doubt does to indicators in a year; the widest swing of each first.

    `at_low`, `at_central` and `at_high` are the indicator with the doubt at its low, its central
    value and its high, `gain_low` and so on what the strategy adds to the baseline there. `swing`
    is the distance between the smallest and the largest of the three; `share` the swing over the
    sum of swings of all doubts on that indicator. Shares compare doubts with one another: they
    leave out what doubts do together, and nothing says the listed doubts are all there are. What
    has no plan, or no meaning in that year, is None, and `fault` says what went wrong.
    """
    check_keys(reading, keys)
    at = reading.years.index(year)
    rows: list[dict[str, object]] = []
    for key in keys:
        central = _value(reading.study, reading.outcome, reading.baseline, key, at)
        block = [_row(reading, swing, key, at, central) for swing in swings]
        total = sum(float(str(row["swing"])) for row in block)
        for row in block:
            row["share"] = float(str(row["swing"])) / total if total > 0 else 0.0
        rows += sorted(block, key=lambda row: -float(str(row["swing"])))
    return rows


Values = tuple[float | None, float | None]
"""An indicator in a year, and what it is above the baseline."""


def _row(reading: Reading, swing: Swing, key: str, at: int, central: Values) -> dict[str, object]:
    doubt = swing.doubt
    low, high = (_of(varied, key, at) for varied in (swing.low, swing.high))
    known = [value for value, _ in (low, central, high) if value is not None]
    faults = dict.fromkeys(varied.fault for varied in (swing.low, swing.high) if varied.fault)
    return {
        "fact": doubt.name,
        "title": doubt.title,
        "facts": list(doubt.facts),
        "low": doubt.low,
        "central": doubt.central,
        "high": doubt.high,
        "unit": doubt.unit,
        "grade": doubt.grade,
        "indicator": key,
        "indicator_unit": unit_of(reading, key),
        "year": reading.years[at],
        "at_low": low[0],
        "at_central": central[0],
        "at_high": high[0],
        "gain_low": low[1],
        "gain_central": central[1],
        "gain_high": high[1],
        "swing": max(known) - min(known) if known else 0.0,
        "share": 0.0,
        "fault": "; ".join(faults),
    }


def _of(varied: Varied, key: str, at: int) -> Values:
    if varied.outcome is None:
        return None, None
    return _value(varied.study, varied.outcome, varied.baseline, key, at)


def _value(study: Study, outcome: Outcome, baseline: Outcome | None, key: str, at: int) -> Values:
    value = _finite(compute(Reading(study, outcome, baseline), key)[at])
    if baseline is None or value is None:
        return value, None
    before = _finite(compute(Reading(study, baseline), key)[at])
    return value, None if before is None else value - before


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
