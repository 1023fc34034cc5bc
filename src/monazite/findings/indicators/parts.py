"""The parts of a number beside the same in the baseline, the largest by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.findings.indicators.apart import SHOWS, taken_apart
from monazite.findings.indicators.keys import full_key
from monazite.findings.indicators.part import Part
from monazite.findings.indicators.registry import indicators
from monazite.findings.solution import Solution

MOST = 5
"""Figures of one kind, such as origins, that are named; the rest are put together."""

OTHERS = "others"


def parts_of(solution: Solution, key: str, year: int) -> tuple[Part, ...]:
    """Take an indicator in a year apart.

    The parts of a share are what is counted and what it is counted over, each with its own parts;
    those of any other number add up to it, save of one that is not taken apart by name: of that
    they are what its formula is fed with. Beside every figure stands what it is in the baseline.
    """
    found = taken_apart(solution, key, year)
    if solution.baseline_solution is not None:
        found = _beside(found, taken_apart(solution.baseline_solution, key, year))
    if indicators()[full_key(key)[0]].share:
        return tuple(replace(part, parts=_there(part.parts)) for part in found)
    return _there(found)


def _there(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Leave out what is nothing in plan and baseline, and put together what is small."""
    kept = [replace(part, parts=_there(part.parts)) for part in parts if part.size]
    many = sorted((part for part in kept if part.of_many), key=lambda part: -part.size)
    least = SHOWS * max((part.size for part in many), default=0.0)
    named = [part for part in many if part.size > least][:MOST]
    rest = many[len(named) :]
    if rest:
        before = [part.before for part in rest if part.before is not None]
        others = Part(OTHERS, sum(part.value for part in rest), rest[0].unit)
        named.append(replace(others, before=sum(before) if before else None))
    ahead = [part.of_many for part in kept].index(True) if many else len(kept)
    alone = [part for part in kept if not part.of_many]
    return (*alone[:ahead], *named, *alone[ahead:])


def _beside(parts: Sequence[Part], others: Sequence[Part]) -> tuple[Part, ...]:
    """Put the figures of the baseline beside those of the plan, by name; what is missing is 0."""
    known = {part.text: part for part in others}
    blank = Part("", 0.0, "")
    told = [
        replace(
            part,
            before=known.get(part.text, blank).value,
            parts=_beside(part.parts, known.get(part.text, blank).parts),
        )
        for part in parts
    ]
    named = {part.text for part in parts}
    gone = [
        replace(part, value=0.0, before=part.value, parts=())
        for part in others
        if part.text not in named
    ]
    return (*told, *gone)
