"""Says which levers of a strategy take from what it raises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from monazite.brief.sentences.answer import called
from monazite.core.numerals import amount
from monazite.findings.comparison import WorksAgainst
from monazite.findings.solution import Solution
from monazite.runs.plan.masses import told_by


def says_what_works_against(
    solution: Solution, title: str, found: Sequence[WorksAgainst]
) -> list[str]:
    """Name each lever with all that would be more without it; rows of a lever come together.

    What does not show as figures are written is left out.
    """
    said = []
    for lever, rows in groupby(found, key=lambda one: one.lever):
        parts = list(_more(solution, rows))
        if parts:
            said.append(f"“{lever}” works against the rest of “{title}”: {'; '.join(parts)}.")
    return said


def _more(solution: Solution, rows: Iterator[WorksAgainst]) -> Iterator[str]:
    for one in rows:
        factor, unit = told_by(solution).multiple(solution, one.indicator)
        with_it, without_it = (
            amount(factor * value, unit) for value in (one.with_it, one.without_it)
        )
        if with_it != without_it:
            yield (
                f"{called(solution, one.indicator)} is {with_it} in {one.year} with it and "
                f"{without_it} without it"
            )
