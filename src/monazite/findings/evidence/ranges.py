"""Reads ranges and the weight of evidence of a figure out of what each doubt does to it."""

from __future__ import annotations

from collections.abc import Iterable

from monazite.findings.evidence.sensitivity import UncertainInputEffect
from monazite.findings.evidence.verdicts import Answers

HINGES = 0.5
"""Part of itself by which one doubt alone has to move a figure for the figure to hinge on it."""


def range_of(
    effects: Iterable[UncertainInputEffect], key: str, answers: Answers | None = None
) -> tuple[float, float] | None:
    """The least and the most an indicator comes to when any one input is at either end.

    What `answers` keep of where else pools may begin to ask, in the year of the effects, is in the
    range too. Inputs are not moved together, so that the true range may be wider. None if nothing
    was tried.
    """
    values: list[float] = []
    for one in effects:
        if one.indicator == key:
            ends = (one.at_low, one.at_central, one.at_high)
            verdict = answers.get((key, one.year)) if answers is not None else None
            values += [value for value in ends if value is not None]
            values += (verdict.between or ()) if verdict is not None else ()
    return (min(values), max(values)) if values else None


def thin_swing(effects: Iterable[UncertainInputEffect], key: str) -> float | None:
    """Share of all that doubts do to an indicator that is done by grade-C doubts, 0 to 1.

    The swing of a doubt is the distance between the least and the most the indicator comes to; a
    family of facts has the grade of its weakest. None when no doubt moves the indicator.
    """
    of_key = [one for one in effects if one.indicator == key]
    whole = sum(one.swing for one in of_key)
    if whole <= 0:
        return None
    return sum(one.swing for one in of_key if one.grade == "C") / whole


def widest(effects: Iterable[UncertainInputEffect], key: str) -> UncertainInputEffect | None:
    """The doubt that moves an indicator furthest; None when none moves it."""
    of_key = [one for one in effects if one.indicator == key]
    best = max(of_key, key=lambda one: one.swing, default=None)
    return best if best is not None and best.swing > 1e-9 else None


def hinge(effects: Iterable[UncertainInputEffect], key: str) -> UncertainInputEffect | None:
    """The doubt an indicator hinges on; None where there is none.

    It is the one that moves it furthest, if its evidence is of grade C and one end of it alone
    moves the indicator by more than half of itself.
    """
    row = widest(effects, key)
    if row is None or row.grade != "C" or row.at_central is None:
        return None
    moved = (abs(end - row.at_central) for end in (row.at_low, row.at_high) if end is not None)
    return row if max(moved) > HINGES * abs(row.at_central) else None
