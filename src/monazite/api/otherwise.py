"""What everything asked of a study is asked under, beside the study itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from monazite.cases import Case, Worker
from monazite.cases.case import WHAT_IF
from monazite.cases.pools import WITHOUT_STRATEGY, PoolsBegin, pools_begin_named
from monazite.core.border import told_at_the_border
from monazite.core.errors import Problems, check_name
from monazite.strategy import World, changed_name, read_world
from monazite.study import Study, check_fits, facts_meant, stated_numbers, with_values

AnyWorld = str | Path | World
"""A world of the study by name, a file by path, or a value."""


@dataclass(frozen=True)
class Otherwise:
    """Facts put otherwise, and why; and where owners at home begin to ask."""

    facts: Mapping[str, float] = field(default_factory=dict)
    reason: str = WHAT_IF
    pools_begin: PoolsBegin = WITHOUT_STRATEGY

    def with_facts(
        self, values: Mapping[str, float], kept: Iterable[str], reason: str
    ) -> Otherwise:
        """Put more facts otherwise beside those that are kept, all for the reason given last."""
        facts = {name: self.facts[name] for name in kept}
        return replace(self, facts={**facts, **values}, reason=reason)

    def with_pools_begin(self, way: str) -> Otherwise:
        """Let owners at home first ask something else; raises InvalidInput for no such way."""
        return replace(self, pools_begin=pools_begin_named(way))

    def of(self, case: Case) -> Case:
        """Give a case of the study under all this."""
        case = case.with_facts(self.facts, self.reason) if self.facts else case
        return case.with_pools_begin(self.pools_begin)


@told_at_the_border
class AskedOtherwise(ABC):
    """A study that can be asked under other facts, other first owners and in other worlds."""

    study: Study
    _otherwise: Otherwise

    @abstractmethod
    def __init__(self, study: Study, otherwise: Otherwise | None = None) -> None: ...

    @cached_property
    def worker(self) -> Worker:
        """The one solver of this handle; its programme is built when first asked."""
        return Worker(self.study)

    def with_facts(self, values: Mapping[str, float], reason: str = "What if it were so?") -> Self:
        """Give the study with facts at other values, each in the unit its fact is written in.

        Facts are named by id, `table:slug#n`, or by quantity, `table:slug`. Runs of what comes back
        solve strategy and baseline with these facts. Raises InvalidInput for an unknown name, or a
        value no study can have, or where two names mean one fact.
        """
        numbers = stated_numbers(values)
        facts = set(facts_meant(self.study, numbers).values())
        before = facts_meant(self.study, self._otherwise.facts)
        kept = [name for name, fact in before.items() if fact not in facts]
        otherwise = self._otherwise.with_facts(numbers, kept, reason)
        study = with_values(self.worker.study, otherwise.facts, reason, stated=True)
        return self._asked_under(study, otherwise)

    def with_pools_begin(self, way: str) -> Self:
        """Give the study with owners at home who first ask something else, an answer as right.

        `way` is `without_strategy`, the usual one, `before_news`, `stated`, `imports` or `cost`.
        Raises InvalidInput for another.
        """
        return self._asked_under(self.study, self._otherwise.with_pools_begin(way))

    def _asked_under(self, study: Study, otherwise: Otherwise) -> Self:
        varied = type(self)(study, otherwise)
        varied.worker = self.worker
        return varied

    def world(self, name: AnyWorld) -> World:
        """Give a world: by name, by path of a file, or as it is.

        Text that ends in .yaml is the path of a file, which may extend worlds of the study; one of
        the name of another world of the study is called changed. Raises InvalidInput for a name
        that is not there, or a file that does not fit the study.
        """
        worlds = self.study.worlds
        if isinstance(name, World):
            found = name
        elif isinstance(name, Path) or str(name).endswith(".yaml"):
            problems = Problems()
            read = read_world(Path(name), problems, worlds)
            problems.raise_if_any()
            assert read is not None
            known = worlds.get(read.name)
            other = known is not None and known.levers != read.levers
            found = read.model_copy(update={"name": changed_name(read.name)}) if other else read
        else:
            check_name("world", name, worlds)
            return worlds[name]
        check_fits(self.study, found)
        return found

    def with_world(self, world: AnyWorld) -> Self:
        """Give the study with one more world, which all its verbs then know by its name.

        It is named as `world` names it. Raises InvalidInput as that does.
        """
        study, found = self.study, self.world(world)
        knowing = study.knowing(study.strategies[study.settings.baseline], found)
        return self._asked_under(knowing, self._otherwise)
