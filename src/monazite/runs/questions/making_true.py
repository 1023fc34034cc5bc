"""Which single change of a lever would make true what is said: an indicator reaches a value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from math import isfinite

from monazite.cases import Case
from monazite.cases.figures import Figure, figures_of, with_figure
from monazite.cases.searching import crossings, scan
from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.records import Record
from monazite.core.units import convert
from monazite.core.usual import LOOK, SCAN_TO
from monazite.findings.indicators import unit_of
from monazite.runs.computing.execution import Execution
from monazite.runs.plan.records import RunRecords
from monazite.runs.questions.seeking import Sought, figure_told, sought
from monazite.study import Study

__all__ = ["Claimed", "MadeTrue", "claimed", "made_true", "what_is_claimed"]


@dataclass(frozen=True)
class MadeTrue(Record):
    """One figure of a lever of the strategy, and where it makes true what was said.

    `reached` is the number with the figure at `needed`, and `best` the one that goes furthest of
    all values of the figure tried, both in `unit`, as the indicator has it. Where none is enough
    `needed` is blank and `reached` is None.
    """

    lever: str
    field: str
    """As a file writes it."""
    stated: str
    needed: str
    figure_unit: str
    reached: float | None
    best: float
    unit: str

    @property
    def is_enough(self) -> bool:
        """Whether the figure alone makes it true."""
        return bool(self.needed)


def claimed(records: RunRecords, claim_id: str, year: int | None = None) -> tuple[str, float, int]:
    """Give the indicator, the value in its unit and the year of a claim that names them.

    Raises InvalidInput for a claim that is not there, or that no indicator is the number of.
    """
    said = what_is_claimed(records.worker.study, claim_id, year)
    solution = records.solved_in(said.year, [said.indicator])
    unit = unit_of(solution, said.indicator)
    return said.indicator, convert(said.value, said.unit, unit, solution.study.money), said.year


@dataclass(frozen=True)
class Claimed:
    """What a claim says a number of the model is in a year, in the unit of the claim."""

    indicator: str
    value: float
    unit: str
    year: int


def what_is_claimed(study: Study, claim_id: str, year: int | None = None) -> Claimed:
    """Give what a claim says, of the year it names or another.

    Raises InvalidInput for a claim that is not there, or that no indicator is the number of.
    """
    evidence = study.evidence
    claims = {claim.claim_id: claim for claim in evidence.claims}
    known = [name for name, claim in claims.items() if claim.indicator]
    claim = claims.get(claim_id)
    if claim is None or not claim.indicator or claim.claimed_value is None:
        what = "no indicator is named beside" if claim else "there is no claim"
        remedy = name_remedy(claim_id, known) if known else "name indicator and value yourself"
        raise InvalidInput(Problem(field="claim", message=f"{what} '{claim_id}'", remedy=remedy))
    asked = claim.year if year is None else year
    if asked is None:
        raise InvalidInput(
            Problem(
                file=claim.file,
                line=claim.line,
                field="year",
                message=f"'{claim_id}' does not say of which year it speaks",
                remedy="write the year there, or name one",
            )
        )
    return Claimed(claim.indicator, claim.claimed_value, claim.claimed_unit, asked)


def made_true(
    records: RunRecords,
    indicator: str,
    target: float,
    year: int,
    execution: Execution,
) -> tuple[MadeTrue, ...]:
    """Try every figure of every lever of the strategy, each alone, until an indicator is reached.

    Those that are enough come first, the nearest to what is stated before others, by the part of
    the range looked at; then the others, by how near they come. Nothing where it is true already.
    Raises InvalidInput for unknown names, a target that is no number or a strategy without a figure
    to move, RulesContradict or SolveFailed when there is no plan.
    """
    wanted = sought(records, indicator, target, year, execution)
    if wanted.met:
        return ()
    study, case = records.worker.study, records.case
    parameters = records.worker.base.parameters
    figures = [
        (lever.title or lever.kind, figure)
        for place, lever in enumerate(case.strategy.levers)
        for figure in figures_of(study, parameters, "strategy", place, lever)
        if figure.low < figure.high
    ]
    if not figures:
        raise InvalidInput(
            Problem(
                field="strategy",
                message=f"no lever of '{case.strategy.name}' has a figure that could be otherwise",
                remedy="name a strategy with levers, or look with `monazite breakeven` for a fact "
                "that is enough",
            )
        )
    execution.tell(f"Trying {len(figures)} figures")
    # all of them at once, so that processes are begun once
    wanted.reader.readings([one for _, figure in figures for one in _scanned(study, case, figure)])
    found: list[tuple[float, float, MadeTrue]] = []
    for lever, figure in figures:
        execution.tell(f"Trying {figure.title}")
        found += _tried(wanted, lever, figure)
    return tuple(told for *_, told in sorted(found, key=lambda one: one[:2]))


def _tried(wanted: Sought, lever: str, figure: Figure) -> Iterator[tuple[float, float, MadeTrue]]:
    """What a figure can do, behind how far it falls short and how far it has to move, if it can."""
    wanted = replace(wanted, faults={})
    one = crossings(
        partial(wanted.numbers, figure),
        figure.low,
        figure.high,
        wanted.target,
        rising=wanted.rising,
        start=figure.value,
        points=LOOK,
        tolerance=SCAN_TO,
        whole=figure.whole,
        in_round=True,
    )
    tried = [value for _, value in one.curve if isfinite(value)]
    if not tried:
        return
    best = max(tried) if wanted.rising else min(tried)
    nearest = one.crossings[0] if one.crossings else None
    needed = None if nearest is None else nearest.reached
    told = MadeTrue(
        lever=lever,
        field=figure.field,
        stated=figure_told(figure, figure.value),
        needed="" if needed is None else figure_told(figure, needed),
        figure_unit=figure.unit_beside,
        reached=None if nearest is None else nearest.number_reached,
        best=best,
        unit=unit_of(wanted.solution, wanted.indicator),
    )
    away = 0.0 if needed is None else abs(needed - figure.value)
    short = abs(best - wanted.target) if needed is None else 0.0
    yield short, away / (figure.high - figure.low), told


def _scanned(study: Study, case: Case, figure: Figure) -> Iterator[Case]:
    """The cases that are looked at first; values that are refused are left out."""
    for value in scan(figure.low, figure.high, figure.value, LOOK, whole=figure.whole):
        with suppress(InvalidInput):
            yield with_figure(study, case, figure, value)
