"""Plans beside one another: better and worse, worlds, export limits, stops and promises."""

from monazite.findings.comparison.answer import (
    WALL_NAMES,
    answer,
    decision_years,
    finding,
    headline,
)
from monazite.findings.comparison.cautions import cautions
from monazite.findings.comparison.limits import (
    LimitEffect,
    first_year_of_gain,
    in_words,
    limit_effects,
    resting,
    says_of_limits,
    says_of_resting,
)
from monazite.findings.comparison.marks import Mark, marks
from monazite.findings.comparison.promise import PromiseItem, promise_items, says_of_promise
from monazite.findings.comparison.side_by_side import (
    SideBySide,
    difference_column,
    mark_column,
    standing_column,
)
from monazite.findings.comparison.stops import StopYear, says_of_stops, stop_years
from monazite.findings.comparison.worlds import WorldResult, in_worlds, says_of_worlds, worst_world

__all__ = [
    "WALL_NAMES",
    "LimitEffect",
    "Mark",
    "PromiseItem",
    "SideBySide",
    "StopYear",
    "WorldResult",
    "answer",
    "cautions",
    "decision_years",
    "difference_column",
    "finding",
    "first_year_of_gain",
    "headline",
    "in_words",
    "in_worlds",
    "limit_effects",
    "mark_column",
    "marks",
    "promise_items",
    "resting",
    "says_of_limits",
    "says_of_promise",
    "says_of_resting",
    "says_of_stops",
    "says_of_worlds",
    "standing_column",
    "stop_years",
    "worst_world",
]
