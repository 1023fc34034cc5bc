"""Long findings about the subject of a brief, as far as somebody worked them out before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite

from monazite.cases.draws import drawn_inputs
from monazite.core.errors import InvalidInput
from monazite.findings.indicators import check_keys
from monazite.runs.bench import Bench
from monazite.runs.breakeven import BreakEven
from monazite.runs.kept_findings import kept_findings
from monazite.runs.run import Run
from monazite.runs.sureness import Sureness

__all__ = ["WorkedOut", "worked_out"]

BREAK_EVENS = 3
"""Break-evens that are told, the latest asked first."""


@dataclass(frozen=True)
class WorkedOut:
    """What is known of exactly the case a brief is about; each may be missing."""

    sureness: Sureness | None = None
    """Of several, the one with the most draws, held against the brief's baseline."""
    bench: Bench | None = None
    """The one asked for last."""
    break_evens: tuple[BreakEven, ...] = ()

    @property
    def mark(self) -> str:
        """A few letters that are other for other findings."""
        return sha256(repr((self.sureness, self.bench, self.break_evens)).encode()).hexdigest()[:8]


def worked_out(run: Run) -> WorkedOut:
    """Look up what was found about a run before, as far as it can be of it."""
    if run.status != "optimal":
        return WorkedOut()
    against = "" if run.before is None else run.before.hash
    draws = [
        one
        for one in kept_findings(run.records, Sureness)
        if one.against == against and _draws_fit(run, one)
    ]
    benches = kept_findings(run.records, Bench)
    return WorkedOut(
        sureness=max(draws, key=lambda one: one.draws, default=None),
        bench=next(iter(benches), None),
        break_evens=tuple(
            one for one in kept_findings(run.records, BreakEven) if _break_even_fits(run, one)
        )[:BREAK_EVENS],
    )


def _draws_fit(run: Run, found: Sureness) -> bool:
    """Whether draws can be told of a run: what somebody wrote over may name what it has not."""
    names = {*found.faults, *(one.strategy for one in found.bands)}
    keys = {*(one.indicator for one in found.headlines), *(one.indicator for one in found.bands)}
    sides = (side.input for one in found.headlines if one.box for side in one.box.sides)
    inputs = {*sides, *(each.input for one in found.headlines for each in one.decides)}
    return (
        names <= run.solution.study.strategies.keys()
        and inputs <= {one.name for one in drawn_inputs(run.worker.study)}
        and _has(run, sorted(keys), found.year)
        and all(found.band(one.indicator, found.year) for one in found.headlines)
    )


def _break_even_fits(run: Run, found: BreakEven) -> bool:
    """Whether a break-even can be told and drawn."""
    curve = [value for _, value in found.found.curve]
    return (
        all(map(isfinite, (found.target, found.figure.value)))
        and any(map(isfinite, curve))
        and _has(run, [found.indicator], found.year)
    )


def _has(run: Run, keys: Sequence[str], year: int) -> bool:
    """Whether a run has indicators and a year."""
    try:
        check_keys(run.solution, keys)
    except InvalidInput:
        return False
    return year in run.solution.years
