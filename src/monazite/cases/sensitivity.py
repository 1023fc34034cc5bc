"""One doubt at a time at its low and at its high: strategy and baseline are solved again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monazite.cases.case import Case
from monazite.cases.uncertain_inputs import UncertainInput
from monazite.cases.worker import Worker
from monazite.core.errors import InvalidInput
from monazite.model import Outcome
from monazite.study import Study

Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Varied:
    """The strategy with a doubt at one end of its range.

    Without an outcome there is no plan, or no such study, and `fault` says why.
    """

    study: Study
    outcome: Outcome | None
    baseline: Outcome | None
    fault: str = ""


@dataclass(frozen=True, eq=False)
class Swing:
    """A doubt at both ends of its range."""

    uncertain_input: UncertainInput
    low: Varied
    high: Varied


def swings(
    worker: Worker,
    case: Case,
    baseline: Case | None,
    uncertain_inputs: Sequence[UncertainInput],
    progress: Progress | None = None,
) -> Iterator[Swing]:
    """Solve a strategy, and the baseline it is held against, at both ends of every doubt.

    All other facts keep their central value; levers are applied anew to what the facts then say.
    """
    for place, uncertain_input in enumerate(uncertain_inputs, start=1):
        if progress is not None:
            progress(f"Doubt {place} of {len(uncertain_inputs)}: {uncertain_input.title}")
        yield Swing(
            uncertain_input,
            _varied(worker, case, baseline, uncertain_input, low=True),
            _varied(worker, case, baseline, uncertain_input, low=False),
        )


def _varied(
    worker: Worker, case: Case, baseline: Case | None, uncertain_input: UncertainInput, *, low: bool
) -> Varied:
    reason = f"What if: {uncertain_input.title} at its {'low' if low else 'high'}"
    facts = uncertain_input.at_low if low else uncertain_input.at_high
    try:
        solved = worker.solve(case.with_facts(facts, reason))
        before = None
        if baseline is not None:
            before = worker.solve(baseline.with_facts(facts, reason)).outcome
    except InvalidInput as refusal:
        return Varied(worker.study, None, None, refusal.problems[0].message)
    if solved.outcome.status != "optimal":
        return Varied(solved.study, None, None, "the rules leave no plan")
    has_plan = before is not None and before.status == "optimal"
    return Varied(solved.study, solved.outcome, before if has_plan else None)
