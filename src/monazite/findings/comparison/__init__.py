"""Plans beside one another: better and worse, worlds, export limits, stops and promises."""

from monazite.findings.comparison.buyers import Buyer
from monazite.findings.comparison.commitment import CommitmentItem, Told, commitment_items
from monazite.findings.comparison.counteracting import WorksAgainst, raised_keys, works_against
from monazite.findings.comparison.firmness import LOOSE_BECAUSE, Firmness, firmness
from monazite.findings.comparison.halting import (
    Condition,
    Halting,
    halting,
    ordered_for,
    share_of_ore,
)
from monazite.findings.comparison.limits import (
    CHANGE_SHOWS,
    LimitEffect,
    conserved,
    first_year_of_gain,
    idle_plants,
    limit_effects,
    resting,
    shares_of,
)
from monazite.findings.comparison.marks import Mark, marks
from monazite.findings.comparison.side_by_side import (
    SideBySide,
    difference_column,
    gap,
    mark_column,
    standing_column,
)
from monazite.findings.comparison.stops import StopYear, stop_years
from monazite.findings.comparison.telling import (
    AS_IT_STANDS,
    Telling,
    bases,
    money_factor,
    moneys,
    multiplied,
)
from monazite.findings.comparison.worlds import WorldResult, in_worlds, worst_world

__all__ = [
    "AS_IT_STANDS",
    "CHANGE_SHOWS",
    "LOOSE_BECAUSE",
    "Buyer",
    "CommitmentItem",
    "Condition",
    "Firmness",
    "Halting",
    "LimitEffect",
    "Mark",
    "SideBySide",
    "StopYear",
    "Telling",
    "Told",
    "WorksAgainst",
    "WorldResult",
    "bases",
    "commitment_items",
    "conserved",
    "difference_column",
    "firmness",
    "first_year_of_gain",
    "gap",
    "halting",
    "idle_plants",
    "in_worlds",
    "limit_effects",
    "mark_column",
    "marks",
    "money_factor",
    "moneys",
    "multiplied",
    "ordered_for",
    "raised_keys",
    "resting",
    "share_of_ore",
    "shares_of",
    "standing_column",
    "stop_years",
    "works_against",
    "worst_world",
]
