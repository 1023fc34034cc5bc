"""What people ask beside the study's own files: levers added or changed, facts put otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.core.documents import plain_value
from monazite.core.errors import Problems
from monazite.core.lever_fields import field_named

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
                remedy="write its id, =, and a number, such as capacity:hom-mine=45",
                field="--fact",
            )
    with problems.caught():
        handle = handle.with_facts(values, "Put so on the command line.")
    problems.raise_if_any()
    return handle


def proposed(
    handle: StudyHandle,
    names: Sequence[str],
    levers: Sequence[Path] | None,
    settings: Sequence[str] | None,
    without: Sequence[str] | None = None,
) -> list[Proposal]:
    """Give the strategies named, each once, with levers left out, added and changed in all.

    Raises InvalidInput with all levers that cannot be, or where only the baseline would have them.
    """
    from monazite.api.proposal import apart  # late, as all that loads the model

    problems, found = Problems(), []
    for name in names:
        with problems.caught():
            found.append(handle.strategy(name))
    with problems.caught():
        found = list(apart(found))
    asked = _Asked(without or (), levers or (), tuple(_changes(settings or (), problems)))
    if without or levers or settings:
        if found and all(one.name == handle.baseline for one in found):
            problems.add(
                f"only '{handle.baseline}' is named, which all others are held against",
                remedy="name a strategy to change, or write one that extends it",
                field="--lever" if levers else "--set" if settings else "--without",
            )
        found = [one if one.name == handle.baseline else asked.of(one, problems) for one in found]
        with problems.caught():
            found = list(apart(found))
    problems.raise_if_any()
    return found


@dataclass(frozen=True)
class _Asked:
    """What is otherwise in each strategy, one after the other."""

    without: Sequence[str]
    levers: Sequence[Path]
    changes: Sequence[tuple[str, dict[str, Any]]]

    def of(self, one: Proposal, problems: Problems) -> Proposal:
        """Give a strategy with all of it that can be, and note what cannot."""
        with problems.caught():
            one = one.without(*self.without) if self.without else one
        unread = set(self.levers)
        for path in self.levers:
            with problems.caught():
                one = one.with_levers_of(path)
                unread.discard(path)
        for lever, fields in self.changes:
            # of a file that cannot be read nobody knows which levers it would have brought
            if not unread or any(lever in (each.title, each.kind) for each in one.levers):
                with problems.caught():
                    one = one.change(lever, **fields)
        return one


def _changes(settings: Iterable[str], problems: Problems) -> Iterable[tuple[str, dict[str, Any]]]:
    for text in settings:
        place, _, written = text.partition("=")
        named = field_named(place)
        if named is not None and written:
            lever, field = named
            yield lever, {field: plain_value(written)}
        else:
            problems.add(
                f"'{text}' changes no lever",
                remedy="write a lever's title or kind, a dot, a field, = and a value",
                field="--set",
            )
