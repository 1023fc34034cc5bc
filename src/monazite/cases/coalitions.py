"""What one case has and another has not, and every case between the two.

Differences are levers that were added, left out or altered, of the strategy and of the world, and
facts at another value. With some of them taken the case stands between the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from monazite.cases.case import Case
from monazite.cases.nearest import does
from monazite.core.errors import InvalidInput, Problem
from monazite.strategy import Lever, Strategy, World, lever_title

Plan = TypeVar("Plan", Strategy, World)

Part = Literal["strategy", "world", "fact"]

IN_PART = "in-part"
"""What is put behind the name of a strategy or world of which only some levers are taken."""


@dataclass(frozen=True)
class Difference:
    """One thing in which a case differs from another: a lever, or the value of a fact."""

    part: Part
    title: str
    """What people call it; no two differences go by the same title."""
    before: Lever | None = None
    after: Lever | None = None
    fact: str = ""
    value: float | None = None
    """The value of the fact; None where the later case leaves it as it is written."""

    @property
    def change(self) -> Literal["added", "left out", "altered"]:
        """What was done, seen from the earlier case."""
        if self.part == "fact" or (self.before is not None and self.after is not None):
            return "altered"
        return "added" if self.before is None else "left out"


def differences(start: Case, end: Case) -> tuple[Difference, ...]:
    """List what the case at the end has that the one at the start has not, and the reverse.

    A lever of the same kind and title in both is one that was altered; without a title, only
    equal levers are the same. Raises InvalidInput when cases differ in edits, in costs put off or
    in where pools begin, which no lever and no fact stands for.
    """
    if start.pools_begin != end.pools_begin:
        raise InvalidInput(
            Problem(
                message="pools begin to ask elsewhere in one than in the other",
                remedy="hold plans against each other in which pools begin alike",
            )
        )
    if (start.shifts, start.edits, start.costs_off) != (end.shifts, end.edits, end.costs_off):
        raise InvalidInput(
            Problem(
                message="the two differ in edits of parameters, which belong to no lever",
                remedy="hold plans against each other that differ in levers and facts alone",
            )
        )
    found = [
        *levers_apart(start.strategy.levers, end.strategy.levers),
        *levers_apart(start.world.levers, end.world.levers, "world"),
        *_facts(start, end),
    ]
    count: Counter[str] = Counter()
    named = []
    for one in found:
        count[one.title] += 1
        again = count[one.title]
        named.append(one if again == 1 else replace(one, title=f"{one.title} ({again})"))
    return tuple(named)


def between(start: Case, end: Case, apart: Sequence[Difference], taken: Collection[int]) -> Case:
    """Give the case in which only some differences are taken, by their places in the list.

    Levers stand in the order of the later case; those it has not stand behind them.
    """
    if not taken:
        return start
    if len(taken) == len(apart):
        return end
    facts = dict(start.facts)
    for place in taken:
        one = apart[place]
        if one.part == "fact":
            facts.pop(one.fact, None)
            if one.value is not None:
                facts[one.fact] = one.value
    reason = end.reason if end.facts else start.reason
    return replace(
        end,
        strategy=_plan(start.strategy, end.strategy, "strategy", apart, taken),
        world=_plan(start.world, end.world, "world", apart, taken),
        facts=tuple(sorted(facts.items())),
        reason=reason,
    )


def levers_apart(
    before: Sequence[Lever], after: Sequence[Lever], part: Part = "strategy"
) -> Iterator[Difference]:
    """Yield levers that were added or altered, in their order, then those that were left out.

    A lever of the same kind and title in both is one that was altered; titles may be given twice.
    """
    there = [(does(lever), lever) for lever in before]
    new = []
    for lever in after:
        own = does(lever)
        at = next((at for at, (one, _) in enumerate(there) if one == own), None)
        if at is None:
            new.append(lever)
        else:
            del there[at]
    left = [lever for _, lever in there]
    for lever in new:
        like = (one for one in left if _called(one) == _called(lever) != (lever.kind, None))
        old = next(like, None)
        if old is not None:
            left.remove(old)
        yield Difference(part, lever_title(lever), old, lever)
    for lever in left:
        yield Difference(part, lever_title(lever), lever, None)


def _facts(start: Case, end: Case) -> Iterator[Difference]:
    before, after = dict(start.facts), dict(end.facts)
    for fact in sorted(before.keys() | after.keys()):
        if before.get(fact) != after.get(fact):
            yield Difference("fact", fact, fact=fact, value=after.get(fact))


def _plan(
    before: Plan, after: Plan, part: Part, apart: Sequence[Difference], taken: Collection[int]
) -> Plan:
    """Take some of the differences of one part; all or none of them give what was there."""
    own = {place: one for place, one in enumerate(apart) if one.part == part}
    back = [one for place, one in own.items() if place not in taken]
    if not back:
        return after
    if len(back) == len(own):
        return before
    undone = {id(one.after): one.before for one in back if one.after is not None}
    levers = [undone.get(id(lever), lever) for lever in after.levers]
    levers += [one.before for one in back if one.after is None]
    about = {
        "name": f"{after.name}-{IN_PART}",
        "levers": tuple(lever for lever in levers if lever is not None),
    }
    return after.model_copy(update=about)


def _called(lever: Lever) -> tuple[str, str | None]:
    return (lever.kind, lever.title)
