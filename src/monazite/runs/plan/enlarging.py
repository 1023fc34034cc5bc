"""What home saves by limits made larger one at a time, kept and told wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from monazite.cases import LARGER
from monazite.core.usual import LIMITS
from monazite.findings.bottlenecks import EnlargedLimit
from monazite.runs.plan.kept_findings import keep_finding, kept_findings, known_finding
from monazite.runs.plan.records import RunRecords
from monazite.store import ReadingStore

__all__ = ["TriedLimits", "known_limits", "tried_limits"]


@dataclass(frozen=True)
class TriedLimits:
    """The limits worth most in a year, each a tenth larger alone and then a tenth smaller."""

    year: int
    limits: tuple[EnlargedLimit, ...] = field(repr=False)
    """What home saves most by first."""


def tried_limits(
    records: RunRecords,
    year: int,
    indicator: str,
    *,
    progress: Callable[[str], None] | None = None,
    store: ReadingStore | None = None,
) -> TriedLimits:
    """Say what home saves by each limit, as `RunRecords.enlarged_limits` does, and keep it.

    What the `store` knows already takes no solve. Raises InvalidInput for an unknown indicator or a
    year that is not reported.
    """
    asked = {"limits": LIMITS, "by": LARGER, "indicator": indicator, "year": year}
    known = known_finding(records, TriedLimits, asked, store)
    if known is not None:
        return known
    rows = records.enlarged_limits(year, indicator, progress=progress)
    found = TriedLimits(year, tuple(rows))
    keep_finding(records.worker.study, records.case, asked, found, store)
    return found


def known_limits(records: RunRecords, year: int) -> tuple[EnlargedLimit, ...]:
    """Look up what is known of the limits of a run in a year; none where nobody tried them."""
    found = (one for one in kept_findings(records, TriedLimits) if one.year == year)
    return next((one.limits for one in found), ())
