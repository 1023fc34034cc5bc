"""Holds strategies and worlds that are not in the folder against the study they are meant for."""

from __future__ import annotations

from monazite.core.errors import Problems
from monazite.strategy import Strategy, World
from monazite.study.checking import check_levers
from monazite.study.study import Study


def check_fits(study: Study, *courses: Strategy | World) -> None:
    """Raise InvalidInput with every lever of strategies and worlds that does not fit the study."""
    problems = Problems()
    check_levers(courses, study.chain, study.settings, study.numbers, (), problems)
    problems.raise_if_any()
