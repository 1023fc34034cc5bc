"""Levers name things the study has, act within its years, and could do something."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from monazite.core.errors import Problems
from monazite.strategy import Lever, Strategy, World
from monazite.study.chain import Chain
from monazite.study.checking.levers.base import CHECKS, Check
from monazite.study.settings import Settings

__all__ = ["CHECKS", "Check", "check_levers"]


def check_levers(
    courses: Iterable[Strategy | World],
    chain: Chain,
    settings: Settings,
    sources: Collection[str],
    troubled: Collection[str],
    problems: Problems,
) -> None:
    """Report every lever of every strategy and world that does not fit the study.

    A lever that others inherit is reported once, in the file it was written in; one that was
    changed in Python since, or made there, is looked at as well. Names are not reported when the
    file that should define them is among the `troubled` ones.
    """
    check = Check(chain, settings, sources, troubled, problems)
    seen: dict[str, Lever] = {}
    for course in courses:
        for lever in course.levers:
            if seen.get(lever.origin) == lever:
                continue
            seen[lever.origin] = lever
            check.lever(lever)
            CHECKS[type(lever)](check, lever)
