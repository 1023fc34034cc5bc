"""Price-setting facts a little off, one at a time: every strategy of a world is solved again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.cases.case import Case
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


@dataclass(frozen=True)
class Nudge:
    """A fact times a factor; `costs` stands for all costs, each off by up to a hundredth."""

    fact: str
    factor: float

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


def nudges(facts: Sequence[str]) -> tuple[Nudge, ...]:
    """All nudges: costs, and each fact a hundredth and a tenth down and up."""
    factors = (1.0 - NEAR, 1.0 + NEAR, 1.0 - FAR, 1.0 + FAR)
    return (
        Nudge(COSTS, 1.0),
        *(Nudge(fact, factor) for fact in facts for factor in factors),
    )


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
