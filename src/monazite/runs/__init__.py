"""Strategies solved, with everything that may be asked of them, alone and side by side."""

from monazite.runs.comparison import Comparison
from monazite.runs.keeper import RunKeeper
from monazite.runs.run import Run, solved_run
from monazite.runs.sensitivity import sensitivity

__all__ = ["Comparison", "Run", "RunKeeper", "sensitivity", "solved_run"]
