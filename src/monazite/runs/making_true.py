"""Which single change of a lever would make true what is said: an indicator reaches a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monazite.cases.figures import Figure, figures_of
from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.numerals import number
from monazite.core.records import Record
from monazite.core.units import convert
from monazite.findings.indicators import check_keys, unit_of
from monazite.runs.breakeven import break_even
from monazite.runs.records import RunRecords
from monazite.store import ReadingStore

__all__ = ["MadeTrue", "claimed", "made_true"]

POINTS = 5
"""Values of a figure that are tried before the nearest one is narrowed down."""

TOLERANCE = 0.01
"""Part of itself to which the nearest value is known."""


@dataclass(frozen=True)
class MadeTrue(Record):
    """One figure of a lever of the strategy, and where it makes true what was said.

    `best` is the number nearest to what was said that any value of the figure tried gives, in
    `unit`, as the indicator has it; `needed` is blank where none reaches it.
    """

    lever: str
    field: str
    """As a file writes it."""
    stated: str
    needed: str
    figure_unit: str
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
    evidence = records.worker.study.evidence
    claims = {claim.claim_id: claim for claim in evidence.claims}
    known = [name for name, claim in claims.items() if claim.indicator]
    claim = claims.get(claim_id)
    if claim is None or not claim.indicator or claim.claimed_value is None:
        what = "no indicator is named beside" if claim else "there is no claim"
        remedy = name_remedy(claim_id, known) if known else "name indicator and value yourself"
        raise InvalidInput(Problem(field="claim", message=f"{what} '{claim_id}'", remedy=remedy))
    asked = year or claim.year
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
    solution = records.solved_in(asked)
    check_keys(solution, [claim.indicator])
    money = solution.study.money
    unit = unit_of(solution, claim.indicator)
    return claim.indicator, convert(claim.claimed_value, claim.claimed_unit, unit, money), asked


def made_true(
    records: RunRecords,
    indicator: str,
    target: float,
    year: int,
    *,
    workers: int = 1,
    store: ReadingStore | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[MadeTrue, ...]:
    """Try every figure of every lever of the strategy, each alone, until an indicator is reached.

    Those that are enough come first, the nearest to what is stated before others, by the part of
    the range looked at; then the others, by how near they come. Nothing where it is true already.
    Raises InvalidInput for unknown names, RulesContradict or SolveFailed when there is no plan.
    """
    study, found = records.worker.study, []
    for place, lever in enumerate(records.case.strategy.levers):
        title = lever.title or lever.kind
        for figure in figures_of(study, "strategy", place, lever):
            if not figure.low < figure.high:
                continue
            if progress is not None:
                progress(f"Trying {figure.title}")
            try:
                even = break_even(
                    records, figure.name, indicator, target, year,
                    points=POINTS, tolerance=TOLERANCE, workers=workers, store=store,
                )  # fmt: skip
            except InvalidInput as refusal:
                if refusal.problems[0].field in ("figure", figure.name):
                    continue  # two levers go by that name, or no value gives a number
                raise
            if (even.now >= target) if even.rising else (even.now <= target):
                return ()
            tried = [value for _, value in even.found.curve if value == value]
            best = max(tried) if even.rising else min(tried)
            told = MadeTrue(
                lever=title,
                field=figure.field,
                stated=_said(figure, figure.value),
                needed="" if even.value is None else _said(figure, even.value),
                figure_unit="" if figure.kind in ("month", "number") else figure.unit,
                best=best,
                unit=even.unit,
            )
            away = 0.0 if even.value is None else abs(even.value - figure.value)
            short = abs(best - target) if even.value is None else 0.0
            found.append((short, away / (figure.high - figure.low), told))
    return tuple(told for *_, told in sorted(found, key=lambda one: one[:2]))


def _said(figure: Figure, value: float) -> str:
    return str(figure.said(value)) if figure.kind == "month" else number(value, figures=4)
