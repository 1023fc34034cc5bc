"""One doubt at a time at its low and at its high: strategy and baseline are solved again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monazite.core.errors import InvalidInput
from monazite.ensemble.course import Course
from monazite.ensemble.doubts import Doubt
from monazite.model import Outcome
from monazite.parameters import varied_parameters
from monazite.study import Study, with_values

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

    doubt: Doubt
    low: Varied
    high: Varied


def swings(
    course: Course,
    baseline: Course | None,
    doubts: Sequence[Doubt],
    progress: Progress | None = None,
) -> Iterator[Swing]:
    """Solve a strategy, and the baseline it is held against, at both ends of every doubt.

    All other facts keep their central value; levers are applied anew to what the facts then say.
    """
    for place, doubt in enumerate(doubts, start=1):
        if progress is not None:
            progress(f"Doubt {place} of {len(doubts)}: {doubt.title}")
        yield Swing(
            doubt,
            _varied(course, baseline, doubt, low=True),
            _varied(course, baseline, doubt, low=False),
        )


def _varied(course: Course, baseline: Course | None, doubt: Doubt, *, low: bool) -> Varied:
    reason = f"What if: {doubt.title} at its {'low' if low else 'high'}"
    try:
        study = with_values(course.study, doubt.at_low if low else doubt.at_high, reason)
        base = varied_parameters(study, course.study, course.base)
        unfolded = course.unfold(base, study=study)
        outcome = unfolded[-1][1]
        before = None
        if baseline is not None:
            before = baseline.unfold(base, study=study, known=unfolded)[-1][1]
    except InvalidInput as refusal:
        return Varied(course.study, None, None, refusal.problems[0].message)
    if outcome.status != "optimal":
        return Varied(study, None, None, "the rules leave no plan")
    solved = before is not None and before.status == "optimal"
    return Varied(study, outcome, before if solved else None)
