"""A solved plan, read the way a person asks of it: by material, form, region and year."""

from monazite.findings.solution.contained import Contained
from monazite.findings.solution.decision import decision_years
from monazite.findings.solution.once import known_of_plan, once_for_a_plan
from monazite.findings.solution.over_time import around, discounted, smoothed, summed
from monazite.findings.solution.places import Rows, places_of
from monazite.findings.solution.series import Series, added, ratio
from monazite.findings.solution.shocks import shock_years
from monazite.findings.solution.solution import PRODUCT, Solution, at
from monazite.findings.solution.subjects import Subject, subject_at_home, title_of

__all__ = [
    "PRODUCT",
    "Contained",
    "Rows",
    "Series",
    "Solution",
    "Subject",
    "added",
    "around",
    "at",
    "decision_years",
    "discounted",
    "known_of_plan",
    "once_for_a_plan",
    "places_of",
    "ratio",
    "shock_years",
    "smoothed",
    "subject_at_home",
    "summed",
    "title_of",
]
