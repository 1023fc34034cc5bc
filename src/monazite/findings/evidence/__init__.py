"""What figures rest on: grounds, facts, doubts, calibration and what a study determines."""

from monazite.findings.evidence.answers import (
    Answered,
    answers_file,
    read_answers,
    verdicts_of,
    write_answers,
)
from monazite.findings.evidence.calibration import (
    FREE,
    Compared,
    calibration,
    gap_of,
    modelled,
    nearness,
)
from monazite.findings.evidence.confidence import (
    FAIR,
    THIN,
    Weighing,
    grade_of,
    thin_share,
    weigh,
)
from monazite.findings.evidence.expected import OutOfRange, out_of_range
from monazite.findings.evidence.freedom import PRICES
from monazite.findings.evidence.ground_facts import FactUsed, facts_used, sources_used
from monazite.findings.evidence.grounds import Ground, Grounds, grounds_of, inside, resting
from monazite.findings.evidence.ranges import hinge, range_of, thin_swing, widest
from monazite.findings.evidence.sensitivity import (
    Tried,
    UncertainInputEffect,
    effects_of_tried,
    tried,
    uncertain_input_effects,
)
from monazite.findings.evidence.ties import Loose, undetermined
from monazite.findings.evidence.uncertain_inputs import ranked_facts, shortlist
from monazite.findings.evidence.verdicts import (
    ABOUT_NIL,
    FLOOR,
    UNTESTED,
    Answers,
    Numbers,
    Standing,
    Verdict,
    VerdictTable,
    nil_between,
    nil_by_size,
    numbers_of,
    slight,
    standing_of,
)

__all__ = [
    "ABOUT_NIL",
    "FAIR",
    "FLOOR",
    "FREE",
    "PRICES",
    "THIN",
    "UNTESTED",
    "Answered",
    "Answers",
    "Compared",
    "FactUsed",
    "Ground",
    "Grounds",
    "Loose",
    "Numbers",
    "OutOfRange",
    "Standing",
    "Tried",
    "UncertainInputEffect",
    "Verdict",
    "VerdictTable",
    "Weighing",
    "answers_file",
    "calibration",
    "effects_of_tried",
    "facts_used",
    "gap_of",
    "grade_of",
    "grounds_of",
    "hinge",
    "inside",
    "modelled",
    "nearness",
    "nil_between",
    "nil_by_size",
    "numbers_of",
    "out_of_range",
    "range_of",
    "ranked_facts",
    "read_answers",
    "resting",
    "shortlist",
    "slight",
    "sources_used",
    "standing_of",
    "thin_share",
    "thin_swing",
    "tried",
    "uncertain_input_effects",
    "undetermined",
    "verdicts_of",
    "weigh",
    "widest",
    "write_answers",
]
