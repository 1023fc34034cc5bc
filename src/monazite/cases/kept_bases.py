"""Keeps beside a study where the plans end that are asked for most, so that they are found at once.

These are all strategies in the usual world and those of its front page in every other. In the
usual one there are baseline and subject with every doubt the study states at either end, and what a
brief tries on any strategy of the front page: its bottlenecks eased, and a little more or less of a
good. There is also what whoever looks at such a strategy tries first and what lies furthest from
it: one of its levers left out.

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
from monazite.cases.uncertain_inputs import uncertain_family
from monazite.core.origin import Origin
from monazite.model import KeptBases
from monazite.store import write_whole
from monazite.strategy import Lever, Strategy
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

    def includes(self, case: Case) -> bool:
        """Say whether a brief shows a case, or it is one lever less than a strategy shown first."""
        return self._shown(case) or self.whole_of(case) is not None

    def with_a_lever_less(self) -> Iterator[Case]:
        """Give every strategy of the front page without one of its levers, in the usual world.

        What such a strategy is called is nothing to where it ends.
        """
        world = self._study.worlds[self._study.settings.world]
        for whole in self._front_page:
            for at in range(len(whole.levers)):
                levers = (*whole.levers[:at], *whole.levers[at + 1 :])
                yield Case(whole.model_copy(update={"name": "own", "levers": levers}), world)

    @cached_property
    def _front_page(self) -> tuple[Strategy, ...]:
        settings = self._study.settings
        names = dict.fromkeys((settings.baseline, *settings.front_page))
        return tuple(self._study.strategies[name] for name in names)

    def whole_of(self, case: Case) -> Strategy | None:
        """Give the strategy of the front page that a case of the usual world lacks a lever of."""
        if not case.is_plain or case.world != self._study.worlds[self._study.settings.world]:
            return None
        levers = case.strategy.levers
        return next((one for one in self._front_page if _lacks_one(levers, one.levers)), None)

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
