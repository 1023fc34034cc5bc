"""What holds a plan back: constraints that bind, what stands behind them, and traces."""

from monazite.findings.bottlenecks.binding import Bind, binds
from monazite.findings.bottlenecks.bought import heavy_share, says_what_is_bought, still_bought
from monazite.findings.bottlenecks.conflict import Contradiction, contradictions
from monazite.findings.bottlenecks.holding import (
    GAINS,
    held_by_year,
    held_years,
    says_walls,
    says_what_holds,
)
from monazite.findings.bottlenecks.soft_rules import SoftRule, soft_rules
from monazite.findings.bottlenecks.stages import StageUse, stage_use
from monazite.findings.bottlenecks.trace import Step, TraceStep, trace
from monazite.findings.bottlenecks.walls import (
    EasedWall,
    best_of,
    eased_walls,
    falls_when_better,
    measured,
)

__all__ = [
    "GAINS",
    "Bind",
    "Contradiction",
    "EasedWall",
    "SoftRule",
    "StageUse",
    "Step",
    "TraceStep",
    "best_of",
    "binds",
    "contradictions",
    "eased_walls",
    "falls_when_better",
    "heavy_share",
    "held_by_year",
    "held_years",
    "measured",
    "says_walls",
    "says_what_holds",
    "says_what_is_bought",
    "soft_rules",
    "stage_use",
    "still_bought",
    "trace",
]
