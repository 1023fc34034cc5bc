"""Makes one limit at a time a little larger and solves again, to see what home has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monazite.cases.case import Case
from monazite.cases.next_bottlenecks import Hold, easing
from monazite.cases.worker import Worker
from monazite.model import RULES, Outcome, Rule

LARGER = 0.1
"""Share by which a limit is made larger.

A hundredth is of the size of what pools that meet prices leave open, and twice as large is another
plan. Smaller is not tried: what a plant has sold ahead it then cannot make, and there is no plan.
"""


@dataclass(frozen=True, eq=False)
class Enlarged:
    """A plan in which one limit alone is larger, by `more` of what it counts in its year."""

    hold: Hold
    more: float
    outcome: Outcome


def can_be_enlarged(rule: Rule) -> bool:
    """Whether a rule says what makes its limit larger."""
    return rule.sense == "ceiling" and rule.relief is not None and rule.limit is not None


def enlarged(
    worker: Worker,
    case: Case,
    year: int,
    holds: Sequence[Hold],
    *,
    by: float = LARGER,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Enlarged]:
    """Make the limit of each hold, of one subject, larger by a share of its size in a year.

    It is larger in every year, as a plant, a permit or a lane is. A plan that does not exist is
    left out, and so is a limit that another figure holds where it was, such as the band of a lane.
    """
    before = worker.solve(case).outcome
    for hold in holds:
        rule, (subject,) = RULES[hold.rule], hold.subjects
        size = _limit(before, rule, subject, year)
        if progress is not None:
            progress(f"A larger limit: {hold.stage}, {rule.said}")
        larger = tuple(easing(before, hold, year, by))
        after = worker.solve(case.with_edits(larger)).outcome
        if after.status == "optimal" and _moved(before, after, rule, subject, year):
            yield Enlarged(hold, by * size, after)


def _moved(before: Outcome, after: Outcome, rule: Rule, subject: str, year: int) -> bool:
    """Whether the limit is larger; what is built moves that of a plant by itself."""
    assert rule.relief is not None
    if rule.relief.how == "add":
        return True
    return _limit(after, rule, subject, year) > _limit(before, rule, subject, year)


def _limit(outcome: Outcome, rule: Rule, subject: str, year: int) -> float:
    assert rule.limit is not None
    limit = rule.limit(outcome).sel({rule.subject: subject})
    return float(limit.sel(period=year) if "period" in limit.dims else limit)
