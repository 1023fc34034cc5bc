"""What people ask beside the study's own files: levers added or changed, facts put otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.core.documents import plain_value
from monazite.core.errors import InvalidInput, Problem, Problems

if TYPE_CHECKING:
    from monazite.api import Proposal, StudyHandle

__all__ = ["proposed", "with_facts"]


def with_facts(handle: StudyHandle, facts: Sequence[str] | None) -> StudyHandle:
    """Put facts otherwise for everything that is asked of the study."""
    if not facts:
        return handle
    problems = Problems()
    values: dict[str, float] = {}
    for text in facts:
        name, _, written = text.rpartition("=")
        value = plain_value(written)
        if name and isinstance(value, int | float) and not isinstance(value, bool):
            values[name.strip()] = float(value)
        else:
            problems.add(
                f"'{text}' gives no fact a number",
                remedy="write its id, =, and a number, such as costs:mining=21",
                field="--fact",
            )
    problems.raise_if_any()
    return handle.with_facts(values, "Put so on the command line.")


def proposed(
    handle: StudyHandle,
    names: Sequence[str],
    levers: Sequence[Path] | None,
    settings: Sequence[str] | None,
    without: Sequence[str] | None = None,
) -> list[Proposal]:
    """Give the strategies named, each once, with levers left out, added and changed in all.

    Raises InvalidInput for levers that cannot be, or where only the baseline would have them.
    """
    from monazite.api.proposal import apart  # late, as all that loads the model

    found = list(apart(map(handle.strategy, names)))
    if not (levers or settings or without):
        return found
    changes = list(_changes(settings or ()))
    changed = []
    for one in found:
        if one.name == handle.baseline:
            changed.append(one)
            continue
        if without:
            one = one.without(*without)
        for path in levers or ():
            one = one.with_levers_of(path)
        for lever, fields in changes:
            one = one.change(lever, **fields)
        changed.append(one)
    if all(one.name == handle.baseline for one in changed):
        raise InvalidInput(
            Problem(
                field="--lever" if levers else "--set" if settings else "--without",
                message=f"only '{handle.baseline}' is named, which all others are held against",
                remedy="name a strategy to change, or write one that extends it",
            )
        )
    return list(apart(changed))


def _changes(settings: Iterable[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    problems = Problems()
    for text in settings:
        place, _, written = text.partition("=")
        lever, _, field = place.rpartition(".")
        if lever and field.strip() and written:
            yield lever.strip(), {field.strip(): plain_value(written)}
        else:
            problems.add(
                f"'{text}' changes no lever",
                remedy="write a lever's title or kind, a dot, a field, = and a value",
                field="--set",
            )
    problems.raise_if_any()
