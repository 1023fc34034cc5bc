"""The years in which a plan is judged."""

from __future__ import annotations

from monazite.findings.solution.reading import Reading

DECISION_YEARS = (2030, 2035)
"""Years sentences speak of when a study reports them; else its middle and last year."""


def decision_years(reading: Reading) -> tuple[int, int]:
    """The two years an answer speaks of."""
    first, last = DECISION_YEARS
    if first in reading.years and last in reading.years:
        return first, last
    return reading.years[len(reading.years) // 2], reading.years[-1]
