"""Says which numbers the study determines: they neither jump nor change sign when facts are off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from monazite.findings.costs import SMALL, about_nil, burden
from monazite.findings.indicators import check_keys, compute, full_key, unit_of
from monazite.findings.solution import Series, Solution

JUMP = 0.1
"""Move of a number, as a share of it, from which it counts as a jump."""

FLOOR = 0.01
"""Share of the whole a number belongs to below which it does not matter that it moved."""

SEEN = 1e-3
"""Move of a number, as a share of it or of what counts as nothing, from which it is told between
what it lies."""

ABOUT_NIL: Literal["about nil"] = "about nil"
"""What is said of a loss too small for its sign to be a finding, in place of its number."""

UNTESTED: Literal["not yet tested"] = "not yet tested"
"""What is said of a number nobody tried how firm it stands."""

LOSS, MEAN = "partner_loss", "three_year_mean"
"""What a partner loses, whole or in parts, is a difference in itself; and a mean of years."""

Standing = Literal[
    "determined",
    "about nil",
    "number not determined",
    "difference not determined",
    "not yet tested",
]
"""What is known of how firm a number stands."""


@dataclass(frozen=True)
class Cause:
    """What makes a number undetermined: a fact times a factor, and what the number is then."""

    fact: str
    factor: float
    number: float


@dataclass(frozen=True)
class Verdict:
    """A number of a strategy in a year, and what it is above the baseline.

    `jump` is why the number itself is not determined, `turn` why the difference is not: the fact
    that moved it most; None for what is determined, and for the difference of the baseline. `nil`
    says that a loss is as good as nothing, here and under every nudge of a hundredth: its sign is
    then no finding, and neither is its size. `between` are the least and the most it comes to
    wherever pools begin to ask, where that moves it enough to be seen: every one of these plans is
    as right.
    """

    value: float
    difference: float | None
    jump: Cause | None
    turn: Cause | None
    nil: bool = False
    between: tuple[float, float] | None = None

    @property
    def standing(self) -> Standing:
        """What may be said of the number: it stands, or it or its difference does not."""
        if self.jump is not None:
            return "number not determined"
        if self.nil:
            return ABOUT_NIL
        return "determined" if self.turn is None else "difference not determined"

    @property
    def determined(self) -> bool:
        """Whether both the number and what it is above the baseline stand firm."""
        return self.jump is None and self.turn is None


Marks = npt.NDArray[np.bool_]

Numbers = Mapping[str, Series]
"""An indicator's numbers by year, by indicator."""

Answers = Mapping[tuple[str, int], Verdict]
"""Verdicts of one strategy by indicator and year."""


class VerdictTable:
    """Verdicts on the indicators of several strategies, as trials come in one by one.

    A number v is not determined when it moves by more than the larger of a tenth of itself and
    a floor under a nudge of a hundredth. A difference d to the baseline is not determined when it
    does the same, or when it is above the floor and is nothing or has the other sign under a nudge
    of a tenth. Pools that begin to ask elsewhere are no nudge at all, and are held to the same as a
    hundredth. The floor is a hundredth of the whole a number belongs to: 1 for shares, what home
    uses would take of tracked materials for tonnes, the number itself at its largest for anything
    else; for a partner's loss half a hundredth of what the partner pays for its use, below which
    it is about nil. A mean of three years belongs to what a year does. A loss is a difference, and
    is not determined as a number where it is not as a difference. A loss that is below the
    floor and stays below it is about nil, and that is determined; one that is below it and does not
    stay there is held to its sign as if above.
    """

    def __init__(
        self, solutions: Mapping[str, Solution], baseline: str, keys: Sequence[str]
    ) -> None:
        """Begin from the strategies as they are; the baseline is one of them."""
        self._keys, self._baseline = tuple(keys), baseline
        first = solutions[baseline]
        check_keys(first.study, first.labels, keys)
        self._years = first.years
        self._central = numbers_of(solutions, self._keys)
        self._wholes = {
            key: _whole(first, key, [self._central[name][key] for name in solutions])
            for key in keys
        }
        self._losses = [key for key in keys if _of_a_year(key)[0].startswith(LOSS)]
        self._largest = {
            (name, key): np.abs(self._central[name][key])
            for name in solutions
            for key in self._losses
        }
        self._jumps: dict[tuple[str, str, int], Cause] = {}
        self._turns: dict[tuple[str, str, int], Cause] = {}
        self._small_turns: dict[tuple[str, str, int], Cause] = {}
        self._as_right: dict[tuple[str, str], list[Series]] = {}

    def hold(
        self,
        fact: str,
        factor: float,
        found: Mapping[str, Numbers],
        *,
        near: bool,
        as_right: bool = False,
    ) -> None:
        """Hold every number against what it is in a trial, by strategy and indicator.

        In a trial that is `as_right` nothing is off, and what numbers come to is as good an answer.
        """
        for name, series in found.items():
            for key in self._keys:
                floor = self._floor(key)
                was, now = self._central[name][key], series[key]
                if as_right:
                    self._as_right.setdefault((name, key), [was]).append(now)
                gain, other = (
                    numbers[name][key] - numbers[self._baseline][key]
                    for numbers in (self._central, found)
                )
                if near and key in self._losses:
                    most = self._largest[name, key]
                    self._largest[name, key] = np.fmax(most, np.abs(now))
                if near:
                    self._note(self._jumps, name, key, _jumped(was, now, floor), fact, factor, now)
                if name != self._baseline:
                    moved = (_jumped if near else _turned)(gain, other, floor)
                    self._note(self._turns, name, key, moved, fact, factor, other)
                    if key in self._losses:
                        turned = _turned(gain, other, np.zeros_like(floor))
                        self._note(self._small_turns, name, key, turned, fact, factor, other)

    def _floor(self, key: str) -> Series:
        """What counts as nothing of an indicator, by year."""
        return np.asarray((SMALL if key in self._losses else FLOOR) * self._wholes[key])

    def _note(
        self,
        causes: dict[tuple[str, str, int], Cause],
        name: str,
        key: str,
        moved: Marks,
        fact: str,
        factor: float,
        numbers: Series,
    ) -> None:
        """Keep the first cause that moves a number; nudges come in the order of their weight."""
        for at in np.flatnonzero(moved).tolist():
            at_year = (name, key, self._years[at])
            causes.setdefault(at_year, Cause(fact, factor, float(numbers[at])))

    def answers(self, strategy: str) -> dict[tuple[str, int], Verdict]:
        """Give the verdicts on a strategy; years in which a number has no meaning are left out."""
        found = {}
        for key in self._keys:
            values, base = (self._central[name][key] for name in (strategy, self._baseline))
            low, high = _ends(self._as_right.get((strategy, key), [values]))
            seen = high - low > SEEN * np.maximum(np.abs(values), self._floor(key))
            for at, year in enumerate(self._years):
                if not np.isfinite(values[at]):
                    continue
                apart = float(values[at] - base[at])
                compared = strategy != self._baseline and bool(np.isfinite(apart))
                place = (strategy, key, year)
                nil = (
                    compared
                    and key in self._losses
                    and bool(about_nil(self._largest[strategy, key][at], self._wholes[key][at]))
                )
                turn = self._turns.get(place) or (None if nil else self._small_turns.get(place))
                jump = self._jumps.get(place)
                if key in self._losses:  # a loss is a difference: it falls as its difference does
                    jump = jump or turn
                found[key, year] = Verdict(
                    float(values[at]),
                    apart if compared else None,
                    jump,
                    turn,
                    nil,
                    between=(float(low[at]), float(high[at])) if seen[at] else None,
                )
        return found


def numbers_of(solutions: Mapping[str, Solution], keys: Sequence[str]) -> dict[str, Numbers]:
    """Work out indicators of several strategies; strategies without a plan are not among them."""
    return {
        name: {key: compute(solution, key) for key in keys} for name, solution in solutions.items()
    }


def standing_of(answers: Answers | None, key: str, year: int) -> Standing:
    """How firm a number stands, by the verdicts kept for its strategy; None are kept: untested."""
    verdict = answers.get((key, year)) if answers is not None else None
    return UNTESTED if verdict is None else verdict.standing


def nil_by_size(solution: Solution, key: str) -> Marks:
    """Where a partner's loss is below the floor as it stands, by reported year.

    It is all that can be said of a plan that was not tried with facts put otherwise; what is no
    loss, and the baseline itself, is nowhere nil.
    """
    return _about_nil(solution, key, compute(solution, key))


def slight(solution: Solution, before: Solution, key: str) -> Marks:
    """Where what a plan differs by from another counts as nothing, by reported year.

    Below the floor of `VerdictTable` a difference may have any sign, and none was looked at. A
    loss is a difference itself and has a rule of its own; none is what does not differ at all.
    """
    if _of_a_year(key)[0].startswith(LOSS):
        return np.zeros(len(solution.years), dtype=np.bool_)
    now, then = compute(solution, key), compute(before, key)
    gap, whole = np.abs(now - then), _whole(before, key, [now, then])
    return np.asarray((gap > SEEN * FLOOR * whole) & (gap <= FLOOR * whole))


def nil_between(solution: Solution, key: str, year: int, ends: tuple[float, float]) -> bool:
    """Whether a partner's loss is below the floor in a year at both ends of a range."""
    at = solution.years.index(year)
    return all(_about_nil(solution, key, np.full(len(solution.years), end))[at] for end in ends)


def _about_nil(solution: Solution, key: str, values: Series) -> Marks:
    """Where values of a partner's loss are below the floor; of what is no loss none is."""
    name, region = _of_a_year(key)
    if not name.startswith(LOSS) or solution.baseline_solution is None:
        return np.zeros(len(solution.years), dtype=np.bool_)
    return about_nil(values, burden(solution.baseline_solution, region))


def _jumped(was: Series, now: Series, floor: Series) -> Marks:
    """Where a number moves by more than a tenth of itself and more than the floor."""
    lost = np.isfinite(was) != np.isfinite(now)
    with np.errstate(invalid="ignore"):
        return np.asarray(lost | (np.abs(now - was) > np.maximum(JUMP * np.abs(was), floor)))


def _turned(was: Series, now: Series, floor: Series) -> Marks:
    """Where a number above the floor is nothing or has the other sign."""
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(was) > floor) & (np.sign(was) * now <= 0.0))


def _ends(found: Sequence[Series]) -> tuple[Series, Series]:
    """The least and the most by year; what has no meaning in one of them counts in none."""
    every = np.stack(found)
    return np.fmin.reduce(every), np.fmax.reduce(every)


def _of_a_year(key: str) -> tuple[str, str]:
    """Indicator and qualifier of a key; of a mean of years those of what it is the mean of."""
    name, qualifier = full_key(key)
    return full_key(qualifier) if name == MEAN else (name, qualifier)


def _whole(solution: Solution, key: str, tried: Sequence[Series]) -> Series:
    """What an indicator is a part of, by year."""
    name, qualifier = _of_a_year(key)
    unit = unit_of(solution, key)
    largest = max((float(np.nanmax(np.abs(one), initial=0.0)) for one in tried), default=0.0)
    if unit == "1":
        return solution.zeros() + 1.0
    if name.startswith(LOSS):
        return burden(solution, qualifier)
    if unit.startswith("t "):
        return np.maximum(_need(solution), 1e-9)
    return solution.zeros() + max(largest, 1e-9)


def _need(solution: Solution) -> Series:
    """What uses of tracked materials at home would take at the observed price, t/yr."""
    labels = solution.labels
    points = dict.fromkeys(
        use_option.point
        for use_option in labels.use_options
        if use_option.region == labels.home and solution.tracked_content(use_option.material) > 0
    )
    rows = solution.places.points(tuple(points))
    return np.asarray(solution.planned("demand")[rows].sum(axis=0))
