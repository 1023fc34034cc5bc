"""Keeps beside a study where the plans end that are asked for most, so that they are found at once.

These are all strategies in the usual world and those of its front page in every other. In the
usual one there are baseline and subject with every doubt the study states at either end, and what a
brief tries on any strategy of the front page: its bottlenecks eased, and a little more or less of a
good. There is also what whoever looks at such a strategy tries first and what lies furthest from
it: one of its levers left out, or one figure or month of a lever at a notch or an end of its range;
and the baseline with any one lever of the study.

An answer is the same with the file and without it: a solve that is kept ends with one from the
basis it found, and that is the solve which a kept basis spares the search for. A basis is found by
the numbers of the programme, so that one of yesterday's study is never used. `scripts/bases` writes
the file of the flagship study.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from monazite.cases.case import Case
from monazite.cases.movable import Movable, fields, taken
from monazite.cases.named_levers import NamedLevers
from monazite.cases.nearest import does
from monazite.cases.uncertain_inputs import uncertain_family
from monazite.core.origin import Origin
from monazite.model import KeptBases
from monazite.store import write_whole
from monazite.strategy import Lever, Strategy, World
from monazite.study import Study
from monazite.study.folders import ANSWERS

FILE = "bases.json"

EASED = "cases/next_bottlenecks"
"""The module an edit that eases a bottleneck names as its origin."""

PRICES_TRIED = Origin("cases/prices", "shifts_at")
"""The origin of an edit that tries a price with a little more or less of a good."""


class KeptCases:
    """Every case of a study of which where it ends is kept."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._movable: dict[str, tuple[Movable, ...]] = {}

    def includes(self, case: Case) -> bool:
        """Say whether a brief shows a case, or it is a strategy shown first with a lever otherwise.

        That is a lever less, or one at a notch, or of the baseline one more.
        """
        return (
            self._shown(case)
            or self._has_one_more(case)
            or bool(self.whole_of(case) or self.moved_of(case))
        )

    def with_a_lever_more(self) -> Iterator[Case]:
        """Give the baseline with each lever of each strategy of the study, in the usual world."""
        for lever in self._stated:
            levers = (*self._front_page[0].levers, lever)
            own = self._front_page[0].model_copy(update={"name": "own", "levers": levers})
            yield Case(own, self._usual)

    def _has_one_more(self, case: Case) -> bool:
        if not case.is_plain or case.world != self._usual:
            return False
        levers = case.strategy.levers
        return self._adds_one(levers) and levers[-1] in self._stated

    def with_a_lever_less(self) -> Iterator[Case]:
        """Give every strategy of the front page without one of its levers, in the usual world.

        What such a strategy is called is nothing to where it ends.
        """
        for whole in self._front_page:
            for at in range(len(whole.levers)):
                levers = (*whole.levers[:at], *whole.levers[at + 1 :])
                own = whole.model_copy(update={"name": "own", "levers": levers})
                yield Case(own, self._usual)

    def with_a_lever_at_a_notch(self) -> Iterator[Case]:
        """Give every strategy of the front page with one lever at a notch or an end of its range.

        In the usual world; what such a strategy is called is nothing to where it ends.
        """
        for whole in self._front_page:
            for at, (name, stated) in enumerate(self._levers.named(whole)):
                for lever in self._at_notches(name, stated):
                    levers = (*whole.levers[:at], lever, *whole.levers[at + 1 :])
                    own = whole.model_copy(update={"name": "own", "levers": levers})
                    yield Case(own, self._usual)

    def _at_notches(self, name: str, stated: Lever) -> Iterator[Lever]:
        """A lever with each field at each notch and end where it then says another thing."""
        for field in self._fields(name):
            for value in field.notches_and_ends:
                lever = taken(stated, field.name, value)
                if lever is not None and does(lever) != does(stated):
                    yield lever

    @cached_property
    def _usual(self) -> World:
        return self._study.worlds[self._study.settings.world]

    @cached_property
    def _stated(self) -> tuple[Lever, ...]:
        """Levers of strategies of the study, in order, of those that do the same the first.

        One that alone makes a strategy of the study is left out: where that ends is kept already.
        """
        strategies = self._study.strategies.values()
        alone = [does(one.levers[-1]) for one in strategies if self._adds_one(one.levers)]
        found: dict[str, Lever] = {}
        for lever in (lever for one in strategies for lever in one.levers):
            if (what := does(lever)) not in alone:
                found.setdefault(what, lever)
        return tuple(found.values())

    def _adds_one(self, levers: Sequence[Lever]) -> bool:
        return tuple(levers[:-1]) == tuple(self._front_page[0].levers) and len(levers) > 0

    @cached_property
    def _levers(self) -> NamedLevers:
        return NamedLevers(self._study)

    def _fields(self, name: str) -> tuple[Movable, ...]:
        """What of a lever can be moved, as whoever moves it is shown it."""
        if name not in self._movable:
            entry = self._levers.entries[name]
            self._movable[name] = tuple(fields(self._study, entry.of(""), entry.versions))
        return self._movable[name]

    @cached_property
    def _front_page(self) -> tuple[Strategy, ...]:
        settings = self._study.settings
        names = dict.fromkeys((settings.baseline, *settings.front_page))
        return tuple(self._study.strategies[name] for name in names)

    def whole_of(self, case: Case) -> Strategy | None:
        """Give the strategy of the front page that a case of the usual world lacks a lever of."""
        if not case.is_plain or case.world != self._usual:
            return None
        levers = case.strategy.levers
        return next((one for one in self._front_page if _lacks_one(levers, one.levers)), None)

    def moved_of(self, case: Case) -> Strategy | None:
        """Give the strategy of the front page that a case has one lever of at a notch or an end."""
        if not case.is_plain or case.world != self._usual:
            return None
        levers = case.strategy.levers
        for whole in self._front_page:
            at = _only_other(levers, whole.levers)
            if at is not None and self._at_a_notch(levers[at], whole, at):
                return whole
        return None

    def _at_a_notch(self, own: Lever, whole: Strategy, at: int) -> bool:
        """Whether a lever is one of a strategy but for a field that is at a notch or an end."""
        names = [name for name, _ in self._levers.named(whole)]
        was, now = (one.as_data(titles=False) for one in (whole.levers[at], own))
        moved = [name for name in {*was, *now} if was.get(name) != now.get(name)]
        field = next((one for one in self._fields(names[at]) if [one.name] == moved), None)
        return field is not None and field.is_at(now.get(field.name))

    def _shown(self, case: Case) -> bool:
        settings, stated, worlds = self._study.settings, self._study.strategies, self._study.worlds
        shown = (settings.baseline, *settings.front_page)
        if not case.is_plain:
            if case.world != worlds[settings.world] or case.costs_off:
                return False
            if case.edits or case.shifts:
                if case.facts or not _only_tried(case):
                    return False
            elif case.facts in self._doubts:
                shown = (settings.baseline, settings.subject or shown[-1])
            else:
                return False
        elif case.world == worlds[settings.world]:
            shown = tuple(stated)
        elif case.world != worlds.get(case.world.name):
            return False
        return any(case.strategy == stated[name] for name in shown)

    @cached_property
    def _doubts(self) -> frozenset[tuple[tuple[str, float], ...]]:
        """Facts as every doubt the study states puts them, as a case says them."""
        stated = (
            uncertain_family(self._study, one) for one in self._study.settings.uncertain_inputs
        )
        ends = (end for one in stated if one is not None for end in (one.at_low, one.at_high))
        return frozenset(tuple(sorted(end.items())) for end in ends)


def _lacks_one(levers: Sequence[Lever], whole: Sequence[Lever]) -> bool:
    """Whether these are all levers of a strategy but one, in their order."""
    if len(levers) + 1 != len(whole):
        return False
    pairs = enumerate(zip(levers, whole, strict=False))
    at = next((at for at, (own, other) in pairs if own != other), len(levers))
    return tuple(levers[at:]) == tuple(whole[at + 1 :])


def _only_other(levers: Sequence[Lever], whole: Sequence[Lever]) -> int | None:
    """Which lever alone differs from the same of a strategy; None where that is not so of one."""
    if len(levers) != len(whole):
        return None
    pairs = enumerate(zip(levers, whole, strict=True))
    other = [at for at, (own, stated) in pairs if own != stated]
    return other[0] if len(other) == 1 else None


def _only_tried(case: Case) -> bool:
    """Whether all that is put otherwise in a case eases bottlenecks or tries prices."""
    return all(edit.origin.file == EASED for edit in case.edits) and all(
        edit.origin == PRICES_TRIED for edit in case.shifts
    )


def bases_file(study: Study) -> Path:
    """Give the file the bases of a study are kept in."""
    return study.path / ANSWERS / FILE


def read_bases(study: Study) -> KeptBases:
    """Read the bases kept beside a study; a file that cannot be read says nothing."""
    try:
        kept = json.loads(bases_file(study).read_text(encoding="utf-8"))
        return KeptBases({str(key): str(text) for key, text in kept.items()})
    except (OSError, ValueError, AttributeError, RecursionError):
        return KeptBases()


def write_bases(study: Study, kept: KeptBases) -> Path:
    """Keep what was used and found, one basis a line, and nothing else."""
    text = json.dumps(dict(sorted(kept.found.items())), indent=1)
    return write_whole(bases_file(study), f"{text}\n".encode())
