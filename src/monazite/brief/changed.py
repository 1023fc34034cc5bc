"""What somebody changed of a strategy of the study, lever by lever and fact by fact, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from monazite.cases.coalitions import levers_apart
from monazite.cases.pools import IN_WORDS, WITHOUT_STRATEGY
from monazite.core.numerals import stated, stated_percent
from monazite.core.wording import listed, lowered
from monazite.report import ChangeLine
from monazite.runs.run import Run
from monazite.strategy import Lever, Strategy, unchanged_name
from monazite.strategy.levers.fields import FieldWords, fields_of
from monazite.strategy.levers.naming import lever_words
from monazite.study import Study

__all__ = ["Change", "begun_from", "change_lines", "changes", "facts_changed"]

NOTHING = "nothing"
"""What a field says that is not there and has no value of its own then."""


@dataclass(frozen=True, slots=True)
class Change:
    """One lever that differs between two strategies, in words."""

    kind: Literal["added", "left out", "altered"]
    title: str
    """What people call the lever."""
    fields: str = ""
    """What of an altered lever differs: `share 30 % instead of 15 %`."""
    does: str = ""
    """What an added lever does, in a sentence without its title."""

    @property
    def phrase(self) -> str:
        """The change in a phrase."""
        if self.kind == "altered":
            return f"“{self.title}”: {self.fields}"
        return f"{'with' if self.kind == 'added' else 'without'} “{self.title}”"

    @property
    def in_full(self) -> str:
        """The change in a phrase that also says what an added lever does."""
        return f"{self.phrase}: {self.does}" if self.does else self.phrase


def begun_from(study: Study, strategy: Strategy) -> Strategy | None:
    """The strategy of the study that one of somebody's own began from; None where none is like it.

    It is the one it extends, the one whose name it bears with what is put behind a changed one, or
    else the one of which least is otherwise, if they have a lever in common.
    """
    for name in (strategy.extends or "", unchanged_name(strategy.name)):
        if name in study.strategies:
            return study.strategies[name]
    apart = {
        name: sum(1 if one.change == "altered" else 2 for one in found)
        for name, one in study.strategies.items()
        for found in [list(levers_apart(one.levers, strategy.levers))]
        if sum(each.change == "added" for each in found) < len(strategy.levers)
    }
    return study.strategies[min(apart, key=lambda name: apart[name])] if apart else None


def changes(
    before: Strategy, after: Strategy, titles: Mapping[str, str], home: str
) -> tuple[Change, ...]:
    """Say which levers one strategy adds to another, leaves out or gives other values.

    `titles` name things for people. What differs in words alone, such as a reason, is no change.
    """
    found = []
    for one in levers_apart(before.levers, after.levers):
        if one.before is not None and one.after is not None:
            said = "; ".join(_fields(one.before, one.after, titles))
            found.append(Change("altered", one.title, fields=said))
        elif one.after is not None:
            lever = one.after.model_copy(update={"title": None})
            found.append(Change("added", one.title, does=lever_words(lever, titles, home)))
        else:
            found.append(Change("left out", one.title))
    return tuple(found)


def facts_changed(study: Study, facts: Mapping[str, float]) -> list[str]:
    """Say which facts are put at which values, each beside its own; the study has its own."""
    known = study.evidence.facts
    said = []
    for name, value in facts.items():
        fact = known.get(name)
        if fact is None:
            said.append(f"fact {name} at {stated(value)}")
            continue
        unit = "" if fact.unit == "1" else f" {fact.unit}"
        was = f" instead of {stated(fact.value)}" if fact.value is not None else ""
        said.append(f"fact {name} at {stated(value)}{unit}{was}")
    return said


def change_lines(runs: Sequence[Run]) -> list[ChangeLine]:
    """What is otherwise in strategies that the study does not have so, and in facts of them all."""
    study = runs[0].worker.study
    titles, home = study.titles, study.settings.home
    found = []
    for run in runs:
        own = run.case.strategy
        start = None if own == study.strategies.get(own.name) else begun_from(study, own)
        if start is not None and (said := changes(start, own, titles, home)):
            found.append(ChangeLine(own.title, start.title, [one.in_full for one in said]))
    if facts := dict(runs[0].case.facts):
        found.append(ChangeLine("", "", facts_changed(study, facts)))
    if (begin := runs[0].case.pools_begin) != WITHOUT_STRATEGY:
        found.append(ChangeLine("", "", [IN_WORDS[begin]]))
    return found


def _fields(before: Lever, after: Lever, titles: Mapping[str, str]) -> Iterator[str]:
    """What an altered lever says otherwise, key by key."""
    was, now = (one.as_data(titles=False) for one in (before, after))
    known = {one.key: one for one in fields_of(type(after))}
    for key in dict.fromkeys((*was, *now)):
        if key in known and was.get(key) != now.get(key):
            old, new = (_told(known[key], one.get(key), titles) for one in (was, now))
            yield f"{lowered(key.replace('_', ' '))} {new} instead of {old}"


def _told(field: FieldWords, value: Any, titles: Mapping[str, str]) -> str:
    """A value of a field as people write it, with its unit; the field's own where it is blank."""
    if value is None:
        return field.default or NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return listed([titles.get(one, one) if isinstance(one, str) else str(one) for one in value])
    if not isinstance(value, int | float):
        return titles.get(value, value)
    if (field.low, field.high) == (0, 1):
        return stated_percent(value)
    return f"{stated(value)} {field.unit}" if field.unit not in ("", "1") else stated(value)
