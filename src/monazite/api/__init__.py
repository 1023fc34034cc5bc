"""The verbs of monazite in Python: load a study, run, compare, ask why, write it down.

A name is fetched from the module that holds it when first used, since a plain run needs few.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monazite.api.handle import StudyHandle, load
    from monazite.api.known import KnownFact, StudyRecords
    from monazite.api.proposal import Proposal
    from monazite.api.verifying import Verified, verify
    from monazite.runs.comparison import Comparison
    from monazite.runs.draws.ensemble import Ensemble
    from monazite.runs.forecasts.hindcast import Forecast, Scored
    from monazite.runs.plan.records import RunRecords
    from monazite.runs.questions.attribution import Attribution
    from monazite.runs.questions.breakeven import BreakEven
    from monazite.runs.questions.measured import Bench
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

_HOMES = {
    "Attribution": "monazite.runs.questions.attribution",
    "Bench": "monazite.runs.questions.bench",
    "BreakEven": "monazite.runs.questions.breakeven",
    "Comparison": "monazite.runs.comparison",
    "Ensemble": "monazite.runs.draws.ensemble",
    "Forecast": "monazite.runs.forecasts.hindcast",
    "KnownFact": "monazite.api.known",
    "Proposal": "monazite.api.proposal",
    "Run": "monazite.runs.run",
    "RunRecords": "monazite.runs.plan.records",
    "Scored": "monazite.runs.forecasts.hindcast",
    "StudyHandle": "monazite.api.handle",
    "StudyRecords": "monazite.api.known",
    "Verified": "monazite.api.verifying",
    "load": "monazite.api.handle",
    "verify": "monazite.api.verifying",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'monazite.api' has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
