"""Levers that set the same numbers in the same months, of which the one written last holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from monazite.core.edit import Edit
from monazite.core.errors import Problems
from monazite.core.origin import Origin
from monazite.parameters.arrays import Parameters
from monazite.strategy import Lever, lever_title
from monazite.study import Study

__all__ = ["overlapping_levers"]

FOR_GOOD = "9999-12"


def overlapping_levers(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Warn of a lever in whose place another one stands in some months, since both cannot hold.

    One that never ends and is followed by a later one is no such case: what is said anew holds from
    then on.
    """
    every = [lever for strategy in study.strategies.values() for lever in strategy.levers]
    every += [lever for world in study.worlds.values() for lever in world.levers]
    levers = {lever.origin: lever for lever in every}
    by_parameter: dict[str, dict[Origin, list[Edit]]] = {}
    for entry in parameters.ledger:
        edit = entry.edit
        if edit.operation == "set" and edit.origin in levers:
            of_lever = by_parameter.setdefault(edit.parameter, {})
            of_lever.setdefault(edit.origin, []).append(edit)
    warned = set()
    for edits in by_parameter.values():
        for one, other in combinations(edits, 2):
            pair = (one, other)
            months = _both(levers[one], levers[other])
            if months is None or pair in warned or not any(_meet(edits[one], edits[other])):
                continue
            warned.add(pair)
            _warn(problems, levers[one], levers[other], months)


def _both(before: Lever, after: Lever) -> tuple[str, str] | None:
    """First month of both and the first month that is no longer of both; None where there is none.

    `after` is written behind `before`.
    """
    start = max(before.starts, after.starts)
    end = min(before.ends or FOR_GOOD, after.ends or FOR_GOOD)
    follows = before.ends is None and after.starts > before.starts
    return None if follows or end <= start else (start, end)


def _meet(one: list[Edit], other: list[Edit]) -> Iterator[bool]:
    """Whether any two edits of two levers put different numbers into a cell of both."""
    for edit in one:
        for theirs in other:
            yield edit.value != theirs.value and all(
                _labels(edit.where, name) & _labels(theirs.where, name)
                for name in edit.where.keys() & theirs.where.keys()
            )


def _labels(where: Mapping[str, str | int | tuple[str | int, ...]], name: str) -> set[str | int]:
    labels = where[name]
    return set(labels) if isinstance(labels, tuple) else {labels}


def _warn(problems: Problems, before: Lever, after: Lever, months: tuple[str, str]) -> None:
    start, end = months
    at = before.origin.place if before.file == after.file else before.origin.name
    problems.at(
        after,
        after.origin.place,
        f"it takes the place of “{lever_title(before)}” ({at}) "
        + (f"from {start} on" if end == FOR_GOOD else f"from {start} until {end}"),
        "let one end with the month in which the other begins, or leave one out",
    )
