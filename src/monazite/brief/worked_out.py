"""Long findings about the subject of a brief, as far as somebody worked them out before."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from monazite.runs.bench import Bench
from monazite.runs.breakeven import BreakEven
from monazite.runs.kept_findings import kept_findings
from monazite.runs.run import Run
from monazite.runs.sureness import Sureness

__all__ = ["WorkedOut", "worked_out"]

BREAK_EVENS = 3
"""Break-evens that are told, the latest asked first."""


@dataclass(frozen=True)
class WorkedOut:
    """What is known of exactly the case a brief is about; each may be missing."""

    sureness: Sureness | None = None
    """Of several, the one with the most draws, held against the brief's baseline."""
    bench: Bench | None = None
    """The one asked for last."""
    break_evens: tuple[BreakEven, ...] = ()

    @property
    def mark(self) -> str:
        """A few letters that are other for other findings."""
        return sha256(repr((self.sureness, self.bench, self.break_evens)).encode()).hexdigest()[:8]


def worked_out(run: Run) -> WorkedOut:
    """Look up what was found about a run before."""
    if run.status != "optimal":
        return WorkedOut()
    against = "" if run.before is None else run.before.hash
    draws = [one for one in kept_findings(run.records, Sureness) if one.against == against]
    benches = kept_findings(run.records, Bench)
    return WorkedOut(
        sureness=max(draws, key=lambda one: one.draws, default=None),
        bench=next(iter(benches), None),
        break_evens=tuple(kept_findings(run.records, BreakEven)[:BREAK_EVENS]),
    )
