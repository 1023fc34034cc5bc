"""The verbs of monazite in Python: load a study, run, compare, ask why, write it down."""

from monazite.api.handle import StudyHandle, load
from monazite.api.known import KnownFact, StudyRecords
from monazite.api.proposal import Proposal
from monazite.api.verifying import Verified, verify
from monazite.runs.attribution import Attribution
from monazite.runs.bench import Bench
from monazite.runs.breakeven import BreakEven
from monazite.runs.comparison import Comparison
from monazite.runs.ensemble import Ensemble
from monazite.runs.hindcast import Forecast, Scored
from monazite.runs.records import RunRecords
from monazite.runs.run import Run

__all__ = [
    "Attribution",
    "Bench",
    "BreakEven",
    "Comparison",
    "Ensemble",
    "Forecast",
    "KnownFact",
    "Proposal",
    "Run",
    "RunRecords",
    "Scored",
    "StudyHandle",
    "StudyRecords",
    "Verified",
    "load",
    "verify",
]
