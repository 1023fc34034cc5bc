"""What a brief is written from: the runs that have a plan, and what else was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.api.comparison import Comparison
from monazite.api.inquiry import Inquiry
from monazite.api.run import Run
from monazite.findings import (
    decision_years,
    partners_hit,
)
from monazite.study import Study

MILESTONES = (2026, 2028, 2030, 2035)
"""Years asked about, where a study reports them."""

NUMBER, WIDE = "number", "wide"


@dataclass(frozen=True)
class Briefed:
    """What topics are written from: the runs that have a plan, and the one the brief is about."""

    study: Study
    solved: Sequence[Run]
    subject: Run
    baseline: str
    inquiry: Inquiry

    @property
    def years(self) -> tuple[int, int]:
        """The years of decision."""
        return decision_years(self.subject.reading)

    @property
    def milestones(self) -> list[int]:
        """The years asked about."""
        known = self.subject.reading.years
        found = [year for year in MILESTONES if year in known]
        return found if len(found) > 1 else list(self.years)

    @property
    def limited(self) -> list[Run]:
        """Runs whose strategy limits exports."""
        return [run for run in self.solved if run.reading.without_limits is not None]

    @property
    def partners(self) -> list[str]:
        """Regions that get less from home under any of the plans."""
        return partners_hit([run.reading for run in self.solved])

    def title(self, run: Run) -> str:
        """Title of a run's strategy."""
        return self.study.strategies[run.strategy].title

    def name(self, key: str) -> str:
        """An indicator in words."""
        return Comparison((self.subject,), self.baseline).title(key)


def capital(text: str) -> str:
    """A phrase with a capital, to stand alone."""
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]
