"""Long findings about the subject of a brief, as far as somebody worked them out before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from hashlib import sha256
from math import isclose, isfinite
from typing import TypeVar

from monazite.cases.draws import drawn_inputs
from monazite.findings.indicators import unit_of
from monazite.runs.draws.alone import TriedAlone
from monazite.runs.draws.grouped import Grouped, known_groups
from monazite.runs.draws.regions import Region
from monazite.runs.draws.sureness import Sureness
from monazite.runs.plan.kept_findings import can_be_told, kept_findings
from monazite.runs.questions.attribution import Attribution
from monazite.runs.questions.breakeven import BreakEven
from monazite.runs.questions.lever_sets import LeverSets
from monazite.runs.questions.measured import Bench
from monazite.runs.run import Run

__all__ = ["WorkedOut", "worked_out"]

Found = TypeVar("Found")

ASKED = 3
"""Break-evens, regions, and numbers shared out to levers, that are told, the latest asked first."""

ADDS_UP = 1e-6
"""Part by which contributions may miss the effect they share out; kept ones have fewer figures."""


@dataclass(frozen=True)
class WorkedOut:
    """What is known of exactly the case a brief is about; each may be missing."""

    sureness: Sureness | None = None
    """Of several, the one with the most draws, held against the brief's baseline."""
    bench: Bench | None = None
    """The one asked for last."""
    break_evens: tuple[BreakEven, ...] = ()
    grouped: Grouped | None = None
    """What groups of facts decide in the year of the draws; of several, from the most draws."""
    alone: TriedAlone | None = None
    """What facts do one at a time in that year; of several, held against the most draws."""
    regions: tuple[Region, ...] = ()
    """Where numbers are as somebody asked."""
    sets: LeverSets | None = None
    """Other sets of levers; those asked for last."""
    whys: tuple[Attribution, ...] = ()
    """Numbers shared out to the levers that moved them."""

    @property
    def mark(self) -> str:
        """A few letters that are other for other findings."""
        return sha256(repr(asdict(self)).encode()).hexdigest()[:8]


def worked_out(run: Run) -> WorkedOut:
    """Look up what was found about a run before, as far as it can be of it."""
    if run.status != "optimal":
        return WorkedOut()
    against = "" if run.before is None else run.before.hash
    inputs = _Inputs(run)

    def known(kind: type[Found], fits: Callable[[Found], bool]) -> list[Found]:
        return [one for one in kept_findings(run.records, kind) if fits(one)]

    draws = known(Sureness, lambda one: one.against == against and _draws_fit(run, one, inputs))
    sureness = max(draws, key=lambda one: one.draws, default=None)
    year = None if sureness is None else sureness.year
    alone = known(TriedAlone, lambda one: one.year == year and _alone_fits(run, one, inputs))
    return WorkedOut(
        sureness=sureness,
        bench=next(iter(kept_findings(run.records, Bench)), None),
        break_evens=tuple(known(BreakEven, partial(_break_even_fits, run)))[:ASKED],
        grouped=None if year is None else known_groups(run, year),
        alone=max(alone, key=lambda one: one.draws, default=None),
        regions=tuple(known(Region, lambda one: _region_fits(run, one, inputs)))[:ASKED],
        sets=next(iter(known(LeverSets, partial(_sets_fit, run))), None),
        whys=tuple(known(Attribution, partial(_why_fits, run)))[:ASKED],
    )


class _Inputs:
    """The names of all that is drawn of a study, gathered where a finding names some."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(one.name for one in drawn_inputs(self.run.worker.study))


def _draws_fit(run: Run, found: Sureness, inputs: _Inputs) -> bool:
    """Whether draws can be told of a run: what somebody wrote over may name what it has not."""
    names = {*found.faults, *(one.strategy for one in found.bands)}
    keys = {*(one.indicator for one in found.headlines), *(one.indicator for one in found.bands)}
    sides = (side.input for one in found.headlines if one.box for side in one.box.sides)
    named = {*sides, *(each.input for one in found.headlines for each in one.decides)}
    return (
        names <= run.solution.study.strategies.keys()
        and named <= inputs.names
        and can_be_told(run.records, sorted(keys), found.year)
        and all(found.band(one.indicator, found.year) for one in found.headlines)
    )


def _alone_fits(run: Run, found: TriedAlone, inputs: _Inputs) -> bool:
    named = {row.input for one in found.found.values() if one for row in one.rows}
    return (
        found.inputs == len(inputs.names)
        and named <= inputs.names
        and can_be_told(run.records, sorted(found.found), found.year)
    )


def _region_fits(run: Run, found: Region, inputs: _Inputs) -> bool:
    named = {side.input for box in found.boxes for side in box.sides}
    return (
        found.inputs == len(inputs.names)
        and named <= inputs.names
        and (found.at_least is None) != (found.at_most is None)
        and can_be_told(run.records, [found.indicator], found.year)
    )


def _sets_fit(run: Run, found: LeverSets) -> bool:
    """Whether other sets can be told: figures a run has, and all of them of every set."""
    figures = (*found.wanted, *found.costs, *found.front)
    keys = {one.indicator for one in figures}
    return (
        bool(found.wanted and found.costs)
        and all(can_be_told(run.records, [one.indicator], one.year) for one in figures)
        and all(keys <= one.comes_to.keys() for one in found.found)
    )


def _break_even_fits(run: Run, found: BreakEven) -> bool:
    """Whether a break-even can be told and drawn."""
    curve = [value for _, value in found.found.curve]
    return (
        all(map(isfinite, (found.target, found.figure.value)))
        and any(map(isfinite, curve))
        and can_be_told(run.records, [found.indicator], found.year)
    )


def _why_fits(run: Run, found: Attribution) -> bool:
    """Whether a number shared out can be told: all of it, which adds up, in the unit it has."""
    told = found.found
    sizes = [one.contribution for one in told.contributions]
    return (
        bool(sizes)
        and all(map(isfinite, (told.start, told.end, *sizes)))
        and isclose(sum(sizes), found.package_effect, rel_tol=ADDS_UP, abs_tol=found.least)
        and can_be_told(run.records, [found.indicator], found.year)
        and found.unit == unit_of(run.solution, found.indicator)
    )
