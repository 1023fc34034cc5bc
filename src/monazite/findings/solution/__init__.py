"""A solved plan, read the way a person asks of it: by material, form, region and year."""

from monazite.findings.solution.over_time import (
    discounted,
    smoothed,
    summed,
)
from monazite.findings.solution.places import (
    Rows,
)
from monazite.findings.solution.reading import (
    STAGE_FORMS,
    Reading,
    Series,
    ratio,
)
from monazite.findings.solution.saying import (
    at,
    crore,
    dollars,
    figure,
    listed,
    lowered,
    percent,
    points,
    ranged,
    tonnes,
    whole_percents,
)
from monazite.findings.solution.shocks import (
    shock_years,
)
from monazite.findings.solution.subjects import (
    Subject,
    subject_at_home,
    title_of,
)

__all__ = [
    "STAGE_FORMS",
    "Reading",
    "Rows",
    "Series",
    "Subject",
    "at",
    "crore",
    "discounted",
    "dollars",
    "figure",
    "listed",
    "lowered",
    "percent",
    "points",
    "ranged",
    "ratio",
    "shock_years",
    "smoothed",
    "subject_at_home",
    "summed",
    "title_of",
    "tonnes",
    "whole_percents",
]
