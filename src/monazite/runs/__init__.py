"""Strategies solved, with everything that may be asked of them, alone and side by side."""

from monazite.runs.comparison import Comparison
from monazite.runs.keeper import RunKeeper
from monazite.runs.plan.records import RunRecords
from monazite.runs.run import Run, solved_run

__all__ = ["Comparison", "Run", "RunKeeper", "RunRecords", "solved_run"]
