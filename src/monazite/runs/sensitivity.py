"""How much of a run each doubtful fact decides, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monazite.cases import swings
from monazite.findings import check_keys, decision_years, sensitivity_rows, shortlist
from monazite.runs.run import Run


def sensitivity(
    run: Run,
    year: int | None = None,
    indicators: Sequence[str] | None = None,
    *,
    most: int = 15,
    progress: Callable[[str], None] | None = None,
) -> list[dict[str, object]]:
    """Solve a run and its baseline with each of up to `most` doubts at its low and at its high.

    They are read in a year: 2030 where it is reported, if none is named. Rows by indicator (the
    study's front indicators unless named), the widest swing first. Families the study calls
    doubtful come before single facts. Raises InvalidInput for an unknown indicator or a year that
    is not reported, RulesContradict or SolveFailed when the strategy has no plan.
    """
    year = year or decision_years(run.reading)[0]
    reading = run.solved(year)
    settings = reading.study.settings
    keys = tuple(indicators or settings.front_indicators) or tuple(settings.headlines)
    check_keys(reading, keys)
    found = swings(run.worker, run.case, run.before, shortlist(reading, most), progress)
    return sensitivity_rows(reading, found, keys, year)
