"""Whether a study has the numbers and years somebody asks for, known before anything is solved."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.core.errors import InvalidInput, Problem, check_all
from monazite.findings.indicators import check_keys
from monazite.parameters import Labels
from monazite.study import Study

__all__ = ["check_asked"]


def check_asked(
    study: Study, labels: Labels, indicators: Sequence[str], years: Sequence[int]
) -> None:
    """Refuse indicators a study has not and years it does not report.

    Raises InvalidInput with all of them.
    """
    check_all(
        lambda: check_keys(study, labels, indicators), lambda: _check_years(labels.years, years)
    )


def _check_years(reported: Sequence[int], years: Sequence[int]) -> None:
    problems = [
        Problem(
            field="year",
            message=f"{year} is not reported",
            remedy=f"choose a year from {reported[0]} to {reported[-1]}",
        )
        for year in years
        if year not in reported
    ]
    if problems:
        raise InvalidInput(problems)
