"""Says how much of an answer each doubtful fact decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from monazite.cases import Swing, UncertainInput, Varied
from monazite.core.records import Record
from monazite.findings.indicators import (
    check_keys,
    compute,
    unit_of,
)
from monazite.findings.solution import Solution


@dataclass(frozen=True)
class UncertainInputEffect(Record):
    """What one doubt does to an indicator in a year.

    `at_low`, `at_central` and `at_high` are the indicator with the doubt at its low, its central
    value and its high, `gain_low` and so on what the strategy adds to the baseline there. `swing`
    is the distance between the smallest and the largest of the three; `share` the swing over the
    sum of swings of all doubts on that indicator. Shares compare doubts with one another: they
    leave out what doubts do together, and nothing says the listed doubts are all there are. What
    has no plan, or no meaning in that year, is None, and `fault` says what went wrong.
    """

    fact: str
    title: str
    facts: tuple[str, ...]
    low: float
    central: float
    high: float
    unit: str
    grade: str
    indicator: str
    indicator_unit: str
    year: int
    at_low: float | None
    at_central: float | None
    at_high: float | None
    gain_low: float | None
    gain_central: float | None
    gain_high: float | None
    swing: float
    share: float
    fault: str


Value = tuple[float | None, float | None]
"""An indicator in a year, and what it is above the baseline."""


@dataclass(frozen=True)
class Tried:
    """What indicators come to with a doubt at its low and at its high; it travels as it is."""

    uncertain_input: UncertainInput
    low: Mapping[str, Value]
    high: Mapping[str, Value]
    fault: str


def uncertain_input_effects(
    solution: Solution, swings: Iterable[Swing], keys: Sequence[str], year: int
) -> list[UncertainInputEffect]:
    """Tell what every doubt does to indicators in a year; the widest swing of each first."""
    at = solution.years.index(year)
    found = [one for swing in swings for one in tried(swing, keys, [at])]
    return effects_of_tried(solution, found, keys, year)


def tried(swing: Swing, keys: Sequence[str], places: Sequence[int]) -> tuple[Tried, ...]:
    """Read indicators at both ends of a doubt, in each of the reported years at places."""
    faults = dict.fromkeys(varied.fault for varied in (swing.low, swing.high) if varied.fault)
    ends = zip(_read(swing.low, keys, places), _read(swing.high, keys, places), strict=True)
    return tuple(Tried(swing.uncertain_input, low, high, "; ".join(faults)) for low, high in ends)


def effects_of_tried(
    solution: Solution, found: Sequence[Tried], keys: Sequence[str], year: int
) -> list[UncertainInputEffect]:
    """Tell what doubts that were read do to indicators in a year; the widest swing first."""
    check_keys(solution.study, solution.labels, keys)
    at = solution.years.index(year)
    central = _values(solution, solution.baseline_solution, keys, at)
    effects: list[UncertainInputEffect] = []
    for key in keys:
        block = [_effect(solution, one, key, at, central[key]) for one in found]
        total = sum(one.swing for one in block)
        weighed = [replace(one, share=one.swing / total if total > 0 else 0.0) for one in block]
        effects += sorted(weighed, key=lambda one: -one.swing)
    return effects


def _read(varied: Varied, keys: Sequence[str], places: Sequence[int]) -> list[dict[str, Value]]:
    if varied.outcome is None:
        return [dict.fromkeys(keys, (None, None)) for _ in places]
    solution = Solution(varied.study, varied.outcome, varied.baseline)
    return [_values(solution, solution.baseline_solution, keys, at) for at in places]


def _values(
    solution: Solution, before: Solution | None, keys: Sequence[str], at: int
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key in keys:
        value = _finite(compute(solution, key)[at])
        base = None if before is None else _finite(compute(before, key)[at])
        values[key] = value, None if value is None or base is None else value - base
    return values


def _effect(
    solution: Solution, one: Tried, key: str, at: int, central: Value
) -> UncertainInputEffect:
    uncertain_input = one.uncertain_input
    low, high = one.low[key], one.high[key]
    known = [value for value, _ in (low, central, high) if value is not None]
    return UncertainInputEffect(
        fact=uncertain_input.name,
        title=uncertain_input.title,
        facts=tuple(uncertain_input.facts),
        low=uncertain_input.low,
        central=uncertain_input.central,
        high=uncertain_input.high,
        unit=uncertain_input.unit,
        grade=uncertain_input.grade,
        indicator=key,
        indicator_unit=unit_of(solution, key),
        year=solution.years[at],
        at_low=low[0],
        at_central=central[0],
        at_high=high[0],
        gain_low=low[1],
        gain_central=central[1],
        gain_high=high[1],
        swing=max(known) - min(known) if known else 0.0,
        share=0.0,
        fault=one.fault,
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
