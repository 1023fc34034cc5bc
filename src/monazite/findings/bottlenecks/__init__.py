"""What holds a plan back: constraints that bind, what stands behind them, and traces."""

from monazite.findings.bottlenecks.binding import Bind, at_limits, binds
from monazite.findings.bottlenecks.bought import (
    Bought,
    group_dependence,
    heavy_magnets,
    heavy_share,
    still_bought,
)
from monazite.findings.bottlenecks.conflict import Contradiction, contradictions
from monazite.findings.bottlenecks.holding import held_by_year, held_stages, held_years, size
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
    "Bind",
    "Bought",
    "Contradiction",
    "EasedWall",
    "SoftRule",
    "StageUse",
    "Step",
    "TraceStep",
    "at_limits",
    "best_of",
    "binds",
    "contradictions",
    "eased_walls",
    "falls_when_better",
    "group_dependence",
    "heavy_magnets",
    "heavy_share",
    "held_by_year",
    "held_stages",
    "held_years",
    "measured",
    "size",
    "soft_rules",
    "stage_use",
    "still_bought",
    "trace",
]
