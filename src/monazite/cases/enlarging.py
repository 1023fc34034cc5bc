"""Makes one limit at a time a little larger, and smaller, to see what home has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from monazite.cases.case import Case
from monazite.cases.next_bottlenecks import Hold, easing, tightening
from monazite.cases.worker import Worker
from monazite.core.edit import Edit
from monazite.model import RULES, Outcome, Rule

LARGER = 0.1
"""Share by which a limit is made larger, and smaller.

A hundredth is of the size of what pools that meet prices leave open, and twice as large is another
plan.
"""


@dataclass(frozen=True, eq=False)
class Enlarged:
    """A plan in which one limit alone is larger, by `more` of what it counts in its year.

    `smaller` is the plan with that limit smaller by the same share, if it was tried; often there is
    none, since what a plant has sold ahead it then cannot make.
    """

    hold: Hold
    more: float
    outcome: Outcome
    smaller: Outcome | None = None


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
    smaller: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Enlarged]:
    """Make the limit of each hold, of one subject, larger by a share of its size in a year.

    It is larger in every year, as a plant, a permit or a lane is. A plan that does not exist is
    left out, and so is a limit that another figure holds where it was, such as the band of a lane.
    Each of the others is then made `smaller` by the same share, so that there are at most two
    solves for each hold beside that of the case itself.
    """
    before = worker.solve(case).outcome

    def solved(how: str, hold: Hold, edits: Iterator[Edit]) -> Outcome:
        if progress is not None:
            progress(f"A {how} limit: {hold.stage}, {RULES[hold.rule].said}")
        return worker.solve(case.with_edits(tuple(edits))).outcome

    for hold in holds:
        rule, (subject,) = RULES[hold.rule], hold.subjects
        size = _limit(before, rule, subject, year)
        after = solved("larger", hold, easing(before, hold, year, by))
        if after.status != "optimal" or not _moved(before, after, rule, subject, year):
            continue
        less = solved("smaller", hold, tightening(before, hold, by)) if smaller else None
        yield Enlarged(hold, by * size, after, less)


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
