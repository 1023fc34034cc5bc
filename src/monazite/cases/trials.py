"""What might as well have been so, one at a time: every strategy of a world is solved again.

Price-setting facts a little off, costs a little off, and pools that begin to ask elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.cases.case import Case
from monazite.cases.pools import IN_WORDS, PoolsBegin, pools_begin_named
from monazite.cases.ties import nearly_the_same
from monazite.cases.worker import Worker
from monazite.core.errors import InvalidInput
from monazite.model import Outcome
from monazite.study import Study

NEAR = 0.01
"""How far a price-setting fact, or all costs at random, are moved to see whether a number jumps."""

FAR = 0.1
"""How far a price-setting fact is moved to see whether a difference keeps its sign."""

COSTS = "costs"
"""Stands for the fact in trials that move all costs."""


_POOLS = "pools begin: "
"""Stands for the fact in trials in which pools begin to ask elsewhere, before the way."""


@dataclass(frozen=True)
class Nudge:
    """A fact times a factor; `costs` stands for all costs, each off by up to a hundredth.

    Where `pools_begin` is given nothing is off: the same study, with pools that ask first something
    else.
    """

    fact: str
    factor: float
    pools_begin: PoolsBegin | None = None

    @property
    def near(self) -> bool:
        """Whether it is small enough that no number should jump."""
        return self.fact == COSTS or abs(self.factor - 1.0) <= NEAR + 1e-12


@dataclass(frozen=True, eq=False)
class Trial:
    """What every strategy comes to under a nudge; those without a plan are left out."""

    nudge: Nudge
    study: Study
    outcomes: Mapping[str, Outcome]


def nudges(facts: Sequence[str], ways: Sequence[PoolsBegin] = ()) -> tuple[Nudge, ...]:
    """All nudges: costs, each fact 1 and 10 % down and up, and pools that begin in other ways."""
    factors = (1.0 - NEAR, 1.0 + NEAR, 1.0 - FAR, 1.0 + FAR)
    return (
        Nudge(COSTS, 1.0),
        *(Nudge(fact, factor) for fact in facts for factor in factors),
        *(Nudge(f"{_POOLS}{way}", 1.0, way) for way in ways),
    )


def pools_behind(cause: str) -> PoolsBegin | None:
    """How pools began where that moved a number, by what its verdict names; None of what else."""
    way = cause.removeprefix(_POOLS)
    return None if way == cause else pools_begin_named(way)


def ways_to_begin(worker: Worker, cases: Sequence[Case]) -> tuple[PoolsBegin, ...]:
    """Ways in which pools may begin but that of the cases; none where no pool is stated to ask."""
    asks = any(
        stage.parameters["transfer_price"].values.any()
        for case in cases
        for stage in worker.staged(case)
    )
    asked = {case.pools_begin for case in cases}
    return tuple(way for way in IN_WORDS if way not in asked) if asks else ()


def tried(worker: Worker, cases: Sequence[Case], nudge: Nudge) -> Iterator[Trial]:
    """Solve cases of one world under a nudge, which for costs are two plans.

    Nothing comes of a nudge that leaves no such study.
    """
    if nudge.fact == COSTS:
        pairs = {case.strategy.name: nearly_the_same(worker, case, size=NEAR) for case in cases}
        for place in range(2):
            found = {name: pair[place] for name, pair in pairs.items() if len(pair) > place}
            yield Trial(nudge, worker.study, found)
        return
    if nudge.pools_begin is not None:
        varied = [case.with_pools_begin(nudge.pools_begin) for case in cases]
    else:
        central = worker.study.evidence.quantity(nudge.fact).value
        varied = [case.with_facts({nudge.fact: central * nudge.factor}) for case in cases]
    try:
        solved = [worker.solve(case) for case in varied]
    except InvalidInput:
        return
    yield Trial(
        nudge,
        solved[0].study,
        {one.case.strategy.name: one.outcome for one in solved if one.outcome.status == "optimal"},
    )
