"""Holds a strategy that is not in the folder against the study it is meant for."""

from __future__ import annotations

from monazite.core.errors import Problems
from monazite.strategy import Strategy
from monazite.study.checking import check_levers
from monazite.study.study import Study


def check_strategy(study: Study, strategy: Strategy) -> None:
    """Raise InvalidInput with every lever that does not fit the study."""
    problems = Problems()
    check_levers([strategy], study.chain, study.settings, study.sources, (), problems)
    problems.raise_if_any()
