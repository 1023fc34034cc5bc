"""Which strategy of a study is nearest to one of somebody's own, by what is known at a time.

It follows from the levers known by then alone, so that cases which share a stage find the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from monazite.parameters.labels import Labels
from monazite.parameters.positions import once_for_each
from monazite.parameters.staging import news
from monazite.strategy import Lever, Strategy, World
from monazite.study import Study

__all__ = ["does", "nearest"]

Told = tuple[str, str | None, str]
"""A lever's kind, title and all it does, without its words."""


def nearest(
    study: Study, labels: Labels, world: World, opens: int, levers: Sequence[Lever]
) -> Strategy:
    """Give the strategy of which least is otherwise when a stage opens; the baseline among equals.

    `levers` are all that is known then, of the strategy and of the world. One that was altered
    counts 1, one that is only here or only there 2.
    """
    here = Counter(map(_told, levers))
    found = [
        (_apart(here, known[opens]), strategy)
        for strategy, known in _known(study, labels, world)
        if opens in known
    ]
    baseline = study.strategies[study.settings.baseline]
    return min(found, key=lambda one: one[0])[1] if found else baseline


def does(lever: Lever) -> str:
    """All a lever does, without its words."""
    return _told(lever)[2]


@lru_cache(maxsize=1024)
def _told(lever: Lever) -> Told:
    return (lever.kind, lever.title, repr(lever.as_data(titles=False)))


@once_for_each(16)
def _known(
    study: Study, labels: Labels, world: World
) -> tuple[tuple[Strategy, Mapping[int, Counter[Told]]], ...]:
    """What is known of each strategy of the study by the year it becomes so, the baseline first."""
    stated, first = study.strategies, labels.periods[0]
    return tuple(
        (
            strategy,
            {
                year: Counter(map(_told, levers))
                for year, levers in news(study, first, strategy, world)
            },
        )
        for strategy in (stated[study.settings.baseline], *stated.values())
    )


def _apart(one: Counter[Told], other: Counter[Told]) -> int:
    left, right = (
        Counter(told[:2] for told in mine.elements()) for mine in (one - other, other - one)
    )
    altered = (left & right).total()
    return 2 * (left.total() + right.total()) - 3 * altered
