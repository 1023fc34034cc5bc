"""Says what may vary from one solve to the next, as data: a case."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from monazite.cases.pools import WITHOUT_STRATEGY, PoolsBegin, pools_begin_named
from monazite.core.documents import document_text
from monazite.core.edit import Edit
from monazite.strategy import Lever, Strategy, World

Plan = TypeVar("Plan", Strategy, World)

WHAT_IF = "What if it were so?"
"""The reason of facts put otherwise when nobody gave one."""


@dataclass(frozen=True)
class Case:
    """A strategy in a world, and whatever is put otherwise: all that one solve depends on.

    `facts` are other values of facts, by id or quantity, in the unit each is written in; levers
    read what the facts then say. `shifts` are edits of parameters before any lever, in every stage;
    `edits` come after the levers, from the year strategies are known. `costs_off` is the largest
    part by which costs are put off, at random and always the same way; a negative one reverses it.
    `pools_begin` is what pools ask first, from where they meet the price of imports. A case `after`
    another one, from which it differs in little, starts from where that ended: whoever asks many
    that differ in a lever each, or in a few facts, says so, and finds them sooner.

    A case holds no study: a worker has one. It can be a key, travel and be printed.
    """

    strategy: Strategy
    world: World
    facts: tuple[tuple[str, float], ...] = ()
    shifts: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    costs_off: float = 0.0
    reason: str = WHAT_IF
    pools_begin: PoolsBegin = WITHOUT_STRATEGY
    # a chain of these is long, and what else a case says tells it from others well enough
    after: Case | None = field(default=None, hash=False)

    def with_facts(self, facts: Mapping[str, float], reason: str = WHAT_IF) -> Case:
        """Put facts otherwise, beside those that are already."""
        return replace(
            self, facts=tuple(sorted({**dict(self.facts), **facts}.items())), reason=reason
        )

    def with_edits(self, edits: Sequence[Edit]) -> Case:
        """Add edits behind the levers."""
        return replace(self, edits=(*self.edits, *edits))

    def with_shifts(self, shifts: Sequence[Edit]) -> Case:
        """Add edits before the levers."""
        return replace(self, shifts=(*self.shifts, *shifts))

    def with_costs_off(self, part: float) -> Case:
        """Put costs off by at most a part of each."""
        return replace(self, costs_off=part)

    def with_pools_begin(self, begin: str) -> Case:
        """Let pools ask something else first; raises InvalidInput for what is no such way."""
        return replace(self, pools_begin=pools_begin_named(begin))

    def with_strategy(self, strategy: Strategy) -> Case:
        """Take another strategy, all else the same; after no other case, but one of other facts."""
        after = self.after if self.comes_after_other_facts else None
        return replace(self, strategy=strategy, after=after)

    def dropping(self, kind: type[Lever]) -> Case:
        """Leave out the levers of one kind, of strategy and world."""
        return replace(
            self, strategy=_without(self.strategy, kind), world=_without(self.world, kind)
        )

    @property
    def otherwise(self) -> tuple[object, ...]:
        """What is put otherwise before any lever is applied."""
        # what explains a number names the reason, so that another one is another base
        return (self.facts, self.facts and self.reason, self.shifts, self.costs_off)

    @property
    def comes_after_other_facts(self) -> bool:
        """Whether the case it comes after has something else put otherwise before any lever."""
        return self.after is not None and self.after.otherwise != self.otherwise

    @property
    def plain(self) -> Case:
        """The strategy in the world with nothing put otherwise."""
        return Case(self.strategy, self.world)

    @property
    def before_last_edits(self) -> Case | None:
        """The same without the edits of the last origin; None unless others were made before."""
        if not self.edits:
            return None
        last = self.edits[-1].origin
        kept = len(self.edits)
        while kept and self.edits[kept - 1].origin == last:
            kept -= 1
        return replace(self, edits=self.edits[:kept]) if kept else None

    @property
    def is_plain(self) -> bool:
        """Whether nothing is put otherwise."""
        otherwise = self.facts or self.shifts or self.edits or self.costs_off
        return not otherwise and self.pools_begin == WITHOUT_STRATEGY

    @cached_property
    def hash(self) -> str:
        """SHA-256 over everything the case says but its reason and titles."""
        said = self.as_data(titles=False)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def as_data(self, *, titles: bool = True) -> dict[str, Any]:
        """Give the case as plain data, as it would stand in a file."""
        said: dict[str, Any] = {
            "strategy": _plan(self.strategy, titles),
            "world": _plan(self.world, titles),
        }
        if self.facts:
            said["facts"] = dict(self.facts)
            if titles:
                said["reason"] = self.reason
        for name, edits in (("shifts", self.shifts), ("edits", self.edits)):
            if edits:
                said[name] = [_edit(edit, titles) for edit in edits]
        if self.costs_off:
            said["costs_off"] = self.costs_off
        if self.pools_begin != WITHOUT_STRATEGY:
            said["pools_begin"] = self.pools_begin
        if self.after is not None:
            said["after"] = self.after.hash
        return said

    def as_yaml(self) -> str:
        """Print the case as YAML."""
        return document_text(self.as_data())

    def __repr__(self) -> str:
        """Say in a line what the case is."""
        beside = [
            f"{len(found)} {name}"
            for name, found in (
                ("facts", self.facts),
                ("shifts", self.shifts),
                ("edits", self.edits),
            )
            if found
        ]
        more = f", {', '.join(beside)}" if beside else ""
        return f"<Case {self.strategy.name} in {self.world.name}{more}, {self.hash[:12]}>"


def _plan(plan: Strategy | World, titles: bool) -> dict[str, Any]:
    about: dict[str, Any] = {"name": plan.name}
    if titles:
        about["title"] = plan.title
    about["levers"] = [lever.as_data(titles=titles) for lever in plan.levers]
    return about


def _edit(edit: Edit, titles: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "parameter": edit.parameter,
        "where": {
            name: list(labels) if isinstance(labels, tuple) else labels
            for name, labels in sorted(edit.where.items())
        },
        "operation": edit.operation,
        "value": edit.value,
    }
    return {**said, "reason": edit.reason, "origin": edit.origin.name} if titles else said


def _without(plan: Plan, kind: type[Lever]) -> Plan:
    kept = tuple(lever for lever in plan.levers if not isinstance(lever, kind))
    return plan if len(kept) == len(plan.levers) else plan.model_copy(update={"levers": kept})
