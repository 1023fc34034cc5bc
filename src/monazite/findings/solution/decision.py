"""The years in which a plan is judged."""

from __future__ import annotations

from monazite.findings.solution.solution import Solution

DECISION_YEARS = (2030, 2035)
"""Years sentences speak of when a study reports them; else its middle and last year."""


def decision_years(solution: Solution) -> tuple[int, int]:
    """The two years an answer speaks of."""
    first, last = DECISION_YEARS
    if first in solution.years and last in solution.years:
        return first, last
    return solution.years[len(solution.years) // 2], solution.years[-1]
