"""The levers a study knows, by a name a link can carry.

A lever that several strategies have, by kind and title, is one lever with a value in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from monazite.strategy import Lever, Strategy
from monazite.study import Study

__all__ = ["Entry", "NamedLevers"]


@dataclass(frozen=True)
class Entry:
    """A lever by the strategies that have it."""

    id: str
    versions: Mapping[str, Lever] = field(default_factory=dict)

    def of(self, strategy: str) -> Lever:
        """The lever as a strategy has it, else as the first one that has it does."""
        found = self.versions.get(strategy)
        return found if found is not None else next(iter(self.versions.values()))


@dataclass(frozen=True)
class NamedLevers:
    """Every lever of every strategy of a study."""

    study: Study

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Levers by id, those of the front page first."""
        found: dict[str, dict[str, Lever]] = {}
        for name in self.strategies:
            for lever_id, lever in self.named(self.study.strategies[name]):
                found.setdefault(lever_id, {})[name] = lever
        return {lever_id: Entry(lever_id, versions) for lever_id, versions in found.items()}

    def levers_of(self, strategy: str) -> list[str]:
        """Ids of the levers of a strategy, in order."""
        return [lever_id for lever_id, _ in self.named(self.study.strategies[strategy])]

    @property
    def strategies(self) -> list[str]:
        """Names of the strategies, the baseline and the front page first."""
        settings = self.study.settings
        first = (settings.baseline, *settings.front_page)
        return list(dict.fromkeys((*first, *self.study.strategies)))

    def named(self, strategy: Strategy) -> Iterator[tuple[str, Lever]]:
        """Levers by id: of kind and title, numbered where a strategy has several."""
        seen: dict[str, int] = {}
        for lever in strategy.levers:
            slug = _slug(f"{lever.kind} {lever.title or ''}")
            seen[slug] = seen.get(slug, 0) + 1
            yield slug if seen[slug] == 1 else f"{slug}-{seen[slug]}", lever


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "lever"
