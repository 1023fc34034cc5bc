"""What people ask beside the study's own files: levers added or changed, facts put otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.core.documents import plain_value
from monazite.core.errors import InvalidInput, Problem, Problems
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
    options: dict[str, str] = {}
    for text in facts:
        name, _, written = (part.strip() for part in text.rpartition("="))
        value, option = plain_value(written), f"--fact '{text}'"
        if not name or not isinstance(value, int | float) or isinstance(value, bool):
            problems.add(
                f"'{text}' gives no fact a number",
                remedy="write its id, =, and a number, such as capacity:hom-mine=45",
                field="--fact",
            )
        elif name in values:
            problems.add(
                f"'{name}' is put otherwise twice", remedy="give it one value", field=option
            )
        else:
            values[name], options[name] = float(value), option
    with problems.caught(), _told(lambda one: options.get(one.field, one.field)):
        handle = handle.with_facts(values, "Put so on the command line.")
    problems.raise_if_any()
    return handle


@contextmanager
def _told(option: Callable[[Problem], str]) -> Iterator[None]:
    """Tell what is wrong with what a block asks for by the option that asks it."""
    try:
        yield
    except InvalidInput as wrong:
        raise InvalidInput(replace(one, field=option(one)) for one in wrong.problems) from wrong


def _told_as(option: str) -> AbstractContextManager[None]:
    """Tell what is wrong with what a block asks for by one option, which asks all of it."""
    return _told(lambda _: option)


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
    asked = _Asked(without or (), _once(levers or (), problems), _changes(settings or (), problems))
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
class _Change:
    """A field of a lever that `--set` gives another value."""

    text: str
    lever: str
    field: str
    value: Any

    @property
    def option(self) -> str:
        """How it was asked for."""
        return f"--set '{self.text}'"


@dataclass(frozen=True)
class _Asked:
    """What is otherwise in each strategy, one after the other."""

    without: Sequence[str]
    levers: Sequence[Path]
    changes: Sequence[_Change]

    def of(self, one: Proposal, problems: Problems) -> Proposal:
        """Give a strategy with all of it that can be, and note what cannot."""
        with problems.caught(), _told_as("--without"):
            one = one.without(*self.without) if self.without else one
        unread = set(self.levers)
        for path in self.levers:
            with problems.caught():
                one = one.with_levers_of(path)
                unread.discard(path)
        by_place: dict[int, dict[str, _Change]] = {}
        for change in self.changes:
            # of a file that cannot be read nobody knows which levers it would have brought
            if unread and not any(change.lever in (own.title, own.kind) for own in one.levers):
                continue
            with problems.caught(), _told_as(change.option):
                fields = by_place.setdefault(one.place_of(change.lever), {})
                if (other := fields.setdefault(change.field, change)) is not change:
                    problems.add(
                        f"it changes what '{other.text}' changes",
                        remedy="give the field one value",
                        field=change.option,
                    )
        for place, fields in by_place.items():
            with problems.caught():
                one = _changed(one, place, fields)
        return one


def _changed(one: Proposal, place: int, changes: Mapping[str, _Change]) -> Proposal:
    """Change fields of one lever together; raises InvalidInput in the words of the command line."""
    first = next(iter(changes.values()))
    try:
        return one.change(first.lever, **{field: by.value for field, by in changes.items()})
    except InvalidInput as wrong:
        origin = one.levers[place].origin
        own = (origin.name, origin.file)
        raise InvalidInput(
            _in_words(problem, changes, own) for problem in wrong.problems
        ) from wrong


def _in_words(problem: Problem, changes: Mapping[str, _Change], own: Collection[str]) -> Problem:
    """Name the option in place of the lever's file; what else a problem names stays said."""
    field = problem.field.rpartition(".")[2]
    by = changes.get(field)
    asked = by.option if by else ", ".join(change.option for change in changes.values())
    elsewhere = "" if problem.file in own else problem.file
    place = " ".join(part for part in (elsewhere, "" if by else problem.field) if part)
    message = f"{place}: {problem.message}" if place else problem.message
    return replace(problem, file="", line=0, field=asked, message=message)


def _once(levers: Sequence[Path], problems: Problems) -> Sequence[Path]:
    """Give files of levers, each once; note those that are named again."""
    found: dict[Path, Path] = {}
    for path in levers:
        if found.setdefault(path.absolute(), path) is not path:
            problems.add(
                "the file is named twice", remedy="name it once", field=f"--lever '{path}'"
            )
    return tuple(found.values())


def _changes(settings: Iterable[str], problems: Problems) -> Sequence[_Change]:
    found = []
    for text in settings:
        place, _, written = text.partition("=")
        named = field_named(place)
        if named is not None and written:
            found.append(_Change(text, *named, plain_value(written)))
        else:
            problems.add(
                f"'{text}' changes no lever",
                remedy="write a lever's title or kind, a dot, a field, = and a value",
                field="--set",
            )
    return found
