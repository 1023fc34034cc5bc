"""What holds a plan back: constraints that bind, what stands behind them, and traces."""

from monazite.findings.bottlenecks.binding import BindingConstraint, at_limits, binding_constraints
from monazite.findings.bottlenecks.bottlenecks import (
    bottleneck_stages,
    bottlenecks_by_year,
    held_years,
    size,
    standing,
)
from monazite.findings.bottlenecks.carriers import (
    MONEY,
    SUPPLY,
    Carrying,
    carrying,
    in_turn,
)
from monazite.findings.bottlenecks.conflict import (
    Conflict,
    Contradiction,
    Forced,
    Opposed,
    conflict_told,
    contradictions,
    facts_in_conflict,
    forced,
)
from monazite.findings.bottlenecks.enlarged import (
    LEAST_SAVED,
    EnlargedLimit,
    enlarged_limits,
    hold_of,
    limits_worth_most,
)
from monazite.findings.bottlenecks.graded import (
    Grade,
    GradedNumber,
    grade_of_indicator,
    graded_numbers,
    thin_share_of_indicator,
)
from monazite.findings.bottlenecks.imports import (
    ImportedShare,
    group_dependence,
    heavy_share,
    imported_shares,
    mixed_products,
)
from monazite.findings.bottlenecks.mostly_unmet import Lack, MostlyUnmet, Why, mostly_unmet
from monazite.findings.bottlenecks.next_bottlenecks import (
    EasedBottleneck,
    best_of,
    eased_bottlenecks,
    falls_when_better,
    measured,
)
from monazite.findings.bottlenecks.soft_rules import SoftRule, Strain, soft_rules
from monazite.findings.bottlenecks.stages import StageUse, stage_use
from monazite.findings.bottlenecks.trace import Step, TraceStep, trace
from monazite.findings.bottlenecks.weights import Carrier

__all__ = [
    "LEAST_SAVED",
    "MONEY",
    "SUPPLY",
    "BindingConstraint",
    "Carrier",
    "Carrying",
    "Conflict",
    "Contradiction",
    "EasedBottleneck",
    "EnlargedLimit",
    "Forced",
    "Grade",
    "GradedNumber",
    "ImportedShare",
    "Lack",
    "MostlyUnmet",
    "Opposed",
    "SoftRule",
    "StageUse",
    "Step",
    "Strain",
    "TraceStep",
    "Why",
    "at_limits",
    "best_of",
    "binding_constraints",
    "bottleneck_stages",
    "bottlenecks_by_year",
    "carrying",
    "conflict_told",
    "contradictions",
    "eased_bottlenecks",
    "enlarged_limits",
    "facts_in_conflict",
    "falls_when_better",
    "forced",
    "grade_of_indicator",
    "graded_numbers",
    "group_dependence",
    "heavy_share",
    "held_years",
    "hold_of",
    "imported_shares",
    "in_turn",
    "limits_worth_most",
    "measured",
    "mixed_products",
    "mostly_unmet",
    "size",
    "soft_rules",
    "stage_use",
    "standing",
    "thin_share_of_indicator",
    "trace",
]
