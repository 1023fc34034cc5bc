"""Warns of what plans come to that an expert would not believe at once."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.brief.sentences.mostly_unmet import warns_of_mostly_unmet
from monazite.brief.sentences.out_of_range import warns_of_out_of_range
from monazite.core.errors import Problem
from monazite.findings.solution import Solution

__all__ = ["warns_of_plans"]


def warns_of_plans(plans: Mapping[str, Solution]) -> list[Problem]:
    """Warn of uses that lack most of what they want and of results the study's facts deny.

    Under plans, by their titles; what several come to is told together.
    """
    return [*warns_of_mostly_unmet(plans), *warns_of_out_of_range(plans)]
